"""Every vector of `responses`: what an operation makes of one answer.

A vector describes the operation alone, and Python has it only within a call. To a call every 429 is the rate limit, which is a
class of its own, `RateLimitedError`, and has neither Okta's code nor its texts: of these cases the status is compared and the id.
"""

from __future__ import annotations

from typing import Any

import vectors
from okta_event_hooks import ApiToken, Done, Error, RateLimitedError, RetryPolicy, Send, Session
from vectors import Differs, members, same, same_error

ORG = "https://acme-test.okta.com"


def test_responses() -> None:
    assert vectors.play("responses", check) > 300


def check(case: dict[str, Any]) -> None:
    members(case, "name source operation params response output error")
    session = Session(ORG, ApiToken("00token"), retry=RetryPolicy.none())
    call = vectors.call(case["operation"], case["params"])
    assert isinstance(call.start(session, 0.0), Send)
    step = call.response(session, 0.0, vectors.response(case["response"]))
    if not isinstance(step, Done):
        raise Differs(f"found {step!r}")
    try:
        found = step.result()
    except Error as error:
        if "error" not in case:
            raise
        compare(case["error"], error)
    else:
        if "output" not in case:
            raise Differs(f"found {found!r}")
        same("output", vectors.output(found, case["operation"]), case["output"])


def compare(expected: dict[str, Any], found: Error) -> None:
    members(expected, "kind status errorCode requestId causes mentions")
    if isinstance(found, RateLimitedError):
        same("status", found.status, 429)
        expected = {"kind": "rateLimited", **{name: expected[name] for name in ("status", "requestId") if name in expected}}
    same_error(expected, found)
    if "causes" in expected:
        same("causes", found.error_causes, expected["causes"])  # type: ignore[attr-defined]
