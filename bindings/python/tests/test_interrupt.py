"""Ctrl-C ends a call within a second or so, wherever it is; and a program that ends does not wait for one."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from raw_server import RawServer, in_turn, reply, silence

if TYPE_CHECKING:
    from collections.abc import Generator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="on this system: no SIGINT for another process")

SYNC = """
def work(url):
    Client(url, ApiToken("00token"), timeout=60, connect_timeout=60).list_event_hooks()
"""
ASYNC = """
import asyncio

def work(url):
    asyncio.run(AsyncClient(url, ApiToken("00token"), timeout=60, connect_timeout=60).list_event_hooks())
"""
MAIN = """
import logging, sys
from okta_event_hooks import ApiToken, AsyncClient, Client

logging.basicConfig(level=logging.DEBUG, format="%(name)s %(message)s")
try:
    print("ready", flush=True)
    work(sys.argv[1])
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""
WAYS = {"sync": SYNC, "async": ASYNC}


@contextmanager
def child(script: str, url: str) -> Generator[subprocess.Popen[str], None, None]:
    process = subprocess.Popen([sys.executable, "-c", script, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate(timeout=10)
        yield process
    finally:
        process.kill()
        process.communicate()


def interrupt(process: subprocess.Popen[str]) -> None:
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=20)
    assert time.monotonic() - began < 3
    assert (output, process.returncode) == ("interrupted\n", 0), errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_in_a_wait_for_an_answer(way: str) -> None:
    with RawServer(silence) as server, child(way + MAIN, server.url) as process:
        assert server.came.acquire(timeout=20)
        interrupt(process)
        assert len(server.requests) == 1


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_in_a_wait_before_the_next_attempt(way: str) -> None:
    with RawServer(reply(429, b"{}", "Retry-After: 30")) as server, child(way + MAIN, server.url) as process:
        assert process.stderr is not None
        while "waits" not in (line := process.stderr.readline()):
            assert line, "it ended"
        interrupt(process)
        assert len(server.requests) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="on this system: a full queue of connections answers")
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_in_a_connect_that_nobody_answers(way: str) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        waiting: list[Any] = []
        try:
            # Nobody accepts: at some time the queue is full.
            while len(waiting) < 100:
                waiting.append(socket.create_connection(full.getsockname(), timeout=0.3))
        except OSError:
            pass
        assert len(waiting) < 100
        with child(way + MAIN, f"http://127.0.0.1:{full.getsockname()[1]}") as process:
            # Until it connects. Nothing that it does tells when.
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.7)
            interrupt(process)
        for connection in waiting:
            connection.close()


def test_a_program_that_leaves_a_call_behind_ends() -> None:
    leaves = """
import asyncio, sys
from okta_event_hooks import ApiToken, AsyncClient

async def main():
    print("ready", flush=True)
    task = asyncio.ensure_future(AsyncClient(sys.argv[1], ApiToken("00token"), timeout=60).list_event_hooks())
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)

asyncio.new_event_loop().run_until_complete(main())
"""
    with RawServer(silence) as server:
        process = subprocess.Popen(
            [sys.executable, "-c", leaves, server.url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.came.acquire(timeout=20)
            began = time.monotonic()
            process.communicate("go\n", timeout=20)
            assert time.monotonic() - began < 5
            assert process.returncode == 0
        finally:
            process.kill()
            process.communicate()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_in_a_line_of_the_log(way: str) -> None:
    """There it comes as an exception out of code that must not fail the call."""
    script = """
import logging, os, signal, threading, time

class Slow(logging.Handler):
    def emit(self, record):
        os.kill(os.getpid(), signal.SIGINT)
        if threading.current_thread() is threading.main_thread():
            time.sleep(20)

logging.getLogger("okta_event_hooks").addHandler(Slow())
logging.getLogger("okta_event_hooks").setLevel(logging.DEBUG)
logging.getLogger("okta_event_hooks").propagate = False
"""
    with RawServer(in_turn(reply(503), silence)) as server, child(script + way + MAIN, server.url) as process:
        output, errors = process.communicate(timeout=15)
        assert output == "interrupted\n", errors
        assert len(server.requests) == 1


def test_while_a_key_signs() -> None:
    script = """
class Key:
    algorithm = "RS256"

    def sign(self, data):
        raise KeyboardInterrupt

def work(url):
    Client(url, ServiceApp("0oa1example", Key())).list_event_hooks()
"""
    with (
        RawServer(silence) as server,
        child("from okta_event_hooks import ServiceApp\n" + script + MAIN, server.url) as process,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        # Not communicate(), which passes over what was read along with the first line.
        output, errors = process.stdout.read(), process.stderr.read()
        assert output == "interrupted\n", errors
        assert server.requests == []
