"""The client against the emulator: every operation, the System Log, configuration, TLS, proxies, threads, signals."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from local_receiver import SECRET, LocalReceiver
from okta_event_hooks import (
    AccessDeniedError,
    ApiToken,
    AuthError,
    Call,
    Client,
    Error,
    EventHook,
    EventHookSpec,
    InvalidInputError,
    LocalKey,
    NotFoundError,
    RateLimitedError,
    RetryPolicy,
    ServiceApp,
    TransportError,
    ValidationError,
)
from okta_event_hooks.testing import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLOCK = "2026-03-16T04:00:00Z"
ONE_TRY = RetryPolicy.none()


def spec(uri: str = "https://hooks.example.com/okta", name: str = "Feed") -> EventHookSpec:
    return EventHookSpec(name, uri, ["user.lifecycle.create"], auth_header=("Authorization", SECRET))


@pytest.fixture
def client(okta_emulator: Emulator) -> Iterator[Client]:
    with okta_emulator.client(retry=ONE_TRY) as client:
        yield client


def test_the_life_of_a_hook(okta_emulator: Emulator, client: Client) -> None:
    with LocalReceiver() as receiver:
        assert client.list_event_hooks() == ()
        hook = client.create_event_hook(spec(receiver.uri))
        assert (hook.status, hook.verification_status, hook.delivers) == ("ACTIVE", "UNVERIFIED", False)
        assert client.get_event_hook(hook.id) == hook
        assert client.verify_event_hook(hook.id).delivers
        assert [found.id for found in client.list_event_hooks()] == [hook.id]

        event = okta_emulator.trigger("user.lifecycle.create")
        okta_emulator.flush()
        assert [found.uuid for found in receiver.events] == [event["uuid"]]

        changed = client.replace_event_hook(hook.id, hook.to_spec().replace(description="Text"), keep_auth_scheme=True)
        assert (changed.description, changed.delivers) == ("Text", True)
        with pytest.raises(InvalidInputError, match="keep_auth_scheme"):
            client.replace_event_hook(hook.id, hook.to_spec())
        with pytest.raises(ValidationError) as refused:
            client.delete_event_hook(hook.id)
        assert (refused.value.status, refused.value.error_code) == (400, "E0000001")
        assert refused.value.error_causes
        assert client.deactivate_event_hook(hook.id).status == "INACTIVE"
        assert client.activate_event_hook(hook.id).status == "ACTIVE"
        client.deactivate_event_hook(hook.id)
        client.delete_event_hook(hook.id)
        with pytest.raises(NotFoundError) as missing:
            client.get_event_hook(hook.id)
    error = missing.value
    assert (error.status, error.error_code, error.is_retryable, error.maybe_applied) == (404, "E0000007", False, False)
    assert error.request_id
    assert error.error_id
    assert error.request_id in str(error)


def test_a_spec_may_be_a_dict(client: Client) -> None:
    hook = client.create_event_hook(spec().to_dict())
    assert client.replace_event_hook(hook.id, {**spec().to_dict(), "name": "Other"}).name == "Other"
    with pytest.raises(InvalidInputError, match=r'"nmae".*"name"'):
        client.create_event_hook({"nmae": "x"})


def test_a_verification_that_fails(client: Client) -> None:
    with LocalReceiver("another secret") as receiver:
        hook = client.create_event_hook(spec(receiver.uri))
        with pytest.raises(ValidationError) as refused:
            client.verify_event_hook(hook.id)
    assert refused.value.error_code == "E0000001"


def test_the_system_log_page_by_page() -> None:
    with Emulator(clock=CLOCK) as org, org.client() as client:
        org.trigger([{"eventType": "user.session.start", "displayMessage": str(number)} for number in range(7)])
        since, until = org.now() - timedelta(hours=1), org.now() + timedelta(hours=1)
        pages = client.log_events(since=since, until=until, limit=3)
        assert pages.cursor is None
        assert iter(pages) is pages
        first = next(pages)
        assert len(first) == 3
        assert pages.cursor == first.next
        rest = list(client.log_events(after=pages.cursor))
        messages = [event.display_message for page in [first, *rest] for event in page]
        assert messages == [str(number) for number in range(7)]
        assert [len(page) for page in pages] == [3, 1]
        assert pages.cursor is None
        newest = next(client.log_events(since=since, until=until, sort_order="DESCENDING", limit=1))
        assert newest[0].display_message == "6"
        query = 'eventType eq "user.session.start" and displayMessage eq "4"'
        (page,) = client.log_events(since=since, until=until, filter=query)
        assert [event.display_message for event in page] == ["4"]


def test_the_system_log_ends_now_unless_told(okta_emulator: Emulator, client: Client) -> None:
    okta_emulator.trigger("user.session.start")
    time.sleep(0.002)  # what happens in the millisecond of the question may be after it
    assert sum(len(page) for page in client.log_events(filter='eventType eq "user.session.start"')) == 1
    assert "until=" in okta_emulator.requests()[-1]["query"]


def test_polling_goes_on_where_it_was(okta_emulator: Emulator, client: Client) -> None:
    query = 'eventType eq "user.session.start"'
    pages = client.poll_log_events(since=okta_emulator.now() - timedelta(minutes=1), filter=query, limit=1)
    assert next(pages) == ()
    seen: list[str] = []
    for _ in range(3):
        okta_emulator.trigger("user.session.start")
        seen += [event.uuid for event in next(pages)]
    # A page holds one: what is left comes to another process that has the cursor.
    later = client.poll_log_events(after=pages.cursor)
    while page := next(later):
        seen += [event.uuid for event in page]
    assert len(seen) == len(set(seen)) == 3


def test_a_page_that_failed_is_asked_for_again(okta_emulator: Emulator, client: Client) -> None:
    okta_emulator.trigger([{"eventType": "user.session.start"}] * 3)
    until = okta_emulator.now() + timedelta(minutes=1)
    pages = client.log_events(until=until, limit=1, filter='eventType eq "user.session.start"')
    found = list(next(pages))
    okta_emulator.inject({"on": {"operation": "listLogEvents"}, "status": 500})
    with pytest.raises(Error):
        next(pages)
    found += [event for page in pages for event in page]
    assert len({event.uuid for event in found}) == 3


def test_what_the_log_says_of_deliveries() -> None:
    with Emulator(clock=CLOCK) as org, org.client() as client, LocalReceiver() as receiver:
        hook = client.create_event_hook(spec(receiver.uri))
        client.verify_event_hook(hook.id)
        event = org.trigger("user.lifecycle.create")
        org.flush()
        receiver.broken = True
        lost = org.trigger("user.lifecycle.create")
        org.flush()
        since, until = org.now() - timedelta(hours=1), org.now() + timedelta(hours=1)
        records = client.hook_deliveries(hook.id, since=since, until=until)
        assert [record.event.uuid for record in records if record.kind == "configured"] == sorted([event["uuid"], lost["uuid"]])
        assert sorted(record.kind for record in records) == ["configured", "configured", "failed"]
        assert records == client.hook_deliveries(hook.id, since=since, until=until)
        assert client.hook_deliveries(hook.id, since=until, until=until) == []
        assert records[0].kind in repr(records[0])


def test_a_token_that_is_not_accepted(okta_emulator: Emulator) -> None:
    with Client(okta_emulator.url, ApiToken("wrong")) as client, pytest.raises(AccessDeniedError) as refused:
        client.list_event_hooks()
    assert (refused.value.status, refused.value.error_code) == (401, "E0000011")


def test_a_rate_limit_that_is_waited_for_and_one_that_is_not(okta_emulator: Emulator, client: Client) -> None:
    okta_emulator.inject({"on": {"operation": "listEventHooks"}, "rateLimit": {"kind": "org", "reset": "30s"}})
    with pytest.raises(RateLimitedError) as limited:
        client.list_event_hooks()
    error = limited.value
    assert error.reset is not None
    assert error.reset.tzinfo is timezone.utc
    assert 25 < error.wait < 35
    assert (error.status, error.attempts, error.is_retryable) == (429, 1, True)
    okta_emulator.clear_faults()
    okta_emulator.inject({"on": {"operation": "listEventHooks"}, "status": 503})
    with okta_emulator.client() as patient:
        assert patient.list_event_hooks() == ()


def test_an_answer_that_is_lost(okta_emulator: Emulator, client: Client) -> None:
    okta_emulator.inject({"on": {"operation": "createEventHook"}, "reset": True, "applied": True})
    with pytest.raises(TransportError) as lost:
        client.create_event_hook(spec())
    error = lost.value
    assert (error.maybe_sent, error.maybe_applied, error.attempts) == (True, True, 1)
    assert isinstance(error.__cause__, OSError)
    assert [hook.name for hook in client.list_event_hooks()] == ["Feed"]


def test_nobody_listens() -> None:
    client = Client(f"http://127.0.0.1:{closed_port()}", ApiToken("t"), retry=ONE_TRY)
    with client, pytest.raises(TransportError) as refused:
        client.list_event_hooks()
    assert isinstance(refused.value.__cause__, ConnectionRefusedError)
    assert not refused.value.maybe_sent
    assert refused.value.is_retryable


def test_an_answer_that_does_not_come_in_time(okta_emulator: Emulator) -> None:
    okta_emulator.inject({"on": {"operation": "getEventHook"}, "delay": "30s"})
    with okta_emulator.client(timeout=0.1, retry=ONE_TRY) as client, pytest.raises(TransportError) as late:
        client.get_event_hook("who1")
    assert isinstance(late.value.__cause__, TimeoutError)


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_a_proxy_that_refuses_the_connection(okta_emulator: Emulator) -> None:
    proxy = f"http://user:PROXY-SECRET@127.0.0.1:{closed_port()}"
    client = Client("https://acme.example.com", ApiToken("t"), proxy=proxy, retry=ONE_TRY)
    with client, pytest.raises(TransportError) as refused:
        client.list_event_hooks()
    assert not refused.value.maybe_sent
    assert "PROXY-SECRET" not in f"{refused.value!r} {refused.value} {refused.value.__cause__!r}"
    # An org on a loopback address is never asked through a proxy.
    with okta_emulator.client(proxy=proxy) as client:
        assert client.list_event_hooks() == ()


def test_a_ca_file() -> None:
    with Emulator(tls=True) as org:
        assert org.url.startswith("https://")
        assert org.ca_file
        with org.client() as client:
            assert client.list_event_hooks() == ()
        with Client(org.url, ApiToken(org.api_token), retry=ONE_TRY) as client, pytest.raises(TransportError) as refused:
            client.list_event_hooks()
        assert "certificate" in str(refused.value).lower()
        assert not refused.value.maybe_sent


def test_a_service_app_and_its_key(key_file: Path, public_jwk: dict[str, Any]) -> None:
    app = {"clientId": "0oa1example2Client5d7", "scopes": ["okta.eventHooks.read"], "keys": [public_jwk]}
    with Emulator(oauthClients=[app]) as org:
        key = LocalKey.from_file(key_file)
        assert key.algorithm == "RS256"
        who = ServiceApp("0oa1example2Client5d7", key, scopes=["okta.eventHooks.read"], key_id=public_jwk["kid"])
        with Client(org.url, who) as client:
            assert client.list_event_hooks() == ()
            with pytest.raises(AccessDeniedError, match=r"okta\.eventHooks\.manage"):
                client.create_event_hook(spec())
        with Client(org.url, ServiceApp("0oa9nobody9Client9d9", key)) as client, pytest.raises(AuthError) as refused:
            client.list_event_hooks()
        assert refused.value.error_code == "invalid_client"
        assert refused.value.error_description


def test_a_key_of_the_callers_own_whose_failure_is_the_cause(okta_emulator: Emulator) -> None:
    class Kms:
        algorithm = "ES256"

        def sign(self, data: bytes) -> bytes:
            assert data
            raise PermissionError("the KMS says no")

    with Client(okta_emulator.url, ServiceApp("0oa1", Kms())) as client, pytest.raises(AuthError) as refused:
        client.list_event_hooks()
    assert isinstance(refused.value.__cause__, PermissionError)


def run(code: str, home: Path, **variables: str) -> str:
    """Runs code in a process of its own, whose home and folder are empty but for what the test has put there."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OKTA_")}
    environment.update(HOME=str(home), USERPROFILE=str(home), **variables)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


LIST = """
    from okta_event_hooks import Client
    with Client.from_env(profile={profile}) as client:
        print(client.org_url.rstrip("/"), len(client.list_event_hooks()))
"""


def test_from_env_reads_variables_files_and_profiles(okta_emulator: Emulator, tmp_path: Path) -> None:
    url, token = okta_emulator.url, okta_emulator.api_token
    variables = {"OKTA_CLIENT_ORGURL": url, "OKTA_CLIENT_TOKEN": token}
    assert run(LIST.format(profile=None), tmp_path, **variables) == f"{url} 0"
    (tmp_path / ".okta").mkdir()
    (tmp_path / ".okta" / "okta.yaml").write_text(
        f"""
okta:
  client: {{ orgUrl: "https://other.example.com", token: "x" }}
  profiles:
    local: {{ orgUrl: "{url}", token: "{token}" }}
"""
    )
    assert run(LIST.format(profile="'local'"), tmp_path) == f"{url} 0"
    # A variable wins over a file, and a profile mixes nothing in.
    assert run(LIST.format(profile=None), tmp_path, **variables) == f"{url} 0"
    assert run(LIST.format(profile="'local'"), tmp_path, OKTA_CLIENT_TOKEN="wrong") == f"{url} 0"
    missing = """
        from okta_event_hooks import Client, InvalidInputError
        try:
            Client.from_env(profile="nowhere")
        except InvalidInputError as error:
            print(error)
    """
    assert "nowhere" in run(missing, tmp_path)


def test_from_env_without_anything_says_what_to_set(tmp_path: Path) -> None:
    code = """
        from okta_event_hooks import Client, InvalidInputError
        try:
            Client.from_env()
        except InvalidInputError as error:
            print(error)
    """
    assert "OKTA_CLIENT_ORGURL" in run(code, tmp_path)


def test_a_closed_client_says_so(okta_emulator: Emulator) -> None:
    client = okta_emulator.client()
    with client as same:
        assert same is client
        client.list_event_hooks()
    with pytest.raises(RuntimeError, match="closed"):
        client.list_event_hooks()
    client.close()


def test_the_program_names_itself(okta_emulator: Emulator) -> None:
    with okta_emulator.client(user_agent="my-tool/1.2") as client:
        assert client.org_url.rstrip("/") == okta_emulator.url
        client.call(Call.list_event_hooks())
    (request,) = okta_emulator.requests()
    assert (request["method"], request["status"]) == ("GET", 200)


def test_sixteen_threads(okta_emulator: Emulator, client: Client) -> None:
    hook = client.create_event_hook(spec())
    together = threading.Barrier(16)

    def work(number: int) -> list[EventHook]:
        together.wait(10)
        return [client.get_event_hook(hook.id) for _ in range(10 + number % 2)]

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(work, range(16)))
    assert all(found == hook for result in results for found in result)
    assert len(okta_emulator.requests()) == 1 + 16 * 10 + 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="on this system: no fork")
def test_a_client_works_after_a_fork(okta_emulator: Emulator, tmp_path: Path) -> None:
    code = """
        import os
        from okta_event_hooks import ApiToken, Client
        client = Client(os.environ["URL"], ApiToken(os.environ["TOKEN"]))
        client.list_event_hooks()
        child = os.fork()
        if child == 0:
            client.list_event_hooks()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        client.list_event_hooks()
        print(status)
    """
    assert run(code, tmp_path, URL=okta_emulator.url, TOKEN=okta_emulator.api_token) == "0"
    assert len(okta_emulator.requests()) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="on this system: no signal to oneself alone")
@pytest.mark.parametrize("fault", [{"delay": "60s"}, {"rateLimit": {"kind": "org", "reset": "50s"}}], ids=["answer", "pause"])
def test_ctrl_c_ends_a_wait(okta_emulator: Emulator, fault: dict[str, Any]) -> None:
    okta_emulator.inject({"on": {"operation": "listEventHooks"}, **fault})
    with okta_emulator.client() as client:
        # The handler runs in this thread, once it waits.
        alarm = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
        alarm.start()
        began = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            client.list_event_hooks()
        assert time.monotonic() - began < 10
        alarm.join()
        okta_emulator.clear_faults()
        assert client.list_event_hooks() == ()


def test_a_retry_says_that_it_is_one(okta_emulator: Emulator) -> None:
    okta_emulator.inject({"on": {"operation": "listEventHooks"}, "status": 503})
    with okta_emulator.client() as client:
        assert client.list_event_hooks() == ()
    assert [request["status"] for request in okta_emulator.requests()] == [503, 200]


def test_times_of_the_log_may_be_texts_or_of_any_zone() -> None:
    zone = timezone(timedelta(hours=9))
    with Emulator(clock=CLOCK) as org, org.client() as client:
        list(client.log_events(since=datetime(2026, 3, 1, 9, tzinfo=zone), until="2026-03-01T01:00:00Z"))
        assert "since=2026-03-01T09%3A00%3A00%2B09%3A00&until=2026-03-01T01%3A00%3A00Z" in org.requests()[-1]["query"]
