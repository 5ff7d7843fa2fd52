"""One line a request, whatever carries it; and nothing secret in it."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import Any

import pytest
from async_clients import HOOK, KINDS, TOKEN, client_of, run
from okta_event_hooks import ApiToken, Client, Error, EventHookSpec, RetryPolicy
from raw_server import RawServer, closed_port, hang_up, in_turn, reply, silence

ALL = ["sync", *KINDS]
SPEC = EventHookSpec(
    "Feed",
    "https://h.example",
    ["user.lifecycle.create"],
    auth_header=("Authorization", "hooksecret"),
    headers={"X-Own": "headersecret"},
)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Any:
    caplog.set_level(logging.DEBUG, logger="okta_event_hooks")

    def lines() -> list[str]:
        return [record.getMessage() for record in caplog.records if record.name == "okta_event_hooks"]

    return lines


def carry_out(kind: str, url: str, method: str, *arguments: Any, **options: Any) -> None:
    """Calls a method once, whatever comes of it."""
    if kind == "sync":
        options.setdefault("retry", RetryPolicy.none())
        with Client(url, ApiToken(TOKEN), **options) as client, suppress(Error):
            getattr(client, method)(*arguments)
        return

    async def use() -> None:
        async with client_of(kind, url, **options) as client:
            with suppress(Error):
                await getattr(client, method)(*arguments)

    run(use())


@pytest.mark.parametrize("kind", ALL)
def test_an_answer(kind: str, lines: Any) -> None:
    with RawServer(in_turn(reply(200, HOOK), reply(404, b"{}"))) as server:
        carry_out(kind, server.url, "create_event_hook", SPEC)
        carry_out(kind, server.url, "get_event_hook", "who1")
    first, second = lines()
    assert re.fullmatch(rf"POST {server.url}/api/v1/eventHooks: 200, \d+ ms", first)
    assert re.fullmatch(rf"GET {server.url}/api/v1/eventHooks/who1: 404, \d+ ms", second)


@pytest.mark.parametrize("kind", ALL)
def test_a_wait(kind: str, lines: Any) -> None:
    with RawServer(in_turn(reply(503), reply(200, HOOK))) as server:
        carry_out(kind, server.url, "get_event_hook", "who1", retry=RetryPolicy(max_attempts=2))
    first, wait, second = lines()
    assert ": 503, " in first
    assert re.fullmatch(r"getEventHook: waits \d+\.\d s before it is sent again", wait)
    assert ": 200, " in second


@pytest.mark.parametrize("kind", ALL)
def test_no_answer(kind: str, lines: Any) -> None:
    with RawServer(in_turn(hang_up, silence)) as server:
        carry_out(kind, server.url, "get_event_hook", "who1")
        carry_out(kind, server.url, "get_event_hook", "who1", timeout=0.3)
    carry_out(kind, f"http://127.0.0.1:{closed_port()}", "get_event_hook", "who1")
    lost, late, unsent = lines()
    assert re.search(r"/who1: the answer was lost: .+, \d+ ms$", lost)
    assert re.search(r"/who1: no complete answer in time, \d+ ms$", late)
    assert re.search(r"/who1: the request could not be sent: .+, \d+ ms$", unsent)


@pytest.mark.parametrize("kind", ALL)
def test_neither_secrets_nor_bodies(kind: str, lines: Any) -> None:
    with RawServer(reply(200, HOOK, "X-Peer: peervalue")) as server:
        carry_out(kind, server.url, "create_event_hook", SPEC)
    text = "\n".join(lines())
    assert text
    for secret in (TOKEN, "hooksecret", "headersecret", "peervalue", "Feed", "SSWS"):
        assert secret not in text


@pytest.mark.parametrize("kind", ALL)
def test_a_peer_that_echoes_the_token_or_speaks_to_the_terminal(kind: str, lines: Any) -> None:
    def echo(connection: Any, _number: int) -> None:
        connection.sendall(f"HTTP/1.1 {TOKEN} \x1b[31m\r\n\r\n".encode())
        connection.close()

    with RawServer(echo) as server:
        carry_out(kind, server.url, "get_event_hook", "who1")
    (line,) = lines()
    assert "the answer was lost" in line
    assert TOKEN not in line
    assert line.isprintable()


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_listens(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="okta_event_hooks")
    with RawServer(reply(200, HOOK)) as server:
        carry_out(kind, server.url, "get_event_hook", "who1")
    assert [record for record in caplog.records if record.name == "okta_event_hooks"] == []
