"""The receiver as a handler for AWS Lambda, with the events of its three sources.

The forms are those of AWS's documentation: payload formats 1.0 and 2.0 of API Gateway, and function URLs.
"""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest
from okta_event_hooks import Delivery, InvalidInputError, LogEvent, Receiver, Unreadable
from receiver_cases import SECRET, envelope, ignore

BODY = json.dumps(envelope("user.session.start"))
OK: dict[str, Any] = {"statusCode": 204, "headers": {}, "body": "", "isBase64Encoded": False}


def rest(method: str, headers: dict[str, str], body: str | None = None, **more: Any) -> dict[str, Any]:
    """REST API, payload format 1.0: header names as they came, each value twice."""
    several = {name: [value] for name, value in headers.items()}
    return {
        "resource": "/okta",
        "path": "/okta",
        "httpMethod": method,
        "headers": headers or None,
        "multiValueHeaders": several or None,
        "queryStringParameters": None,
        "requestContext": {"resourcePath": "/okta", "httpMethod": method, "stage": "prod"},
        "body": body,
        "isBase64Encoded": False,
        **more,
    }


def http_api(method: str, headers: dict[str, str], body: str | None = None, **more: Any) -> dict[str, Any]:
    """HTTP API, payload format 2.0: header names in lower case, no `body` without one."""
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/okta",
        "rawQueryString": "",
        "headers": {name.lower(): value for name, value in headers.items()},
        "requestContext": {"http": {"method": method, "path": "/okta", "protocol": "HTTP/1.1"}, "stage": "$default"},
        "isBase64Encoded": False,
        **more,
    }
    return event if body is None else {**event, "body": body}


def function_url(method: str, headers: dict[str, str], body: str | None = None, **more: Any) -> dict[str, Any]:
    """A function URL: format 2.0 again; every body that is not text is base64."""
    event = http_api(method, headers, body, **more)
    if body is not None and "isBase64Encoded" not in more:
        event.update(body=base64.b64encode(body.encode()).decode(), isBase64Encoded=True)
    return {**event, "requestContext": {**event["requestContext"], "domainName": "abc.lambda-url.eu-west-1.on.aws"}}


SOURCES = [rest, http_api, function_url]


@pytest.fixture
def receiver() -> Receiver:
    return Receiver(secret=SECRET)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", ["Authorization", "authorization", "AUTHORIZATION"])
def test_verification(receiver: Receiver, source: Any, name: str) -> None:
    event = source("GET", {name: SECRET, "X-Okta-Verification-Challenge": "Qm7"})
    answer = receiver.aws_lambda(event, object())
    assert (answer["statusCode"], answer["headers"]) == (200, {"content-type": "application/json"})
    assert json.loads(answer["body"]) == {"verification": "Qm7"}
    assert json.dumps(answer)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("encoded", [False, True])
def test_the_handlers_run_before_the_answer(receiver: Receiver, source: Any, encoded: bool) -> None:
    seen: list[str] = []

    @receiver.accept
    def accept(delivery: Delivery) -> None:
        seen.append("accept")

    @receiver.on("*")
    async def handler(event: LogEvent, delivery: Delivery) -> None:
        await asyncio.sleep(0)
        seen.append(event.uuid)

    body = base64.b64encode(BODY.encode()).decode() if encoded else BODY
    assert receiver.aws_lambda(source("POST", {"Authorization": SECRET}, body, isBase64Encoded=encoded), None) == OK
    assert seen == ["accept", "uuid-0"]


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_refused(receiver: Receiver, source: Any) -> None:
    secret = {"Authorization": SECRET}
    for method, headers, body, status in [
        ("POST", {}, BODY, 401),
        ("POST", {"Authorization": "guessed"}, BODY, 401),
        ("POST", {"Authorization": f"{SECRET},{SECRET}"}, BODY, 401),
        ("POST", secret, None, 400),
        ("POST", secret, "{}", 400),
        ("GET", secret, None, 400),
        ("PUT", secret, BODY, 405),
    ]:
        answer = receiver.aws_lambda(source(method, headers, body))
        assert (answer["statusCode"], answer["body"]) == (status, "")
    assert answer["headers"] == {"allow": "GET, POST"}


def test_a_header_that_came_twice(receiver: Receiver) -> None:
    event = rest("POST", {"Authorization": SECRET}, BODY, multiValueHeaders={"Authorization": ["other", SECRET]})
    assert receiver.aws_lambda(event)["statusCode"] == 401


@pytest.mark.parametrize("source", SOURCES)
def test_a_failure_is_answered_503(receiver: Receiver, source: Any) -> None:
    ran: list[str] = []

    @receiver.accept
    def accept(delivery: Delivery) -> None:
        ran.append("accept")
        if len(ran) == 1:
            raise OSError("the queue is away")

    @receiver.on("*")
    def fails(event: LogEvent, delivery: Delivery) -> None:
        ran.append("fails")
        raise ValueError

    @receiver.on("*")
    def works(event: LogEvent, delivery: Delivery) -> None:
        ran.append("works")

    event = source("POST", {"Authorization": SECRET}, BODY)
    for expected in (["accept"], ["accept", "accept", "fails", "works"]):
        assert receiver.aws_lambda(event) == {**OK, "statusCode": 503}
        assert ran == expected


def test_an_unreadable_event(receiver: Receiver) -> None:
    body = json.dumps(envelope("user.session.start", unreadable=(7,)))
    receiver.on("*")(ignore)
    assert receiver.aws_lambda(http_api("POST", {"authorization": SECRET}, body)) == OK, "sent again it is no better"

    @receiver.on_unreadable
    def handler(unreadable: Unreadable, delivery: Delivery) -> None:
        raise ValueError

    assert receiver.aws_lambda(http_api("POST", {"authorization": SECRET}, body))["statusCode"] == 503


@pytest.mark.parametrize("event", [{}, {"Records": []}, {"requestContext": None}, {"requestContext": {"http": {}}}])
def test_an_event_that_is_no_request(receiver: Receiver, event: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError, match="no event of API Gateway"):
        receiver.aws_lambda(event)
