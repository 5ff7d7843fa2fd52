"""The emulator verifies and delivers to receivers in real frameworks on real servers."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import receiver_django
from fastapi import FastAPI
from flask import Flask
from okta_event_hooks import Delivery, LogEvent, Receiver, Unreadable
from okta_event_hooks.testing import Emulator
from receiver_cases import SECRET, ignore, uuids, wait_for
from receiver_servers import outcomes, post, uvicorn_server, verified_hook, werkzeug_server, wsgiref_server
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from werkzeug.middleware.dispatcher import DispatcherMiddleware

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Iterator
    from contextlib import AbstractContextManager

    Mounted = Callable[[Receiver], AbstractContextManager[str]]

PATH = "/okta/events"


@contextmanager
def flask(receiver: Receiver) -> Generator[str]:
    app = Flask("app")
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {PATH: receiver.wsgi})  # type: ignore[method-assign]
    with werkzeug_server(app) as url:
        yield url + PATH


@contextmanager
def wsgiref_alone(receiver: Receiver) -> Generator[str]:
    with wsgiref_server(receiver.wsgi) as url:
        yield url + PATH


@contextmanager
def fastapi(receiver: Receiver) -> Generator[str]:
    app = FastAPI()
    app.add_route(PATH, receiver.asgi)  # type: ignore[arg-type]
    with uvicorn_server(app) as url:
        yield url + PATH


@contextmanager
def fastapi_behind_middleware(receiver: Receiver) -> Generator[str]:
    app = FastAPI()

    @app.middleware("http")
    async def middleware(request: Any, call_next: Callable[[Any], Awaitable[Any]]) -> Any:
        return await call_next(request)

    app.router.routes.append(Route(PATH, receiver.asgi))
    with uvicorn_server(app) as url:
        yield url + PATH


@contextmanager
def fastapi_mount(receiver: Receiver) -> Generator[str]:
    app = FastAPI()
    app.mount(PATH, receiver.asgi)
    with uvicorn_server(app) as url:
        # Without the slash it redirects, and Okta does not follow.
        assert post(url + PATH, b"{}") == 307
        yield f"{url}{PATH}/"


@contextmanager
def starlette(receiver: Receiver) -> Generator[str]:
    with uvicorn_server(Starlette(routes=[Mount("/okta", routes=[Route("/events", receiver.asgi)])])) as url:
        yield url + PATH


@contextmanager
def django_wsgi(receiver: Receiver) -> Generator[str]:
    pages = receiver_django.wsgi()

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        app: Any = receiver.wsgi if environ["PATH_INFO"] == PATH else pages
        return app(environ, start_response)

    with werkzeug_server(application) as url:
        yield url + PATH


@contextmanager
def django_asgi(receiver: Receiver) -> Generator[str]:
    pages = receiver_django.asgi()

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan" or scope["path"] == PATH:
            await receiver.asgi(scope, receive, send)
        else:
            await pages(scope, receive, send)

    with uvicorn_server(application) as url:
        yield url + PATH


ANSWERS_FIRST: list[Mounted] = [
    flask,
    wsgiref_alone,
    fastapi,
    fastapi_behind_middleware,
    fastapi_mount,
    starlette,
    django_wsgi,
    django_asgi,
]


@pytest.fixture
def org() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def receiver() -> Receiver:
    return Receiver(secret=SECRET)


@pytest.fixture(params=ANSWERS_FIRST, ids=lambda mounted: mounted.__name__)
def mounted(request: pytest.FixtureRequest) -> Mounted:
    chosen: Mounted = request.param
    return chosen


def test_events_arrive(org: Emulator, receiver: Receiver, mounted: Mounted) -> None:
    lifecycle: list[tuple[str, str | None]] = []
    every: list[str] = []

    @receiver.on("user.lifecycle.*")
    def sync(event: LogEvent, delivery: Delivery) -> None:
        lifecycle.append((event.uuid, delivery.hook_id))

    @receiver.on("*")
    def fails(event: LogEvent, delivery: Delivery) -> None:
        raise ValueError("broken")

    @receiver.on("*")
    async def last(event: LogEvent, delivery: Delivery) -> None:
        every.append(event.uuid)

    failures: list[Exception] = []

    @receiver.on_error
    def failed(error: Exception, event: LogEvent | Unreadable, delivery: Delivery) -> None:
        failures.append(error)

    with mounted(receiver) as url:
        hook = verified_hook(org, url)
        first = org.trigger("user.lifecycle.create")
        second = org.trigger("group.user_membership.add")
        attempts = org.flush()
        assert outcomes(attempts) == [("SUCCESS", 204)]
        wait_for(lambda: len(every) == 2)
    assert every == [first["uuid"], second["uuid"]]
    assert lifecycle == [(first["uuid"], hook)]
    assert [str(error) for error in failures] == ["broken", "broken"]


def test_a_slow_handler_costs_no_delivery(org: Emulator, receiver: Receiver, mounted: Mounted) -> None:
    """It ends after the emulator has given up on the answer, or would have."""
    delivered, done = threading.Event(), threading.Event()

    @receiver.on("*")
    def slow(event: LogEvent, delivery: Delivery) -> None:
        if delivered.wait(30):
            done.set()

    with mounted(receiver) as url:
        verified_hook(org, url)
        org.trigger("user.lifecycle.create")
        assert outcomes(org.flush()) == [("SUCCESS", 204)]
        assert not done.is_set()
        delivered.set()
        assert done.wait(10)


def test_what_accept_refuses_is_sent_once_more(org: Emulator, receiver: Receiver, mounted: Mounted) -> None:
    accepted: list[str | None] = []
    handled = uuids(receiver)

    @receiver.accept
    def accept(delivery: Delivery) -> None:
        accepted.append(delivery.hook_id)
        if len(accepted) == 1:
            raise OSError("the disk is full")

    with mounted(receiver) as url:
        hook = verified_hook(org, url)
        event = org.trigger("user.lifecycle.create")
        attempts = org.flush()
        assert [status for _, status in outcomes(attempts)] == [503, 204]
        assert [attempt["willRetry"] for attempt in attempts] == [True, False]
        wait_for(lambda: handled)
    assert accepted == [hook, hook]
    assert handled == [event["uuid"]]


def test_a_wrong_secret_stays_outside(org: Emulator, receiver: Receiver, mounted: Mounted) -> None:
    receiver.on("*")(_never)
    with mounted(receiver) as url:
        verified_hook(org, url)
        assert post(url, b"{}", ("Authorization", "guessed")) == 401
        assert post(url, b"x" * 200_000, ("Authorization", "guessed")) == 401


def _never(event: LogEvent, delivery: Delivery) -> None:
    raise AssertionError


def test_the_doctor_finds_nothing(receiver: Receiver, mounted: Mounted) -> None:
    receiver.on("*")(ignore)
    command = [sys.executable, "-c", "import sys; from okta_event_hooks._command import main; sys.exit(main())"]
    with mounted(receiver) as url:
        doctor = subprocess.run(
            [*command, "doctor", url, "--secret", "env:HOOK_SECRET", "--deliver"],
            env={**os.environ, "HOOK_SECRET": SECRET},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    assert "failed " not in doctor.stdout
