"""A receiver as an ASGI application."""

from __future__ import annotations

from ._adapter import accepted_async, max_body, received, wants_body
from ._native import Delivery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from typing import Any

    from ._native import Response
    from ._receiver import Receiver

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]


class AsgiApp:
    """An ASGI application, on asyncio. Whatever its path, every request is taken for one of Okta's.

    The whole answer is sent first, then the handlers run in the same task.
    """

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            raise RuntimeError(f"a receiver serves HTTP, not {scope['type']}")

    async def _http(self, scope: Message, receive: Receive, send: Send) -> None:
        method, headers = scope["method"], list(scope["headers"])
        keep = wants_body(self._receiver, method, headers)
        body = await _body(receive, max_body(self._receiver), keep)
        if body is None:
            return
        result = received(self._receiver, method, headers, body)
        if not isinstance(result, Delivery):
            await _answer(send, result.response)
        elif not await accepted_async(self._receiver, result):
            await _answer(send, result.retry_response)
        else:
            await _answer(send, result.response)
            await self._receiver.dispatch_async(result)


async def _answer(send: Send, response: Response) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
    if response.status != 204:
        headers.append((b"content-length", str(len(response.body)).encode()))
    try:
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})
    except OSError:
        # The client has gone. The events are here all the same: better twice than never.
        pass


async def _body(receive: Receive, limit: int, keep: bool) -> bytes | None:
    """The body, cut off after one byte more than the limit; `None` if the client has gone.

    It is read in any case: an answer may be lost if the rest is not.
    """
    left = limit + 1
    body = bytearray()
    while left > 0:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk = message.get("body", b"")[:left]
        left -= len(chunk)
        if keep:
            body += chunk
        if not message.get("more_body", False):
            break
    return bytes(body)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
