"""An async client over each kind of transport."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import httpx
from okta_event_hooks import ApiToken, AsyncClient, RetryPolicy
from okta_event_hooks.transports import AiohttpTransport, HttpxTransport

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Coroutine

T = TypeVar("T")
KINDS = ["threads", "httpx", "aiohttp"]
NATIVE = ["httpx", "aiohttp"]
TOKEN = "00secretsecretsecretsecretsecretsecretsecr"
HOOK = (
    b'{"id":"who1","name":"Feed","status":"ACTIVE","verificationStatus":"VERIFIED","events":{"type":"EVENT_TYPE",'
    b'"items":["user.lifecycle.create"]},"channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://h.example"}},'
    b'"created":"2026-03-16T04:00:00.000Z","lastUpdated":"2026-03-16T04:00:00.000Z","createdBy":"00u1","_links":{}}'
)


@asynccontextmanager
async def transport_of(kind: str, *, max_body: int | None = None, ca_file: str | None = None) -> AsyncGenerator[Any, None]:
    """A transport as its user makes it; `None` for the default one."""
    limit = {} if max_body is None else {"max_body": max_body}
    context = None if ca_file is None else ssl.create_default_context(cafile=ca_file)
    if kind == "httpx":
        async with httpx.AsyncClient(verify=context or True) as client:
            yield HttpxTransport(client, **limit)
    elif kind == "aiohttp":
        connector = aiohttp.TCPConnector(ssl=context or True)
        async with aiohttp.ClientSession(connector=connector) as session:
            yield AiohttpTransport(session, **limit)
    else:
        yield None


@asynccontextmanager
async def client_of(
    kind: str, url: str, *, retry: RetryPolicy | None = None, **options: Any
) -> AsyncGenerator[AsyncClient, None]:
    """A client that does not retry unless it is told to."""
    limit: dict[str, Any] = {name: options.pop(name) for name in ("max_body", "ca_file") if name in options}
    async with transport_of(kind, **limit) as transport:
        if transport is None:
            options.update(limit)
        retry = retry or RetryPolicy.none()
        async with AsyncClient(url, ApiToken(TOKEN), transport=transport, retry=retry, **options) as client:
            yield client


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Runs it on a loop of its own; a test that hangs fails."""

    async def bounded() -> T:
        return await asyncio.wait_for(coroutine, 30)

    return asyncio.run(bounded())
