"""Every vector of `requests`: what an operation sends.

A call adds the credentials and its own `user-agent` to what the operation makes; both are left out of the comparison.
"""

from __future__ import annotations

from typing import Any

import vectors
from okta_event_hooks import ApiToken, InvalidInputError, Send, Session
from vectors import Differs, contains, members, mentions, same

ADDED = {"authorization", "user-agent"}


def test_requests() -> None:
    assert vectors.play("requests", check) > 300


def check(case: dict[str, Any]) -> None:
    members(case, "name source org operation params request invalid")
    try:
        step = vectors.call(case["operation"], case["params"]).start(Session(case["org"], ApiToken("00token")), 0.0)
        if not isinstance(step, Send):
            step.result()  # type: ignore[union-attr]
            raise Differs(f"found {step!r}")
    except InvalidInputError as error:
        if "invalid" not in case:
            raise
        members(case["invalid"], "mentions")
        mentions(str(error), case["invalid"]["mentions"])
        return
    if "request" not in case:
        raise Differs(f"found {step!r}")
    compare(case["request"], step)


def compare(expected: dict[str, Any], found: Send) -> None:
    members(expected, "method url headers body bodyContains")
    same("method", found.method, expected["method"])
    same("url", found.url, expected["url"])
    same("headers", {name: text for name, text in found.headers if name not in ADDED}, expected["headers"])
    same("names", len(found.headers), len({name for name, _ in found.headers}))
    text = found.body.decode()
    contains(text, expected.get("bodyContains", ()))
    if "body" in expected:
        if expected["body"] is None:
            same("body", text, "")
        else:
            same("body", vectors.value(text), expected["body"])
