"""Transports for `AsyncClient`: over the caller's own `httpx.AsyncClient` or `aiohttp.ClientSession`, or one of your own.

The caller owns the client or session, and closes it. How it connects is its own affair: certificates, proxy, limits. But of what
it would add to a request nothing is sent: neither its cookies nor its `auth`, `params` or headers of its own; and no redirect is
followed, whatever it says.
"""

from __future__ import annotations

from ._errors import MaybeSent, NotSent
from ._native import Response
from ._threads import ThreadTransport

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    import aiohttp
    import httpx

    from ._native import Send
else:
    Protocol = object

__all__ = ["AiohttpTransport", "AsyncTransport", "HttpxTransport", "ThreadTransport"]

_MAX_BODY = 16 * 1024 * 1024


class AsyncTransport(Protocol):
    """What `AsyncClient(transport=...)` takes: anything with this method. An `async def aclose(self)`, if there is one, is called
    by the client's."""

    async def send(self, request: Send, *, timeout: float) -> Response:
        """Sends `request` as it is and returns the whole answer, decompressed.

        It follows no redirect, sends nothing a second time, and stops reading a body that is too large. It raises `NotSent` when
        surely nothing left, `TimeoutError`, and `MaybeSent` when in doubt: `raise NotSent(str(error)) from error`. `timeout` is
        for the whole; the client cancels what takes longer.
        """
        raise NotImplementedError


class HttpxTransport:
    """Sends over an `httpx.AsyncClient`. Connecting, and waiting for a free connection, take as long as its own `timeout` says.

    An answer of more than `max_body` bytes is refused. What a server sends beyond an answer httpx 0.28 takes for the answer to the
    next request; the other transports do not.
    """

    def __init__(self, client: httpx.AsyncClient, *, max_body: int = _MAX_BODY) -> None:
        self._client = client
        self._max_body = max_body

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._client!r})"

    async def send(self, request: Send, *, timeout: float) -> Response:
        import httpx

        own = self._client.timeout
        limits = httpx.Timeout(timeout, connect=_least(own.connect, timeout), pool=_least(own.pool, timeout))
        try:
            # Not `build_request`, which adds the client's headers, cookies and parameters.
            sent = httpx.Request(
                request.method,
                request.url,
                headers=[*request.headers, ("accept-encoding", "gzip, deflate")],
                content=request.body,
                extensions={"timeout": limits.as_dict()},
            )
            answer = await self._client.send(sent, auth=None, follow_redirects=False, stream=True)
            try:
                body = _Body(self._max_body)
                async for chunk in answer.aiter_bytes():
                    body.add(chunk)
            finally:
                await answer.aclose()
        except (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            httpx.ProxyError,
            httpx.UnsupportedProtocol,
            httpx.InvalidURL,
        ) as error:
            raise NotSent(_text(error)) from error
        except httpx.TimeoutException as error:
            raise TimeoutError(_text(error)) from error
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise MaybeSent(_text(error)) from error
        return Response(answer.status_code, _decoded(answer.headers.raw), bytes(body.read))


class AiohttpTransport:
    """Sends over an `aiohttp.ClientSession` of aiohttp 3.12 or newer. Connecting takes as long as its own `timeout` says.

    An answer of more than `max_body` bytes is refused. Middlewares of the session are not run.
    """

    def __init__(self, session: aiohttp.ClientSession, *, max_body: int = _MAX_BODY) -> None:
        import aiohttp

        if not hasattr(aiohttp, "ClientHandlerType"):
            raise ImportError(f"AiohttpTransport needs aiohttp 3.12 or newer, not {aiohttp.__version__}")
        self._session = session
        self._max_body = max_body

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._session!r})"

    async def send(self, request: Send, *, timeout: float) -> Response:
        import asyncio

        import aiohttp
        from yarl import URL

        own = self._session.timeout
        headers = {name: value for name, value in request.headers if name.lower() != "authorization"}
        headers["accept-encoding"] = "gzip, deflate" if self._session.auto_decompress else "identity"
        expected = {"host", "content-length", *headers}

        async def once(sent: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
            # Here nothing is added any more: neither a cookie, nor a header of the session's, nor what ~/.netrc says.
            for name in {name.lower() for name in sent.headers} - expected:
                del sent.headers[name]
            sent.headers.update(request.headers)
            try:
                return await handler(sent)
            except aiohttp.ClientConnectorError:
                raise
            except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
                # Left as it is, aiohttp would send a second time by itself.
                raise MaybeSent(_text(error)) from error
            finally:
                # Its head is sent, and aiohttp's errors show the headers of the request.
                sent.headers.popall("authorization", None)

        try:
            async with self._session.request(
                request.method,
                URL(request.url, encoded=True),
                headers=headers,
                data=request.body or None,
                allow_redirects=False,
                raise_for_status=False,
                timeout=aiohttp.ClientTimeout(timeout, _least(own.connect, timeout), sock_connect=own.sock_connect),
                middlewares=(once,),
            ) as answer:
                body = _Body(self._max_body)
                async for chunk in answer.content.iter_any():
                    body.add(chunk)
        except (
            aiohttp.ClientConnectorError,
            aiohttp.ConnectionTimeoutError,
            aiohttp.ClientHttpProxyError,
            aiohttp.InvalidURL,
        ) as error:
            raise NotSent(_text(error)) from error
        except asyncio.TimeoutError as error:  # Before Python 3.11 it is no TimeoutError.
            raise TimeoutError(_text(error)) from error
        except aiohttp.ClientError as error:
            raise MaybeSent(_text(error)) from error
        return Response(answer.status, _decoded(answer.raw_headers), bytes(body.read))


class _Body:
    """A body as it comes in. Its limit is on what comes out of the decompression."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.read = bytearray()

    def add(self, chunk: bytes) -> None:
        if len(self.read) + len(chunk) > self.most:
            raise MaybeSent(f"the answer has more than {self.most} bytes")
        self.read += chunk


def _least(own: float | None, timeout: float) -> float:
    return timeout if own is None else min(own, timeout)


def _decoded(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Without what no longer fits a body that the library has decompressed."""
    return [(name, value) for name, value in headers if name.lower() not in (b"content-encoding", b"content-length")]


def _text(error: Exception) -> str:
    return str(error) or type(error).__name__
