"""Real servers on loopback for the tests of the receiver, and a hook of the emulator that points at one."""

from __future__ import annotations

import http.client
import socket
import threading
import wsgiref.simple_server
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import uvicorn
import werkzeug.serving
from okta_event_hooks import EventHookSpec
from receiver_cases import SECRET, SOON, TYPES, wait_for

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from okta_event_hooks.testing import Emulator


class _Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, format: str, *_: object) -> None:
        pass


@contextmanager
def wsgiref_server(app: Any) -> Generator[str]:
    with wsgiref.simple_server.make_server("127.0.0.1", 0, app, handler_class=_Quiet) as server:
        yield from _threaded(server, f"http://127.0.0.1:{server.server_port}")


@contextmanager
def werkzeug_server(app: Any) -> Generator[str]:
    server = werkzeug.serving.make_server("127.0.0.1", 0, app, threaded=True)
    yield from _threaded(server, f"http://127.0.0.1:{server.server_port}")
    server.server_close()


def _threaded(server: Any, url: str) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        server.shutdown()
        thread.join(SOON)


@contextmanager
def uvicorn_server(app: Any, **options: Any) -> Generator[str]:
    server = uvicorn.Server(uvicorn.Config(app, lifespan="on", log_level="error", **options))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        wait_for(lambda: server.started or not thread.is_alive())
        assert server.started
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(SOON)
            assert not thread.is_alive()


def verified_hook(org: Emulator, url: str, **spec: Any) -> str:
    """The id of a hook for `url` that delivers."""
    spec.setdefault("auth_header", ("Authorization", SECRET))
    with org.client() as client:
        hook = client.create_event_hook(EventHookSpec("Feed", url, TYPES, **spec))
        assert client.verify_event_hook(hook.id).delivers
    return hook.id


def outcomes(attempts: list[dict[str, Any]]) -> list[tuple[str, int | None]]:
    return [(attempt["outcome"], attempt["status"]) for attempt in attempts]


def ask(url: str, method: str, headers: list[tuple[str, str]], body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """Sends a request with exactly these headers and a `Host`."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=SOON)
    try:
        connection.putrequest(method, parts.path or "/", skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


def post(url: str, body: bytes, *headers: tuple[str, str]) -> int:
    return ask(url, "POST", [*headers, ("Content-Length", str(len(body)))], body)[0]
