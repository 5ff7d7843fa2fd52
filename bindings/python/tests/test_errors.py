"""Errors keep their attributes when they are copied, and when they go to another process."""

from __future__ import annotations

import copy
import pickle
from typing import Any, Callable

import okta_event_hooks
import pytest
from async_clients import TOKEN
from okta_event_hooks import ApiToken, Client, Error, InvalidInputError, RetryPolicy
from raw_server import RawServer, hang_up, reply

OKTAS = (
    b'{"errorCode":"E0000007","errorSummary":"Not found","errorLink":"E0000007","errorId":"oae1","errorCauses":'
    b'[{"errorSummary":"who1 is none"}]}'
)
ANSWERS = {
    "NotFoundError": reply(404, OKTAS, "X-Okta-Request-Id: req1"),
    "AccessDeniedError": reply(403, OKTAS),
    "ValidationError": reply(400, OKTAS),
    "ApiError": reply(409, OKTAS),
    "RateLimitedError": reply(429, OKTAS, "X-Rate-Limit-Reset: 1773634091"),
    "ProtocolError": reply(200, b"<html>", "X-Okta-Request-Id: req1"),
    "TransportError": hang_up,
}
WAYS: dict[str, Callable[[Any], Any]] = {
    "pickle": lambda error: pickle.loads(pickle.dumps(error)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


def error_of(answer: Any) -> Error:
    with RawServer(answer) as server, pytest.raises(Error) as caught:
        Client(server.url, ApiToken(TOKEN), retry=RetryPolicy.none()).get_event_hook("who1")
    return caught.value


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("name", ANSWERS)
def test_a_copy_is_the_same(name: str, way: Callable[[Any], Any]) -> None:
    error = error_of(ANSWERS[name])
    assert type(error).__name__ == name
    again = way(error)
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.args == error.args
    own = {key for cls in type(error).__mro__ for key in getattr(cls, "__annotations__", {})}
    assert own >= {"status", "error_code", "request_id", "is_retryable", "maybe_applied"}
    for attribute in own:
        assert getattr(again, attribute) == getattr(error, attribute), attribute


def test_the_attributes_of_an_error_of_okta() -> None:
    error = error_of(ANSWERS["NotFoundError"])
    assert isinstance(error, okta_event_hooks.ApiError)
    assert (error.status, error.error_code, error.request_id) == (404, "E0000007", "req1")
    assert (error.error_summary, error.error_id, error.error_causes) == ("Not found", "oae1", ("who1 is none",))
    assert (error.is_retryable, error.maybe_applied) == (False, False)


def test_bad_input_can_be_copied_too() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Client("http://acme.okta.com", ApiToken(TOKEN))
    again = pickle.loads(pickle.dumps(caught.value))
    assert isinstance(again, InvalidInputError)
    assert isinstance(again, ValueError)
    assert str(again) == str(caught.value)
