"""A client that threads share, and one that is used on both sides of a fork."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
import threading
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable

import pytest
from async_clients import run
from okta_event_hooks import AsyncClient, Client, LocalKey, ProtocolError, ServiceApp
from okta_event_hooks.testing import Emulator
from raw_server import RawServer

KEY = Path(__file__).parents[3] / "crates" / "signer" / "tests" / "keys" / "rsa.pkcs8.pem"
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="on this system: no fork")
# Python 3.12 and newer warn of what is tested here.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


def in_child(work: Callable[[], Any]) -> Any:
    """What `work` returns in a child process, by way of JSON."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            with os.fdopen(writer, "w") as pipe:
                json.dump(work(), pipe)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    assert status == 0, text
    return json.loads(text)


def test_threads_share_a_client() -> None:
    with Emulator(rateLimit=1000) as org, org.client() as client, ThreadPoolExecutor(16) as pool:
        together = threading.Barrier(16)

        def work(number: int) -> int:
            together.wait(10)
            name = f"Feed {number}"
            hook = client.create_event_hook({**_spec(), "name": name})
            assert client.get_event_hook(hook.id).name == name
            return sum(len(client.list_event_hooks()) > 0 for _ in range(10))

        # An org has ten hooks that are active at the most, so that some are refused.
        futures = [pool.submit(work, number) for number in range(16)]
        results = [future.exception() or future.result() for future in futures]
        done = [result for result in results if result == 10]
        assert len(done) == len(client.list_event_hooks()) >= 10


def _spec() -> dict[str, Any]:
    return {
        "events": {"type": "EVENT_TYPE", "items": ["user.lifecycle.create"]},
        "channel": {"type": "HTTP", "version": "1.0.0", "config": {"uri": "https://h.example"}},
    }


def test_event_loops_on_several_threads_share_a_client() -> None:
    with Emulator() as org, ThreadPoolExecutor(4) as pool:
        client = org.async_client()

        async def work(number: int) -> int:
            return len(await asyncio.gather(*(client.list_event_hooks() for _ in range(20 + number))))

        def on_a_loop(number: int) -> int:
            return run(work(number))

        assert list(pool.map(on_a_loop, range(4))) == [20, 21, 22, 23]
        run(client.aclose())


@forks
@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_a_client_after_a_fork(tls: bool) -> None:
    with Emulator(tls=tls) as org, org.client() as client:
        hook = client.create_event_hook({**_spec(), "name": "Feed"})

        def work() -> list[str]:
            return [client.get_event_hook(hook.id).id for _ in range(3)]

        assert in_child(work) == [hook.id] * 3
        assert work() == [hook.id] * 3
        assert in_child(lambda: in_child(work)) == [hook.id] * 3
        client.close()


@forks
@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_an_async_client_after_a_fork(tls: bool) -> None:
    with Emulator(tls=tls) as org:
        client = org.async_client()

        async def use() -> int:
            return len(await asyncio.gather(*(client.list_event_hooks() for _ in range(20))))

        def work() -> int:
            return run(use())

        assert work() == 20
        assert in_child(work) == 20
        assert work() == 20
        run(client.aclose())


@forks
def test_a_fork_while_another_thread_is_in_a_call() -> None:
    released = threading.Event()

    def answer(connection: Any, number: int) -> None:
        if number == 1:
            released.wait(20)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")

    with RawServer(answer) as server, ThreadPoolExecutor(1) as pool:
        client = _token_client(server.url)
        waiting = pool.submit(client.list_event_hooks)
        assert server.came.acquire(timeout=10)
        assert in_child(lambda: len(client.list_event_hooks())) == 0
        released.set()
        assert waiting.result(10) == ()


def _token_client(url: str) -> Client:
    from okta_event_hooks import ApiToken

    return Client(url, ApiToken("00token"))


def _app() -> ServiceApp:
    return ServiceApp("0oa1example", LocalKey.from_file(KEY), key_id="k1")


def _tokens(connection: Any, _number: int) -> None:
    body = b'{"token_type":"Bearer","expires_in":3600,"access_token":"abc","scope":"okta.eventHooks.read"}'
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


@forks
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_assertions_differ_on_both_sides_of_a_fork(kind: str) -> None:
    def work() -> None:
        # The answer is none of a list of hooks; the token has been asked for by then.
        with pytest.raises(ProtocolError):
            ask()

    with RawServer(_tokens) as server:
        if kind == "sync":
            ask = Client(server.url, _app()).list_event_hooks
        else:
            client = AsyncClient(server.url, _app())
            ask = lambda: run(client.list_event_hooks())  # noqa: E731
        in_child(work)
        in_child(work)
        work()
        asked = [request for request in server.requests if request.startswith(b"POST /oauth2/v1/token")]
    ids = [_jti(request) for request in asked]
    assert len(ids) == 3
    assert len(set(ids)) == 3


def _jti(request: bytes) -> str:
    form = urllib.parse.parse_qs(request.partition(b"\r\n\r\n")[2].decode())
    payload = form["client_assertion"][0].split(".")[1]
    jti: str = json.loads(base64.urlsafe_b64decode(payload + "=="))["jti"]
    return jti
