"""Carries out a call over an async transport."""

from __future__ import annotations

from ._native import Done, Wait

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger
    from typing import TypeVar

    from ._native import Call, Response, Send, Session
    from .transports import AsyncTransport

    T = TypeVar("T")


async def drive(call: Call[T], session: Session, transport: AsyncTransport, timeout: float | None) -> T:
    """Sends, sleeps and supplies the time. With a `timeout` it is this that ends a request, and writes its line of the log."""
    import asyncio
    import logging
    from copy import copy
    from time import time

    # The same call can be made again, also one that was cancelled half-way.
    call = copy(call)
    logger = logging.getLogger("okta_event_hooks")
    step = call.start(session, time())
    while not isinstance(step, Done):
        if isinstance(step, Wait):
            logger.debug("%s: waits %.1f s before it is sent again", call.operation_id, step.seconds)
            await asyncio.sleep(step.seconds)
            step = call.resume(session, time())
            continue
        try:
            if timeout is None:
                response = await transport.send(step, timeout=step.patience)
            else:
                response = await _logged(logger, transport, step, max(timeout, step.patience))
        except Exception as error:
            failure = TimeoutError() if isinstance(error, asyncio.TimeoutError) else error
            step = call.failure(session, time(), failure)
        else:
            step = call.response(session, time(), response)
    return step.result()


async def _logged(logger: Logger, transport: AsyncTransport, request: Send, timeout: float) -> Response:
    import logging
    from time import perf_counter

    if not logger.isEnabledFor(logging.DEBUG):
        return await _within(timeout, transport, request)
    began = perf_counter()
    outcome = "cancelled"
    try:
        response = await _within(timeout, transport, request)
    except Exception as error:
        outcome = _described(error, request)
        raise
    else:
        outcome = str(response.status)
        return response
    finally:
        milliseconds = (perf_counter() - began) * 1e3
        logger.debug("%s %s: %s, %.0f ms", request.method, request.url, outcome, milliseconds)


async def _within(timeout: float, transport: AsyncTransport, request: Send) -> Response:
    """What the transport does, on a task of its own: `asyncio.wait_for` loses a cancellation before Python 3.12."""
    import asyncio

    task = asyncio.ensure_future(transport.send(request, timeout=timeout))
    try:
        done, _ = await asyncio.wait({task}, timeout=timeout)
        if done:
            return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
        if not task.cancelled():
            # What it raised is known, or nobody wants to.
            task.exception()
    raise TimeoutError


def _described(error: Exception, request: Send) -> str:
    """The same words as the Rust client's. A peer may have echoed the token, or sent what a terminal obeys."""
    import asyncio

    from ._errors import NotSent

    if isinstance(error, (TimeoutError, asyncio.TimeoutError)):
        return "no complete answer in time"
    text = str(error) or type(error).__name__
    for name, value in request.headers:
        if name.lower() in ("authorization", "dpop"):
            text = text.replace(value.rpartition(" ")[2], "<hidden>")
    text = "".join(letter if letter.isprintable() else " " for letter in text[:500])
    return f"the request could not be sent: {text}" if isinstance(error, NotSent) else f"the answer was lost: {text}"
