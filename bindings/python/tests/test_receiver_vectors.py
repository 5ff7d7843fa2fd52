"""Every case of `tests/vectors/receiver`; the format is in its README."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from okta_event_hooks import Delivery, Receiver, Rejected, Secret, Verification

FOLDER = Path(__file__).parents[3] / "tests" / "vectors" / "receiver"
KINDS: dict[str, type[Any]] = {"verification": Verification, "delivery": Delivery, "rejected": Rejected}
CASES = {
    f"{file.stem}-{case['name']}": case
    for file in sorted(FOLDER.glob("*.json"))
    for case in json.loads(file.read_text(encoding="utf-8"))
}


def test_there_are_cases_of_every_kind() -> None:
    assert {case["expect"]["kind"] for case in CASES.values()} == KINDS.keys()


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    case = CASES[name]
    _members(case, "name source receiver request expect")
    receiver = _receiver(case["receiver"])
    request, expect = case["request"], case["expect"]
    _members(request, "method headers body bodyText")
    _members(expect, "kind status headers body challenge delivery")
    body = _body(request)

    # Header values are bytes on the wire; frameworks hand them out as they are, or as Latin-1.
    pairs = [(name.encode(), value.encode()) for name, value in request["headers"]]
    latin = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs]
    for headers in (pairs, latin):
        _compare(receiver.receive(request["method"], headers, body), expect)


def _receiver(setup: dict[str, Any]) -> Receiver:
    _members(setup, "secrets basic header maxBody")
    secrets = setup.get("secrets") or [Secret.basic(setup["basic"]["user"], setup["basic"]["password"])]
    options = {"header": setup.get("header"), "max_body": setup.get("maxBody")}
    return Receiver(secrets=secrets, **{name: value for name, value in options.items() if value is not None})


def _body(request: dict[str, Any]) -> bytes | None:
    if "bodyText" in request:
        return str(request["bodyText"]).encode()
    return json.dumps(request["body"], ensure_ascii=False, separators=(",", ":")).encode() if "body" in request else None


def _compare(received: Any, expect: dict[str, Any]) -> None:
    assert isinstance(received, KINDS[expect["kind"]])
    response = received.response
    if "status" in expect:
        assert response.status == expect["status"]
    headers = dict(response.headers)
    for name, value in expect.get("headers", {}).items():
        assert headers[name.lower()] == value
    if "body" in expect:
        assert (json.loads(response.body) if response.body else None) == expect["body"]
    if "challenge" in expect:
        assert received.challenge == expect["challenge"]
    if "delivery" in expect:
        _compare_delivery(received, expect["delivery"])


def _compare_delivery(delivery: Delivery, expect: dict[str, Any]) -> None:
    _members(expect, "eventId hookId events")
    assert (delivery.event_id, delivery.hook_id) == (expect["eventId"], expect["hookId"])
    found: list[dict[str, Any]] = [{"uuid": event.uuid, "eventType": event.event_type} for event in delivery.events]
    for item in delivery.unreadable:
        found.insert(item.position, {"unreadable": True})
    assert found == expect["events"]


def _members(value: dict[str, Any], known: str) -> None:
    assert value.keys() <= set(known.split()), "an unknown member, which nobody compares"
