"""The receiver as an ASGI application: message by message, and on uvicorn."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest
from okta_event_hooks import Delivery, LogEvent, Receiver
from receiver_cases import SECRET, bodies, envelope, take, uuids, wait_for
from receiver_servers import ask, post, uvicorn_server

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    Message = MutableMapping[str, Any]

BODY = json.dumps(envelope("user.session.start")).encode()
SECRET_HEADER = (b"authorization", SECRET.encode())


@pytest.fixture
def receiver() -> Receiver:
    return Receiver(secret=SECRET, max_body=2000)


class Peer:
    """A server's side of the protocol."""

    def __init__(self, *messages: Message, gone: bool = False) -> None:
        self.messages = list(messages)
        self.sent: list[Message] = []
        self.gone = gone

    async def receive(self) -> Message:
        assert self.messages, "it waits for a message that never comes"
        return self.messages.pop(0)

    async def send(self, message: Message) -> None:
        if self.gone:
            raise OSError("the client has gone")
        self.sent.append(message)

    def http(
        self,
        receiver: Receiver,
        method: str = "POST",
        headers: tuple[tuple[bytes, bytes], ...] = (SECRET_HEADER,),
    ) -> int | None:
        """The status of the answer, which is whole or not there at all."""
        scope = {"type": "http", "method": method, "headers": headers}
        asyncio.run(receiver.asgi(scope, self.receive, self.send))
        if not self.sent:
            return None
        start, body = self.sent
        assert (start["type"], body["type"]) == ("http.response.start", "http.response.body")
        assert not body.get("more_body")
        status: int = start["status"]
        return status


def parts(*bodies: bytes) -> list[Message]:
    last = len(bodies) - 1
    return [{"type": "http.request", "body": body, "more_body": i < last} for i, body in enumerate(bodies)]


def test_a_body_may_come_in_parts(receiver: Receiver) -> None:
    receiver.accept(take)
    assert Peer(*parts(BODY)).http(receiver) == 204
    assert Peer(*parts(BODY[:10], b"", BODY[10:], b"")).http(receiver) == 204
    assert Peer({"type": "http.request"}).http(receiver) == 400


def test_no_more_than_the_limit_is_read(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    given = bodies(receiver, monkeypatch)
    for headers, status, kept in [((SECRET_HEADER,), 413, 2001), ((), 401, 0)]:
        peer = Peer(*parts(b" " * 1500, b" " * 1500, b" " * 1500))
        assert peer.http(receiver, headers=headers) == status
        assert len(peer.messages) == 1
        assert given[-1] == kept, "a stranger's body is not kept"


def test_a_client_that_goes_away_before_its_body_ends(receiver: Receiver) -> None:
    receiver.on("*")(_never)
    assert Peer(*parts(BODY[:10], b"")[:1], {"type": "http.disconnect"}).http(receiver) is None


def _never(event: LogEvent, delivery: Delivery) -> None:
    raise AssertionError


def test_a_client_that_goes_away_before_the_answer(receiver: Receiver) -> None:
    seen = uuids(receiver)
    assert Peer(*parts(BODY), gone=True).http(receiver) is None
    assert seen == ["uuid-0"], "better twice than never"


def test_the_whole_answer_goes_out_before_the_handlers_run(receiver: Receiver) -> None:
    peer = Peer(*parts(BODY))
    sent: list[int] = []

    @receiver.on("*")
    def handler(event: LogEvent, delivery: Delivery) -> None:
        sent.append(len(peer.sent))

    assert peer.http(receiver) == 204
    assert sent == [2]
    assert peer.sent[0]["headers"] == []


def test_verification(receiver: Receiver) -> None:
    peer = Peer(*parts(b""))
    assert peer.http(receiver, "GET", (SECRET_HEADER, (b"x-okta-verification-challenge", b"Qm7"))) == 200
    assert json.loads(peer.sent[1]["body"]) == {"verification": "Qm7"}
    assert peer.sent[0]["headers"] == [(b"content-type", b"application/json"), (b"content-length", b"22")]


@pytest.mark.parametrize("method", ["HEAD", "PUT", "OPTIONS", "BREW", "get"])
def test_other_methods(receiver: Receiver, method: str) -> None:
    peer = Peer(*parts(b""))
    assert peer.http(receiver, method) == 405
    assert (b"allow", b"GET, POST") in peer.sent[0]["headers"]


def test_a_secret_given_twice_is_refused(receiver: Receiver) -> None:
    other = (b"Authorization", b"other")
    for headers in [(SECRET_HEADER, SECRET_HEADER), (SECRET_HEADER, other), (other, SECRET_HEADER)]:
        assert Peer(*parts(BODY)).http(receiver, headers=headers) == 401


@pytest.mark.parametrize("is_async", [False, True])
def test_accept_decides(receiver: Receiver, caplog: pytest.LogCaptureFixture, is_async: bool) -> None:
    accepted: list[Delivery] = []

    def now(delivery: Delivery) -> None:
        accepted.append(delivery)
        if len(accepted) == 1:
            raise OSError("the disk is full")

    async def later(delivery: Delivery) -> None:
        now(delivery)

    seen = uuids(receiver)
    receiver.accept(later if is_async else now)
    assert Peer(*parts(BODY)).http(receiver) == 503
    assert seen == []
    assert "the disk is full" in caplog.text
    assert Peer(*parts(BODY)).http(receiver) == 204
    assert seen == ["uuid-0"]


def test_lifespan(receiver: Receiver) -> None:
    peer = Peer({"type": "lifespan.startup"}, {"type": "lifespan.shutdown"})
    asyncio.run(receiver.asgi({"type": "lifespan"}, peer.receive, peer.send))
    assert [message["type"] for message in peer.sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_other_protocols(receiver: Receiver) -> None:
    peer = Peer({"type": "websocket.connect"})
    asyncio.run(receiver.asgi({"type": "websocket"}, peer.receive, peer.send))
    assert peer.sent == [{"type": "websocket.close"}]
    with pytest.raises(RuntimeError, match="serves HTTP, not mqtt"):
        asyncio.run(receiver.asgi({"type": "mqtt"}, peer.receive, peer.send))


def test_on_uvicorn(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "okta_event_hooks")
    receiver.accept(take)
    secret = ("Authorization", SECRET)
    chunked = [secret, ("Transfer-Encoding", "chunked")]
    with uvicorn_server(receiver.asgi) as url:
        status, headers, body = ask(url, "GET", [secret, ("X-Okta-Verification-Challenge", "Qm7")])
        assert (status, headers["content-type"], json.loads(body)) == (200, "application/json", {"verification": "Qm7"})
        assert post(url, BODY, secret) == 204
        assert ask(url, "POST", chunked, b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY))[0] == 204
        assert post(url, BODY, secret, secret) == 401
        assert post(url, BODY) == 401
        assert post(url, b"{}", secret) == 400
        assert post(url, b" " * 2001, secret) == 413
        assert ask(url, "HEAD", [secret])[0] == 405
    assert SECRET not in caplog.text
    assert [record.levelname for record in caplog.records] == ["INFO", *["WARNING"] * 5]


def test_a_client_that_hangs_up_on_uvicorn(receiver: Receiver) -> None:
    seen = uuids(receiver)
    head = f"POST / HTTP/1.1\r\nHost: x\r\nAuthorization: {SECRET}\r\nContent-Length: {len(BODY)}\r\n\r\n".encode()
    with uvicorn_server(receiver.asgi) as url:
        address = ("127.0.0.1", int(url.rpartition(":")[2]))
        with socket.create_connection(address) as client:
            client.sendall(head + BODY[:20])
        with socket.create_connection(address) as client:
            # All of it, but nobody waits for the answer.
            client.sendall(head + BODY)
        wait_for(lambda: seen)
        assert post(url, BODY, ("Authorization", SECRET)) == 204
        wait_for(lambda: len(seen) == 2)


def test_the_answer_is_there_while_a_handler_runs(receiver: Receiver) -> None:
    answered, done = threading.Event(), threading.Event()

    @receiver.on("*")
    def slow(event: LogEvent, delivery: Delivery) -> None:
        if answered.wait(10):
            done.set()

    with uvicorn_server(receiver.asgi) as url:
        assert post(url, BODY, ("Authorization", SECRET)) == 204
        assert not done.is_set()
        answered.set()
        assert done.wait(10)
