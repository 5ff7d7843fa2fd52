"""The core driven over `urllib.request`: a complete driver for another HTTP library.

A `Call` does no I/O. It says what to do next, and is told how that went: this loop is all that there is to it.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from typing import TypeVar

from okta_event_hooks import ApiToken, Call, Done, EventHookSpec, MaybeSent, NotSent, Response, Send, Session, Wait
from okta_event_hooks.testing import Emulator

T = TypeVar("T")

TIMEOUT = 30.0
MOST_BYTES = 16 * 1024 * 1024
"""An answer of more than this is none."""


OPENER = urllib.request.OpenerDirector()
"""Without the handlers of redirects and errors, which are answers, too: the token goes nowhere else."""
for handler in (urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    OPENER.add_handler(handler())


def carry_out(session: Session, call: Call[T]) -> T:
    """Carries out one call. Leaving the loop cancels it."""
    step = call.start(session, time.time())
    while not isinstance(step, Done):
        if isinstance(step, Wait):
            time.sleep(step.seconds)
            step = call.resume(session, time.time())
            continue
        try:
            response = send(step)
        except (NotSent, MaybeSent, TimeoutError) as failure:
            step = call.failure(session, time.time(), failure)
        else:
            step = call.response(session, time.time(), response)
    return step.result()


def send(step: Send, timeout: float = TIMEOUT) -> Response:
    """Sends a request and reads the whole answer."""
    request = urllib.request.Request(step.url, step.body or None, dict(step.headers), method=step.method)
    # Okta itself may work longer than the timeout.
    timeout = max(timeout, step.patience)
    deadline = time.monotonic() + timeout
    try:
        with OPENER.open(request, timeout=timeout) as answer:
            return Response(answer.status, answer.headers.items(), read(answer, deadline))
    except (OSError, http.client.HTTPException) as error:
        raise failure_of(error) from error


def read(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    """Reads the body, within the limit and the time. The library's timeout is for each wait, and not for the whole."""
    body = b""
    while chunk := answer.read1(65536):
        body += chunk
        if len(body) > MOST_BYTES:
            raise MaybeSent(f"the answer has more than {MOST_BYTES} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError("no complete answer in time")
    announced = answer.headers.get("Content-Length", "")
    if announced.isdecimal() and len(body) < int(announced):
        # `read1` does not notice.
        raise MaybeSent(f"the answer ends after {len(body)} of {announced} bytes")
    return body


def failure_of(error: Exception) -> Exception:
    """What the call is told. When in doubt the request may have been sent: then a hook is not created a second time."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    # Before Python 3.10 the one is not the other.
    if isinstance(reason, (TimeoutError, socket.timeout)):
        return TimeoutError("no complete answer in time")
    if isinstance(reason, (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)):
        return NotSent(str(reason))
    return MaybeSent(str(reason))


def main() -> None:
    """Runs the example."""
    with Emulator() as org:
        session = Session(org.url, ApiToken(org.api_token))
        spec = EventHookSpec("Feed", "https://hooks.example.com/okta", ["user.lifecycle.create"])
        hook = carry_out(session, Call.create_event_hook(spec))
        print("created", hook.id)
        for found in carry_out(session, Call.list_event_hooks()):
            print("found", found.name, found.status)


if __name__ == "__main__":
    main()
