"""No token, no secret of a hook and no key is shown by anything that a program prints or logs."""

from __future__ import annotations

import json
import logging
import traceback
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import okta_event_hooks as okta
import pytest
import vectors
from okta_event_hooks import (
    AccessToken,
    ApiToken,
    Call,
    Client,
    Done,
    EventHookSpec,
    LocalKey,
    RetryPolicy,
    Secret,
    Send,
    ServiceApp,
    Session,
)
from okta_event_hooks.testing import Emulator

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "00TOKENTOKENTOKEN"
HOOK_SECRET = "HOOKSECRETHOOKSECRET"
HEADER = "HEADERSECRETHEADERSECRET"
ALL = (TOKEN, HOOK_SECRET, HEADER)


def spec() -> EventHookSpec:
    return EventHookSpec(
        "Feed",
        "https://hooks.example.com",
        ["user.lifecycle.create"],
        auth_header=("Authorization", HOOK_SECRET),
        headers={"X-Key": HEADER},
        extra={"later": HEADER},
    )


def session(credentials: Any = None) -> Session:
    return Session("https://acme-test.okta.com", credentials or ApiToken(TOKEN), retry=RetryPolicy.none())


def objects() -> list[Any]:
    """One of each public object that holds a secret, or may."""
    receiver = okta._native.Receiver([HOOK_SECRET], "Authorization", 1000)
    headers = {"Authorization": HOOK_SECRET, "X-Okta-Verification-Challenge": "c"}
    key = LocalKey.from_file(vectors.ROOT / "keys" / "app.pem")
    one = spec()
    step = Call.create_event_hook(one).start(session(), 0)
    return [
        Secret(HOOK_SECRET),
        Secret.basic("user", HOOK_SECRET),
        ApiToken(TOKEN),
        AccessToken(Secret(TOKEN)),
        key,
        ServiceApp("0oa1", key, dpop_key=key),
        session(),
        Client("https://acme-test.okta.com", ApiToken(TOKEN), proxy=f"http://user:{TOKEN}@127.0.0.1:9"),
        okta.AsyncClient("https://acme-test.okta.com", ApiToken(TOKEN), proxy=f"http://user:{TOKEN}@127.0.0.1:9"),
        okta.Receiver(secrets=[HOOK_SECRET, Secret(HEADER)]),
        one,
        one.channel,
        one.channel.config,
        one.channel.config.auth_scheme,
        one.channel.config.headers,
        Call.create_event_hook(one),
        step,
        okta.Page([one]),
        okta.Response(200, {"Authorization": TOKEN}, HOOK_SECRET.encode()),
        okta.Unreadable(0, json.dumps({"value": HOOK_SECRET}), "no id"),
        receiver,
        receiver.receive("GET", headers),
        receiver.receive("GET", {"Authorization": TOKEN}),
        receiver.receive("POST", headers, {"eventType": HEADER}),
        done(400, {"errorCode": "E0000001", "errorSummary": "Api validation failed"}),
    ]


def done(status: int, body: Any) -> Done[Any]:
    call = Call.create_event_hook(spec())
    session_ = session()
    assert isinstance(call.start(session_, 0), Send)
    step = call.response(session_, 0, okta.Response(status, {"Content-Type": "application/json"}, json.dumps(body).encode()))
    assert isinstance(step, Done)
    return step


@pytest.mark.parametrize("thing", objects(), ids=lambda thing: type(thing).__name__)
def test_nothing_that_is_printed_or_logged_has_a_secret(thing: Any, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("a.program").warning("%s %r", thing, thing)
    shown = [repr(thing), str(thing), f"{thing}", f"{thing!r:>10}", "{}".format(thing), "%s %r" % (thing, thing), caplog.text]  # noqa: UP031, UP032
    shown += [repr([thing]), repr({"thing": thing})]
    for text in shown:
        assert all(secret not in text for secret in ALL), text
        assert "PRIVATE KEY" not in text
    # Nor has it attributes that would be found by a debugger's `vars`.
    attributes: dict[str, Any] = getattr(thing, "__dict__", {})
    assert all(secret not in repr(attributes) for secret in ALL)


def test_a_secret_is_compared_but_does_not_tell_of_itself() -> None:
    one, same, other = Secret("a"), Secret("a"), Secret("b")
    assert one == same
    assert one != other
    text: object = "a"
    assert one != text
    assert hash(one) == hash(other)
    assert len({one, same, other}) == 2
    assert one.expose() == "a"
    assert Secret.basic("Aladdin", "open sesame").expose() == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    with pytest.raises(TypeError):
        json.dumps(one)


def test_a_token_cannot_be_pickled() -> None:
    import pickle

    for thing in (ApiToken(TOKEN), AccessToken(TOKEN), session()):
        with pytest.raises(TypeError):
            pickle.dumps(thing)


def shown_by(error: BaseException) -> str:
    return vectors.shown(error) + "".join(traceback.format_exception(type(error), error, error.__traceback__))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_an_error_that_repeats_a_secret_does_not_show_it(status: int) -> None:
    """A peer may send back what it was sent: the token is taken out of what is shown."""
    body = {"errorCode": "E0000001", "errorSummary": f"no {TOKEN} here", "errorCauses": [{"errorSummary": f"SSWS {TOKEN}"}]}
    with pytest.raises(okta.Error) as raised:
        done(status, body).result()
    assert TOKEN not in shown_by(raised.value)


@pytest.mark.parametrize("text", [f"<html>{TOKEN}</html>", f"{TOKEN}"])
def test_nor_does_a_page_of_a_proxy(text: str) -> None:
    call, one = Call.get_event_hook("who1"), session()
    call.start(one, 0)
    step = call.response(one, 0, okta.Response(200, {"Content-Type": "text/html"}, text.encode()))
    assert isinstance(step, Done)
    with pytest.raises(okta.ProtocolError) as raised:
        step.result()
    assert TOKEN not in shown_by(raised.value)


@pytest.mark.parametrize(
    "act",
    [
        lambda: Client("https://acme-test.okta.com", ApiToken(TOKEN + "\n")).list_event_hooks(),
        lambda: Client("https://acme-test.okta.com", TOKEN),  # type: ignore[arg-type]
        lambda: Client(f"https://user:{TOKEN}@acme-test.okta.com", ApiToken("t")),
        lambda: Client("https://acme-test.okta.com", ApiToken("t"), proxy=f"{TOKEN} {TOKEN}"),
        lambda: LocalKey(f"-----BEGIN PRIVATE KEY-----\n{TOKEN}\n-----END PRIVATE KEY-----"),
        lambda: LocalKey(json.dumps({"kty": "RSA", "d": TOKEN})),
        lambda: EventHookSpec.from_dict({"name": "a", "chanel": {"value": HOOK_SECRET}}),
        lambda: EventHookSpec("a", "https://a", ["b"], auth_header=("Authorization", [HOOK_SECRET])),  # type: ignore[arg-type]
        lambda: EventHookSpec("a", "https://a", ["b"], headers={"X": [HEADER]}),  # type: ignore[dict-item]
    ],
)
def test_input_that_is_refused_is_not_quoted_where_it_may_be_a_secret(act: Any) -> None:
    with pytest.raises((TypeError, ValueError)) as raised:
        act()
    text = "".join(f"{error}{error!r}" for error in (raised.value, raised.value.__cause__, raised.value.__context__))
    assert all(secret not in text for secret in ALL), text


def test_the_log_has_one_line_a_request_without_secrets(caplog: pytest.LogCaptureFixture, key_file: Path) -> None:
    caplog.set_level(logging.DEBUG)
    with Emulator() as org:
        with org.client() as client:
            hook = client.create_event_hook(spec())
            with pytest.raises(okta.NotFoundError):
                client.get_event_hook("who9")
        lines = [record.getMessage() for record in caplog.records if record.name == "okta_event_hooks"]
        assert [line.split(" ")[0] for line in lines] == ["POST", "GET"]
        assert "200" in lines[0]
        assert "404" in lines[1]
        assert f"{org.url}/api/v1/eventHooks/who9" in lines[1]
        assert hook.id not in lines[1]
        for secret in (org.api_token, HOOK_SECRET, HEADER):
            assert secret not in caplog.text


def test_a_service_app_shows_no_assertion_and_no_token(caplog: pytest.LogCaptureFixture, key_file: Path) -> None:
    caplog.set_level(logging.DEBUG)
    key = LocalKey.from_file(key_file)
    call, one = Call.list_event_hooks(), session(ServiceApp("0oa1", key))
    step = call.start(one, 0)
    assert isinstance(step, Send)
    assertion = unquote(step.body.decode().split("client_assertion=")[1])
    answer = {"token_type": "Bearer", "access_token": TOKEN, "expires_in": 3600}
    headers = {"Content-Type": "application/json"}
    step = call.response(one, 0, okta.Response(200, headers, json.dumps(answer).encode()))
    assert isinstance(step, Send)
    assert dict(step.headers)["authorization"] == f"Bearer {TOKEN}"
    step = call.response(one, 0, okta.Response(200, headers, json.dumps({"token": TOKEN, "assertion": assertion}).encode()))
    assert isinstance(step, Done)
    with pytest.raises(okta.Error) as raised:
        step.result()
    assert TOKEN not in shown_by(raised.value) + caplog.text + repr(one) + repr(step)
    assert assertion not in shown_by(raised.value)
