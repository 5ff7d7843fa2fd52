"""A receiver on a free port of this machine, for hooks of the emulator to call."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from okta_event_hooks import Delivery, Receiver

if TYPE_CHECKING:
    from okta_event_hooks import LogEvent

SECRET = "s3cr3t-shared-with-receiver"


class LocalReceiver:
    """`with LocalReceiver() as receiver:`; its `uri` is for a hook, `events` is what came. While it is `broken` it answers a
    delivery with 500."""

    def __init__(self, secret: str = SECRET) -> None:
        self.accept(secret)
        self.events: list[LogEvent] = []
        self.broken = False
        this = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                received = this._receiver.receive(self.command, self.headers.items(), body)
                if self.command == "POST" and this.broken:
                    self.send_error(500)
                    return
                if isinstance(received, Delivery):
                    this.events.extend(received.events)
                response = received.response
                self.send_response(response.status)
                for name, value in [*response.headers, ("Content-Length", str(len(response.body)))]:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(response.body)

            do_GET = do_POST = answer

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> LocalReceiver:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def accept(self, *secrets: str) -> None:
        """From now on any of these opens."""
        self._receiver = Receiver(secrets=secrets)

    @property
    def uri(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/okta"
