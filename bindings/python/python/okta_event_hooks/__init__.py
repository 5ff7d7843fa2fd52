"""Okta event hooks: manage them, receive them, and test both without an org.

Not affiliated with Okta, and nothing in it has been run against an org of Okta's.
"""

from __future__ import annotations

from ._async_client import AsyncClient, AsyncLogPages
from ._client import Client, LogPages
from ._errors import (
    AccessDeniedError,
    ApiError,
    AuthError,
    Error,
    InvalidInputError,
    MaybeSent,
    NotFoundError,
    NotSent,
    ProtocolError,
    RateLimitedError,
    TransportError,
    ValidationError,
)
from ._native import (
    AccessToken,
    Actor,
    ApiToken,
    AuthScheme,
    Call,
    Condition,
    DebugContext,
    Delivery,
    DeliveryRecord,
    Done,
    EventFilter,
    EventHook,
    EventHookChannel,
    EventHookChannelConfig,
    EventHookFilters,
    EventHookSpec,
    EventSubscriptions,
    Header,
    IpAddress,
    LocalKey,
    LogEvent,
    LogEventClient,
    LogEventRequest,
    Outcome,
    Rejected,
    Response,
    RetryPolicy,
    Secret,
    Send,
    ServiceApp,
    Session,
    Step,
    Target,
    Transaction,
    Unreadable,
    Verification,
    Wait,
    __version__,
)
from ._page import Page
from ._receiver import Receiver
from ._threads import ThreadTransport
