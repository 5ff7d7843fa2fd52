"""Which handlers run, how, and what becomes of their errors."""

from __future__ import annotations

import asyncio
import functools
import logging
import threading
from typing import TYPE_CHECKING, Any

import pytest
from okta_event_hooks import Delivery, InvalidInputError, LogEvent, Receiver, Secret, Unreadable
from receiver_cases import SECRET, envelope, ignore, take

if TYPE_CHECKING:
    from collections.abc import Callable

    Dispatch = Callable[[Receiver, Delivery], list[Exception]]


def _async(receiver: Receiver, delivery: Delivery) -> list[Exception]:
    return asyncio.run(receiver.dispatch_async(delivery))


@pytest.fixture(params=[Receiver.dispatch, _async], ids=["sync", "async"])
def dispatch(request: pytest.FixtureRequest) -> Dispatch:
    chosen: Dispatch = request.param
    return chosen


@pytest.fixture
def receiver() -> Receiver:
    return Receiver(secret=SECRET)


def delivery(*types: str, unreadable: tuple[Any, ...] = ()) -> Delivery:
    return Delivery.from_dict(envelope(*types, unreadable=unreadable))


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        (
            "user.lifecycle.create",
            ["user.lifecycle.create"],
            ["user.lifecycle.create.x", "user.lifecycle", "USER.lifecycle.create"],
        ),
        (
            "user.lifecycle.*",
            ["user.lifecycle.create", "user.lifecycle.delete.initiated"],
            ["user.lifecycle", "user.lifecycles.x"],
        ),
        ("user.*", ["user.session.start"], ["user", "users.x", "group.lifecycle.create"]),
        ("*", ["user.session.start", "a type that Okta may have next year"], []),
        ("user.authentication.auth_via_IDP", ["user.authentication.auth_via_IDP"], ["user.authentication.auth_via_idp"]),
    ],
)
def test_a_pattern_matches(receiver: Receiver, pattern: str, matching: list[str], other: list[str]) -> None:
    seen: list[str] = []

    @receiver.on(pattern)
    def handler(event: LogEvent, delivery: Delivery) -> None:
        seen.append(event.event_type)

    assert receiver.dispatch(delivery(*matching, *other)) == []
    assert seen == matching


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        ".",
        ".*",
        "**",
        "*.create",
        "user.*.create",
        "user.lifecycle*",
        "user.lifecycle.",
        ".user",
        "user..x",
        "us er.x",
        "user.?",
        "ü.x",
        "user.x\n",
    ],
)
def test_another_pattern_is_refused(receiver: Receiver, pattern: str) -> None:
    with pytest.raises(InvalidInputError, match="is no pattern; use an event type"):
        receiver.on("user.session.start", pattern)


def test_what_is_no_handler_is_refused_when_it_is_registered(receiver: Receiver) -> None:
    def too_few(event: LogEvent) -> None:
        raise AssertionError

    def generator(event: LogEvent, delivery: Delivery) -> Any:
        yield event

    async def async_generator(event: LogEvent, delivery: Delivery) -> Any:
        yield event

    for wrong, message in [
        (too_few, r"too_few must take \(event, delivery\), but its parameters are \(event"),
        (generator, "generator has a yield"),
        (async_generator, "async_generator has a yield"),
        ("text", r"a function of \(event, delivery\) is needed, not str"),
    ]:
        unchecked: Any = wrong
        with pytest.raises(TypeError, match=message):
            receiver.on("*")(unchecked)
    nothing: Any = lambda: None  # noqa: E731
    with pytest.raises(TypeError, match=r"must take \(delivery\), but its parameters are \(\)"):
        receiver.accept(nothing)
    with pytest.raises(TypeError, match=r"must take \(error, event, delivery\)"):
        receiver.on_error(nothing)
    with pytest.raises(TypeError, match=r"must take \(unreadable, delivery\)"):
        receiver.on_unreadable(nothing)
    bare: Any = receiver.on
    with pytest.raises(TypeError, match=r"a pattern must be str, not function; write @receiver\.on"):
        bare(too_few)
    with pytest.raises(InvalidInputError, match="no pattern"):
        receiver.on()


def test_there_is_one_accept_and_one_on_error(receiver: Receiver) -> None:
    receiver.accept(take)
    receiver.on_error(_told)
    with pytest.raises(InvalidInputError, match="accept already"):
        receiver.accept(take)
    with pytest.raises(InvalidInputError, match="on_error already"):
        receiver.on_error(_told)


def _told(error: Exception, event: object, delivery: Delivery) -> None:
    """A function for `on_error`."""


def test_decorators_return_the_function(receiver: Receiver) -> None:
    def two(event: LogEvent, delivery: Delivery) -> None: ...
    def one(delivery: Delivery) -> None: ...
    def three(error: Exception, event: LogEvent | Unreadable, delivery: Delivery) -> None: ...
    def other(unreadable: Unreadable, delivery: Delivery) -> None: ...

    assert receiver.on("*")(two) is two
    assert receiver.accept(one) is one
    assert receiver.on_error(three) is three
    assert receiver.on_unreadable(other) is other


def test_an_event_goes_to_every_handler_that_matches_once(receiver: Receiver, dispatch: Dispatch) -> None:
    seen: list[tuple[str, str]] = []

    @receiver.on("user.lifecycle.*", "user.lifecycle.create", "*")
    @receiver.on("user.*")
    def first(event: LogEvent, of: Delivery) -> None:
        seen.append(("first", event.uuid))

    @receiver.on("group.*", "user.lifecycle.create")
    async def second(event: LogEvent, of: Delivery) -> None:
        await asyncio.sleep(0)
        assert of.hook_id == "who7kd2mQ9vYt3LxB5d7"
        seen.append(("second", event.uuid))

    assert dispatch(receiver, delivery("user.lifecycle.create", "user.session.start", "group.lifecycle.create")) == []
    assert seen == [("first", "uuid-0"), ("second", "uuid-0"), ("first", "uuid-1"), ("first", "uuid-2"), ("second", "uuid-2")]


class Methods:
    def __init__(self) -> None:
        self.seen: list[str] = []

    async def __call__(self, event: LogEvent, delivery: Delivery) -> None:
        self.seen.append("call")

    def method(self, event: LogEvent, delivery: Delivery) -> None:
        self.seen.append("method")

    async def partial(self, name: str, event: LogEvent, delivery: Delivery) -> None:
        self.seen.append(name)

    def hidden(self, event: LogEvent, delivery: Delivery) -> object:
        return self.partial("hidden", event, delivery)


def test_handlers_of_any_form_run(receiver: Receiver, dispatch: Dispatch) -> None:
    methods = Methods()
    receiver.on("*")(methods)
    receiver.on("*")(methods.method)
    receiver.on("user.*")(methods.method)
    receiver.on("*")(functools.partial(methods.partial, "partial"))
    # A coroutine that comes out of a function that is not async is not lost either.
    receiver.on("*")(methods.hidden)
    assert dispatch(receiver, delivery("user.session.start")) == []
    assert methods.seen == ["call", "method", "partial", "hidden"]


def test_one_failure_hides_no_other(receiver: Receiver, dispatch: Dispatch, caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []

    @receiver.on("*")
    def fails(event: LogEvent, of: Delivery) -> None:
        # Neither a generator nor a future lets this one through.
        raise StopIteration(event.uuid)

    @receiver.on("*")
    async def fails_too(event: LogEvent, of: Delivery) -> None:
        raise ValueError(event.uuid)

    @receiver.on("*")
    def works(event: LogEvent, of: Delivery) -> None:
        seen.append(event.uuid)

    errors = dispatch(receiver, delivery("user.session.start", "user.session.end"))
    assert [(type(error), str(error)) for error in errors] == [
        (StopIteration, "uuid-0"),
        (ValueError, "uuid-0"),
        (StopIteration, "uuid-1"),
        (ValueError, "uuid-1"),
    ]
    assert seen == ["uuid-0", "uuid-1"]
    records = [record for record in caplog.records if record.name == "okta_event_hooks"]
    assert [record.levelno for record in records] == [logging.ERROR] * 4
    assert records[1].getMessage() == "a handler failed on 'user.session.start', uuid 'uuid-0'"
    assert records[1].exc_info
    assert records[1].exc_info[1] is errors[1]


@pytest.mark.parametrize("is_async", [False, True])
def test_on_error_is_told(receiver: Receiver, dispatch: Dispatch, caplog: pytest.LogCaptureFixture, is_async: bool) -> None:
    told: list[tuple[Exception, object, Delivery]] = []
    given = delivery("user.session.start", unreadable=(5,))

    async def later(error: Exception, event: LogEvent | Unreadable, of: Delivery) -> None:
        told.append((error, event, of))

    def now(error: Exception, event: LogEvent | Unreadable, of: Delivery) -> None:
        told.append((error, event, of))

    receiver.on_error(later if is_async else now)
    receiver.on("*")(_raise)
    receiver.on_unreadable(_raise)
    errors = dispatch(receiver, given)
    assert [(error, of) for error, _, of in told] == [(errors[0], given), (errors[1], given)]
    event, unreadable = (event for _, event, _ in told)
    assert event == given.events[0]
    assert isinstance(unreadable, Unreadable)
    assert unreadable.position == 1
    assert not caplog.records


def test_on_error_may_fail_itself(receiver: Receiver, dispatch: Dispatch, caplog: pytest.LogCaptureFixture) -> None:
    @receiver.on_error
    def failed(error: Exception, event: LogEvent | Unreadable, of: Delivery) -> None:
        raise OSError("the pager is away")

    receiver.on("*")(_raise)
    errors = dispatch(receiver, delivery("user.session.start", "user.session.end"))
    assert [str(error) for error in errors] == ["broken", "broken"]
    assert [record.message for record in caplog.records] == ["the function for on_error failed itself"] * 2
    assert "the pager is away" in caplog.text


def _raise(event: object, of: Delivery) -> None:
    raise ValueError("broken")


def test_unreadable_events_are_handled(receiver: Receiver, dispatch: Dispatch) -> None:
    seen: list[tuple[int, str]] = []

    @receiver.on_unreadable
    def keep(unreadable: Unreadable, of: Delivery) -> None:
        seen.append((unreadable.position, unreadable.json))

    @receiver.on_unreadable
    async def keep_too(unreadable: Unreadable, of: Delivery) -> None:
        seen.append((unreadable.position, of.event_id or ""))

    given = delivery("user.session.start", unreadable=({"uuid": "ada@example.com"}, 7))
    receiver.on("*")(ignore)
    assert dispatch(receiver, given) == []
    assert seen == [(1, '{"uuid":"ada@example.com"}'), (1, given.event_id), (2, "7"), (2, given.event_id)]


def test_unreadable_events_are_logged_without_their_json(
    receiver: Receiver, dispatch: Dispatch, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.on("*")(ignore)
    given = delivery("user.session.start", unreadable=({"uuid": "ada@example.com"}, 'ada "the first"'))
    assert dispatch(receiver, given) == []
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2
    assert "event 1 of delivery 'd661274e-1886-4463-a9f5-90ad2a8f00d5' cannot be read: " in caplog.records[0].getMessage()
    assert "missing field `eventType`" in caplog.text
    assert 'invalid type: string "…", expected an object' in caplog.text
    assert "ada" not in "".join(record.getMessage() for record in caplog.records)


def test_events_that_go_nowhere_are_told(receiver: Receiver, dispatch: Dispatch, caplog: pytest.LogCaptureFixture) -> None:
    assert dispatch(receiver, delivery("user.session.start")) == []
    assert "1 events go nowhere" in caplog.text
    caplog.clear()
    receiver.accept(take)
    assert dispatch(receiver, delivery("user.session.start")) == []
    assert not caplog.records


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, asyncio.CancelledError])
def test_what_ends_the_program_passes_through(receiver: Receiver, dispatch: Dispatch, stop: type[BaseException]) -> None:
    @receiver.on("*")
    async def handler(event: LogEvent, of: Delivery) -> None:
        raise stop

    with pytest.raises(stop):
        dispatch(receiver, delivery("user.session.start"))


def test_a_cancelled_dispatch_ends(receiver: Receiver) -> None:
    seen: list[str] = []

    async def main() -> None:
        begun = asyncio.Event()

        @receiver.on("*")
        async def handler(event: LogEvent, of: Delivery) -> None:
            seen.append("begun")
            begun.set()
            await asyncio.Event().wait()
            seen.append("never")

        task = asyncio.create_task(receiver.dispatch_async(delivery("user.session.start")))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert seen == ["begun"]


def test_a_sync_handler_does_not_block_the_loop(receiver: Receiver) -> None:
    released = threading.Event()

    @receiver.on("*")
    def handler(event: LogEvent, of: Delivery) -> None:
        # Only the loop can set it.
        assert released.wait(10)

    async def main() -> list[Exception]:
        task = asyncio.create_task(receiver.dispatch_async(delivery("user.session.start")))
        await asyncio.sleep(0)
        released.set()
        return await task

    assert asyncio.run(main()) == []


def test_sync_dispatch_in_a_loop(receiver: Receiver) -> None:
    seen: list[str] = []

    @receiver.on("*")
    def plain(event: LogEvent, of: Delivery) -> None:
        seen.append("plain")

    async def main() -> list[Exception]:
        return receiver.dispatch(delivery("user.session.start"))

    assert asyncio.run(main()) == []
    assert seen == ["plain"]

    @receiver.on("*")
    async def needs_a_loop(event: LogEvent, of: Delivery) -> None:
        seen.append("async")

    with pytest.raises(RuntimeError, match=r"use await receiver\.dispatch_async"):
        asyncio.run(main())
    assert seen == ["plain"], "nothing ran"


def test_only_a_delivery_is_dispatched(receiver: Receiver, dispatch: Dispatch) -> None:
    rejected: Any = receiver.receive("GET", {})
    with pytest.raises(TypeError, match="delivery must be Delivery, not Rejected"):
        dispatch(receiver, rejected)


def test_receive_calls_nothing(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    receiver.on("*")(_raise)
    receiver.accept(functools.partial(_raise, None))
    for body in (envelope("user.session.start"), "{}", None):
        receiver.receive("POST", {"authorization": SECRET}, body)
    assert not caplog.records


def test_a_body_of_any_form_is_read(receiver: Receiver) -> None:
    text = Delivery.from_dict(envelope("user.session.start")).to_json()
    for body in (text, text.encode(), bytearray(text.encode()), memoryview(text.encode()), envelope("user.session.start")):
        received = receiver.receive("POST", [(b"authorization", SECRET.encode())], body)
        assert isinstance(received, Delivery)
        assert received.events[0].event_type == "user.session.start"


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({}, TypeError, "needs secret or secrets, and both are None"),
        ({"secret": "a", "secrets": ["b"]}, TypeError, "not both"),
        ({"secret": 7}, TypeError, "secret must be str or Secret, not int"),
        ({"secret": b"a"}, TypeError, "secret must be str or Secret, not bytes"),
        ({"secrets": "abc"}, TypeError, "secrets must be a list of str or Secret, not str"),
        ({"secrets": 7}, TypeError, "secrets must be a list of str or Secret, not int"),
        ({"secrets": ["a", None]}, TypeError, "secrets must be str or Secret, not NoneType"),
        ({"secret": "a", "header": 7}, TypeError, "header must be str, not int"),
        ({"secret": "a", "max_body": "7"}, TypeError, "max_body must be int, not str"),
        ({"secret": "a", "max_body": True}, TypeError, "max_body must be int, not bool"),
        ({"secret": ""}, InvalidInputError, "none may be blank"),
        ({"secret": " \n"}, InvalidInputError, "none may be blank"),
        ({"secrets": []}, InvalidInputError, "needs a secret"),
        ({"secrets": ["a", " "]}, InvalidInputError, "none may be blank"),
        ({"secret": Secret("")}, InvalidInputError, "none may be blank"),
        ({"secret": "hush-hush\n"}, InvalidInputError, r"secret has a control character, or white space at an end.*\.strip"),
        ({"secrets": ["a", Secret("hush-\x00hush")]}, InvalidInputError, "secrets has a control character"),
        ({"secret": "a", "header": "a b"}, InvalidInputError, "header"),
        ({"secret": "a", "max_body": -1}, InvalidInputError, "max_body"),
    ],
)
def test_bad_input_is_refused(options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as raised:
        Receiver(**options)
    assert "hush" not in str(raised.value)


def test_it_shows_no_secret() -> None:
    receiver = Receiver(secrets=["hush-hush", Secret("hush-too")])
    assert "hush" not in repr(receiver)
    assert "hush" not in repr(receiver.__dict__)
