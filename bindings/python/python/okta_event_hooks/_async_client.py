"""The async client: the same methods as coroutines."""

from __future__ import annotations

from . import _native
from ._async_drive import drive
from ._errors import InvalidInputError
from ._native import Call
from ._options import now, required
from ._threads import ThreadTransport

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime
    from typing import Any, TypeVar

    from ._credentials import Credentials
    from ._native import DeliveryRecord, EventHook, EventHookSpec, LogEvent, RetryPolicy, Secret
    from ._options import Path
    from ._page import Page
    from .transports import AsyncTransport

    T = TypeVar("T")


class AsyncClient:
    """Manages the event hooks of an org, on asyncio. May be shared by tasks, used by several event loops, and after a fork.

    Each method is one operation of Okta's, and makes as many requests as the retry policy allows. Cancelling it ends it at once:
    nothing is sent afterwards. A wait before a retry holds no thread.

    >>> async with okta_event_hooks.AsyncClient(org.url, okta_event_hooks.ApiToken(org.api_token)) as client:
    ...     len(await client.list_event_hooks())
    0
    """

    _native: _native.Client
    _transport: AsyncTransport
    _timeout: float | None

    def __init__(
        self,
        org_url: str,
        credentials: Credentials,
        *,
        transport: AsyncTransport | None = None,
        timeout: float = 30.0,
        connect_timeout: float | None = None,
        retry: RetryPolicy | None = None,
        ca_file: Path | None = None,
        proxy: str | Secret | None = None,
        user_agent: str | None = None,
        max_body: int | None = None,
    ) -> None:
        """The options are those of `Client`: 10 s and 16 MiB unless `connect_timeout` and `max_body` are given.

        `transport` sends the requests: `HttpxTransport(client)` or `AiohttpTransport(session)` of
        `okta_event_hooks.transports`, or one of your own. It then decides how to connect, so that `connect_timeout`, `ca_file`,
        `proxy` and `max_body` cannot be given with it. Without one they go over the Rust client's, on up to 16 threads.
        """
        self._set_up(
            *required(org_url, credentials),
            None,
            transport,
            timeout=timeout,
            connect_timeout=connect_timeout,
            retry=retry,
            ca_file=ca_file,
            proxy=proxy,
            user_agent=user_agent,
            max_body=max_body,
        )

    @classmethod
    def from_env(
        cls,
        *,
        profile: str | None = None,
        transport: AsyncTransport | None = None,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        retry: RetryPolicy | None = None,
        ca_file: Path | None = None,
        proxy: str | Secret | None = None,
        user_agent: str | None = None,
        max_body: int | None = None,
    ) -> AsyncClient:
        """A client as the files and variables of Okta's own SDKs configure it; what is passed here wins.

        `~/.okta/okta.yaml`, then `.okta.yaml` or `okta.yaml` in the current folder, then `OKTA_CLIENT_ORGURL`,
        `OKTA_CLIENT_TOKEN` and the like. With `profile` all of it comes from `okta.profiles.NAME` of the nearest such file.
        What they say of a proxy is not for a `transport` that is given.
        """
        client = cls.__new__(cls)
        client._set_up(
            None,
            None,
            profile,
            transport,
            timeout=timeout,
            connect_timeout=connect_timeout,
            retry=retry,
            ca_file=ca_file,
            proxy=proxy,
            user_agent=user_agent,
            max_body=max_body,
        )
        return client

    def _set_up(
        self, org_url: Any, credentials: Any, profile: str | None, transport: AsyncTransport | None, **members: Any
    ) -> None:
        if transport is None:
            transport = ThreadTransport()
        _check(transport, members)
        self._native = _native.Client(org_url, credentials, profile=profile, **members)
        self._transport = transport
        if isinstance(transport, ThreadTransport):
            transport._serve(self._native)
            self._timeout = None
        else:
            # A file or variable may have named another one than the default.
            self._timeout = self._native.parts()[1].timeout

    @property
    def org_url(self) -> str:
        """The org."""
        return self._native.org_url

    async def call(self, call: Call[T]) -> T:
        """Carries out any call, from its beginning."""
        if not isinstance(call, Call):
            raise TypeError(f"call must be Call, not {type(call).__name__}")
        session, _ = self._native.parts()
        return await drive(call, session, self._transport, self._timeout)

    async def aclose(self) -> None:
        """Closes the connections, but not what a `transport` was made from. The client cannot be used afterwards."""
        self._native.close()
        close = getattr(self._transport, "aclose", None)
        if close is not None:
            await close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._native.org_url}>"

    async def list_event_hooks(self) -> Page[EventHook]:
        """Lists all event hooks of the org, in Okta's order.

        Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/listEventHooks>.

        >>> await client.list_event_hooks()
        Page((), unreadable=(), next=None)
        """
        return await self.call(Call.list_event_hooks())

    async def create_event_hook(self, event_hook: EventHookSpec | Mapping[str, Any]) -> EventHook:
        """Creates an event hook: active, and unverified until `verify_event_hook`.

        It is never sent again after an answer that may have been lost; `Error.maybe_applied` then says so. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/createEventHook>.

        >>> hook = await client.create_event_hook(EventHookSpec("Feed", "https://hooks.example.com", ["user.lifecycle.create"]))
        >>> hook.status, hook.verification_status
        ('ACTIVE', 'UNVERIFIED')
        """
        return await self.call(Call.create_event_hook(event_hook))

    async def get_event_hook(self, event_hook_id: str) -> EventHook:
        """Retrieves an event hook.

        Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook>.

        >>> await client.get_event_hook(hook.id) == hook
        True
        """
        return await self.call(Call.get_event_hook(event_hook_id))

    async def replace_event_hook(
        self, event_hook_id: str, event_hook: EventHookSpec | Mapping[str, Any], *, keep_auth_scheme: bool = False
    ) -> EventHook:
        """Replaces an event hook as a whole: what the spec leaves out is gone.

        A change of the channel makes the hook unverified. Okta never returns the value of an auth scheme, so that it must be
        supplied each time, unless `keep_auth_scheme` says to send the scheme without it. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/replaceEventHook>.

        >>> hook = await client.replace_event_hook(hook.id, hook.to_spec().replace(description="Feeds the HR mirror"))
        >>> hook.description
        'Feeds the HR mirror'
        """
        return await self.call(Call.replace_event_hook(event_hook_id, event_hook, keep_auth_scheme=keep_auth_scheme))

    async def delete_event_hook(self, event_hook_id: str) -> None:
        """Deletes an event hook, which must be inactive.

        Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deleteEventHook>.

        >>> hook = await client.deactivate_event_hook(hook.id)
        >>> await client.delete_event_hook(hook.id)
        """
        return await self.call(Call.delete_event_hook(event_hook_id))

    async def activate_event_hook(self, event_hook_id: str) -> EventHook:
        """Activates an event hook. It delivers once it is also verified.

        Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook>.
        """
        return await self.call(Call.activate_event_hook(event_hook_id))

    async def deactivate_event_hook(self, event_hook_id: str) -> EventHook:
        """Deactivates an event hook. Events that happen meanwhile are lost for it.

        Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook>.
        """
        return await self.call(Call.deactivate_event_hook(event_hook_id))

    async def verify_event_hook(self, event_hook_id: str) -> EventHook:
        """Has Okta verify the endpoint of an event hook by a one-time request.

        Okta gives the endpoint 3 s, and tries once more; it does not say why a verification failed. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook>.
        """
        return await self.call(Call.verify_event_hook(event_hook_id))

    def log_events(
        self,
        *,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        filter: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        sort_order: str | None = None,
        after: str | None = None,
    ) -> AsyncLogPages:
        """Lists the System Log from one time to another, a page at a time; up to now unless `until` is given.

        `since` is 7 days before `until` unless given. `filter` is a SCIM expression, `q` words, `limit` the entries of a page (up
        to 1,000), `sort_order` `ASCENDING` or `DESCENDING`. `after` is a saved `cursor`, and goes alone. An entry that Okta stores
        late may be missed: `poll_log_events` sees all. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.

        >>> async for page in client.log_events(filter='eventType sw "event_hook"'):
        ...     for event in page:
        ...         print(event.event_type)
        """
        if after is None and until is None:
            until = now()
        first = Call.log_events(since=since, until=until, filter=filter, q=q, limit=limit, sort_order=sort_order, after=after)
        return AsyncLogPages(self, first, Call.log_events)

    def poll_log_events(
        self,
        *,
        since: datetime | str | None = None,
        filter: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncLogPages:
        """Polls the System Log, without an end, in the order in which entries are stored.

        An empty page means that nothing has happened since; how long to wait then is yours to say, for an org allows few requests
        a minute. Save `cursor` when the entries are stored, and pass it as `after`: nothing is missed over a restart. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.
        """
        first = Call.poll_log_events(since=since, filter=filter, q=q, limit=limit, after=after)
        return AsyncLogPages(self, first, Call.poll_log_events)

    async def hook_deliveries(
        self, event_hook_id: str, *, since: datetime | str, until: datetime | str | None = None
    ) -> list[DeliveryRecord]:
        """What the System Log says of the deliveries of a hook, in the order in which it happened.

        It is no list of deliveries, for Okta keeps none: an event that names the hook was configured for it, which is no proof
        of delivery, and only failures are written. To know what arrived, compare the `uuid` of the events with those that the
        receiver stored. See <https://developer.okta.com/docs/concepts/event-hooks/>.
        """
        events: list[LogEvent] = []
        for query in _native.delivery_queries(event_hook_id, since, now() if until is None else until):
            async for page in AsyncLogPages(self, query, Call.log_events):
                events.extend(page)
        return _native.delivery_records(event_hook_id, events)


class AsyncLogPages:
    """Pages of the System Log, each a tuple of events. A page that could not be had is asked for again by the next `anext()`."""

    def __init__(self, client: AsyncClient, first: Call[Page[LogEvent]], after: Any) -> None:
        self._client = client
        self._next: Call[Page[LogEvent]] | None = first
        self._after = after
        self._cursor: str | None = None

    @property
    def cursor(self) -> str | None:
        """Where the next page begins: pass it as `after`. `None` before the first page, and after the last one."""
        return self._cursor

    def __aiter__(self) -> AsyncIterator[Page[LogEvent]]:
        return self

    async def __anext__(self) -> Page[LogEvent]:
        if self._next is None:
            raise StopAsyncIteration
        page = await self._client.call(self._next)
        self._cursor = page.next
        self._next = None if page.next is None else self._after(after=page.next)
        return page


def _check(transport: Any, members: Mapping[str, Any]) -> None:
    if type(transport).__module__.partition(".")[0] in ("httpx", "aiohttp"):
        raise TypeError("transport must be HttpxTransport(client) or AiohttpTransport(session), not the client itself")
    if not callable(getattr(transport, "send", None)):
        raise TypeError(f"transport must have `async def send(request, *, timeout)`, which {type(transport).__name__} has not")
    if isinstance(transport, ThreadTransport):
        return
    idle = ("connect_timeout", "ca_file", "proxy", "max_body")
    given = [name for name in idle if members[name] is not None]
    if given:
        raise InvalidInputError(
            f"{', '.join(given)} would do nothing, for the transport that was given decides that;"
            " set it there: max_body in HttpxTransport or AiohttpTransport, the others in the client or session it was made from"
        )
