"""An argument of a wrong type is a `TypeError` that names it, and does not quote it: it may be a secret."""

from __future__ import annotations

import asyncio
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

import okta_event_hooks as okta
import pytest
from okta_event_hooks import ApiToken, Call, Client, EventHookSpec, LocalKey, LogEvent, Response, RetryPolicy, Secret, Session
from okta_event_hooks.testing import Emulator

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = Path(__file__).parents[3] / "tests" / "vectors" / "keys" / "app.pem"
ORG = "https://acme.okta.com"


class Wrong:
    """An object that nothing takes."""

    def __repr__(self) -> str:
        return "THE-VALUE"


def client() -> Client:
    return Client(ORG, ApiToken("t"))


def session() -> Session:
    return Session(ORG, ApiToken("t"))


def made(call: Any) -> Callable[..., Any]:
    """What takes a call's event, of a call that has begun."""
    function: Callable[..., Any] = getattr(Call.list_event_hooks(), call)
    return function


LOG: dict[str, Any] = {
    "since": None,
    "until": None,
    "filter": None,
    "q": None,
    "limit": None,
    "sort_order": None,
    "after": None,
}
POLL: dict[str, Any] = {name: None for name in LOG if name not in ("until", "sort_order")}
OPTIONS: dict[str, Any] = {
    "timeout": None, "connect_timeout": None, "retry": None, "ca_file": None, "proxy": None, "user_agent": None, "max_body": None,
}  # fmt: skip
SPEC: dict[str, Any] = {"description": None, "filters": None, "headers": None, "auth_header": None, "extra": None}

# The function, a right argument for each of its parameters.
FUNCTIONS: dict[str, tuple[Callable[[], Callable[..., Any]], dict[str, Any]]] = {
    "ApiToken": (lambda: ApiToken, {"token": "t"}),
    "AccessToken": (lambda: okta.AccessToken, {"token": "t"}),
    "Secret": (lambda: Secret, {"text": "t"}),
    "Secret.basic": (lambda: Secret.basic, {"user": "u", "password": "p"}),
    "LocalKey": (lambda: LocalKey, {"text": "t"}),
    "LocalKey.from_file": (lambda: LocalKey.from_file, {"path": KEY}),
    "ServiceApp": (
        lambda: okta.ServiceApp,
        {"client_id": "0oa1", "key": LocalKey.from_file(KEY), "scopes": None, "key_id": None, "dpop_key": None},
    ),
    "RetryPolicy": (lambda: RetryPolicy, {"max_attempts": 1, "max_wait": 1, "max_elapsed": 1}),
    "Session": (
        lambda: Session,
        {"org_url": ORG, "credentials": ApiToken("t"), "retry": None, "user_agent": None, "seed": None},
    ),
    "Client": (
        lambda: Client,
        {"org_url": ORG, "credentials": ApiToken("t"), **OPTIONS, "timeout": 1, "connect_timeout": 1, "max_body": 1},
    ),
    "Client.from_env": (lambda: Client.from_env, {"profile": None, **OPTIONS}),
    "Client.call": (lambda: client().call, {"call": None}),
    "Client.get_event_hook": (lambda: client().get_event_hook, {"event_hook_id": "who1"}),
    "Client.create_event_hook": (lambda: client().create_event_hook, {"event_hook": None}),
    "Client.replace_event_hook": (
        lambda: client().replace_event_hook,
        {"event_hook_id": "who1", "event_hook": EventHookSpec("a", "https://b", []), "keep_auth_scheme": False},
    ),
    "Client.delete_event_hook": (lambda: client().delete_event_hook, {"event_hook_id": "who1"}),
    "Client.activate_event_hook": (lambda: client().activate_event_hook, {"event_hook_id": "who1"}),
    "Client.deactivate_event_hook": (lambda: client().deactivate_event_hook, {"event_hook_id": "who1"}),
    "Client.verify_event_hook": (lambda: client().verify_event_hook, {"event_hook_id": "who1"}),
    "Client.log_events": (lambda: client().log_events, LOG),
    "Client.poll_log_events": (lambda: client().poll_log_events, POLL),
    "Client.hook_deliveries": (
        lambda: client().hook_deliveries,
        {"event_hook_id": "who1", "since": "2026-01-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"},
    ),
    "Call.from_json": (lambda: Call.from_json, {"operation_id": "listEventHooks", "parameters": "{}"}),
    "Call.get_event_hook": (lambda: Call.get_event_hook, {"event_hook_id": "who1"}),
    "Call.create_event_hook": (lambda: Call.create_event_hook, {"event_hook": None}),
    "Call.replace_event_hook": (
        lambda: Call.replace_event_hook,
        {"event_hook_id": "who1", "event_hook": EventHookSpec("a", "https://b", []), "keep_auth_scheme": False},
    ),
    "Call.delete_event_hook": (lambda: Call.delete_event_hook, {"event_hook_id": "who1"}),
    "Call.activate_event_hook": (lambda: Call.activate_event_hook, {"event_hook_id": "who1"}),
    "Call.deactivate_event_hook": (lambda: Call.deactivate_event_hook, {"event_hook_id": "who1"}),
    "Call.verify_event_hook": (lambda: Call.verify_event_hook, {"event_hook_id": "who1"}),
    "Call.log_events": (lambda: Call.log_events, LOG),
    "Call.poll_log_events": (lambda: Call.poll_log_events, POLL),
    "Call.start": (lambda: made("start"), {"session": session(), "now": 0.0}),
    "Call.response": (lambda: made("response"), {"session": session(), "now": 0.0, "response": Response(200)}),
    "Call.failure": (lambda: made("failure"), {"session": session(), "now": 0.0, "failure": TimeoutError()}),
    "Call.resume": (lambda: made("resume"), {"session": session(), "now": 0.0}),
    "Response": (lambda: Response, {"status": 200, "headers": None, "body": None}),
    "EventHookSpec": (lambda: EventHookSpec, {"name": "a", "uri": "https://b", "events": [], **SPEC}),
    "EventHookSpec.replace": (
        lambda: EventHookSpec("a", "https://b", []).replace,
        {
            "name": "a",
            "uri": "https://b",
            "events": [],
            "channel": {"type": "HTTP", "version": "1.0.0", "config": {"uri": "u"}},
            **SPEC,
        },
    ),
    "LogEvent.from_json": (lambda: LogEvent.from_json, {"text": '{"uuid": "u", "eventType": "t"}'}),
    "LogEvent.from_dict": (lambda: LogEvent.from_dict, {"members": {"uuid": "u", "eventType": "t"}}),
    "LogEvent.debug_data": (lambda: LogEvent.from_dict({"uuid": "u", "eventType": "t"}).debug_data, {"name": "n"}),
    "LogEvent.target_of_type": (lambda: LogEvent.from_dict({"uuid": "u", "eventType": "t"}).target_of_type, {"type": "n"}),
    "Emulator": (lambda: Emulator, {"config": None}),
    "Receiver": (lambda: okta.Receiver, {"secret": None, "secrets": ["s"], "header": "Authorization", "max_body": 1}),
    "Receiver.receive": (lambda: okta.Receiver(secret="s").receive, {"method": "GET", "headers": {}}),
    "Receiver.dispatch": (lambda: okta.Receiver(secret="s").dispatch, {"delivery": None}),
    "Unreadable": (lambda: okta.Unreadable, {"position": 0, "json": "{}", "reason": "r"}),
    "DeliveryRecord": (
        lambda: okta.DeliveryRecord,
        {"kind": "failed", "event": LogEvent.from_dict({"uuid": "u", "eventType": "t"})},
    ),
}
FUNCTIONS["AsyncClient"] = (lambda: okta.AsyncClient, {**FUNCTIONS["Client"][1], "transport": None})
FUNCTIONS["AsyncClient.from_env"] = (lambda: okta.AsyncClient.from_env, {**FUNCTIONS["Client.from_env"][1], "transport": None})
CASES = [(name, argument) for name, (_, arguments) in FUNCTIONS.items() for argument in arguments]


@pytest.mark.parametrize(("name", "argument"), CASES, ids=[f"{name}-{argument}" for name, argument in CASES])
def test_a_wrong_type_names_the_argument(name: str, argument: str) -> None:
    function, right = FUNCTIONS[name]
    arguments = {key: value for key, value in right.items() if value is not None or key == argument}
    if argument == "secret":
        del arguments["secrets"]
    arguments[argument] = Wrong()
    with pytest.raises(TypeError) as raised:
        function()(**arguments)
    assert argument in str(raised.value)
    assert "Wrong" in str(raised.value)
    assert "THE-VALUE" not in str(raised.value)


ASYNC = [
    (name.partition(".")[2], argument) for name, argument in CASES if name.startswith("Client.") and name != "Client.from_env"
]


@pytest.mark.parametrize(("name", "argument"), ASYNC, ids=[f"{name}-{argument}" for name, argument in ASYNC])
def test_so_it_does_in_the_async_client(name: str, argument: str) -> None:
    right = FUNCTIONS[f"Client.{name}"][1]
    arguments = {key: value for key, value in right.items() if value is not None}
    arguments[argument] = Wrong()

    async def act() -> None:
        async with okta.AsyncClient(ORG, ApiToken("t")) as client:
            found = getattr(client, name)(**arguments)
            if inspect.isawaitable(found):
                await found

    with pytest.raises(TypeError) as raised:
        asyncio.run(act())
    assert argument in str(raised.value)
    assert "Wrong" in str(raised.value)
    assert "THE-VALUE" not in str(raised.value)


def test_the_table_has_every_parameter_of_every_public_function() -> None:
    missing: list[tuple[str, str]] = []
    classes = (okta.Client, okta.Call, okta.Secret, okta.LocalKey, okta.EventHookSpec, okta.LogEvent, okta.ServiceApp,
               okta.RetryPolicy, okta.Session, okta.Response, okta.ApiToken, okta.AccessToken)  # fmt: skip
    for kind in classes:
        functions = {kind.__name__: kind}
        public = [name for name in vars(kind) if not name.startswith("_") and callable(getattr(kind, name))]
        functions.update({f"{kind.__name__}.{name}": getattr(kind, name) for name in public})
        for name, function in functions.items():
            for parameter in parameters(function):
                if name == "Call" or (name, parameter) in TAKEN_ELSEWHERE:
                    continue
                if name not in FUNCTIONS or parameter not in FUNCTIONS[name][1]:
                    missing.append((name, parameter))
    assert not missing


# Both are one function for all models, and its table is that of LogEvent; `replace` of a model is in test_models.py.
TAKEN_ELSEWHERE = {("EventHookSpec.from_json", "text"), ("EventHookSpec.from_dict", "members")}


def parameters(function: Any) -> list[str]:
    try:
        found = inspect.signature(function).parameters.values()
    except ValueError:  # a class of Rust's without a constructor
        return []
    kinds = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    return [parameter.name for parameter in found if parameter.kind not in kinds and parameter.name != "self"]


@pytest.mark.parametrize(
    ("act", "mentioned"),
    [
        (lambda: RetryPolicy(0), "max_attempts"),
        (lambda: RetryPolicy(-1), "max_attempts"),
        (lambda: RetryPolicy(2**40), "max_attempts"),
        (lambda: RetryPolicy(max_wait=-1), "max_wait"),
        (lambda: RetryPolicy(max_elapsed=float("nan")), "max_elapsed"),
        (lambda: client().log_events(limit=-1), "limit"),
        (lambda: next(client().log_events(limit=1001)), "limit"),
        (lambda: client().log_events(limit=10**30), "limit"),
        (lambda: client().log_events(sort_order="UP"), "sortOrder"),
        (lambda: client().log_events(after="a", since="2026-01-01T00:00:00Z"), "after"),
        (lambda: client().poll_log_events(after="a", limit=1), "after"),
        (lambda: client().hook_deliveries("", since="2026-01-01T00:00:00Z"), "eventHookId"),
        (lambda: client().get_event_hook(""), "eventHookId"),
        (lambda: Client(ORG, ApiToken("t"), timeout=-1), "timeout"),
        (lambda: Client(ORG, ApiToken("t"), max_body=-1), "max_body"),
        (lambda: Client(ORG, ApiToken("")), "API token is empty"),
        (lambda: Client(ORG, ApiToken("a\nSECRET")), "line feed"),
        (lambda: Client("http://acme.okta.com", ApiToken("t")), "http"),
        (lambda: Client(ORG, ApiToken("t"), ca_file="/no/such/file"), "/no/such/file"),
        (lambda: Client(ORG, ApiToken("t"), proxy="http://user:SECRET@[::1"), "proxy"),
        (lambda: Client(ORG, ApiToken("t"), user_agent="a\nb"), "user agent"),
        (lambda: LocalKey("SECRET"), "PEM"),
        (lambda: Session(ORG, ApiToken("t"), seed=b"short"), "seed"),
        (lambda: Call.from_json("noSuchThing", "{}"), "listEventHooks"),
        (lambda: Call.list_event_hooks().start(session(), float("inf")), "now"),
        (lambda: Response(99), "99"),
        (lambda: Response(70_000), "status"),
        (lambda: EventHookSpec.from_json("{"), "EventHookSpec"),
        (lambda: EventHookSpec.from_json(b"\xff"), "UTF-8"),
        (lambda: Emulator(no_such_member=1), "no_such_member"),
    ],
)
def test_a_value_that_cannot_be_is_a_value_error_that_says_which(act: Callable[[], Any], mentioned: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011, the text is compared below
        act()
    assert mentioned in str(raised.value)
    assert "SECRET" not in str(raised.value)


def test_a_hook_where_a_spec_is_expected_says_what_to_do() -> None:
    hook = okta.EventHook.from_dict(
        {
            "id": "who1",
            "status": "ACTIVE",
            "verificationStatus": "VERIFIED",
            "name": "a",
            "events": {"type": "EVENT_TYPE", "items": []},
            "channel": {"type": "HTTP", "version": "1.0.0", "config": {"uri": "https://a"}},
        }
    )
    with pytest.raises(TypeError, match="to_spec"):
        client().create_event_hook(hook)  # type: ignore[arg-type]


def test_a_key_file_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError) as raised:
        LocalKey.from_file("/no/such/key.pem")
    assert raised.value.filename == "/no/such/key.pem"
