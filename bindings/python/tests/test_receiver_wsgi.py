"""The receiver as a WSGI application: by the rules of PEP 3333, and on two servers."""

from __future__ import annotations

import io
import json
import logging
import threading
from typing import TYPE_CHECKING, Any
from wsgiref.validate import validator

import pytest
from okta_event_hooks import Delivery, LogEvent, Receiver
from receiver_cases import SECRET, bodies, envelope, take, uuids, wait_for
from receiver_servers import ask, post, werkzeug_server, wsgiref_server

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    Server = Callable[[Any], AbstractContextManager[str]]

BODY = json.dumps(envelope("user.session.start")).encode()


@pytest.fixture
def receiver() -> Receiver:
    return Receiver(secret=SECRET, max_body=2000)


@pytest.fixture(params=[wsgiref_server, werkzeug_server])
def server(request: pytest.FixtureRequest) -> Server:
    chosen: Server = request.param
    return chosen


class Input(io.BytesIO):
    """A stream that counts what was read, and breaks off where it is told to."""

    def __init__(self, body: bytes, breaks_at: int | None = None) -> None:
        super().__init__(body)
        self.breaks_at = breaks_at

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size > 0, "a read without a size is endless"
        if self.breaks_at is not None and self.tell() >= self.breaks_at:
            raise ConnectionResetError
        return super().read(size)


def call(receiver: Receiver, stream: Input, **environ: Any) -> tuple[str, dict[str, str], bytes]:
    """Calls the application with no server."""
    answers: list[Any] = []
    environ = {"REQUEST_METHOD": "POST", "HTTP_AUTHORIZATION": SECRET, "wsgi.input": stream, **environ}

    def start_response(status: str, headers: list[tuple[str, str]]) -> None:
        answers.append((status, dict(headers)))

    answer: Any = receiver.wsgi(environ, start_response)
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    ((status, headers),) = answers
    return status, headers, body


def test_a_delivery_is_answered_before_the_handlers_run(receiver: Receiver) -> None:
    seen: list[str] = []

    @receiver.on("*")
    def handler(event: LogEvent, delivery: Delivery) -> None:
        seen.append(event.uuid)

    environ = {"REQUEST_METHOD": "POST", "HTTP_AUTHORIZATION": SECRET, "CONTENT_LENGTH": str(len(BODY))}
    answer: Any = receiver.wsgi({**environ, "wsgi.input": Input(BODY)}, lambda *_: None)
    assert b"".join(answer) == b""
    assert seen == []
    answer.close()
    assert seen == ["uuid-0"]
    answer.close()
    assert seen == ["uuid-0"], "a second close does nothing"


@pytest.mark.parametrize(
    ("length", "terminated", "status"),
    [
        (str(len(BODY)), False, "204 No Content"),
        (str(len(BODY)), True, "204 No Content"),
        ("", True, "204 No Content"),
        (None, True, "204 No Content"),
        # Without a length nothing is read, and nothing is no delivery.
        ("", False, "400 Bad Request"),
        (None, False, "400 Bad Request"),
        ("many", False, "400 Bad Request"),
        ("-1", False, "400 Bad Request"),
        ("+7", False, "400 Bad Request"),
        ("\xb2", False, "400 Bad Request"),
        ("9" * 5000, False, "400 Bad Request"),
        # A body shorter or longer than it says.
        (str(len(BODY) - 1), False, "400 Bad Request"),
        (str(len(BODY) + 1), False, "204 No Content"),
    ],
)
def test_the_length_of_a_body(receiver: Receiver, length: str | None, terminated: bool, status: str) -> None:
    receiver.accept(take)
    environ: dict[str, Any] = {"wsgi.input_terminated": True} if terminated else {}
    if length is not None:
        environ["CONTENT_LENGTH"] = length
    assert call(receiver, Input(BODY), **environ)[0] == status


@pytest.mark.parametrize("terminated", [False, True])
def test_no_more_than_the_limit_is_read(receiver: Receiver, monkeypatch: pytest.MonkeyPatch, terminated: bool) -> None:
    given = bodies(receiver, monkeypatch)
    for secret, status, kept in [(SECRET, "413 Request Entity Too Large", 2001), ("guessed", "401 Unauthorized", 0)]:
        stream = Input(b" " * 100_000)
        length = {"wsgi.input_terminated": True} if terminated else {"CONTENT_LENGTH": "100000"}
        answered = call(receiver, stream, HTTP_AUTHORIZATION=secret, **length)[0]
        assert answered.replace("Content Too Large", "Request Entity Too Large") == status
        assert stream.tell() == 2001
        assert given[-1] == kept, "a stranger's body is not kept"


def test_a_sender_that_goes_away(receiver: Receiver) -> None:
    receiver.on("*")(_never)
    for at in (0, 100):
        stream = Input(BODY[:at], breaks_at=at)
        assert call(receiver, stream, CONTENT_LENGTH=str(len(BODY)))[0] == "400 Bad Request"


def _never(event: LogEvent, delivery: Delivery) -> None:
    raise AssertionError


@pytest.mark.parametrize("method", ["HEAD", "PUT", "OPTIONS", "TRACE", "get"])
def test_other_methods(receiver: Receiver, method: str) -> None:
    status, headers, body = call(receiver, Input(b""), REQUEST_METHOD=method)
    assert (status, headers, body) == ("405 Method Not Allowed", {"allow": "GET, POST", "content-length": "0"}, b"")


def test_accept_runs_first_and_decides(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    accepted: list[Delivery] = []

    @receiver.accept
    async def accept(delivery: Delivery) -> None:
        accepted.append(delivery)
        if len(accepted) == 1:
            raise OSError("the disk is full")

    seen = uuids(receiver)
    status, headers, _ = call(receiver, Input(BODY), CONTENT_LENGTH=str(len(BODY)))
    assert (status, headers) == ("503 Service Unavailable", {"content-length": "0"})
    assert seen == []
    assert "answered 503" in caplog.text
    assert "the disk is full" in caplog.text
    assert call(receiver, Input(BODY), CONTENT_LENGTH=str(len(BODY)))[0] == "204 No Content"
    assert seen == ["uuid-0"]


def test_the_log(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "okta_event_hooks")
    challenge = {"REQUEST_METHOD": "GET", "HTTP_X_OKTA_VERIFICATION_CHALLENGE": "Qm7RtZ2"}
    assert call(receiver, Input(b""), **challenge)[2] == b'{"verification":"Qm7RtZ2"}'
    call(receiver, Input(b""), HTTP_AUTHORIZATION="guessed")
    call(receiver, Input(b'"ada@example.com"'), CONTENT_LENGTH="17")
    records = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert records[0] == ("INFO", "answered a verification")
    assert records[1][0] == "WARNING"
    assert records[1][1].startswith("a request was answered 401: the secret is missing, wrong or given twice")
    assert records[2][1].startswith("a request was answered 400: the body is no delivery")
    for private in (SECRET, "guessed", "Qm7RtZ2", "ada@"):
        assert private not in caplog.text


def test_it_follows_the_rules(receiver: Receiver) -> None:
    """Python's own validator stands between."""
    seen = uuids(receiver)
    with wsgiref_server(validator(receiver.wsgi)) as url:
        assert ask(url, "GET", [("Authorization", SECRET), ("X-Okta-Verification-Challenge", "Qm7")])[0] == 200
        assert post(url, BODY, ("Authorization", SECRET)) == 204
        wait_for(lambda: seen == ["uuid-0"])


def test_on_a_server(receiver: Receiver, server: Server) -> None:
    receiver.accept(take)
    secret = ("Authorization", SECRET)
    with server(receiver.wsgi) as url:
        status, headers, body = ask(url, "GET", [secret, ("X-Okta-Verification-Challenge", "Qm7")])
        assert (status, headers["content-type"], json.loads(body)) == (200, "application/json", {"verification": "Qm7"})
        assert post(url, BODY, secret) == 204
        assert post(url, BODY) == 401
        assert post(url, b"{}", secret) == 400
        assert post(url, b" " * 2001, secret) == 413
        assert ask(url, "HEAD", [secret])[0] == 405


def test_a_secret_given_twice_is_refused(receiver: Receiver, server: Server) -> None:
    with server(receiver.wsgi) as url:
        secret = ("Authorization", SECRET)
        assert post(url, BODY, secret, secret) == 401
        assert post(url, BODY, secret, ("Authorization", "other")) == 401
        assert post(url, BODY, ("Authorization", "other"), secret) == 401


def test_a_chunked_body(receiver: Receiver) -> None:
    """Werkzeug decodes one, and says so."""
    receiver.accept(take)
    chunked = [("Authorization", SECRET), ("Transfer-Encoding", "chunked")]
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (BODY[:50], BODY[50:])) + b"0\r\n\r\n"
    large = b"1000\r\n%s\r\n0\r\n\r\n" % (b" " * 4096)
    with werkzeug_server(receiver.wsgi) as url:
        assert ask(url, "POST", chunked, body)[0] == 204
        assert ask(url, "POST", chunked, large)[0] == 413


def test_the_answer_is_there_while_a_handler_runs(receiver: Receiver, server: Server) -> None:
    answered, done = threading.Event(), threading.Event()

    @receiver.on("*")
    def slow(event: LogEvent, delivery: Delivery) -> None:
        if answered.wait(10):
            done.set()

    with server(receiver.wsgi) as url:
        assert post(url, BODY, ("Authorization", SECRET)) == 204
        assert not done.is_set()
        answered.set()
        assert done.wait(10)
