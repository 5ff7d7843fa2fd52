"""The client: one method an operation."""

from __future__ import annotations

from . import _native
from ._native import Call
from ._options import now, required

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from typing import Any, TypeVar

    from ._credentials import Credentials
    from ._native import DeliveryRecord, EventHook, EventHookSpec, LogEvent, RetryPolicy, Secret
    from ._options import Path
    from ._page import Page

    T = TypeVar("T")


class Client:
    """Manages the event hooks of an org. Blocking; may be shared by threads, and used after a fork.

    Connections are kept and used again. Each method is one operation of Okta's, and makes as many requests as the retry policy
    allows. Ctrl-C ends a wait.

    >>> with okta_event_hooks.Client(org.url, okta_event_hooks.ApiToken(org.api_token)) as client:
    ...     len(client.list_event_hooks())
    0
    """

    _native: _native.Client

    def __init__(
        self,
        org_url: str,
        credentials: Credentials,
        *,
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        retry: RetryPolicy | None = None,
        ca_file: Path | None = None,
        proxy: str | Secret | None = None,
        user_agent: str | None = None,
        max_body: int = 16 * 1024 * 1024,
    ) -> None:
        """`timeout` is for one request and its answer, in seconds; Okta itself works up to 10 s on a verification and 35 s on
        a query of its log, and these are waited for. `ca_file` is trusted besides what the platform trusts. `proxy` is a URL;
        unless set, `HTTPS_PROXY` or `ALL_PROXY` and `NO_PROXY` are obeyed; an org on a loopback address is never asked through one.
        `user_agent` names your program: `my-tool/1.2`.
        """
        self._native = _native.Client(
            *required(org_url, credentials),
            profile=None,
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
        timeout: float | None = None,
        connect_timeout: float | None = None,
        retry: RetryPolicy | None = None,
        ca_file: Path | None = None,
        proxy: str | Secret | None = None,
        user_agent: str | None = None,
        max_body: int | None = None,
    ) -> Client:
        """A client as the files and variables of Okta's own SDKs configure it; what is passed here wins.

        `~/.okta/okta.yaml`, then `.okta.yaml` or `okta.yaml` in the current folder, then `OKTA_CLIENT_ORGURL`,
        `OKTA_CLIENT_TOKEN` and the like. With `profile` all of it comes from `okta.profiles.NAME` of the nearest such file.
        """
        client = cls.__new__(cls)
        client._native = _native.Client(
            None,
            None,
            profile=profile,
            timeout=timeout,
            connect_timeout=connect_timeout,
            retry=retry,
            ca_file=ca_file,
            proxy=proxy,
            user_agent=user_agent,
            max_body=max_body,
        )
        return client

    @property
    def org_url(self) -> str:
        """The org."""
        return self._native.org_url

    def call(self, call: Call[T]) -> T:
        """Carries out any call that has not begun."""
        return self._native.call(call)

    def close(self) -> None:
        """Closes the connections. The client cannot be used afterwards."""
        self._native.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._native.org_url}>"

    def list_event_hooks(self) -> Page[EventHook]:
        """Lists all event hooks of the org, in Okta's order.

        Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/listEventHooks>.

        >>> client.list_event_hooks()
        Page((), unreadable=(), next=None)
        """
        return self.call(Call.list_event_hooks())

    def create_event_hook(self, event_hook: EventHookSpec | Mapping[str, Any]) -> EventHook:
        """Creates an event hook: active, and unverified until `verify_event_hook`.

        It is never sent again after an answer that may have been lost; `Error.maybe_applied` then says so. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/createEventHook>.

        >>> hook = client.create_event_hook(EventHookSpec("Feed", "https://hooks.example.com", ["user.lifecycle.create"]))
        >>> hook.status, hook.verification_status
        ('ACTIVE', 'UNVERIFIED')
        """
        return self.call(Call.create_event_hook(event_hook))

    def get_event_hook(self, event_hook_id: str) -> EventHook:
        """Retrieves an event hook.

        Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/getEventHook>.

        >>> client.get_event_hook(hook.id) == hook
        True
        """
        return self.call(Call.get_event_hook(event_hook_id))

    def replace_event_hook(
        self, event_hook_id: str, event_hook: EventHookSpec | Mapping[str, Any], *, keep_auth_scheme: bool = False
    ) -> EventHook:
        """Replaces an event hook as a whole: what the spec leaves out is gone.

        A change of the channel makes the hook unverified. Okta never returns the value of an auth scheme, so that it must be
        supplied each time, unless `keep_auth_scheme` says to send the scheme without it. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/replaceEventHook>.

        >>> client.replace_event_hook(hook.id, hook.to_spec().replace(description="Feeds the HR mirror")).description
        'Feeds the HR mirror'
        """
        return self.call(Call.replace_event_hook(event_hook_id, event_hook, keep_auth_scheme=keep_auth_scheme))

    def delete_event_hook(self, event_hook_id: str) -> None:
        """Deletes an event hook, which must be inactive.

        Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deleteEventHook>.

        >>> client.deactivate_event_hook(hook.id).status
        'INACTIVE'
        >>> client.delete_event_hook(hook.id)
        """
        return self.call(Call.delete_event_hook(event_hook_id))

    def activate_event_hook(self, event_hook_id: str) -> EventHook:
        """Activates an event hook. It delivers once it is also verified.

        Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/activateEventHook>.
        """
        return self.call(Call.activate_event_hook(event_hook_id))

    def deactivate_event_hook(self, event_hook_id: str) -> EventHook:
        """Deactivates an event hook. Events that happen meanwhile are lost for it.

        Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/deactivateEventHook>.
        """
        return self.call(Call.deactivate_event_hook(event_hook_id))

    def verify_event_hook(self, event_hook_id: str) -> EventHook:
        """Has Okta verify the endpoint of an event hook by a one-time request.

        Okta gives the endpoint 3 s, and tries once more; it does not say why a verification failed. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/#tag/EventHook/operation/verifyEventHook>.
        """
        return self.call(Call.verify_event_hook(event_hook_id))

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
    ) -> LogPages:
        """Lists the System Log from one time to another, a page at a time; up to now unless `until` is given.

        `since` is 7 days before `until` unless given. `filter` is a SCIM expression, `q` words, `limit` the entries of a page (up
        to 1,000), `sort_order` `ASCENDING` or `DESCENDING`. `after` is a saved `cursor`, and goes alone. An entry that Okta stores
        late may be missed: `poll_log_events` sees all. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.

        >>> for page in client.log_events(filter='eventType sw "event_hook"'):
        ...     for event in page:
        ...         print(event.event_type)
        """
        if after is None and until is None:
            until = now()
        first = Call.log_events(since=since, until=until, filter=filter, q=q, limit=limit, sort_order=sort_order, after=after)
        return LogPages(self, first, Call.log_events)

    def poll_log_events(
        self,
        *,
        since: datetime | str | None = None,
        filter: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> LogPages:
        """Polls the System Log, without an end, in the order in which entries are stored.

        An empty page means that nothing has happened since; how long to wait then is yours to say, for an org allows few requests
        a minute. Save `cursor` when the entries are stored, and pass it as `after`: nothing is missed over a restart. Okta's page: <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/#tag/SystemLog/operation/listLogEvents>.
        """
        first = Call.poll_log_events(since=since, filter=filter, q=q, limit=limit, after=after)
        return LogPages(self, first, Call.poll_log_events)

    def hook_deliveries(
        self, event_hook_id: str, *, since: datetime | str, until: datetime | str | None = None
    ) -> list[DeliveryRecord]:
        """What the System Log says of the deliveries of a hook, in the order in which it happened.

        It is no list of deliveries, for Okta keeps none: an event that names the hook was configured for it, which is no proof
        of delivery, and only failures are written. To know what arrived, compare the `uuid` of the events with those that the
        receiver stored. See <https://developer.okta.com/docs/concepts/event-hooks/>.
        """
        events: list[LogEvent] = []
        for query in _native.delivery_queries(event_hook_id, since, now() if until is None else until):
            for page in LogPages(self, query, Call.log_events):
                events.extend(page)
        return _native.delivery_records(event_hook_id, events)


class LogPages:
    """Pages of the System Log, each a tuple of events. A page that could not be had is asked for again by the next `next()`."""

    def __init__(self, client: Client, first: Call[Page[LogEvent]], after: Any) -> None:
        self._client = client
        self._next: Call[Page[LogEvent]] | None = first
        self._after = after
        self._cursor: str | None = None

    @property
    def cursor(self) -> str | None:
        """Where the next page begins: pass it as `after`. `None` before the first page, and after the last one."""
        return self._cursor

    def __iter__(self) -> Iterator[Page[LogEvent]]:
        return self

    def __next__(self) -> Page[LogEvent]:
        if self._next is None:
            raise StopIteration
        page = self._client.call(self._next)
        self._cursor = page.next
        self._next = None if page.next is None else self._after(after=page.next)
        return page
