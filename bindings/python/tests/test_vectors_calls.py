"""Every vector of `calls`: whole calls, step by step, with the keys, the random values and the times of the vectors."""

from __future__ import annotations

import json
from typing import Any

import vectors
from okta_event_hooks import (
    AccessToken,
    ApiToken,
    Call,
    Done,
    Error,
    InvalidInputError,
    LocalKey,
    NotSent,
    RateLimitedError,
    RetryPolicy,
    Send,
    ServiceApp,
    Session,
    Step,
    TransportError,
    Wait,
)
from vectors import Differs, members, same, same_error

EVENTS = {"start", "response", "failure", "resume"}


def test_calls() -> None:
    assert vectors.play("calls", check) > 400


def check(case: dict[str, Any]) -> None:
    members(case, "name source seed org credentials policy operation params steps calls")
    session = session_of(case)
    calls = case.get("calls")
    if calls is None:
        play_call(session, case["operation"], case["params"], case["steps"])
        return
    if not calls or "steps" in case or "operation" in case or "params" in case:
        raise Differs("neither one call nor several")
    for number, one in enumerate(calls, 1):
        members(one, "operation params steps")
        try:
            play_call(session, one["operation"], one["params"], one["steps"])
        except Differs as why:
            raise Differs(f"call {number}: {why}") from why


def play_call(session: Session, operation: str, params: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    if not steps or len(steps) % 2:
        raise Differs("an event without an answer")
    try:
        call = vectors.call(operation, params)
    except InvalidInputError as error:
        # What cannot be an operation is refused before the first step.
        same("steps", len(steps), 2)
        compare_error(only(steps[1], "done")["error"], error)
        return
    for number in range(0, len(steps), 2):
        try:
            step, cause = take(call, session, steps[number])
            compare(steps[number + 1], step, cause)
        except Differs as why:
            raise Differs(f"step {number // 2 + 1}: {why}") from why


def take(call: Call[Any], session: Session, event: dict[str, Any]) -> tuple[Step, BaseException | None]:
    now = event["at"] / 1000
    kind = event.keys() - {"at"}
    if len(kind) != 1 or not kind <= EVENTS:
        raise Differs(f"an event of no kind: {sorted(event)}")
    if "response" in event:
        return call.response(session, now, vectors.response(event["response"])), None
    if "failure" in event:
        raised, cause = failure(event["failure"])
        return call.failure(session, now, raised), cause
    (name,) = kind
    if event[name] is not True:
        raise Differs(f"{name} is not true")
    return (call.start if name == "start" else call.resume)(session, now), None


def failure(kind: str) -> tuple[Exception, Exception]:
    """What a driver would have caught, and what it says is the cause."""
    if kind == "notSent":
        refused = ConnectionRefusedError("connection refused")
        raised = NotSent("not sent")
        raised.__cause__ = refused
        return raised, refused
    if kind == "maybeSent":
        reset = ConnectionResetError("connection reset")
        return reset, reset
    if kind == "timedOut":
        late = TimeoutError("late")
        return late, late
    raise Differs(f"unknown failure {kind}")


def session_of(case: dict[str, Any]) -> Session:
    policy = case.get("policy")
    if policy is not None:
        members(policy, "maxAttempts maxWaitMs maxElapsedMs")
        policy = RetryPolicy(policy["maxAttempts"], policy["maxWaitMs"] / 1000, policy["maxElapsedMs"] / 1000)
    return Session(case["org"], credentials(case["credentials"]), retry=policy, seed=bytes.fromhex(case["seed"]))


def credentials(who: dict[str, Any]) -> ApiToken | AccessToken | ServiceApp:
    (kind,) = who
    if kind == "apiToken":
        return ApiToken(who[kind])
    if kind == "accessToken":
        return AccessToken(who[kind])
    app = only(who, "serviceApp")
    members(app, "clientId keyId scopes key dpopKey")
    return ServiceApp(
        app["clientId"],
        key(app["key"]),
        scopes=app["scopes"],
        key_id=app.get("keyId"),
        dpop_key=key(app["dpopKey"]) if "dpopKey" in app else None,
    )


def key(file: str) -> LocalKey:
    return LocalKey.from_file(vectors.ROOT / "keys" / file)


def only(value: dict[str, Any], name: str) -> Any:
    """The only member."""
    if value.keys() != {name}:
        raise Differs(f"expected {name} alone, found {sorted(value)}")
    return value[name]


def compare(expected: dict[str, Any], found: Step, cause: BaseException | None) -> None:
    if "send" in expected and isinstance(found, Send):
        compare_send(only(expected, "send"), found)
    elif "wait" in expected and isinstance(found, Wait):
        wait = only(expected, "wait")
        members(wait, "ms minMs maxMs")
        least, most = wait.get("ms", wait.get("minMs")), wait.get("ms", wait.get("maxMs"))
        if not least <= round(found.seconds * 1000, 6) <= most:
            raise Differs(f"waits {found.seconds} s, expected {wait}")
    elif "done" in expected and isinstance(found, Done):
        compare_done(only(expected, "done"), found, cause)  # pyright: ignore[reportUnknownArgumentType]
    else:
        raise Differs(f"found {found!r}, expected {expected}")


def compare_send(expected: dict[str, Any], found: Send) -> None:
    members(expected, "method url headers absentHeaders body bodyText")
    headers = dict(found.headers)
    for name in ("method", "url"):
        if name in expected:
            same(name, getattr(found, name), expected[name])
    for name, text in expected.get("headers", {}).items():
        same(name, headers.get(name), text)
    for name in expected.get("absentHeaders", ()):
        same(name, headers.get(name), None)
    if not headers.get("user-agent"):
        raise Differs("no user-agent")
    if "bodyText" in expected:
        same("body", found.body.decode(), expected["bodyText"])
    if "body" in expected:
        same("body", json.loads(found.body), expected["body"])
    # A step is printed by a driver that logs: nothing that is sent with it is in that, the address aside.
    shown = f"{found} {found!r}"
    for text in (headers.get("authorization", ""), headers.get("dpop", ""), found.body.decode()):
        if text and text in shown:
            raise Differs(f"shows what it carries: {shown}")


def compare_done(expected: dict[str, Any], found: Done[Any], cause: BaseException | None) -> None:
    members(expected, "output error")
    try:
        result = found.result()
    except Error as error:
        if "error" not in expected:
            raise Differs(f"found {error!r}") from error
        compare_error(expected["error"], error)
        if cause is not None and isinstance(error, TransportError):
            same("cause", error.__cause__, cause)
        return
    if "output" not in expected:
        raise Differs(f"found {result!r}")
    operation = "listLogEvents" if "items" in (expected["output"] or ()) else ""
    same("output", vectors.output(result, operation), expected["output"])


def compare_error(expected: dict[str, Any], found: Error) -> None:
    members(expected, "kind status errorCode maybeSent resetAt mentions absent")
    same_error(expected, found)
    if "maybeSent" in expected:
        assert isinstance(found, TransportError)
        same("maybeSent", found.maybe_sent, expected["maybeSent"])
    if "resetAt" in expected:
        assert isinstance(found, RateLimitedError)
        same("resetAt", found.reset and found.reset.timestamp(), expected["resetAt"])
    text = vectors.shown(found)
    for secret in expected.get("absent", ()):
        if secret in text:
            raise Differs(f"shows {secret!r}: {text}")
