"""A receiver as a handler for AWS Lambda."""

from __future__ import annotations

from ._adapter import accepted, received
from ._errors import InvalidInputError
from ._native import Delivery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from ._receiver import Receiver


def answer(receiver: Receiver, event: Mapping[str, Any]) -> dict[str, Any]:
    """The answer, in the form that both payload formats of API Gateway, and function URLs, understand."""
    result = received(receiver, _method(event), list(_headers(event)), _body(event))
    response = result.response
    if isinstance(result, Delivery) and (not accepted(receiver, result) or receiver.dispatch(result)):
        response = result.retry_response
    return {
        "statusCode": response.status,
        "headers": dict(response.headers),
        "body": response.body.decode(),
        "isBase64Encoded": False,
    }


def _method(event: Mapping[str, Any]) -> str:
    """Format 1.0 has it at the top, format 2.0 (HTTP APIs and function URLs) in the request's context."""
    try:
        method = event["httpMethod"] if "httpMethod" in event else event["requestContext"]["http"]["method"]
    except (KeyError, TypeError):
        method = None
    if not isinstance(method, str):
        raise InvalidInputError("this is no request: no event of API Gateway, and none of a function URL")
    return method


def _headers(event: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Format 1.0 has every value of a name in `multiValueHeaders`, and only the last one in `headers`."""
    several = event.get("multiValueHeaders")
    if several:
        for name, values in several.items():
            for value in values:
                yield name, value
    else:
        yield from (event.get("headers") or {}).items()


def _body(event: Mapping[str, Any]) -> bytes:
    body: str = event.get("body") or ""
    if event.get("isBase64Encoded"):
        from base64 import b64decode

        return b64decode(body)
    return body.encode()
