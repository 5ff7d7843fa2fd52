"""What ends a call early: cancellation, and time."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from async_clients import KINDS, TOKEN, client_of, run
from okta_event_hooks import ApiToken, AsyncClient, RetryPolicy, ThreadTransport, TransportError
from raw_server import RawServer, drip, in_turn, reply, silence

if TYPE_CHECKING:
    from okta_event_hooks import Response, Send

RETRIES = RetryPolicy(max_attempts=5)


async def came(server: RawServer) -> None:
    """Until a request has come in."""
    assert await asyncio.get_running_loop().run_in_executor(None, server.came.acquire, True, 20)


@pytest.mark.parametrize("kind", KINDS)
def test_cancelled_in_a_request(kind: str) -> None:
    async def use() -> None:
        async with client_of(kind, server.url, retry=RETRIES) as client:
            task = asyncio.ensure_future(client.list_event_hooks())
            await came(server)
            task.cancel()
            began = time.monotonic()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - began < 2
            await asyncio.sleep(0.3)

    with RawServer(silence) as server:
        run(use())
        assert len(server.requests) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_cancelled_in_a_wait_for_the_next_attempt(kind: str) -> None:
    async def use() -> None:
        async with client_of(kind, server.url, retry=RETRIES) as client:
            tasks = [asyncio.ensure_future(client.list_event_hooks()) for _ in range(40)]
            for _ in tasks:
                await came(server)
            await asyncio.sleep(0.2)
            # Forty wait: more than the transport has threads, and over the others there is none at all.
            if kind != "threads":
                own = [thread for thread in threading.enumerate() if thread.name.startswith("okta")]
                assert own == []
            for task in tasks:
                assert not task.done(), task
                task.cancel()
            began = time.monotonic()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            assert time.monotonic() - began < 2
            assert all(isinstance(result, asyncio.CancelledError) for result in results)

    with RawServer(reply(429, b"{}", "Retry-After: 30")) as server:
        run(use())
        assert len(server.requests) == 40


def test_what_waits_for_a_thread_is_not_sent_once_it_is_cancelled() -> None:
    async def use() -> None:
        transport = ThreadTransport(max_threads=1)
        async with AsyncClient(server.url, ApiToken(TOKEN), transport=transport) as client:
            first = asyncio.ensure_future(client.list_event_hooks())
            await came(server)
            second = asyncio.ensure_future(client.list_event_hooks())
            await asyncio.sleep(0)
            second.cancel()
            first.cancel()
            await asyncio.gather(first, second, return_exceptions=True)
            await asyncio.sleep(0.5)

    with RawServer(silence) as server:
        run(use())
        assert len(server.requests) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_wait_for(kind: str) -> None:
    async def use() -> None:
        async with client_of(kind, server.url, retry=RETRIES) as client:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.list_event_hooks(), 0.2)
            # The client is as good as new.
            assert await client.list_event_hooks() == ()

    with RawServer(in_turn(silence, reply(200, b"[]"))) as server:
        run(use())


if sys.version_info >= (3, 11):

    @pytest.mark.parametrize("kind", KINDS)
    def test_asyncio_timeout(kind: str) -> None:
        async def use() -> None:
            async with client_of(kind, server.url, retry=RETRIES) as client:
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.2):
                        await client.list_event_hooks()
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.2):
                        await client.get_event_hook("who1")

        with RawServer(in_turn(silence, reply(429, b"{}", "Retry-After: 30"))) as server:
            run(use())
            assert len(server.requests) == 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", [silence, drip()], ids=["silent", "dripping"])
def test_timeout_is_for_the_whole_request(kind: str, answer: object) -> None:
    async def use() -> None:
        async with client_of(kind, server.url, timeout=0.5) as client:
            began = time.monotonic()
            with pytest.raises(TransportError) as caught:
                await client.list_event_hooks()
            assert 0.4 < time.monotonic() - began < 5
        assert caught.value.maybe_sent
        assert isinstance(caught.value.__cause__, TimeoutError)

    with RawServer(answer) as server:  # type: ignore[arg-type]
        run(use())


def test_a_transport_that_knows_no_time_is_cut_short() -> None:
    class Endless:
        cancelled = 0

        async def send(self, request: Send, *, timeout: float) -> Response:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                self.cancelled += 1
                raise
            raise AssertionError

    async def use() -> None:
        async with AsyncClient(
            "https://acme.okta.com", ApiToken(TOKEN), transport=endless, timeout=0.1, retry=RetryPolicy.none()
        ) as client:
            with pytest.raises(TransportError) as caught:
                await client.list_event_hooks()
            assert isinstance(caught.value.__cause__, TimeoutError)
            task = asyncio.ensure_future(client.list_event_hooks())
            await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    endless = Endless()
    run(use())
    assert endless.cancelled == 2


def test_a_cancellation_is_not_lost_when_the_answer_comes_at_the_same_time() -> None:
    class Quick:
        sent = 0

        def __init__(self) -> None:
            self.waiting, self.answered = asyncio.Event(), asyncio.Event()

        async def send(self, request: Send, *, timeout: float) -> Response:
            self.sent += 1
            self.waiting.set()
            await self.answered.wait()
            raise ConnectionResetError

    async def use() -> None:
        quick = Quick()
        async with AsyncClient("https://acme.okta.com", ApiToken(TOKEN), transport=quick, retry=RETRIES) as client:
            task = asyncio.ensure_future(client.list_event_hooks())
            await quick.waiting.wait()
            quick.answered.set()
            # The transport's task ends in this turn of the loop, the call's is not told before the next.
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert quick.sent == 1

    run(use())
