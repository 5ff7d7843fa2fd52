"""A receiver as a WSGI application (PEP 3333)."""

from __future__ import annotations

from http import HTTPStatus

from ._adapter import accepted, max_body, received, wants_body
from ._native import Delivery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from ._native import Response
    from ._receiver import Receiver

    Environ = dict[str, Any]

_CHUNK = 64 * 1024


class WsgiApp:
    """A WSGI application. Whatever its path, every request is taken for one of Okta's.

    The handlers run when the server closes the answer, which it does once that is sent; the worker is busy until they end.
    """

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    def __call__(self, environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        headers = list(_headers(environ))
        keep = wants_body(self._receiver, method, headers)
        result = received(self._receiver, method, headers, _body(environ, max_body(self._receiver), keep))
        if not isinstance(result, Delivery):
            return _start(result.response, start_response)
        if not accepted(self._receiver, result):
            return _start(result.retry_response, start_response)
        return _Answer(_start(result.response, start_response), self._receiver, result)


class _Answer:
    """An answer that works on the delivery once it is sent."""

    def __init__(self, body: Iterable[bytes], receiver: Receiver, delivery: Delivery) -> None:
        self._body = body
        self._receiver = receiver
        self._delivery: Delivery | None = delivery

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        delivery, self._delivery = self._delivery, None
        if delivery is not None:
            self._receiver.dispatch(delivery)


def _start(response: Response, start_response: Callable[..., object]) -> Iterable[bytes]:
    headers = response.headers
    if response.status != HTTPStatus.NO_CONTENT:
        headers.append(("content-length", str(len(response.body))))
    start_response(f"{response.status} {HTTPStatus(response.status).phrase}", headers)
    return [response.body]


def _headers(environ: Environ) -> Iterator[tuple[str, str]]:
    """Servers join values of one name with a comma: a secret that was given twice is then wrong."""
    for name, value in environ.items():
        if name.startswith("HTTP_"):
            yield name[5:].replace("_", "-"), value


def _body(environ: Environ, limit: int, keep: bool) -> bytes:
    """The body, cut off after one byte more than the limit. It is read in any case: an answer may be lost if the rest is not."""
    left = limit + 1
    if not environ.get("wsgi.input_terminated"):
        left = min(left, _content_length(environ))
    body = bytearray()
    try:
        while left > 0:
            chunk = environ["wsgi.input"].read(min(left, _CHUNK))
            if not chunk:
                break
            left -= len(chunk)
            if keep:
                body += chunk
    except OSError:
        # The sender has gone. What there is of the body is no delivery, and is refused as such.
        pass
    return bytes(body)


def _content_length(environ: Environ) -> int:
    text = environ.get("CONTENT_LENGTH") or "0"
    # Nothing that is longer than 18 digits is the length of anything.
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0
