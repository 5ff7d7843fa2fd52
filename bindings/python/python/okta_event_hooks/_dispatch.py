"""Which handlers an event goes to, and how one is called: sync or async, in a loop or without."""

from __future__ import annotations

from ._errors import InvalidInputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any, TypeVar

    Result = TypeVar("Result")
    Call = tuple[Callable[..., object], tuple[Any, ...]]
    # Calls to make, one after the other. What each raised is sent back.
    Work = Generator[Call, "Exception | None", Result]


def check_pattern(pattern: object) -> None:
    """Refuses what is neither a type, nor the beginning of one with `.*`, nor `*`."""
    if not isinstance(pattern, str):
        raise TypeError(f'a pattern must be str, not {type(pattern).__name__}; write @receiver.on("user.lifecycle.*")')
    stem = pattern[:-2] if pattern.endswith(".*") else pattern
    legal = all(part and part.isascii() and part.replace("_", "a").replace("-", "a").isalnum() for part in stem.split("."))
    if pattern != "*" and not legal:
        raise InvalidInputError(
            f'{pattern!r} is no pattern; use an event type ("user.lifecycle.create"), the beginning of one ("user.lifecycle.*") '
            'or "*" for all'
        )


def matches(pattern: str, event_type: str) -> bool:
    return event_type == pattern or (pattern[-1] == "*" and event_type.startswith(pattern[:-1]))


def check_function(function: Callable[..., object], *parameters: str) -> None:
    """Refuses what cannot be called with these arguments: better now than when an event is in hand."""
    import inspect

    signature = f"({', '.join(parameters)})"
    if not callable(function):
        raise TypeError(f"a function of {signature} is needed, not {type(function).__name__}")
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError(f"{_name(function)} has a yield: calling it would do nothing")
    try:
        expected = inspect.signature(function)
    except ValueError:
        return
    try:
        expected.bind(*parameters)
    except TypeError:
        raise TypeError(f"{_name(function)} must take {signature}, but its parameters are {expected}") from None


def _name(function: Callable[..., object]) -> str:
    return getattr(function, "__qualname__", None) or repr(function)


def is_async(function: Callable[..., object]) -> bool:
    from inspect import iscoroutinefunction

    return iscoroutinefunction(function) or iscoroutinefunction(getattr(function, "__call__", None))  # noqa: B004


def run(work: Work[Result]) -> Result:
    """Makes the calls, here and now."""
    error = None
    while True:
        try:
            function, arguments = work.send(error)
        except StopIteration as end:
            result: Result = end.value
            return result
        error = call(function, *arguments)


async def run_async(work: Work[Result]) -> Result:
    """Makes the calls without blocking the loop."""
    error = None
    while True:
        try:
            function, arguments = work.send(error)
        except StopIteration as end:
            result: Result = end.value
            return result
        error = await call_async(function, *arguments)


def call(function: Callable[..., object], *arguments: Any) -> Exception | None:
    """Calls a function, in a loop of its own if it is async. Gives back what it raised."""
    result, error = _attempt(function, arguments)
    if hasattr(result, "__await__"):
        import asyncio

        async def wait() -> None:
            await result

        _, error = _attempt(asyncio.run, (wait(),))
    return error


async def call_async(function: Callable[..., object], *arguments: Any) -> Exception | None:
    """Calls a function in this loop, or in a thread unless it is async. Gives back what it raised."""
    import asyncio

    if is_async(function):
        result, error = _attempt(function, arguments)
    else:
        result, error = await asyncio.to_thread(_attempt, function, arguments)
    if hasattr(result, "__await__"):
        try:
            await result
        except Exception as raised:
            return raised
    return error


def _attempt(function: Callable[..., object], arguments: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    # What is raised comes back as a value: a future cannot carry a StopIteration out of a thread.
    try:
        return function(*arguments), None
    except Exception as raised:
        return None, raised


def check_no_loop() -> None:
    """Refuses to go on within a running loop, which cannot wait for another one."""
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise RuntimeError("there are async handlers and an event loop is running; use await receiver.dispatch_async(delivery)")
