"""Every vector of `faults`: the clients over real sockets, against a server that misbehaves to the byte.

The server is the program `fault_server`; the variable FAULT_SERVER names it. It judges what it saw, and this what the client
returned. A case that is not done in its time has failed, whatever becomes of it.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import queue
import subprocess
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import vectors
from okta_event_hooks import (
    ApiToken,
    AsyncClient,
    Client,
    Error,
    EventHook,
    Page,
    RateLimitedError,
    RetryPolicy,
    TransportError,
)
from okta_event_hooks.transports import AiohttpTransport, HttpxTransport
from vectors import KINDS, Differs, members, mentions, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AT_ONCE = 16
"""How many cases are played at once."""


ENCODINGS = "it decompresses deflate too, and asks for it"
CUT_SHORT = "it takes a compressed body that is cut short for a whole one, so that the JSON in it is what cannot be read"
AFTER_204 = "it reads no body after a 204; what comes then spoils the connection, and a request that may be is sent again"
DIFFERENCES: dict[str, dict[str, str]] = {
    "threads": {},
    "httpx": {
        "bodies: a_deletion_may_have_a_body_after_204": AFTER_204,
        "bodies: a_deletion_may_have_a_body_in_chunks_after_204": AFTER_204,
        "compressed: compression_is_asked_for": ENCODINGS,
        "compressed: what_does_not_decompress_is_no_answer_half_of_it": CUT_SHORT,
        "framing: an_answer_that_comes_with_another_is_not_the_next_one": "it takes what came behind an answer for the next one",
    },
    "aiohttp": {
        "bodies: a_deletion_may_have_a_body_after_204": AFTER_204,
        "bodies: a_deletion_may_have_a_body_in_chunks_after_204": AFTER_204,
        "compressed: compression_is_asked_for": ENCODINGS,
        "compressed: an_encoding_that_nobody_asked_for": "it refuses an encoding that it does not know: the answer is lost",
        "compressed: what_does_not_decompress_is_no_answer_half_of_it": CUT_SHORT,
        "framing: odd_but_valid_the_same_length_twice": "it refuses a length that is told twice",
    },
}
"""Where an HTTP library of the caller's does not do what a case expects, and why. Each is played, and must differ."""


class FaultServer:
    """The program's control interface."""

    def __init__(self, url: str) -> None:
        self.address = urlsplit(url).netloc

    def ask(self, method: str, path: str) -> Any:
        connection = http.client.HTTPConnection(self.address, timeout=30)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            text = answer.read()
            assert answer.status < 300, text
            return json.loads(text)
        finally:
            connection.close()


@pytest.fixture(scope="session")
def server() -> Iterator[FaultServer]:
    program = os.environ.get("FAULT_SERVER")
    assert program, "set FAULT_SERVER to the program: cargo build -p conformance --bin fault_server"
    with subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        yield FaultServer(json.loads(running.stdout.readline())["url"])
        # Leaving closes its standard input, which ends it.


def test_client(server: FaultServer) -> None:
    cases = server.ask("GET", "/cases")
    assert len(cases) > 300
    with ThreadPoolExecutor(AT_ONCE) as threads:
        report(cases, threads.map(lambda case: play(server, case), cases), {})


def play(server: FaultServer, case: dict[str, Any]) -> list[str]:
    """What goes wrong in a case with the blocking client, on a thread that is left behind when the time is over."""
    started = server.ask("POST", f"/plays/{case['file']}/{case['name']}")
    done: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    took = Took(started)
    threading.Thread(target=lambda: done.put(told(lambda: use_client(started))), daemon=True).start()
    try:
        failed = [done.get(timeout=took.most), took.too_soon()]
    except queue.Empty:
        failed = [f"not done after {took.most} s"]
    failed += server.ask("DELETE", f"/plays/{started['id']}")["wrong"]
    return [why for why in failed if why]


def test_async_client(server: FaultServer) -> None:
    play_all_async(server, "threads")


@pytest.mark.tools
@pytest.mark.parametrize("name", ["httpx", "aiohttp"])
def test_async_client_over(server: FaultServer, name: str) -> None:
    play_all_async(server, name)


def play_all_async(server: FaultServer, name: str) -> None:
    cases = server.ask("GET", "/cases")

    async def all_of_them() -> list[list[str]]:
        some = asyncio.Semaphore(AT_ONCE)
        return await asyncio.gather(*(play_async(server, case, name, some) for case in cases))

    report(cases, asyncio.run(all_of_them()), DIFFERENCES[name])


async def play_async(server: FaultServer, case: dict[str, Any], name: str, some: asyncio.Semaphore) -> list[str]:
    """The same with the async client, cancelled when the time is over."""
    async with some:
        started = await asyncio.to_thread(server.ask, "POST", f"/plays/{case['file']}/{case['name']}")
        took = Took(started)
        try:
            failed = [await asyncio.wait_for(use_async_client(started, name), took.most), took.too_soon()]
        except asyncio.TimeoutError:
            failed = [f"not done after {took.most} s"]
        report = await asyncio.to_thread(server.ask, "DELETE", f"/plays/{started['id']}")
        return [why for why in [*failed, *report["wrong"]] if why]


def report(cases: list[dict[str, Any]], found: Iterable[list[str]], differences: dict[str, str]) -> None:
    """Tells each case that fails, and each that is said to differ but does not."""
    failed: list[str] = []
    differing = set()
    for case, wrong in zip(cases, found):
        name = f"{case['file']}: {case['name']}"
        if name not in differences:
            failed += [f"{name}: {why[:2000]}" for why in wrong]
            continue
        differing.add(name)
        if not wrong:
            failed.append(f"{name}: does what it should; take it out of DIFFERENCES")
    assert differing == differences.keys()
    assert not failed, f"{len(failed)} failures in {len(cases)} cases:\n" + "\n".join(failed)


class Took:
    """How long a case may take, and must, in seconds."""

    def __init__(self, play: dict[str, Any]) -> None:
        took = play["task"]["tookMs"]
        self.least, self.most = took["min"] / 1000, took["max"] / 1000
        self.began = time.monotonic()

    def too_soon(self) -> str | None:
        spent = time.monotonic() - self.began
        return f"done after {spent} s already, expected {self.least}" if spent < self.least else None


def told(run: Callable[[], None]) -> str | None:
    """What is wrong with what a client returned."""
    try:
        run()
    except Differs as why:
        return str(why)
    except Exception:
        return traceback.format_exc()
    return None


def use_client(play: dict[str, Any]) -> None:
    task = play["task"]
    with Client(play["orgUrl"], ApiToken(play["token"]), **options(task), **max_body(task)) as client:
        for number, one in enumerate(task["calls"], 1):
            try:
                found = client.call(vectors.call(one["operation"], one["params"]))
            except Error as error:
                compare(number, one, error, play)
            else:
                compare(number, one, found, play)


async def use_async_client(play: dict[str, Any], name: str) -> str | None:
    task = play["task"]
    limit = max_body(task)
    async with AsyncExitStack() as stack:
        given: dict[str, Any] = limit
        if name == "httpx":
            import httpx

            # Its default reads the authorities anew for each client, and no case has TLS.
            own = await stack.enter_async_context(httpx.AsyncClient(verify=False, trust_env=False))
            given = {"transport": HttpxTransport(own, **limit)}
        elif name == "aiohttp":
            import aiohttp

            session = await stack.enter_async_context(aiohttp.ClientSession())
            given = {"transport": AiohttpTransport(session, **limit)}
        client = AsyncClient(play["orgUrl"], ApiToken(play["token"]), **options(task), **given)
        await stack.enter_async_context(client)
        for number, one in enumerate(task["calls"], 1):
            found: Any
            try:
                found = await client.call(vectors.call(one["operation"], one["params"]))
            except Error as error:
                found = error
            except Exception:
                return traceback.format_exc()
            wrong = told(lambda: compare(number, one, found, play))  # noqa: B023
            if wrong:
                return wrong
    return None


def options(task: dict[str, Any]) -> dict[str, Any]:
    members(task, "name policy timeoutMs maxBody tookMs calls")
    policy = task["policy"]
    members(policy, "maxAttempts maxWaitMs maxElapsedMs")
    retry = RetryPolicy(policy["maxAttempts"], policy["maxWaitMs"] / 1000, policy["maxElapsedMs"] / 1000)
    return {"timeout": task["timeoutMs"] / 1000, "retry": retry}


def max_body(task: dict[str, Any]) -> dict[str, Any]:
    return {} if task["maxBody"] is None else {"max_body": task["maxBody"]}


def compare(number: int, one: dict[str, Any], found: object, play: dict[str, Any]) -> None:
    members(one, "operation params output count error")
    if isinstance(found, Error):
        compare_error(number, one, found, play)
    elif "count" in one and isinstance(found, Page):
        same(f"call {number}: count", len(found) + len(found.unreadable), one["count"])
    elif "output" in one:
        matches(f"call {number}", one["output"], plain(found))
    else:
        raise Differs(f"call {number}: found {found!r:.200}")


def matches(what: str, expected: Any, found: Any) -> None:
    """An object may have more members than expected, and `{}` is anything."""
    if expected == {}:
        return
    if isinstance(expected, dict) and isinstance(found, dict):
        for name, value in expected.items():
            if name not in found:
                raise Differs(f"{what}: there is no {name}")
            matches(f"{what}: {name}", value, found[name])
    elif isinstance(expected, list) and isinstance(found, list):
        same(f"{what}: items", len(found), len(expected))
        for value, item in zip(expected, found):
            matches(what, value, item)
    else:
        same(what, found, expected)


def plain(found: Any) -> Any:
    """What an operation returned, as JSON. Python's own reader has a limit of depth, below which there is nothing to compare."""
    if isinstance(found, EventHook):
        known = {"id": found.id, "name": found.name, "description": found.description}
        return read(found.to_json(), known)
    if isinstance(found, Page):
        items = [plain(item) for item in found]
        for item in sorted(found.unreadable, key=lambda item: item.position):
            items.insert(item.position, {"unreadable": read(item.json, "too deep")})
        return items
    return found


def read(text: str, instead: Any) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        return instead


def compare_error(number: int, one: dict[str, Any], error: Error, play: dict[str, Any]) -> None:
    shown, message = vectors.shown(error), str(error)
    for secret in (play["token"], play["hookSecret"]):
        if secret in shown:
            where = [line for line in shown.splitlines() if secret in line]
            raise Differs(f"call {number}: the error shows a secret: {where}")
    if "error" not in one:
        raise Differs(f"call {number}: found {error!r}")
    if message.splitlines() != [message] or not message.startswith(one["operation"] + ": "):
        raise Differs(f"call {number}: not one line that begins with the operation: {message!r}")
    same(f"call {number}: says that the hook may exist", "may exist" in message, error.maybe_applied)
    try:
        compare_members(one["error"], error, message)
        mentions(shown, one["error"].get("mentions", ()))
    except Differs as why:
        raise Differs(f"call {number}: {why}: {message}") from error


def compare_members(expected: dict[str, Any], error: Error, message: str) -> None:
    members(
        expected,
        "kind status errorCode requestId maybeSent maybeApplied retryable attempts resetAt waitSecs maxLength mentions absent",
    )
    if "kind" in expected and not isinstance(error, KINDS[expected["kind"]]):
        raise Differs(f"found {type(error).__name__}, expected {expected['kind']}")
    if len(message.encode()) > expected.get("maxLength", 1 << 20):
        raise Differs(f"the message has more than {expected['maxLength']} bytes")
    found: dict[str, object] = {
        "status": error.status,
        "errorCode": error.error_code,
        "requestId": error.request_id,
        "maybeApplied": error.maybe_applied,
        "retryable": error.is_retryable,
    }
    if isinstance(error, TransportError):
        found |= {"maybeSent": error.maybe_sent, "attempts": error.attempts}
    if isinstance(error, RateLimitedError):
        found |= {"resetAt": error.reset and int(error.reset.timestamp()), "attempts": error.attempts}
        # The greatest whole numbers are none that a float can hold.
        if "waitSecs" in expected and float(expected["waitSecs"]) != error.wait:
            same("waitSecs", int(error.wait), expected["waitSecs"])
    for name in expected.keys() - {"kind", "waitSecs", "maxLength", "mentions", "absent"}:
        if name not in found:
            raise Differs(f"{type(error).__name__} has no {name}")
        same(name, found[name], expected[name])
