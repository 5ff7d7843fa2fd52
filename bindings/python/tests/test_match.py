"""Steps in `match` statements, which Python 3.9 cannot read."""

from __future__ import annotations

from async_clients import HOOK, TOKEN
from okta_event_hooks import ApiToken, Call, Done, EventHook, Response, Send, Session, Wait


def drive(call: Call[EventHook], answers: list[Response]) -> tuple[EventHook, list[str]]:
    session = Session("https://acme.okta.com", ApiToken(TOKEN))
    now = 1_773_634_031.0
    seen: list[str] = []
    step = call.start(session, now)
    while True:
        match step:
            case Send(_, url):
                seen.append(url)
                step = call.response(session, now, answers.pop(0))
            case Wait(seconds):
                now += seconds
                step = call.resume(session, now)
            case Done() as done:
                return done.result(), seen


def test_steps_match() -> None:
    hook, seen = drive(Call.get_event_hook("who1"), [Response(503), Response(200, None, HOOK)])
    assert hook.id == "who1"
    assert seen == ["https://acme.okta.com/api/v1/eventHooks/who1"] * 2


def test_names_match_too() -> None:
    match Call.activate_event_hook("who1").start(Session("https://acme.okta.com", ApiToken(TOKEN)), 1.0):
        case Send(method="POST", patience=patience, body=b""):
            assert patience >= 0
        case other:
            raise AssertionError(other)
