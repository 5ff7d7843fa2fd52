"""Wrong uses. Each line that ends in `# error` is one, and no other: `test_types.py` asks mypy and pyright."""

from __future__ import annotations

from datetime import datetime, timezone

from okta_event_hooks import (
    AccessToken,
    ApiToken,
    Call,
    Client,
    Done,
    EventHook,
    EventHookSpec,
    LocalKey,
    LogEvent,
    NotFoundError,
    Page,
    RateLimitedError,
    Response,
    RetryPolicy,
    Secret,
    Send,
    ServiceApp,
    Session,
    Wait,
)
from okta_event_hooks.testing import Emulator


class Key:
    """Signs, and has no public half to show."""

    algorithm = "ES256"

    def sign(self, data: bytes) -> bytes:
        return data


class NoKey:
    algorithm = "ES256"


def credentials(key: LocalKey) -> None:
    ApiToken(Secret("00token"))
    ApiToken(b"00token")  # error
    AccessToken(None)  # error
    ServiceApp("0oa1", key, scopes=["okta.eventHooks.read"], dpop_key=key)
    ServiceApp("0oa1", Key())
    ServiceApp("0oa1", NoKey())  # error
    ServiceApp("0oa1", key, dpop_key=Key())  # error
    ServiceApp("0oa1", key, ["okta.eventHooks.read"])  # error
    LocalKey.from_file(7)  # error


def client(token: ApiToken) -> None:
    Client("https://acme.okta.com", token, timeout=5, retry=RetryPolicy.none())
    Client("https://acme.okta.com")  # error
    Client("https://acme.okta.com", "00token")  # error
    Client("https://acme.okta.com", token, 30.0)  # error
    Client("https://acme.okta.com", token, time_out=30.0)  # error
    Client("https://acme.okta.com", token, retry=3)  # error
    Client.from_env(profile="acme", ca_file="ca.pem")
    Client.from_env("acme")  # error


def operations(client: Client, hook: EventHook, spec: EventHookSpec) -> None:
    hooks: Page[EventHook] = client.list_event_hooks()
    hooks[0] = hook  # error
    names: list[str] = [hook.name for hook in hooks]
    names.append(hooks.next)  # error
    client.create_event_hook({"name": "Feed"})
    client.create_event_hook(spec)
    client.create_event_hook(hook)  # error
    client.get_event_hook(hook)  # error
    client.replace_event_hook(hook.id, spec, True)  # error
    nothing: EventHook = client.delete_event_hook(hook.id)  # error
    print(nothing)
    client.list_hooks()  # error
    for page in client.log_events(since=datetime.now(timezone.utc), limit=100):
        events: Page[LogEvent] = page
        events[0].uid  # error
    client.log_events(since=7)  # error
    client.poll_log_events(until="2026-03-16T04:00:00Z")  # error


def models(hook: EventHook, event: LogEvent) -> None:
    hook.name = "Feed"  # error
    hook.nome  # error
    if hook.status == "ACTIVE" and hook.created is not None:
        hook.created.isoformat()
    hook.created.isoformat()  # error
    hook.replace(name=7)  # error
    hook.replace(name=None)  # error
    hook.replace(description=None)
    hook.replace(nome="Feed")  # error
    length: int = hook.description  # error
    print(length)
    EventHookSpec("Feed", "https://hooks.example.com", ["user.session.start"], auth_header=("X-Key", Secret("s")))
    EventHookSpec("Feed", "https://hooks.example.com")  # error
    EventHookSpec("Feed", "https://hooks.example.com", ["user.session.start"], auth_header="s")  # error
    hook.to_spec().replace(url="https://hooks.example.com")  # error
    EventHook(id="who1")  # error
    actor: str = event.actor  # error
    print(actor)
    EventHook.from_json({"id": "who1"})  # error
    other: LogEvent = EventHook.from_dict({"id": "who1"})  # error
    print(other)


def calls(session: Session, response: Response) -> None:
    call: Call[EventHook] = Call.get_event_hook("who1")
    wrong: Call[LogEvent] = Call.get_event_hook("who1")  # error
    print(wrong)
    step = call.start(session, 0.0)
    step.seconds  # error
    if isinstance(step, Send):
        step = call.response(session, 0.0, response)
    elif isinstance(step, Wait):
        step = call.resume(session, "now")  # error
    if isinstance(step, Done):
        hook: EventHook = step.result()
        event: LogEvent = step.result()  # error
        print(hook, event)
    call.response(session, 0.0, 200)  # error
    call.failure(session, 0.0, "timed out")  # error
    Response(200, {"content-type": "application/json"}, b"[]")
    Response(200, [(b"content-type", b"application/json")])
    Response(200, ["content-type"])  # error
    Response("200")  # error


def errors(client: Client) -> None:
    try:
        client.list_event_hooks()
    except NotFoundError as error:
        print(error.error_summary.lower())
        print(error.summary)  # error
    except RateLimitedError as error:
        print(error.reset.isoformat())  # error


def testing() -> None:
    with Emulator(clock="2026-03-16T04:00:00Z") as org:
        org.advance("1 hour")  # error
        org.trigger(7)  # error
        org.client().list_event_hooks()
