"""What carries requests for an `AsyncClient` that was given no transport: the Rust client's own, on threads."""

from __future__ import annotations

from . import _native
from ._errors import InvalidInputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor
    from typing import Any
    from weakref import WeakSet

    from ._native import Response, Send


class ThreadTransport:
    """Sends requests by the Rust client's transport on threads of its own, at most `max_threads` at once.

    `AsyncClient` makes one unless it is given a transport. Make it yourself only for another number of threads; all options of
    the client count then, too. It belongs to one client, and may be used by several event loops and after a fork.
    """

    def __init__(self, max_threads: int = 16) -> None:
        if type(max_threads) is not int:
            raise TypeError(f"max_threads must be int, not {type(max_threads).__name__}")
        if max_threads < 1:
            raise InvalidInputError("max_threads must be 1 or more")
        self._max_threads = max_threads
        self._client: _native.Client | None = None
        # By process: the threads of a parent do not run in its child.
        self._pools: dict[int, ThreadPoolExecutor] = {}
        self._under_way: set[Any] = set()

    def __repr__(self) -> str:
        return f"ThreadTransport(max_threads={self._max_threads})"

    def _serve(self, client: _native.Client) -> None:
        if self._client is not None:
            raise InvalidInputError("a ThreadTransport belongs to one client; make another one")
        self._client = client

    async def send(self, request: Send, *, timeout: float) -> Response:
        """Sends a request. `timeout` is the client's, which the Rust transport knows already."""
        import asyncio

        if self._client is None:
            raise InvalidInputError("a ThreadTransport needs a client; pass it as AsyncClient(transport=...)")
        _, transport = self._client.parts()
        cancel = _native.Cancel()
        self._under_way.add(cancel)
        try:
            return await asyncio.wrap_future(self._pool().submit(transport.send, request, cancel))
        except asyncio.CancelledError:
            # The thread is not waited for: it ends by itself, within a tenth of a second.
            cancel.set()
            raise
        finally:
            self._under_way.discard(cancel)

    def _pool(self) -> ThreadPoolExecutor:
        import os
        from concurrent.futures import ThreadPoolExecutor

        process = os.getpid()
        pool = self._pools.get(process)
        if pool is None:
            pool = ThreadPoolExecutor(self._max_threads, thread_name_prefix="okta-event-hooks")
            # It has no thread yet, so that one more, of another thread that did the same meanwhile, costs nothing.
            pool = self._pools.setdefault(process, pool)
            _at_exit(self)
        return pool

    async def aclose(self) -> None:
        """Lets the threads go when what they carry has ended."""
        for pool in list(self._pools.values()):
            pool.shutdown(wait=False)


_alive: WeakSet[ThreadTransport] | None = None


def _at_exit(transport: ThreadTransport) -> None:
    """A program that ends without a word to its event loop does not wait for answers that nobody will read."""
    global _alive  # noqa: PLW0603
    if _alive is None:
        import threading
        from weakref import WeakSet

        _alive = WeakSet()
        # What `concurrent.futures` itself waits for its threads by; `atexit` comes after that.
        register = getattr(threading, "_register_atexit", None)
        if register is not None:
            register(_cancel_all)
    _alive.add(transport)


def _cancel_all() -> None:
    for transport in _alive or ():
        for under_way in list(transport._under_way):
            under_way.set()
