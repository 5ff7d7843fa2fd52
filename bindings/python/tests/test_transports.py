"""What a transport must not do, and how it tells what went wrong."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
from async_clients import HOOK, KINDS, NATIVE, TOKEN, client_of, run, transport_of
from okta_event_hooks import (
    ApiToken,
    AsyncClient,
    Call,
    EventHookSpec,
    MaybeSent,
    NotSent,
    ProtocolError,
    RetryPolicy,
    Send,
    Session,
    TransportError,
)
from okta_event_hooks.transports import AiohttpTransport, HttpxTransport
from raw_server import RawServer, closed_port, hang_up, in_turn, reply, silence


def request_for(url: str, call: Any = None) -> Send:
    step = (call or Call.get_event_hook("who1")).start(Session(url, ApiToken(TOKEN)), time.time())
    assert isinstance(step, Send)
    return step


def failure_of(kind: str, url: str, timeout: float = 5.0, **options: Any) -> BaseException:
    """What a transport raises."""

    async def use() -> None:
        async with transport_of(kind, **options) as transport:
            await transport.send(request_for(url), timeout=timeout)

    with pytest.raises((NotSent, MaybeSent, TimeoutError)) as caught:
        run(use())
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
def test_a_redirect_is_an_answer(kind: str) -> None:
    async def use() -> None:
        async with client_of(kind, server.url) as client:
            with pytest.raises(ProtocolError) as caught:
                await client.get_event_hook("who1")
            assert caught.value.status == 302

    with RawServer(reply(200, HOOK)) as elsewhere, RawServer(reply(302, b"", f"Location: {elsewhere.url}/")) as server:
        run(use())
        assert (len(server.requests), len(elsewhere.requests)) == (1, 0)


def test_a_redirect_is_not_followed_even_if_the_client_follows_others() -> None:
    async def use() -> None:
        async with httpx.AsyncClient(follow_redirects=True) as http:
            answer = await HttpxTransport(http).send(request_for(server.url), timeout=5)
        assert answer.status == 307

    with RawServer(reply(307, b"", "Location: /")) as server:
        run(use())
        assert len(server.requests) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1000, 1001])
def test_a_body_has_a_limit(kind: str, size: int) -> None:
    async def use() -> None:
        async with client_of(kind, server.url, max_body=1000) as client:
            if size == 1000:
                assert (await client.get_event_hook("who1")).id == "who1"
                return
            with pytest.raises(TransportError, match="more than 1000 bytes"):
                await client.get_event_hook("who1")

    with RawServer(reply(200, HOOK.ljust(size))) as server:
        run(use())


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_without_an_end_is_not_read_to_it(kind: str) -> None:
    def endless(connection: Any, _number: int) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b" " * 65536)

    async def use() -> None:
        async with client_of(kind, server.url, max_body=1_000_000) as client:
            with pytest.raises(TransportError, match="more than 1000000 bytes"):
                await client.get_event_hook("who1")

    with RawServer(endless) as server:
        run(use())


@pytest.mark.parametrize(
    ("kind", "coding", "pack"),
    [(kind, *coding) for kind in KINDS for coding in (("gzip", gzip.compress), ("identity", bytes))]
    # The Rust transport does not ask for it.
    + [(kind, "deflate", zlib.compress) for kind in NATIVE],
)
def test_a_compressed_body_comes_decompressed(kind: str, coding: str, pack: Any) -> None:
    async def use() -> None:
        async with client_of(kind, server.url) as client:
            assert (await client.get_event_hook("who1")).name == "Feed"

    with RawServer(reply(200, pack(HOOK), f"Content-Encoding: {coding}")) as server:
        run(use())
    assert "gzip" in server.header("accept-encoding")[0]


@pytest.mark.parametrize("kind", NATIVE)
def test_the_headers_fit_the_decompressed_body(kind: str) -> None:
    async def use() -> None:
        async with transport_of(kind) as transport:
            answer = await transport.send(request_for(server.url), timeout=5)
        names = [name for name, _ in answer.headers]
        assert "content-encoding" not in names
        assert "content-length" not in names
        assert "content-type" in names
        assert answer.body == HOOK

    with RawServer(reply(200, gzip.compress(HOOK), "Content-Encoding: gzip")) as server:
        run(use())


@pytest.mark.parametrize("kind", KINDS)
def test_the_limit_is_on_what_comes_out_of_the_decompression(kind: str) -> None:
    async def use() -> None:
        async with client_of(kind, server.url, max_body=100_000) as client:
            with pytest.raises(TransportError):
                await client.get_event_hook("who1")

    with RawServer(reply(200, gzip.compress(bytes(10_000_000)), "Content-Encoding: gzip")) as server:
        run(use())


def test_a_session_that_does_not_decompress_is_not_sent_what_is_compressed() -> None:
    async def use() -> None:
        async with aiohttp.ClientSession(auto_decompress=False) as session:
            await AiohttpTransport(session).send(request_for(server.url), timeout=5)

    with RawServer(reply(200, HOOK)) as server:
        run(use())
    assert server.header("accept-encoding") == ["identity"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_sent_a_second_time_unasked(kind: str) -> None:
    """aiohttp would do that when a connection that it kept turns out to be gone."""

    async def use() -> None:
        async with client_of(kind, server.url) as client:
            assert (await client.get_event_hook("who1")).id == "who1"
            with pytest.raises(TransportError) as caught:
                await client.get_event_hook("who1")
            assert caught.value.maybe_sent
            assert caught.value.attempts == 1

    with RawServer(in_turn(reply(200, HOOK), hang_up)) as server:
        run(use())
        assert len(server.requests) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_create_whose_answer_was_lost_is_not_sent_again(kind: str) -> None:
    async def use() -> None:
        async with client_of(kind, server.url, retry=RetryPolicy(max_attempts=5)) as client:
            with pytest.raises(TransportError) as caught:
                await client.create_event_hook(EventHookSpec("Feed", "https://h.example", ["user.lifecycle.create"]))
            assert caught.value.maybe_applied

    with RawServer(hang_up) as server:
        run(use())
        assert len(server.requests) == 1


@pytest.mark.parametrize("kind", NATIVE)
def test_neither_cookies_nor_credentials_are_added(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))

    async def use() -> None:
        if kind == "httpx":
            own: dict[str, Any] = {
                "headers": {"Authorization": "Bearer x", "Cookie": "a=b", "X-Session": "1"},
                "params": {"extra": "1"},
            }
            async with httpx.AsyncClient(auth=("user", "password"), cookies={"c": "d"}, **own) as http:
                await twice(HttpxTransport(http))
        else:
            jar = aiohttp.CookieJar(unsafe=True)
            own = {"headers": {"Cookie": "a=b", "X-Session": "1"}, "cookies": {"c": "d"}}
            async with aiohttp.ClientSession(cookie_jar=jar, trust_env=True, raise_for_status=True, **own) as session:
                await twice(AiohttpTransport(session))

    async def twice(transport: Any) -> None:
        for _ in range(2):
            answer = await transport.send(request_for(server.url), timeout=5)
            assert answer.status == 404

    with RawServer(reply(404, b"{}", "Set-Cookie: session=1; Path=/")) as server:
        run(use())
        for number in range(2):
            assert server.header("authorization", number) == [f"SSWS {TOKEN}"]
            assert server.header("cookie", number) == server.header("x-session", number) == []
            assert server.requests[number].startswith(b"GET /api/v1/eventHooks/who1 HTTP/1.1\r\n")


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated", "ignore:The 'auth' parameter is deprecated")
def test_credentials_of_a_session_do_not_get_in_the_way() -> None:
    async def use() -> None:
        async with aiohttp.ClientSession(auth=aiohttp.BasicAuth("user", "password")) as session:
            await AiohttpTransport(session).send(request_for(server.url), timeout=5)
        async with aiohttp.ClientSession(headers={"Authorization": "Bearer x"}) as session:
            await AiohttpTransport(session).send(request_for(server.url), timeout=5)

    with RawServer(reply(200, HOOK)) as server:
        run(use())
        assert [server.header("authorization", number) for number in range(2)] == [[f"SSWS {TOKEN}"]] * 2


@pytest.mark.parametrize("kind", NATIVE)
def test_address_headers_and_body_go_out_as_they_are(kind: str) -> None:
    spec = EventHookSpec("Fe\u00e9d", "https://h.example", ["user.lifecycle.create"])

    async def use() -> None:
        for call in (
            Call.create_event_hook(spec),
            Call.activate_event_hook("who1"),
            Call.log_events(filter='eventType eq "a+b" and x/y:~%20\u00e9'),
        ):
            request = request_for(server.url, call)
            async with transport_of(kind) as transport:
                await transport.send(request, timeout=5)
            raw = server.requests[-1]
            head, _, body = raw.partition(b"\r\n\r\n")
            assert head.split(b"\r\n")[0].decode() == f"{request.method} {request.url[len(server.url) :]} HTTP/1.1"
            assert body == request.body
            for name, value in request.headers:
                assert server.header(name) == [value]
            if request.method == "POST":
                assert server.header("content-length") == [str(len(request.body))]
            assert server.header("transfer-encoding") == []

    with RawServer(reply(200, HOOK)) as server:
        run(use())


@pytest.mark.parametrize("kind", KINDS)
def test_the_address_of_the_next_page_is_not_rewritten(kind: str) -> None:
    path = "/api/v1/logs?after=a%2Fb+c%7E~%c3%A9%5B&limit=1"

    def answer(connection: Any, number: int) -> None:
        link = [f'Link: <{server.url}{path}>; rel="next"'] if number == 1 else []
        reply(200, b"[]", *link)(connection, number)

    async def use() -> None:
        async with client_of(kind, server.url) as client:
            assert [page async for page in client.log_events()] == [(), ()]

    with RawServer(answer) as server:
        run(use())
    assert server.requests[1].split()[1].decode() == path


@pytest.mark.parametrize("kind", KINDS)
def test_a_refused_connection(kind: str) -> None:
    async def use() -> None:
        async with client_of(kind, f"http://127.0.0.1:{port}") as client:
            with pytest.raises(TransportError) as caught:
                await client.list_event_hooks()
            assert not caught.value.maybe_sent
            assert caught.value.__cause__ is not None

    port = closed_port()
    run(use())


@pytest.mark.parametrize("kind", NATIVE)
def test_nothing_left(kind: str) -> None:
    refused = failure_of(kind, f"http://127.0.0.1:{closed_port()}")
    assert isinstance(refused, NotSent)
    assert isinstance(refused.__cause__, (httpx.ConnectError, aiohttp.ClientConnectorError))
    assert str(refused)
    unknown = failure_of(kind, "https://nowhere.invalid")
    assert isinstance(unknown, NotSent)


@pytest.mark.parametrize("kind", NATIVE)
def test_a_proxy_that_refuses(kind: str) -> None:
    async def use(proxy: str) -> None:
        if kind == "httpx":
            async with httpx.AsyncClient(proxy=proxy) as http:
                await HttpxTransport(http).send(request_for("https://acme.okta.com"), timeout=5)
        else:
            async with aiohttp.ClientSession(proxy=proxy) as session:
                await AiohttpTransport(session).send(request_for("https://acme.okta.com"), timeout=5)

    with pytest.raises(NotSent):
        run(use(f"http://127.0.0.1:{closed_port()}"))
    with RawServer(reply(403, b"no")) as proxy:
        with pytest.raises(NotSent):
            run(use(proxy.url))
        assert proxy.requests[0].startswith(b"CONNECT acme.okta.com:443 ")
        assert TOKEN.encode() not in b"".join(proxy.requests)


@pytest.mark.parametrize("kind", NATIVE)
def test_no_connection_becomes_free_in_time(kind: str) -> None:
    async def use() -> None:
        if kind == "httpx":
            limits = httpx.Limits(max_connections=1)
            async with httpx.AsyncClient(limits=limits, timeout=httpx.Timeout(5, pool=0.1)) as http:
                await both(HttpxTransport(http))
        else:
            connector = aiohttp.TCPConnector(limit=1)
            timeout = aiohttp.ClientTimeout(connect=0.1)
            async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
                await both(AiohttpTransport(session))

    async def both(transport: Any) -> None:
        first = asyncio.ensure_future(transport.send(request_for(server.url), timeout=5))
        assert await asyncio.get_running_loop().run_in_executor(None, server.came.acquire, True, 20)
        with pytest.raises(NotSent):
            await transport.send(request_for(server.url), timeout=5)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first

    with RawServer(silence) as server:
        run(use())
        assert len(server.requests) == 1


@pytest.mark.parametrize("kind", NATIVE)
def test_no_answer_in_time(kind: str) -> None:
    with RawServer(silence) as server:
        assert isinstance(failure_of(kind, server.url, timeout=0.2), TimeoutError)


BROKEN = {
    "hung up": b"",
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "a status line alone": b"HTTP/1.1 200 OK\r\nContent-",
    "a body cut short": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
    "a chunk cut short": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{",
    "no gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip",
}


@pytest.mark.parametrize("kind", NATIVE)
@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_answer(kind: str, data: bytes) -> None:
    def answer(connection: Any, _number: int) -> None:
        connection.sendall(data)
        connection.close()

    with RawServer(answer) as server:
        failure = failure_of(kind, server.url)
        assert isinstance(failure, MaybeSent)
        assert failure.__cause__ is not None
        assert len(server.requests) == 1


@pytest.mark.parametrize("kind", NATIVE)
def test_the_error_is_raised_from_what_the_library_raised(kind: str) -> None:
    async def use() -> None:
        async with client_of(kind, server.url) as client:
            with pytest.raises(TransportError) as caught:
                await client.list_event_hooks()
        assert isinstance(caught.value.__cause__, (httpx.RemoteProtocolError, aiohttp.ServerDisconnectedError))

    with RawServer(hang_up) as server:
        run(use())


def test_a_session_of_aiohttp_that_is_closed() -> None:
    async def use() -> None:
        async with aiohttp.ClientSession() as session:
            transport = AiohttpTransport(session)
        async with AsyncClient("http://127.0.0.1:1", ApiToken(TOKEN), transport=transport, retry=RetryPolicy.none()) as client:
            with pytest.raises(TransportError, match="Session is closed"):
                await client.list_event_hooks()

    run(use())
