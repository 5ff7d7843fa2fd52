"""Calls, sessions and steps without I/O: what they tell, and what they refuse."""

from __future__ import annotations

import copy
import time
from typing import Any

import pytest
from async_clients import HOOK, TOKEN
from okta_event_hooks import (
    ApiToken,
    Call,
    Done,
    InvalidInputError,
    MaybeSent,
    NotSent,
    Response,
    RetryPolicy,
    Send,
    Session,
    Step,
    TransportError,
    Wait,
)

NOW = 1_773_634_031.0
OK = Response(200, {"Content-Type": "application/json"}, HOOK)


@pytest.fixture
def session() -> Session:
    return Session("https://acme.okta.com", ApiToken(TOKEN), seed=bytes(32))


def test_a_call_from_beginning_to_end(session: Session) -> None:
    call = Call.get_event_hook("who1")
    assert call.operation_id == "getEventHook"
    request = call.start(session, NOW)
    assert isinstance(request, Send)
    assert isinstance(request, Step)
    assert (request.method, request.url, request.body) == ("GET", "https://acme.okta.com/api/v1/eventHooks/who1", b"")
    assert ("authorization", f"SSWS {TOKEN}") in request.headers
    assert TOKEN not in repr(request)
    wait = call.response(session, NOW, Response(503))
    assert isinstance(wait, Wait)
    assert 0 < wait.seconds < 60
    again = call.resume(session, NOW + wait.seconds)
    assert isinstance(again, Send)
    done = call.response(session, NOW, OK)
    assert isinstance(done, Done)
    assert done.result().id == "who1"
    assert done.result() is done.result()


def test_the_same_seed_makes_the_same_steps() -> None:
    def waits() -> list[float]:
        session = Session("https://acme.okta.com", ApiToken(TOKEN), seed=b"7" * 32)
        call = Call.get_event_hook("who1")
        call.start(session, NOW)
        step = call.response(session, NOW, Response(503))
        assert isinstance(step, Wait)
        return [step.seconds]

    assert waits() == waits()


@pytest.mark.parametrize(
    ("event", "begin", "message"),
    [
        ("resume", 0, "resume does not fit a call that has not started"),
        ("response", 0, "response does not fit a call that has not started"),
        ("failure", 0, "failure does not fit a call that has not started"),
        ("start", 1, "start does not fit a call that waits for an answer"),
        ("resume", 1, "resume does not fit a call that waits for an answer"),
        ("start", 2, "start does not fit a call that has ended"),
        ("response", 2, "response does not fit a call that has ended"),
    ],
)
def test_a_step_that_does_not_fit(session: Session, event: str, begin: int, message: str) -> None:
    call: Call[Any] = Call.get_event_hook("who1")
    if begin > 0:
        call.start(session, NOW)
    if begin > 1:
        call.response(session, NOW, OK)
    more: dict[str, list[Any]] = {"response": [OK], "failure": [NotSent("x")]}
    done = getattr(call, event)(session, NOW, *more.get(event, []))
    assert isinstance(done, Done)
    with pytest.raises(InvalidInputError, match=message):
        done.result()


def test_what_is_no_time_no_failure_no_response(session: Session) -> None:
    call = Call.get_event_hook("who1")
    for now in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="now must be seconds since 1970"):
            call.start(session, now)
    with pytest.raises(TypeError, match="now"):
        call.start(session, "now")  # type: ignore[arg-type]
    call.start(session, NOW)
    with pytest.raises(TypeError, match="failure must be an exception, not str"):
        call.failure(session, NOW, "broken")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="response"):
        call.response(session, NOW, 200)  # type: ignore[arg-type]
    # None of these was an event.
    assert isinstance(call.response(session, NOW, OK), Done)
    with pytest.raises(TypeError, match="session"):
        Call.list_event_hooks().start("https://acme.okta.com", NOW)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="status 99 is no status"):
        Response(99)


@pytest.mark.parametrize(
    ("failure", "maybe_sent", "cause"),
    [
        (NotSent("no address"), False, NotSent),
        (MaybeSent("cut short"), True, MaybeSent),
        (TimeoutError("late"), True, TimeoutError),
        (ConnectionResetError("gone"), True, ConnectionResetError),
        (ValueError("anything else"), True, ValueError),
    ],
)
def test_a_failure_is_the_cause(failure: Exception, maybe_sent: bool, cause: type[Exception]) -> None:
    session = Session("https://acme.okta.com", ApiToken(TOKEN), retry=RetryPolicy.none())
    call = Call.get_event_hook("who1")
    call.start(session, NOW)
    done = call.failure(session, NOW, failure)
    assert isinstance(done, Done)
    with pytest.raises(TransportError) as caught:
        done.result()
    assert caught.value.maybe_sent == maybe_sent
    assert type(caught.value.__cause__) is cause


def test_what_a_failure_was_raised_from_is_the_cause() -> None:
    session = Session("https://acme.okta.com", ApiToken(TOKEN), retry=RetryPolicy.none())
    call = Call.get_event_hook("who1")
    call.start(session, NOW)
    root = OSError("no route")
    failure = NotSent("not sent")
    failure.__cause__ = root
    done = call.failure(session, NOW, failure)
    assert isinstance(done, Done)
    with pytest.raises(TransportError) as caught:
        done.result()
    assert caught.value.__cause__ is root


def test_a_copy_begins_anew(session: Session) -> None:
    call = Call.get_event_hook("who1")
    call.start(session, NOW)
    call.response(session, NOW, OK)
    assert isinstance(copy.copy(call).start(session, NOW), Send)


def test_a_session_refuses_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="seed must be 32 bytes"):
        Session("https://acme.okta.com", ApiToken(TOKEN), seed=b"short")
    with pytest.raises(InvalidInputError):
        Session("http://acme.okta.com", ApiToken(TOKEN))
    with pytest.raises(TypeError, match="retry must be RetryPolicy, not int"):
        Session("https://acme.okta.com", ApiToken(TOKEN), retry=3)  # type: ignore[arg-type]


def test_a_step_cannot_be_made() -> None:
    for step in (Step, Send, Wait, Done):
        with pytest.raises(TypeError):
            step()


def test_one_session_serves_calls_that_overlap(session: Session) -> None:
    calls = [Call.get_event_hook("who1") for _ in range(3)]
    for call in calls:
        assert isinstance(call.start(session, time.time()), Send)
    for call in reversed(calls):
        assert isinstance(call.response(session, time.time(), OK), Done)
