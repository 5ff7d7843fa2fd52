"""The methods of the async client, over every kind of transport."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx
import okta_event_hooks
import pytest
from async_clients import HOOK, KINDS, NATIVE, TOKEN, client_of, run, transport_of
from okta_event_hooks import (
    ApiToken,
    AsyncClient,
    AsyncLogPages,
    Call,
    EventHookSpec,
    InvalidInputError,
    NotFoundError,
    Response,
    RetryPolicy,
    ThreadTransport,
    TransportError,
)
from okta_event_hooks.testing import Emulator
from okta_event_hooks.transports import HttpxTransport
from raw_server import RawServer, hang_up, in_turn, reply, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okta_event_hooks import Send

SPEC = EventHookSpec("Feed", "https://hooks.example.com/okta", ["user.lifecycle.create"])


@pytest.fixture(scope="module")
def shared() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.mark.parametrize("kind", KINDS)
def test_every_operation(kind: str) -> None:
    async def use(org: Emulator) -> None:
        async with transport_of(kind) as transport, org.async_client(transport=transport) as client:
            assert client.org_url == org.url
            hook = await client.create_event_hook(SPEC)
            assert (hook.status, hook.verification_status) == ("ACTIVE", "UNVERIFIED")
            assert await client.get_event_hook(hook.id) == hook
            assert await client.list_event_hooks() == (hook,)
            replaced = await client.replace_event_hook(hook.id, hook.to_spec().replace(description="Feeds the mirror"))
            assert replaced.description == "Feeds the mirror"
            with pytest.raises(okta_event_hooks.ValidationError) as caught:
                await client.verify_event_hook(hook.id)
            assert caught.value.status == 400
            events = [event async for page in client.log_events(limit=1) for event in page]
            assert events[0].event_type == "event_hook.created"
            since = datetime.now(timezone.utc) - timedelta(days=1)
            assert await client.hook_deliveries(hook.id, since=since) == []
            assert (await client.deactivate_event_hook(hook.id)).status == "INACTIVE"
            assert (await client.activate_event_hook(hook.id)).status == "ACTIVE"
            await client.deactivate_event_hook(hook.id)
            await client.delete_event_hook(hook.id)
            with pytest.raises(NotFoundError):
                await client.get_event_hook(hook.id)

    with Emulator() as org:
        run(use(org))


@pytest.mark.parametrize("kind", KINDS)
def test_a_verification_succeeds_and_a_failed_delivery_is_found(kind: str) -> None:
    async def use(org: Emulator) -> None:
        async with transport_of(kind) as transport, org.async_client(transport=transport) as client:
            hook = await client.create_event_hook(SPEC.replace(uri=receiver.url))
            verified = await client.verify_event_hook(hook.id)
            assert verified.delivers
            org.trigger("user.lifecycle.create")
            org.flush()
            records = await client.hook_deliveries(hook.id, since=org.now() - timedelta(days=1))
            assert [record.kind for record in records] == ["configured"]

    def answer(connection: Any, number: int) -> None:
        challenge = (receiver.header("x-okta-verification-challenge", number - 1) or [""])[0]
        reply(200, f'{{"verification":"{challenge}"}}'.encode())(connection, number)

    with RawServer(answer) as receiver, Emulator() as org:
        run(use(org))


@pytest.mark.parametrize("kind", KINDS)
def test_it_trusts_the_certificate_it_is_told_to_trust(kind: str) -> None:
    async def use(org: Emulator) -> None:
        async with transport_of(kind, ca_file=org.ca_file) as transport, org.async_client(transport=transport) as client:
            assert await client.list_event_hooks() == ()
        async with client_of(kind, org.url) as client:
            with pytest.raises(TransportError) as caught:
                await client.list_event_hooks()
            assert not caught.value.maybe_sent, "the certificate was refused before anything was sent"

    with Emulator(tls=True) as org:
        run(use(org))


def test_pages_of_the_log_go_on_from_a_cursor(shared: Emulator) -> None:
    async def use() -> None:
        async with shared.async_client() as client:
            for number in range(4):
                await client.create_event_hook(SPEC.replace(name=f"Feed {number}"))
            pages = client.log_events(limit=3)
            assert isinstance(pages, AsyncLogPages)
            assert pages.cursor is None
            first = await pages.__anext__()
            assert len(first) == 3
            saved = pages.cursor
            rest = [event.uuid async for page in pages for event in page]
            assert pages.cursor is None
            with pytest.raises(StopAsyncIteration):
                await pages.__anext__()
            again = [event.uuid async for page in client.log_events(after=saved) for event in page]
            assert again == rest
            assert rest
            polled = client.poll_log_events(since=shared.now() - timedelta(days=1), limit=1000)
            stored = await polled.__anext__()
            assert {event.uuid for event in first} < {event.uuid for event in stored}
            assert await polled.__anext__() == ()
            assert polled.cursor is not None

    run(use())


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_was_lost_is_asked_for_again(kind: str) -> None:
    async def use() -> None:
        async with client_of(kind, server.url) as client:
            pages = client.log_events()
            with pytest.raises(TransportError):
                await pages.__anext__()
            assert await pages.__anext__() == ()

    with RawServer(in_turn(hang_up, reply(200, b"[]"))) as server:
        run(use())
    assert server.requests[0].split()[1] == server.requests[1].split()[1]


def test_a_call_can_be_made_again(shared: Emulator) -> None:
    async def use() -> None:
        call = Call.list_event_hooks()
        async with shared.async_client() as client:
            assert await client.call(call) == await client.call(call)

    run(use())


@pytest.mark.parametrize("kind", NATIVE)
def test_many_calls_at_once_need_no_thread(kind: str, shared: Emulator) -> None:
    threads: set[str] = set()

    async def one(client: AsyncClient) -> int:
        found = len(await client.list_event_hooks())
        threads.update(thread.name for thread in threading.enumerate())
        return found

    async def use() -> set[str]:
        before = {thread.name for thread in threading.enumerate()}
        # Cookies, proxies of the environment: what a library may ask a thread for is not asked for.
        async with transport_of(kind) as transport, shared.async_client(transport=transport) as client:
            results = await asyncio.gather(*(one(client) for _ in range(200)))
        assert len(results) == 200
        return before

    assert threads == set()
    before = run(use())
    assert threads
    assert threads <= before


def test_by_default_it_needs_no_more_threads_than_allowed(shared: Emulator) -> None:
    most = 0

    async def one(client: AsyncClient) -> None:
        nonlocal most
        await client.list_event_hooks()
        most = max(most, sum(thread.name.startswith("okta-event-hooks") for thread in threading.enumerate()))

    async def use() -> None:
        async with shared.async_client(transport=ThreadTransport(max_threads=3)) as client:
            await asyncio.gather(*(one(client) for _ in range(50)))

    run(use())
    assert 1 <= most <= 3


@pytest.mark.parametrize("kind", KINDS)
def test_event_loops_in_turn(kind: str, shared: Emulator) -> None:
    client = shared.async_client()

    async def use() -> None:
        if kind == "threads":
            await asyncio.gather(*(client.list_event_hooks() for _ in range(5)))
        else:
            async with transport_of(kind) as transport, shared.async_client(transport=transport) as other:
                await other.list_event_hooks()

    run(use())
    run(use())
    asyncio.run(client.aclose())


def test_a_closed_client_says_so(shared: Emulator) -> None:
    async def use() -> None:
        client = shared.async_client()
        await client.list_event_hooks()
        await client.aclose()
        await client.aclose()
        with pytest.raises(RuntimeError, match="the client is closed"):
            await client.list_event_hooks()

    run(use())


@pytest.mark.parametrize("kind", NATIVE)
def test_what_the_caller_made_is_not_closed(kind: str, shared: Emulator) -> None:
    async def use() -> None:
        async with transport_of(kind) as transport:
            async with shared.async_client(transport=transport) as client:
                await client.list_event_hooks()
            async with shared.async_client(transport=transport) as client:
                await client.list_event_hooks()

    run(use())


def test_a_transport_of_the_callers_own() -> None:
    class Mine:
        closed = False

        async def send(self, request: Send, *, timeout: float) -> Response:
            self.seen = (request.method, request.url, timeout)
            return Response(200, {"content-type": "application/json"}, b"[" + HOOK + b"]")

        async def aclose(self) -> None:
            self.closed = True

    async def use() -> None:
        async with AsyncClient("https://acme.okta.com", ApiToken(TOKEN), transport=mine, timeout=7) as client:
            assert [hook.id for hook in await client.list_event_hooks()] == ["who1"]
            assert mine.seen == ("GET", "https://acme.okta.com/api/v1/eventHooks", 7)
            with pytest.raises(okta_event_hooks.Error):
                await client.verify_event_hook("who1")
            assert mine.seen[2] >= 10, "a verification is waited for at least as long as Okta works on it"

    mine = Mine()
    run(use())
    assert mine.closed


def test_options_count_with_a_transport_of_the_callers_own() -> None:
    async def use() -> None:
        options: dict[str, Any] = {"user_agent": "my-tool/1.2", "retry": RetryPolicy(max_attempts=2)}
        async with (
            httpx.AsyncClient() as http,
            AsyncClient(server.url, ApiToken(TOKEN), transport=HttpxTransport(http), **options) as client,
        ):
            await client.list_event_hooks()

    with RawServer(in_turn(reply(503), reply(200, b"[]"))) as server:
        run(use())
    assert len(server.requests) == 2
    assert "my-tool/1.2" in server.header("user-agent")[0]


def test_options_that_would_do_nothing_are_refused() -> None:
    transport = HttpxTransport(httpx.AsyncClient())
    with pytest.raises(InvalidInputError, match="connect_timeout, ca_file, proxy, max_body would do nothing"):
        AsyncClient(
            "https://acme.okta.com",
            ApiToken(TOKEN),
            transport=transport,
            connect_timeout=1,
            ca_file="ca.pem",
            proxy="http://proxy.example",
            max_body=1,
        )
    with pytest.raises(InvalidInputError, match=r"^proxy would do nothing"):
        AsyncClient.from_env(transport=transport, proxy="http://proxy.example")


def test_what_is_no_transport_is_refused() -> None:
    def client(transport: Any) -> AsyncClient:
        return AsyncClient("https://acme.okta.com", ApiToken(TOKEN), transport=transport)

    with pytest.raises(TypeError, match=r"transport must be HttpxTransport\(client\)"):
        client(httpx.AsyncClient())
    with pytest.raises(TypeError, match="not the client itself"):
        client(aiohttp.ClientSession.__new__(aiohttp.ClientSession))
    with pytest.raises(TypeError, match="which str has not"):
        client("httpx")
    with pytest.raises(TypeError, match="org_url must be str"):
        AsyncClient(None, ApiToken(TOKEN))  # type: ignore[arg-type]
    threads = ThreadTransport()
    client(threads)
    with pytest.raises(InvalidInputError, match="belongs to one client"):
        client(threads)
    with pytest.raises(InvalidInputError, match="1 or more"):
        ThreadTransport(0)
    with pytest.raises(TypeError, match="max_threads must be int, not str"):
        ThreadTransport("8")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="needs a client"):
        run(ThreadTransport().send(None, timeout=1))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_from_env(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def use() -> None:
        async with transport_of(kind) as transport, AsyncClient.from_env(transport=transport) as client:
            assert await client.list_event_hooks() == ()
        monkeypatch.setenv("OKTA_CLIENT_REQUESTTIMEOUT", "1")
        async with transport_of(kind) as transport:
            client = AsyncClient.from_env(transport=transport, retry=RetryPolicy.none())
            with pytest.raises(TransportError) as caught:
                await client.list_event_hooks()
            await client.aclose()
        assert isinstance(caught.value.__cause__, TimeoutError)

    with RawServer(in_turn(reply(200, b"[]"), silence)) as server:
        monkeypatch.setenv("OKTA_CLIENT_ORGURL", server.url)
        monkeypatch.setenv("OKTA_CLIENT_TOKEN", TOKEN)
        run(use())
    assert server.header("authorization") == [f"SSWS {TOKEN}"]


def test_the_package_loads_neither_asyncio_nor_an_http_library() -> None:
    heavy = ["asyncio", "logging", "typing", "concurrent.futures", "httpx", "aiohttp"]
    script = f"import sys; before = set(sys.modules); import okta_event_hooks.transports; print([name for name in {heavy} if name in set(sys.modules) - before])"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
