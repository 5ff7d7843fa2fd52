"""The example of a driver over another HTTP library does what a driver has to."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from typing import Any

import pytest
from async_clients import HOOK, TOKEN
from okta_event_hooks import (
    ApiToken,
    Call,
    EventHookSpec,
    NotFoundError,
    ProtocolError,
    RetryPolicy,
    Send,
    Session,
    TransportError,
)
from okta_event_hooks.testing import Emulator
from raw_server import RawServer, closed_port, drip, hang_up, in_turn, reply, silence

EXAMPLE = Path(__file__).parents[3] / "examples" / "python" / "urllib_driver.py"
SPEC = EventHookSpec("Feed", "https://hooks.example.com/okta", ["user.lifecycle.create"])


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Any:
    specification = importlib.util.spec_from_file_location("urllib_driver", EXAMPLE)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def failed(driver: Any, server: RawServer, call: Any = None) -> TransportError:
    session = Session(server.url, ApiToken(TOKEN), retry=RetryPolicy.none())
    with pytest.raises(TransportError) as caught:
        driver.carry_out(session, call or Call.get_event_hook("who1"))
    return caught.value


def test_it_runs(driver: Any, capsys: pytest.CaptureFixture[str]) -> None:
    driver.main()
    assert "found Feed ACTIVE" in capsys.readouterr().out


def test_operations(driver: Any) -> None:
    with Emulator() as org:
        session = Session(org.url, ApiToken(org.api_token))
        hook = driver.carry_out(session, Call.create_event_hook(SPEC))
        assert driver.carry_out(session, Call.get_event_hook(hook.id)) == hook
        assert len(driver.carry_out(session, Call.log_events())) > 0
        assert driver.carry_out(session, Call.deactivate_event_hook(hook.id)).status == "INACTIVE"
        assert driver.carry_out(session, Call.delete_event_hook(hook.id)) is None
        with pytest.raises(NotFoundError):
            driver.carry_out(session, Call.get_event_hook(hook.id))


def test_it_retries(driver: Any) -> None:
    with RawServer(in_turn(hang_up, reply(503), reply(200, HOOK))) as server:
        session = Session(server.url, ApiToken(TOKEN))
        assert driver.carry_out(session, Call.get_event_hook("who1")).id == "who1"
        assert len(server.requests) == 3
        assert [server.header("authorization", number) for number in range(3)] == [[f"SSWS {TOKEN}"]] * 3


def test_a_redirect_is_an_answer(driver: Any) -> None:
    with RawServer(reply(200, HOOK)) as elsewhere, RawServer(reply(301, b"", f"Location: {elsewhere.url}/")) as server:
        session = Session(server.url, ApiToken(TOKEN))
        with pytest.raises(ProtocolError):
            driver.carry_out(session, Call.get_event_hook("who1"))
        assert (len(server.requests), len(elsewhere.requests)) == (1, 0)


def test_a_body_has_a_limit(driver: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "MOST_BYTES", 1000)
    with RawServer(in_turn(reply(200, HOOK.ljust(1000)), reply(200, HOOK.ljust(1001)))) as server:
        session = Session(server.url, ApiToken(TOKEN), retry=RetryPolicy.none())
        assert driver.carry_out(session, Call.get_event_hook("who1")).id == "who1"
        assert "more than 1000 bytes" in str(failed(driver, server))


@pytest.mark.parametrize("answer", [silence, drip()], ids=["silent", "dripping"])
def test_time_is_limited(driver: Any, answer: Any) -> None:
    with RawServer(answer) as server:
        session = Session(server.url, ApiToken(TOKEN))
        request = Call.get_event_hook("who1").start(session, time.time())
        assert isinstance(request, Send)
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            driver.send(request, timeout=0.4)
        assert 0.3 < time.monotonic() - began < 10


def test_what_went_wrong_is_told_apart(driver: Any) -> None:
    def cut_short(connection: Any, _number: int) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        connection.close()

    with RawServer(in_turn(hang_up, cut_short)) as server:
        for expected in ("Remote end closed connection", "ends after 1 of 100 bytes"):
            error = failed(driver, server, Call.create_event_hook(SPEC))
            assert error.maybe_sent
            assert error.maybe_applied
            assert expected in str(error)
        server.url = f"http://127.0.0.1:{closed_port()}"
        error = failed(driver, server, Call.create_event_hook(SPEC))
        assert not error.maybe_sent
        assert isinstance(error.__cause__, OSError)
