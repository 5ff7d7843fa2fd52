"""The models: what can be read, what can be changed, what is kept, and what is refused."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import okta_event_hooks as okta
import pytest
from okta_event_hooks import (
    AuthScheme,
    Delivery,
    EventHook,
    EventHookChannel,
    EventHookSpec,
    EventSubscriptions,
    Header,
    InvalidInputError,
    LogEvent,
    Secret,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from okta_event_hooks.testing import Emulator

HOOK: dict[str, Any] = {
    "id": "who1",
    "status": "ACTIVE",
    "verificationStatus": "VERIFIED",
    "name": "Feed",
    "description": None,
    "created": "2026-02-03T04:05:06.000Z",
    "createdBy": "00u1",
    "lastUpdated": "2026-02-03T04:05:06.789+02:00",
    "events": {
        "type": "EVENT_TYPE",
        "items": ["user.lifecycle.create", "user.session.start"],
        "filter": {
            "type": "EXPRESSION_LANGUAGE",
            "eventFilterMap": [
                {
                    "event": "user.session.start",
                    "condition": {"expression": "event.outcome.result eq 'FAILURE'", "version": None},
                }
            ],
        },
    },
    "channel": {
        "type": "HTTP",
        "version": "1.0.0",
        "config": {
            "uri": "https://hooks.example.com/okta",
            "headers": [{"key": "X-Key", "value": "HEADER-SECRET"}],
            "method": "POST",
            "authScheme": {"type": "HEADER", "key": "Authorization"},
        },
    },
    "_links": {"self": {"href": "https://acme.okta.com/api/v1/eventHooks/who1"}},
    "novelty": {"inside": "EXTRA-SECRET"},
}
EVENT: dict[str, Any] = {
    "uuid": "u1",
    "published": "2026-02-03T04:05:06.123Z",
    "eventType": "user.session.start",
    "version": "0",
    "severity": "WARN",
    "displayMessage": "Somebody came",
    "legacyEventType": "core.user",
    "actor": {"id": "00u1", "type": "User", "alternateId": "a@example.com", "displayName": "A", "detailEntry": None},
    "client": {
        "userAgent": {"os": "Linux"},
        "zone": "null",
        "device": "Computer",
        "id": None,
        "ipAddress": "192.0.2.1",
        "geographicalContext": {"city": "Zürich"},
        "ipChain": [{"ip": "192.0.2.1", "version": "V4", "geographicalContext": None, "source": None}],
    },
    "request": {"ipChain": [{"ip": "192.0.2.2"}]},
    "outcome": {"result": "FAILURE", "reason": "INVALID_CREDENTIALS"},
    "target": [{"id": "00u2", "type": "User"}, {"id": "0oa1", "type": "AppInstance"}],
    "transaction": {"type": "WEB", "id": "t1", "detail": {}},
    "debugContext": {"debugData": {"targetEventHookIds": "who1, who2", "tries": 3}},
    "authenticationContext": {"externalSessionId": "s1"},
    "securityContext": {"asNumber": 394089},
}


def hook(**changes: Any) -> EventHook:
    return EventHook.from_dict({**HOOK, **changes})


def event(**changes: Any) -> LogEvent:
    return LogEvent.from_dict({**EVENT, **changes})


def spec() -> EventHookSpec:
    return EventHookSpec("Feed", "https://hooks.example.com", ["user.lifecycle.create"])


def everything() -> list[Any]:
    """One of each model."""
    one, entry = hook(), event()
    filters = one.events.filter
    assert filters
    assert one.channel.config.headers
    assert one.channel.config.auth_scheme
    assert entry.actor
    assert entry.client
    assert entry.client.ip_chain
    assert entry.request
    assert entry.outcome
    assert entry.target
    assert entry.transaction
    assert entry.debug_context
    return [
        one,
        one.to_spec(),
        one.events,
        filters,
        filters.event_filter_map[0],
        filters.event_filter_map[0].condition,
        one.channel,
        one.channel.config,
        one.channel.config.headers[0],
        one.channel.config.auth_scheme,
        entry,
        entry.actor,
        entry.client,
        entry.client.ip_chain[0],
        entry.request,
        entry.outcome,
        entry.target[0],
        entry.transaction,
        entry.debug_context,
        delivery(),
    ]


def delivery() -> Delivery:
    return Delivery.from_dict(
        {
            "eventType": "com.okta.event_hook",
            "eventTypeVersion": "1.0",
            "cloudEventsVersion": "0.1",
            "source": "https://acme.okta.com/api/v1/eventHooks/who1",
            "eventId": "e1",
            "eventTime": "2026-02-03T04:05:06Z",
            "contentType": "application/json",
            "data": {"events": [EVENT, {"eventType": "no uuid"}]},
        }
    )


EVERYTHING = pytest.mark.parametrize("model", everything(), ids=lambda model: type(model).__name__)


def test_there_is_one_of_each_model_in_these_tests() -> None:
    models = {name for name, value in vars(okta).items() if isinstance(value, type) and hasattr(value, "to_json")}
    assert {type(model).__name__ for model in everything()} == models


@EVERYTHING
def test_a_model_cannot_be_changed(model: Any) -> None:
    for name in attributes(model):
        with pytest.raises(AttributeError):
            setattr(model, name, None)
        with pytest.raises(AttributeError):
            delattr(model, name)
    with pytest.raises(AttributeError):
        model.no_such_attribute = 1
    model.extra["added"] = 1
    assert "added" not in model.extra
    model.to_dict()["added"] = 1
    assert "added" not in model.to_dict()


def attributes(model: Any) -> list[str]:
    return [name for name in dir(model) if not name.startswith("_") and not callable(getattr(model, name)) and name != "extra"]


@EVERYTHING
def test_a_model_is_a_value(model: Any) -> None:
    kind: Any = model.__class__
    for same in (
        kind.from_json(model.to_json()),
        kind.from_dict(model.to_dict()),
        pickle.loads(pickle.dumps(model)),
        copy.copy(model),
        copy.deepcopy(model),
        model.replace(),
    ):
        assert type(same) is kind
        assert same == model
        assert not (same != model)  # noqa: SIM202, that is what is tested
        assert hash(same) == hash(model)
        assert same.to_json() == model.to_json()
        assert {model, same} == {model}
    other = model.replace(extra={**model.extra, "another": 1})
    assert other != model
    assert other.extra["another"] == 1
    assert model != model.to_dict()
    with pytest.raises(TypeError):
        assert model < other


@EVERYTHING
def test_a_repr_is_one_line_and_hides_values_of_headers_and_of_unknown_members(model: Any) -> None:
    model = model.replace(extra={**model.extra, "odd": "EXTRA-SECRET\n"})
    for text in (repr(model), str(model), f"{model}", "%s" % (model,)):  # noqa: UP031
        assert text.startswith(type(model).__name__ + "(")
        assert "odd" in text
        assert "SECRET" not in text
        assert text.isprintable()


@pytest.mark.parametrize("odd", ["\x1b[2J", "\x9b2J", "a\nb", "\u202egnp.exe", "it's", '"', "\\"])
def test_a_repr_shows_no_character_that_moves_the_cursor(odd: str) -> None:
    shown = repr(event(displayMessage=odd, debugContext={"debugData": {"url": odd}}))
    assert shown.isprintable()
    assert f"display_message={odd!r}" in shown


# What is worked out from others, and cannot be set. Elsewhere `events` of a delivery would be a member of its own.
DERIVED = {"delivers", "target_event_hook_ids", "hook_id", "response", "retry_response", "unreadable"}


@EVERYTHING
def test_every_attribute_can_be_replaced_and_optional_ones_removed(model: Any) -> None:
    changed = 0
    for name in attributes(model):
        value = getattr(model, name)
        refusal = refused(model, **{name: value})
        if refusal is not None:
            derived = (
                name in DERIVED
                or name.endswith("_text")
                or (type(model), name) in {(LogEvent, "ip_chain"), (Delivery, "events")}
            )
            assert derived, (name, refusal)
            assert isinstance(refusal, TypeError)
            continue
        assert getattr(model.replace(**{name: value}), name) == value
        changed += 1
        refusal = refused(model, **{name: None})
        if refusal is None:
            assert not getattr(model.replace(**{name: None}), name)
        else:
            assert isinstance(refusal, (InvalidInputError, TypeError))
            assert name in str(refusal) or "missing field" in str(refusal)
    assert changed
    with pytest.raises(TypeError, match="no_such_attribute"):
        model.replace(no_such_attribute=1)


def refused(model: Any, **changes: Any) -> Exception | None:
    try:
        model.replace(**changes)
    except (InvalidInputError, TypeError) as error:
        return error
    return None


def test_a_nested_model_is_replaced_by_a_model_or_by_a_dict() -> None:
    one = hook()
    config = one.channel.config.replace(
        uri="https://new.example.com", headers=[{"key": "X-New", "value": "1"}, Header.from_dict({"key": "a", "value": "b"})]
    )
    moved = one.replace(channel=one.channel.replace(config=config))
    assert moved.channel.config.uri == "https://new.example.com"
    assert [header.key for header in moved.channel.config.headers or ()] == ["X-New", "a"]
    assert one.channel.config.uri == "https://hooks.example.com/okta"
    again = moved.replace(channel={"type": "HTTP", "version": "1.0.0", "config": {"uri": "https://x.example", "later": [1]}})
    assert again.channel.config.extra == {"later": [1]}
    assert again.channel.config.headers is None
    with pytest.raises(InvalidInputError, match="channel: missing field `version`"):
        one.replace(channel={"type": "HTTP"})


@pytest.mark.skipif(sys.version_info < (3, 13), reason="on this system: a Python before 3.13 has no copy.replace")
def test_copy_replace() -> None:
    assert copy.replace(hook(), name="Other").name == "Other"  # type: ignore[attr-defined]
    assert copy.replace(hook().to_spec(), description="Text").description == "Text"  # type: ignore[attr-defined]
    assert copy.replace(event(), severity=None).severity is None  # type: ignore[attr-defined]


def test_a_spec_is_replaced_by_the_names_of_its_constructor() -> None:
    one = hook().to_spec()
    changed = one.replace(
        name="Other",
        uri="https://other.example.com",
        events=["group.user_membership.add", "group.user_membership.add"],
        description="Text",
        filters={"group.user_membership.add": "event.outcome.result eq 'SUCCESS'"},
        headers={"X-Other": "1"},
        auth_header=("X-Auth", Secret("s")),
        extra={"later": {"deep": [1, None]}},
    )
    assert changed.to_dict() == {
        "name": "Other",
        "description": "Text",
        "events": {
            "type": "EVENT_TYPE",
            "items": ["group.user_membership.add"],
            "filter": {
                "type": "EXPRESSION_LANGUAGE",
                "eventFilterMap": [
                    {"event": "group.user_membership.add", "condition": {"expression": "event.outcome.result eq 'SUCCESS'"}}
                ],
            },
        },
        "channel": {
            "type": "HTTP",
            "version": "1.0.0",
            "config": {
                "uri": "https://other.example.com",
                "headers": [{"key": "X-Other", "value": "1"}],
                "authScheme": {"type": "HEADER", "key": "X-Auth", "value": "s"},
            },
        },
        "later": {"deep": [1, None]},
    }
    bare = changed.replace(description=None, filters=None, headers=None, auth_header=None, extra=None)
    assert bare.channel.config.to_dict() == {"uri": "https://other.example.com"}
    assert bare.extra == {}
    assert bare.events.filter is None
    # Event types alone keep the filters; a whole subscription brings its own.
    kept = one.replace(events=["user.session.start"])
    assert kept.events.filter == one.events.filter
    whole = one.replace(events=EventSubscriptions.from_dict({"type": "EVENT_TYPE", "items": ["x.y"]}))
    assert whole.events.filter is None
    channel = EventHookChannel.from_dict({"type": "HTTP", "version": "1.0.0", "config": {"uri": "https://c.example", "uro": 1}})
    assert one.replace(channel=channel).channel == channel
    assert one.replace(channel=spec().channel.to_dict()).uri == "https://hooks.example.com"


def test_what_the_constructor_leaves_out_is_left_out() -> None:
    assert spec().to_dict() == {
        "name": "Feed",
        "events": {"type": "EVENT_TYPE", "items": ["user.lifecycle.create"]},
        "channel": {"type": "HTTP", "version": "1.0.0", "config": {"uri": "https://hooks.example.com"}},
    }


def test_unknown_members_survive_get_change_and_replace(okta_emulator: Emulator) -> None:
    with okta_emulator.client() as client:
        made = client.create_event_hook(spec().replace(extra={"novelty": {"kept": 12345678901234567890123}}))
        read = EventHook.from_json(made.to_json()[:-1] + ',"novelty":{"float":1.10,"int":12345678901234567890123}}')
        changed = read.to_spec().replace(description="Text")
        assert '"novelty":{"float":1.10,"int":12345678901234567890123}' in changed.to_json()
        # The emulator reads as Okta does: what it does not know it does not keep, but it has received it.
        assert client.replace_event_hook(made.id, changed).description == "Text"
        step = okta.Call.replace_event_hook(made.id, changed).start(okta.Session(okta_emulator.url, okta.ApiToken("t")), 0)
        assert isinstance(step, okta.Send)
        assert b'"novelty":{"float":1.10,"int":12345678901234567890123}' in step.body


def test_to_spec_leaves_out_what_is_read_only() -> None:
    found = hook().to_spec().to_dict()
    assert found.keys() == {"name", "description", "events", "channel", "novelty"}
    assert "method" not in found["channel"]["config"]
    assert found["description"] is None


def test_times_are_aware_and_beside_them_is_the_text() -> None:
    one = hook()
    assert one.created == datetime(2026, 2, 3, 4, 5, 6, tzinfo=timezone.utc)
    assert one.created_text == "2026-02-03T04:05:06.000Z"
    assert one.last_updated == datetime(2026, 2, 3, 4, 5, 6, 789000, tzinfo=timezone(timedelta(hours=2)))
    assert one.last_updated
    assert one.last_updated.utcoffset() == timedelta(0)
    zone = timezone(timedelta(hours=-5))
    assert one.replace(created=datetime(2026, 1, 1, tzinfo=zone)).created_text == "2026-01-01T00:00:00-05:00"
    assert delivery().event_time == datetime(2026, 2, 3, 4, 5, 6, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-02-30T00:00:00Z",
        "2026-02-03",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:00",
        "2026-02-03T04:05:06",
    ],
)
def test_a_text_that_is_no_time_is_no_error(text: str) -> None:
    assert event(published=text).published is None
    assert event(published=text).published_text == text
    assert event(published=text).to_dict()["published"] == text


def test_a_naive_datetime_is_refused() -> None:
    naive = datetime(2026, 1, 1)
    for refused in (
        lambda: hook(created=naive),
        lambda: hook().replace(created=naive),
        lambda: spec().replace(extra={"at": naive}),
        lambda: okta.Call.log_events(since=naive),
        lambda: okta.Call.log_events(until=naive),
        lambda: okta.Call.poll_log_events(since=naive),
    ):
        with pytest.raises(ValueError, match="time zone"):
            refused()


def test_new_values_of_enums_are_texts() -> None:
    one = hook(status="PAUSED", verificationStatus="PENDING")
    assert (one.status, one.verification_status, one.delivers) == ("PAUSED", "PENDING", False)
    assert one.to_dict()["status"] == "PAUSED"
    assert hook().delivers
    assert not hook(status="INACTIVE").delivers
    assert event(severity="FATAL").severity == "FATAL"


def test_an_optional_member_of_another_type_is_kept_as_an_extra_one() -> None:
    odd = event(severity=7, actor="A", target={"id": "x"})
    assert (odd.severity, odd.actor, odd.target) == (None, None, None)
    assert odd.extra == {"severity": 7, "actor": "A", "target": {"id": "x"}}
    assert odd.replace(extra=odd.extra) == odd
    assert json.loads(odd.to_json()) == {**EVENT, "severity": 7, "actor": "A", "target": {"id": "x"}}


def test_numbers_keep_their_value() -> None:
    whole = 123456789012345678901234567890
    text = json.dumps(EVENT)[:-1] + f', "big": {whole}, "exact": 1.10, "beyond": 1e400}}'
    one = LogEvent.from_json(text)
    assert (one.extra["big"], one.extra["exact"], one.extra["beyond"]) == (whole, 1.1, float("inf"))
    assert f'"big":{whole},"exact":1.10,"beyond":1e400' in one.replace(severity="INFO").to_json().replace(": ", ":").replace(
        ", ", ","
    )
    assert LogEvent.from_dict({**EVENT, "big": whole, "float": 0.1 + 0.2}).to_dict()["big"] == whole
    assert LogEvent.from_dict({**EVENT, "float": 0.1 + 0.2}).extra["float"] == 0.1 + 0.2
    for beyond in (float("inf"), float("nan")):
        with pytest.raises(ValueError, match="JSON"):
            LogEvent.from_dict({**EVENT, "x": beyond})


def test_what_an_event_says() -> None:
    one = event()
    assert one.target_event_hook_ids == ("who1", "who2")
    assert [entry.ip for entry in one.ip_chain] == ["192.0.2.1"]
    assert event(client=None).ip_chain[0].ip == "192.0.2.2"
    assert one.debug_data("targetEventHookIds") == "who1, who2"
    assert one.debug_data("nothing") is None
    found = one.target_of_type("AppInstance")
    assert found
    assert found.id == "0oa1"
    assert one.target_of_type("UserGroup") is None
    assert one.authentication_context == {"externalSessionId": "s1"}
    bare = LogEvent.from_dict({"uuid": "u", "eventType": "t"})
    assert (bare.target_event_hook_ids, bare.ip_chain, bare.target, bare.published) == ((), (), None, None)


def test_what_a_delivery_says() -> None:
    one = delivery()
    assert [item.uuid for item in one.events] == ["u1"]
    (unreadable,) = one.unreadable
    assert (unreadable.position, json.loads(unreadable.json)) == (1, {"eventType": "no uuid"})
    assert "uuid" in unreadable.reason
    assert (one.hook_id, one.event_id, one.response.status) == ("who1", "e1", 204)
    assert pickle.loads(pickle.dumps(unreadable)) == unreadable
    assert hash(pickle.loads(pickle.dumps(unreadable))) == hash(unreadable)


def test_a_page_is_a_tuple_that_can_be_pickled() -> None:
    unreadable = okta.Unreadable(1, "{}", "no id")
    page = okta.Page([hook()], unreadable=(unreadable,), next="after=1")
    again = pickle.loads(pickle.dumps(page))
    assert isinstance(page, tuple)
    assert (again, again.unreadable, again.next) == (page, (unreadable,), "after=1")
    assert okta.Page() == ()


MISSPELT: dict[str, tuple[dict[str, Any], str, str]] = {
    "top": ({"nmae": "x"}, "nmae", "name"),
    "events": ({"events": {"type": "EVENT_TYPE", "itmes": []}}, "itmes", "items"),
    "filter": ({"events": {"items": ["a"], "type": "EVENT_TYPE", "filtre": {}}}, "filtre", "filter"),
    "channel": ({"channel": {"type": "HTTP", "version": "1.0.0", "confg": {}}}, "confg", "config"),
    "config": (
        {"channel": {"type": "HTTP", "version": "1.0.0", "config": {"uri": "https://x", "authSchema": {}}}},
        "authSchema",
        "authScheme",
    ),
    "auth": (
        {
            "channel": {
                "type": "HTTP",
                "version": "1.0.0",
                "config": {"uri": "https://x", "authScheme": {"type": "HEADER", "key": "a", "valeu": "SECRET"}},
            }
        },
        "valeu",
        "value",
    ),
    "header": (
        {
            "channel": {
                "type": "HTTP",
                "version": "1.0.0",
                "config": {"uri": "https://x", "headers": [{"keey": "a", "value": "SECRET"}]},
            }
        },
        "keey",
        "key",
    ),
}


@pytest.mark.parametrize(("wrong", "written", "meant"), MISSPELT.values(), ids=MISSPELT)
def test_a_misspelt_key_is_told_with_the_likely_one(wrong: dict[str, Any], written: str, meant: str) -> None:
    given = {**spec().to_dict(), **wrong}
    if written == "nmae":
        del given["name"]
    acts: list[Callable[[], Any]] = [lambda: EventHookSpec.from_dict(given), lambda: okta.Call.create_event_hook(given)]
    if "channel" in wrong:
        acts.append(lambda: spec().replace(channel=wrong["channel"]))
    for act in acts:
        with pytest.raises(InvalidInputError, match=f'"{written}".*"{meant}"') as raised:
            act()
        assert "SECRET" not in str(raised.value)


def test_secrets_of_a_spec_are_given_out_by_name_only() -> None:
    one = spec().replace(auth_header=("Authorization", "HOOK-SECRET"))
    scheme = one.channel.config.auth_scheme
    assert scheme
    assert scheme.value == Secret("HOOK-SECRET")
    assert scheme.value
    assert scheme.value.expose() == "HOOK-SECRET"
    assert AuthScheme.from_dict({"type": "HEADER", "key": "a", "value": Secret("x")}).to_dict()["value"] == "x"
    assert pickle.loads(pickle.dumps(one)) == one
    assert "HOOK-SECRET" in one.to_json()
    assert "HOOK-SECRET" not in repr(one)
