"""The receiving side of an event hook: handlers, and the adapters of web frameworks."""

from __future__ import annotations

from . import _native
from ._dispatch import check_function, check_no_loop, check_pattern, is_async, matches, run, run_async
from ._errors import InvalidInputError
from ._native import Delivery, Secret, Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, TypeVar, Union

    from ._asgi import AsgiApp
    from ._dispatch import Work
    from ._native import LogEvent, Rejected, Verification
    from ._wsgi import WsgiApp

    Handler = TypeVar("Handler", bound=Callable[[LogEvent, Delivery], object])
    Accept = TypeVar("Accept", bound=Callable[[Delivery], object])
    Failed = TypeVar("Failed", bound=Callable[[Exception, Union[LogEvent, Unreadable], Delivery], object])
    UnreadableHandler = TypeVar("UnreadableHandler", bound=Callable[[Unreadable, Delivery], object])
    Headers = Union[Mapping[str, str], Mapping[bytes, bytes], Iterable[tuple[Union[str, bytes], Union[str, bytes]]]]
    Received = Union[Verification, Delivery, Rejected]


class Receiver:
    """Answers Okta's one-time verification, authenticates its requests, reads deliveries and hands their events to handlers.

    Mount `receiver.asgi`, `receiver.wsgi` or `receiver.aws_lambda`; or call `receive`, which does no I/O, from any other place.
    Okta waits 3 s for the answer and tries once more at the most. Deliveries may come twice, late and in any order: deduplicate
    on the hook's id and each event's `uuid`.

    >>> receiver = Receiver(secret="s3cr3t-shared-with-okta")
    >>> @receiver.on("user.lifecycle.*")
    ... def lifecycle(event, delivery):
    ...     print(event.event_type, "of hook", delivery.hook_id)

    Okta signs nothing. The secret in the header proves that the sender knows it, and no more. See
    <https://developer.okta.com/docs/concepts/event-hooks/>.
    """

    def __init__(
        self,
        *,
        secret: str | Secret | None = None,
        secrets: Iterable[str | Secret] | None = None,
        header: str = "Authorization",
        max_body: int = 16 * 1024 * 1024,
    ) -> None:
        """`secret` is the value of the hook's authentication scheme, and `header` its key; for Basic it is `Secret.basic`.

        Any of several `secrets` opens: accept the new one beside the old one while you change it. A body of more than `max_body`
        bytes is refused.
        """
        _check_type("header", header, str)
        _check_type("max_body", max_body, int)
        if max_body < 0:
            raise InvalidInputError("max_body is less than 0")
        self._max_body = max_body
        self._native = _native.Receiver(_secrets(secret, secrets), header, max_body)
        self._handlers: list[tuple[Callable[..., object], list[str]]] = []
        self._unreadable: list[Callable[..., object]] = []
        self._accept: Callable[..., object] | None = None
        self._failed: Callable[..., object] | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} with {len(self._handlers)} handlers>"

    def receive(self, method: str, headers: Headers, body: Any = None) -> Received:
        """What a request is: a `Verification`, a `Delivery` or a `Rejected`, each with the `response` to send. Calls no handler.

        `headers` is a mapping or pairs, of text or bytes, in any case. `body` is bytes, text, or JSON that was read already.

        >>> receiver.receive("POST", {"Authorization": "guessed"}, b"{}").response.status
        401
        """
        return self._native.receive(method, headers, body)

    def on(self, *patterns: str) -> Callable[[Handler], Handler]:
        """Registers a handler, `handler(event, delivery)`, sync or async, for event types.

        A pattern is a type, the beginning of one with `.*`, or `*` for all. An event goes to every handler with a pattern that
        matches, once to each.
        """
        if not patterns:
            raise InvalidInputError('no pattern; write @receiver.on("user.lifecycle.*"), or @receiver.on("*") for all')
        for pattern in patterns:
            check_pattern(pattern)

        def register(handler: Handler) -> Handler:
            check_function(handler, "event", "delivery")
            for known, known_patterns in self._handlers:
                if known == handler:
                    known_patterns.extend(patterns)
                    return handler
            self._handlers.append((handler, list(patterns)))
            return handler

        return register

    def accept(self, function: Accept) -> Accept:
        """Registers the one function, `accept(delivery)`, sync or async, that runs before the answer: it puts the delivery where
        it cannot be lost. If it raises, the answer is 503, no handler runs, and Okta tries once more.
        """
        check_function(function, "delivery")
        if self._accept is not None:
            raise InvalidInputError("there is a function for accept already")
        self._accept = function
        return function

    def on_error(self, function: Failed) -> Failed:
        """Registers the one function, `failed(error, event, delivery)`, sync or async, that is told when a handler raises.

        Unless there is one, the exception is logged. `event` is an `Unreadable` when a handler of those failed.
        """
        check_function(function, "error", "event", "delivery")
        if self._failed is not None:
            raise InvalidInputError("there is a function for on_error already")
        self._failed = function
        return function

    def on_unreadable(self, function: UnreadableHandler) -> UnreadableHandler:
        """Registers a handler, `handler(unreadable, delivery)`, sync or async, for events that cannot be read.

        Unless there is one, an error is logged for each, without its JSON, which may hold personal data.
        """
        check_function(function, "unreadable", "delivery")
        self._unreadable.append(function)
        return function

    def dispatch(self, delivery: Delivery) -> list[Exception]:
        """Calls the handlers of each event, one after the other, and gives back what they raised. One that fails stops no other.

        Each call of an async handler has an event loop of its own. Within a running loop use `dispatch_async`.
        """
        if any(is_async(function) for function in self._functions()):
            check_no_loop()
        return run(self._work(delivery))

    async def dispatch_async(self, delivery: Delivery) -> list[Exception]:
        """The same in a running event loop. A handler that is not async runs in a thread."""
        return await run_async(self._work(delivery))

    @property
    def wsgi(self) -> WsgiApp:
        """A WSGI application (PEP 3333), for Flask, Django and others. The answer goes out before the handlers run."""
        from ._wsgi import WsgiApp

        return WsgiApp(self)

    @property
    def asgi(self) -> AsgiApp:
        """An ASGI application, for FastAPI, Starlette, Django and others. The answer goes out before the handlers run."""
        from ._asgi import AsgiApp

        return AsgiApp(self)

    def aws_lambda(self, event: Mapping[str, Any], context: object = None) -> dict[str, Any]:
        """A handler for AWS Lambda behind API Gateway (REST or HTTP) or a function URL.

        Nothing runs after its answer, so that the handlers run before it: all of it has to end within Okta's 3 s. If one fails,
        the answer is 503, Okta tries once more, and every handler sees the events again.
        """
        from ._aws_lambda import answer

        return answer(self, event)

    def _work(self, delivery: Delivery) -> Work[list[Exception]]:
        """All that is to be done about a delivery."""
        _check_type("delivery", delivery, Delivery)
        errors: list[Exception] = []
        if not self._handlers and self._accept is None and delivery.events:
            log().warning("%d events go nowhere: the receiver has neither a handler nor accept", len(delivery.events))
        for handler, item in self._recipients(delivery):
            error = yield handler, (item, delivery)
            if error is None:
                continue
            errors.append(error)
            error = yield self._failed or _log_failed, (error, item, delivery)
            if error is not None:
                log().error("the function for on_error failed itself", exc_info=error)
        return errors

    def _recipients(self, delivery: Delivery) -> Iterator[tuple[Callable[..., object], LogEvent | Unreadable]]:
        for event in delivery.events:
            for handler, patterns in self._handlers:
                if any(matches(pattern, event.event_type) for pattern in patterns):
                    yield handler, event
        for unreadable in delivery.unreadable:
            for handler in self._unreadable or (_log_unreadable,):
                yield handler, unreadable

    def _functions(self) -> Iterator[Callable[..., object]]:
        yield from (handler for handler, _ in self._handlers)
        yield from self._unreadable
        if self._failed is not None:
            yield self._failed


def _check_type(argument: str, value: object, kind: type) -> None:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{argument} must be {kind.__name__}, not {type(value).__name__}")


def _secrets(secret: str | Secret | None, secrets: Iterable[str | Secret] | None) -> list[str | Secret]:
    if secret is None and secrets is None:
        raise TypeError("a receiver needs secret or secrets, and both are None; is the variable set that you read it from?")
    if secret is not None and secrets is not None:
        raise TypeError("a receiver takes secret or secrets, not both")
    if secrets is None:
        several = [secret]
    elif isinstance(secrets, (str, bytes, Secret)) or not hasattr(secrets, "__iter__"):
        raise TypeError(f"secrets must be a list of str or Secret, not {type(secrets).__name__}")
    else:
        several = list(secrets)
    name = "secret" if secrets is None else "secrets"
    return [_checked(name, each) for each in several]


def _checked(argument: str, secret: object) -> str | Secret:
    if not isinstance(secret, (str, Secret)):
        raise TypeError(f"{argument} must be str or Secret, not {type(secret).__name__}")
    text = secret if isinstance(secret, str) else secret.expose()
    # A value as no header arrives: it would open to nobody, and nobody would know why.
    if text.strip() and (text != text.strip() or any((c < " " and c != "\t") or c == "\x7f" for c in text)):
        raise InvalidInputError(
            f"{argument} has a control character, or white space at an end: no header's value can; use .strip()"
        )
    return secret


def log() -> logging.Logger:
    import logging

    return logging.getLogger("okta_event_hooks")


def _log_failed(error: Exception, event: LogEvent | Unreadable, delivery: Delivery) -> None:
    what = "an unreadable event" if isinstance(event, Unreadable) else f"{event.event_type!r}, uuid {event.uuid!r}"
    log().error("a handler failed on %s", what, exc_info=error)


def _log_unreadable(unreadable: Unreadable, delivery: Delivery) -> None:
    line = "event %d of delivery %r cannot be read: %s"
    log().error(line, unreadable.position, delivery.event_id, without_values(unreadable.reason))


def without_values(reason: str) -> str:
    """A reason may quote a text of the body, which may hold personal data."""
    before, quote, rest = reason.partition('"')
    return f'{before}"…"{rest.rpartition(quote)[2]}' if quote else reason
