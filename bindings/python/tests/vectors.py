"""Reads the vectors of `tests/vectors` and turns their parts into what the package takes; the format is in their README.

Python keeps whole numbers exactly and so does the package keep the text of all others, so that nothing is left out here for the
sake of numbers: values are compared with every digit.
"""

from __future__ import annotations

import json
import traceback
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okta_event_hooks import (
    AccessDeniedError,
    ApiError,
    AuthError,
    Call,
    Error,
    EventHook,
    InvalidInputError,
    LogEvent,
    NotFoundError,
    Page,
    ProtocolError,
    RateLimitedError,
    Response,
    TransportError,
    ValidationError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

ROOT = Path(__file__).parents[3] / "tests" / "vectors"

KINDS: dict[str, type[Error]] = {
    "invalidInput": InvalidInputError,
    "api": ApiError,
    "rateLimited": RateLimitedError,
    "auth": AuthError,
    "protocol": ProtocolError,
    "transport": TransportError,
}
BY_STATUS = {400: ValidationError, 401: AccessDeniedError, 403: AccessDeniedError, 404: NotFoundError}


class Differs(Exception):
    """What was found is not what the vector expects."""


def play(below: str, check: Callable[[dict[str, Any]], None]) -> int:
    """Plays every case of a folder or of a file, tells each one that fails, and returns how many there were."""
    files = sorted((ROOT / below).glob("*.json")) if (ROOT / below).is_dir() else [ROOT / below]
    failed: list[str] = []
    total = played = 0
    for file in files:
        cases = json.loads(file.read_text(encoding="utf-8"))
        assert cases, f"{file} has no cases"
        assert len({case["name"] for case in cases}) == len(cases), f"{file} has a name twice"
        total += len(cases)
        for case in cases:
            try:
                check(case)
            except Differs as why:
                failed.append(f"{file.stem}: {case['name']}: {why}")
            except Exception:
                failed.append(f"{file.stem}: {case['name']}: {traceback.format_exc()}")
            played += 1
    assert total
    assert played == total
    assert not failed, f"{len(failed)} of {total} cases failed:\n" + "\n".join(failed)
    return total


def members(value: dict[str, Any], known: str) -> None:
    """A member that nobody compares is a mistake. `known` has the names, separated by blanks."""
    unknown = value.keys() - set(known.split())
    if unknown:
        raise Differs(f"unknown members {sorted(unknown)}")


def same(what: str, found: object, expected: object) -> None:
    """Compares as JSON does: `True` is not 1, but 1.0 is."""
    if not _same(found, expected):
        raise Differs(f"{what}: found {found!r}, expected {expected!r}")


def _same(found: Any, expected: Any) -> bool:
    kinds: list[Any] = [type(found), type(expected)]
    if bool in kinds:
        return found is expected
    if kinds == [dict, dict]:
        return found.keys() == expected.keys() and all(_same(found[key], expected[key]) for key in found)
    if all(kind in (list, tuple) for kind in kinds):
        return len(found) == len(expected) and all(map(_same, found, expected))
    return bool(found == expected)


def value(text: str) -> Any:
    """A JSON text, with every digit of its numbers."""
    return json.loads(text, parse_float=Decimal)


def compact(text: str) -> str:
    """JSON text without the white space between its tokens."""
    out: list[str] = []
    quoted = escaped = False
    for character in text:
        if quoted or character not in " \t\r\n":
            out.append(character)
        if escaped:
            escaped = False
        elif quoted and character == "\\":
            escaped = True
        elif character == '"':
            quoted = not quoted
    return "".join(out)


def contains(text: str, parts: Collection[str]) -> None:
    """Each part occurs in the text, white space between its tokens aside."""
    found = compact(text)
    for part in parts:
        if part not in found:
            raise Differs(f"does not contain {part!r}: {found}")


def shown(error: BaseException) -> str:
    """All that an error shows to a person or writes to a log: its own texts, those of its causes, and all its attributes."""
    texts: list[str] = ["".join(traceback.format_exception(type(error), error, error.__traceback__))]
    link: BaseException | None = error
    while link is not None:
        texts += [str(link), repr(link), repr(link.args)]
        texts += [f"{name}={attribute} {attribute!r}" for name, attribute in vars(link).items()]
        link = link.__cause__ or link.__context__
    return "\n".join(texts)


def mentions(text: str, parts: Collection[str]) -> None:
    """Each part occurs in the text, in any case."""
    for part in parts:
        if part.lower() not in text.lower():
            raise Differs(f"does not mention {part!r}: {text}")


def call(operation: str, params: dict[str, Any]) -> Call[Any]:
    """The call of a vector. The text of a body goes in as text."""
    written = [
        f'"eventHook":{given}' if name == "eventHookText" else f"{json.dumps(name)}:{json.dumps(given)}"
        for name, given in params.items()
    ]
    return Call.from_json(operation, "{" + ",".join(written) + "}")


def body(message: dict[str, Any]) -> bytes:
    """The bytes of the body of a message."""
    if "bodyText" in message:
        return str(message["bodyText"]).encode()
    if "body" in message:
        return json.dumps(message["body"], ensure_ascii=False, separators=(",", ":")).encode()
    return b""


def response(message: dict[str, Any]) -> Response:
    """A message as a response."""
    members(message, "status headers body bodyText")
    headers = [(name.encode(), text.encode()) for name, text in message["headers"]]
    return Response(message["status"], headers, body(message))


def output(found: Any, operation: str) -> Any:
    """What an operation returned, as the vectors write it."""
    if found is None:
        return None
    if isinstance(found, EventHook):
        return json.loads(found.to_json())
    if not issubclass(type(found), Page):
        raise Differs(f"found {found!r}")
    page: Page[Any] = found
    items = [json.loads(item.to_json()) for item in page]
    for item in sorted(page.unreadable, key=lambda item: item.position):
        items.insert(item.position, {"unreadable": json.loads(item.json)})
    kind = LogEvent if operation == "listLogEvents" else EventHook
    assert all(isinstance(item, kind) for item in page)
    return {"items": items, "next": page.next} if operation == "listLogEvents" else items


def same_error(expected: dict[str, Any], found: Error) -> None:
    """Compares what the errors of `responses` and `calls` have in common."""
    kind = KINDS[expected["kind"]]
    if not isinstance(found, kind):
        raise Differs(f"found {found!r}, expected {kind.__name__}")
    if kind is ApiError:
        same("class", type(found), BY_STATUS.get(found.status or 0, ApiError))
    for name, attribute in (("status", "status"), ("errorCode", "error_code"), ("requestId", "request_id")):
        if name in expected:
            same(name, getattr(found, attribute), expected[name])
    mentions(shown(found), expected.get("mentions", ()))
