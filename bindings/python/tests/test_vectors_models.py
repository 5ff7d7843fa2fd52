"""Every vector of `models` and `deliveries`."""

from __future__ import annotations

import json
import math
import pickle
from typing import Any

import vectors
from okta_event_hooks import EventHook, LogEvent, _native
from vectors import contains, members, same


def test_event_hook() -> None:
    assert vectors.play("models/event_hook.json", check_hook) > 40


def check_hook(case: dict[str, Any]) -> None:
    members(case, "name source text equalText contains spec")
    text = case["text"]
    hook = EventHook.from_json(text)
    printed = hook.to_json()
    if case.get("equalText"):
        same("text", printed, text)
    contains(printed, case.get("contains", ()))
    same("value", vectors.value(printed), vectors.value(text))
    same("pickle", pickle.loads(pickle.dumps(hook)).to_json(), printed)
    same("bytes", EventHook.from_json(text.encode()), hook)
    round_trip(hook, text)
    if "spec" in case:
        spec = hook.to_spec()
        same("spec", json.loads(spec.to_json()), case["spec"])
        same("spec as a dict", spec.to_dict(), case["spec"])


def round_trip(model: EventHook | LogEvent, text: str) -> None:
    """Through a dict of Python's, whose floats have 64 bits: what is beyond them is `inf`, which is no JSON."""
    found = model.to_dict()
    same("dict", found, json.loads(text))
    if all(map(math.isfinite, floats(found))):
        same("from_dict", type(model).from_dict(found).to_dict(), found)


def floats(value: Any) -> list[float]:
    if type(value) is float:
        return [value]
    items: Any = value.values() if hasattr(value, "values") else value if hasattr(value, "append") else ()
    return [number for item in items for number in floats(item)]


def test_log_event() -> None:
    assert vectors.play("models/log_event.json", check_event) > 40


def check_event(case: dict[str, Any]) -> None:
    members(case, "name source text expect")
    event, expect = LogEvent.from_json(case["text"]), case["expect"]
    found = {
        "uuid": event.uuid,
        "eventType": event.event_type,
        "published": event.published_text,
        "severity": event.severity,
        "outcomeResult": event.outcome and event.outcome.result,
        "actorId": event.actor and event.actor.id,
        "targetIds": [target.id for target in event.target or () if target.id is not None],
        "hookIds": event.target_event_hook_ids,
        "ipChain": [entry.ip for entry in event.ip_chain if entry.ip is not None],
    }
    same("event", found, expect)
    same("value", vectors.value(event.to_json()), vectors.value(case["text"]))
    round_trip(event, case["text"])


def test_deliveries() -> None:
    assert vectors.play("deliveries/hook_deliveries.json", check_deliveries) > 60


def check_deliveries(case: dict[str, Any]) -> None:
    members(case, "name source hookId events expect")
    events = [LogEvent.from_json(json.dumps(event)) for event in case["events"]]
    records = _native.delivery_records(case["hookId"], events)
    same("records", [{"kind": record.kind, "uuid": record.event.uuid} for record in records], case["expect"])


def test_all_folders_are_played() -> None:
    """No kind of vector is forgotten: what is not played here or in another file of these tests is left out for a reason."""
    here = {"requests", "responses", "models", "calls", "deliveries"}
    elsewhere = {
        "receiver",  # test_vectors_receiver.py
        "faults",  # test_faults*.py
    }
    # `filters` is about the builder of Rust: in Python a filter of the System Log is text. `keys` is not played.
    left_out = {"filters", "keys"}
    folders = {path.name for path in vectors.ROOT.iterdir() if path.is_dir()}
    assert here | left_out <= folders <= here | elsewhere | left_out
