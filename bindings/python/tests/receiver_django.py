"""Django for the tests of the receiver. It is set up once in a process."""

# Django has no types of its own.
# mypy: disable-error-code="import-untyped"
# pyright: basic

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import clear_url_caches, path

if TYPE_CHECKING:
    from collections.abc import Generator

urlpatterns: list[Any] = [path("", lambda request: HttpResponse(b"home"))]

settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="for-tests", ALLOWED_HOSTS=["127.0.0.1"])
django.setup()


def wsgi() -> Any:
    """All its pages as a WSGI application."""
    return get_wsgi_application()


def asgi() -> Any:
    """The same for ASGI."""
    return get_asgi_application()


@contextmanager
def routed(route: str, view: Any) -> Generator[None]:
    """A view at a path, for a while."""
    urlpatterns.append(path(route, view))
    clear_url_caches()
    try:
        yield
    finally:
        urlpatterns.pop()
        clear_url_caches()
