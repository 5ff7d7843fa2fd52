"""What can go wrong. Every exception of this package is an `Error`, but the two that a transport raises."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any


class Error(Exception):
    """Why an operation did not succeed. The message says what happened, and what to do where that is known."""

    status: int | None = None
    """The HTTP status of the last answer, if there was one."""
    error_code: str | None = None
    """Okta's code, such as `E0000007`, or the OAuth 2.0 error of a refused token."""
    request_id: str | None = None
    """Okta's id of the last request: quote it to Okta's support."""
    is_retryable: bool = False
    """Whether the same call may succeed later without a change, and cannot do harm if it is made again."""
    maybe_applied: bool = False
    """Whether a hook may have been created although no answer says so: look for its name before you create it again."""

    def __init__(self, message: str, **attributes: Any) -> None:
        super().__init__(message)
        self.__dict__.update(attributes)


class InvalidInputError(Error, ValueError):
    """What was passed cannot be sent; nothing was."""


class ApiError(Error):
    """Okta refused. Only `error_code` is a contract: texts may change.

    See <https://developer.okta.com/docs/reference/error-codes/>.
    """

    error_summary: str = ""
    """Okta's text."""
    error_id: str | None = None
    """Okta's id of this error."""
    error_causes: tuple[str, ...] = ()
    """What is wrong in detail; often empty."""


class NotFoundError(ApiError):
    """There is no such hook (404)."""


class AccessDeniedError(ApiError):
    """The token is not accepted, or its owner may not do this (401, 403)."""


class ValidationError(ApiError):
    """What was sent is not valid, or does not fit the hook's state (400)."""


class RateLimitedError(Error):
    """Okta's rate limit outlasts what the retry policy allows."""

    reset: datetime | None = None
    """When Okta's window ends, by Okta's clock."""
    wait: float = 0.0
    """How long the next attempt would have waited, in seconds."""
    attempts: int = 0
    """How often the request was sent."""


class AuthError(Error):
    """There is no access token: Okta refused one, or the key could not sign."""

    error_description: str | None = None
    """Okta's words for it."""


class ProtocolError(Error):
    """An answer that is not Okta's, or not one this operation can have: a proxy's page, a redirect."""

    media_type: str | None = None
    """The media type of the answer, as it was labelled."""
    excerpt: str = ""
    """The first 1,024 bytes of the body as text."""


class TransportError(Error):
    """The request could not be sent, or the answer was lost. `__cause__` says why."""

    maybe_sent: bool = False
    """Whether Okta may have received the request."""
    attempts: int = 0
    """How often the request was tried."""


class NotSent(Exception):
    """A transport raises it: nothing of the request left. The exception that it is raised from is the cause."""


class MaybeSent(Exception):
    """A transport raises it: Okta may have received the request, and there is no whole answer."""
