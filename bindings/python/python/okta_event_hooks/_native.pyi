"""The Rust half. What is public is imported by `okta_event_hooks`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from os import PathLike
from types import GenericAlias
from typing import Any, Generic, Literal, Protocol, TypeVar, final, type_check_only

from typing_extensions import Self, disjoint_base

from ._credentials import Credentials
from ._page import Page

__version__: str

_T = TypeVar("_T")
_Pairs = Iterable[tuple[str | bytes, str | bytes]]

@type_check_only
class _Mapping(Protocol):
    def items(self) -> _Pairs: ...

_Headers = _Mapping | _Pairs

@final
class Secret:
    """Text that never prints."""

    def __new__(cls, text: str) -> Secret: ...
    @staticmethod
    def basic(user: str, password: str) -> Secret:
        """The value of an `Authorization` header for Basic authentication, scheme and all."""
    def expose(self) -> str:
        """The text itself. Every use of this is a place to look at in a review."""

@final
class ApiToken:
    """An API token of the org. It has the rights of the user who made it, and lapses after 30 days without use."""

    def __new__(cls, token: str | Secret) -> ApiToken: ...

@final
class AccessToken:
    """An OAuth 2.0 access token that the caller already holds, with the scope of each operation it is used for."""

    def __new__(cls, token: str | Secret) -> AccessToken: ...

@final
class LocalKey:
    """A private key in memory: PEM or JWK, RSA or P-256."""

    def __new__(cls, text: str) -> LocalKey: ...
    @staticmethod
    def from_file(path: str | PathLike[str]) -> LocalKey:
        """Reads the file."""
    @property
    def algorithm(self) -> str:
        """How it signs: `RS256` or `ES256`."""

@type_check_only
class _Signer(Protocol):
    @property
    def algorithm(self) -> str: ...
    def sign(self, data: bytes, /) -> bytes: ...

@type_check_only
class _DpopSigner(_Signer, Protocol):
    def public_jwk(self) -> str: ...

@final
class ServiceApp:
    """An OAuth 2.0 service app, which gets its access tokens by itself. What Okta recommends.

    `key` and `dpop_key` are a `LocalKey`, or any object with `algorithm` ("RS256" or "ES256"), `sign(bytes) -> bytes` and, for
    DPoP, `public_jwk() -> str`; in an `AsyncClient` it is called in the event loop. See <https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/>.
    """

    def __new__(
        cls,
        client_id: str,
        key: LocalKey | _Signer,
        *,
        scopes: Sequence[str] | None = None,
        key_id: str | None = None,
        dpop_key: LocalKey | _DpopSigner | None = None,
    ) -> ServiceApp: ...

@final
class RetryPolicy:
    """How patiently a call is retried. Times are in seconds.

    A 429 is waited for and sent again, for nothing was done. After a 502, 503, 504 or a lost answer every operation but
    `create_event_hook` is sent again. See <https://developer.okta.com/docs/reference/rate-limits/>.
    """

    def __new__(cls, max_attempts: int = 3, max_wait: float = 65.0, max_elapsed: float = 150.0) -> RetryPolicy: ...
    @staticmethod
    def none() -> RetryPolicy:
        """Never tries again."""
    @property
    def max_attempts(self) -> int:
        """How often a request is sent at the most, the first time included."""
    @property
    def max_wait(self) -> float:
        """The longest single wait."""
    @property
    def max_elapsed(self) -> float:
        """No wait begins that would end later than this after the start."""

@final
class Session:
    """An org, who asks it, and how patiently. One session serves any number of calls, one thread or several.

    `seed` is 32 random bytes, from the system unless given: with the same seed, times and answers every step is the same. So make
    another session after a fork.
    """

    def __new__(
        cls,
        org_url: str,
        credentials: Credentials,
        *,
        retry: RetryPolicy | None = None,
        user_agent: str | None = None,
        seed: bytes | None = None,
    ) -> Session: ...
    @property
    def org_url(self) -> str:
        """The org."""

@final
class Call(Generic[_T]):
    """One operation under way: authentication, rate limits, retries, pages, parsing; without I/O.

    Every event returns the next `Step`. A call holds no resource: dropping it cancels it. `now` is the time in seconds since
    1970, as `time.time()` tells it.
    """

    @staticmethod
    def list_event_hooks() -> Call[Page[EventHook]]:
        """Lists all event hooks of the org."""
    @staticmethod
    def create_event_hook(event_hook: EventHookSpec | Mapping[str, Any]) -> Call[EventHook]:
        """Creates an event hook: active, and unverified. It is never sent again after an answer that may have been lost."""
    @staticmethod
    def get_event_hook(event_hook_id: str) -> Call[EventHook]:
        """Retrieves an event hook."""
    @staticmethod
    def replace_event_hook(
        event_hook_id: str, event_hook: EventHookSpec | Mapping[str, Any], *, keep_auth_scheme: bool = False
    ) -> Call[EventHook]:
        """Replaces an event hook as a whole: what the spec leaves out is gone."""
    @staticmethod
    def delete_event_hook(event_hook_id: str) -> Call[None]:
        """Deletes an event hook, which must be inactive."""
    @staticmethod
    def activate_event_hook(event_hook_id: str) -> Call[EventHook]:
        """Activates an event hook. It delivers once it is also verified."""
    @staticmethod
    def deactivate_event_hook(event_hook_id: str) -> Call[EventHook]:
        """Deactivates an event hook. Events that happen meanwhile are lost for it."""
    @staticmethod
    def verify_event_hook(event_hook_id: str) -> Call[EventHook]:
        """Has Okta verify the endpoint of an event hook by a one-time request."""
    @staticmethod
    def log_events(
        *,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        filter: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        sort_order: str | None = None,
        after: str | None = None,
    ) -> Call[Page[LogEvent]]:
        """Lists one page of the System Log, from one time to another. `after` is the `next` of a page, and goes alone."""
    @staticmethod
    def poll_log_events(
        *,
        since: datetime | str | None = None,
        filter: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Call[Page[LogEvent]]:
        """Lists one page of what has been stored in the System Log since the last page; there is always a next one."""
    @classmethod
    def from_json(cls, operation_id: str, parameters: str) -> Call[Any]:
        """The operation of this operationId, with its parameters as JSON under Okta's names: for tools."""
    @property
    def operation_id(self) -> str:
        """Okta's operationId."""
    def __class_getitem__(cls, key: Any) -> GenericAlias: ...
    def start(self, session: Session, now: float) -> Send | Wait | Done[_T]:
        """Begins."""
    def response(self, session: Session, now: float, response: Response) -> Send | Wait | Done[_T]:
        """An answer has come, whole."""
    def failure(self, session: Session, now: float, failure: BaseException) -> Send | Wait | Done[_T]:
        """There is no answer.

        A `NotSent` says that nothing left, a `TimeoutError` that it took too long; after any other exception Okta may have
        received the request. It becomes the `__cause__` of the error.
        """
    def resume(self, session: Session, now: float) -> Send | Wait | Done[_T]:
        """The wait is over."""
    def __copy__(self) -> Call[_T]:
        """The same operation, not begun."""

class Step:
    """What a driver has to do next: a `Send`, a `Wait` or a `Done`."""

@final
class Send(Step):
    """Send this, without following a redirect; then call `Call.response` or `Call.failure`.

    Its headers and its body carry secrets.
    """

    __match_args__ = ("method", "url")
    @property
    def method(self) -> str:
        """The HTTP method."""
    @property
    def url(self) -> str:
        """The address."""
    @property
    def headers(self) -> list[tuple[str, str]]:
        """Names and values. One of them is the token."""
    @property
    def body(self) -> bytes:
        """The body; empty for none."""
    @property
    def patience(self) -> float:
        """How long the answer may take at the least, in seconds: do not time out earlier."""

@final
class Wait(Step):
    """Sleep for this long, then call `Call.resume`."""

    __match_args__ = ("seconds",)
    @property
    def seconds(self) -> float:
        """How long, in seconds."""

@final
class Done(Step, Generic[_T]):
    """The call has ended."""

    def result(self) -> _T:
        """What the operation returns; raises what went wrong."""
    def __class_getitem__(cls, key: Any) -> GenericAlias: ...

@final
class Response:
    """An HTTP response. `headers` are pairs of texts, or a mapping of them."""

    def __new__(cls, status: int, headers: _Headers | None = None, body: bytes | None = None) -> Response: ...
    @property
    def status(self) -> int:
        """The status."""
    @property
    def headers(self) -> list[tuple[str, str]]:
        """Names, in lower case, and values."""
    @property
    def body(self) -> bytes:
        """The body."""

@final
class Unreadable:
    """An item of a list that cannot be read. The rest of its list is unaffected."""

    def __new__(cls, position: int, json: str, reason: str) -> Unreadable: ...
    @property
    def position(self) -> int:
        """Its place among all the items of its list, from 0."""
    @property
    def json(self) -> str:
        """The item as it came, to the letter."""
    @property
    def reason(self) -> str:
        """Why it could not be read."""

@final
class DeliveryRecord:
    """What the System Log says of a delivery. Okta keeps no list of deliveries, so this is none."""

    def __new__(cls, kind: str, event: LogEvent) -> DeliveryRecord: ...
    @property
    def kind(self) -> Literal["configured", "failed", "quota"] | str:
        """What it says.

        `configured`: an event for which the hook was configured, which is no proof of delivery. `failed`: a delivery that failed
        for good. `quota`: the org is near its daily limit of events, or over it.
        """
    @property
    def event(self) -> LogEvent:
        """The entry of the System Log."""

@disjoint_base
class Receiver:
    """The pure half of a receiver."""

    def __new__(cls, secrets: list[str | Secret], header: str, max_body: int) -> Self: ...
    def receive(self, method: str, headers: _Headers, body: Any = None) -> Verification | Delivery | Rejected:
        """What a request is: a `Verification`, a `Delivery` or a `Rejected`, each with the `response` to send. Does no I/O.

        `headers` is a mapping or pairs, of text or bytes, in any case. `body` is bytes, text, or JSON that was read already.
        """
    def authenticate(self, method: str, headers: _Headers) -> Rejected | None:
        """Looks at all but the body: the `Rejected` that it will be whatever the body, or `None`."""

@final
class Verification:
    """Okta asks whether this endpoint wants the events; the response says yes. It may come again at any time."""

    @property
    def challenge(self) -> str:
        """The challenge, which the response repeats."""
    @property
    def response(self) -> Response:
        """The response to send."""

@final
class Rejected:
    """A request that was refused, and why."""

    @property
    def status(self) -> int:
        """The status to answer with."""
    @property
    def reason(self) -> str:
        """Why, for the log; the sender is not told."""
    @property
    def response(self) -> Response:
        """The response to send."""

@final
class Emulator:
    """A running org. `okta_event_hooks.testing.Emulator` is what to use."""

    def __new__(cls, config: str) -> Emulator: ...
    @property
    def url(self) -> str: ...
    @property
    def api_token(self) -> str: ...
    @property
    def ca_certificate(self) -> str | None: ...
    def control(self, method: str, path: str, body: str | None = None) -> str:
        """A request to the control API; JSON in and out."""
    def close(self) -> None:
        """Ends it."""

@final
class Client:
    """The client's half in Rust. After a fork the child makes connections and random values of its own."""

    def __new__(
        cls,
        org_url: str | None,
        credentials: Credentials | None,
        *,
        profile: str | None,
        timeout: float | None,
        connect_timeout: float | None,
        retry: RetryPolicy | None,
        ca_file: str | PathLike[str] | None,
        proxy: str | Secret | None,
        user_agent: str | None,
        max_body: int | None,
    ) -> Client: ...
    @property
    def org_url(self) -> str:
        """The org."""
    def parts(self) -> tuple[Session, Transport]:
        """What carries calls out in this process: a `Session` and a `Transport`."""
    def call(self, call: Call[_T]) -> _T:
        """Carries out a call and returns what it returns."""
    def close(self) -> None:
        """Forgets the connections."""

@final
class Transport:
    """Sends requests by the Rust client's transport: what `AsyncClient` has unless it is given another."""

    @property
    def timeout(self) -> float:
        """How long one request may take, in seconds, unless Okta itself works longer."""
    def send(self, request: Send, cancel: Cancel) -> Response:
        """Sends a request and returns the answer; blocks. Raises `NotSent`, `MaybeSent` or `TimeoutError`."""

@final
class Cancel:
    """Cancels what waits on another thread."""

    def __new__(cls) -> Cancel: ...
    def set(self) -> None:
        """Cancels it, within a tenth of a second."""

def delivery_queries(
    event_hook_id: str, since: datetime | str, until: datetime | str
) -> list[Call[Page[LogEvent]]]:
    """The calls that ask the System Log for what concerns a hook."""

def delivery_records(event_hook_id: str, events: list[LogEvent]) -> list[DeliveryRecord]:
    """What entries of the System Log say of a hook, in the order in which it happened."""

def run_command(arguments: list[str]) -> int:
    """Runs the command and returns its exit code. The first argument is the name of the program."""

@type_check_only
class _Model:
    @property
    def extra(self) -> dict[str, Any]:
        """All members that have no attribute, by Okta's names; a copy."""
    def to_json(self) -> str:
        """The JSON text, with every member: unknown ones to the letter, a secret in clear."""
    def to_dict(self) -> dict[str, Any]:
        """A dict by Okta's names, with every member; a secret in clear."""
    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Reads JSON text. An optional member of an unexpected type is kept in `extra`."""
    @classmethod
    def from_dict(cls, members: Mapping[str, Any]) -> Self:
        """Reads a mapping by Okta's names."""
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...

# The models. Written by `cargo xtask codegen` from the core's table.

@final
class EventHook(_Model):
    """An event hook as Okta returns it."""

    @property
    def delivers(self) -> bool:
        """Whether Okta delivers events to it: only when it is active and verified."""
    def to_spec(self) -> EventHookSpec:
        """What may be sent back to replace this hook: everything but its read-only members."""
    @property
    def id(self) -> str:
        """Okta's id of the hook, such as `who7kd2mQ9vYt3LxB5d7`."""
    @property
    def status(self) -> Literal["ACTIVE", "INACTIVE"] | str:
        """Whether it is switched on."""
    @property
    def verification_status(self) -> Literal["UNVERIFIED", "VERIFIED"] | str:
        """Whether its endpoint has proved that it wants the events."""
    @property
    def name(self) -> str:
        """Its name, unique in the org."""
    @property
    def description(self) -> str | None:
        """A description; absent in old answers."""
    @property
    def created(self) -> datetime | None:
        """When it was created."""
    @property
    def created_text(self) -> str | None:
        """Okta's own text of `created`."""
    @property
    def created_by(self) -> str | None:
        """The id of the user who created it."""
    @property
    def last_updated(self) -> datetime | None:
        """When it was changed last. Okta's answer to a replacement has the old value: it is no version stamp."""
    @property
    def last_updated_text(self) -> str | None:
        """Okta's own text of `last_updated`."""
    @property
    def events(self) -> EventSubscriptions:
        """What it subscribes to."""
    @property
    def channel(self) -> EventHookChannel:
        """Where it delivers to."""
    @property
    def links(self) -> dict[str, Any] | None:
        """What can be done with it in its state."""
    def replace(
        self,
        *,
        id: str = ...,
        status: str = ...,
        verification_status: str = ...,
        name: str = ...,
        description: str | None = ...,
        created: datetime | str | None = ...,
        created_by: str | None = ...,
        last_updated: datetime | str | None = ...,
        events: EventSubscriptions | Mapping[str, Any] = ...,
        channel: EventHookChannel | Mapping[str, Any] = ...,
        links: Mapping[str, Any] | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventHook: ...
    def __replace__(
        self,
        *,
        id: str = ...,
        status: str = ...,
        verification_status: str = ...,
        name: str = ...,
        description: str | None = ...,
        created: datetime | str | None = ...,
        created_by: str | None = ...,
        last_updated: datetime | str | None = ...,
        events: EventSubscriptions | Mapping[str, Any] = ...,
        channel: EventHookChannel | Mapping[str, Any] = ...,
        links: Mapping[str, Any] | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventHook: ...

@final
class EventHookSpec(_Model):
    """An event hook as it may be sent, to create one or to replace one."""

    def __new__(
        cls,
        name: str,
        uri: str,
        events: Iterable[str] | EventSubscriptions,
        *,
        description: str | None = None,
        filters: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        auth_header: tuple[str, str | Secret] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> EventHookSpec: ...
    @property
    def uri(self) -> str:
        """Where it delivers to: `channel.config.uri`."""
    @property
    def name(self) -> str:
        """Its name: 1 to 255 characters, unique in the org."""
    @property
    def description(self) -> str | None:
        """A description."""
    @property
    def events(self) -> EventSubscriptions:
        """What it subscribes to."""
    @property
    def channel(self) -> EventHookChannel:
        """Where it delivers to."""
    def replace(
        self,
        *,
        name: str = ...,
        uri: str = ...,
        events: Iterable[str] | EventSubscriptions = ...,
        channel: EventHookChannel | Mapping[str, Any] = ...,
        description: str | None = ...,
        filters: Mapping[str, str] | None = ...,
        headers: Mapping[str, str] | None = ...,
        auth_header: tuple[str, str | Secret] | None = ...,
        extra: Mapping[str, Any] | None = ...,
    ) -> EventHookSpec: ...
    def __replace__(
        self,
        *,
        name: str = ...,
        uri: str = ...,
        events: Iterable[str] | EventSubscriptions = ...,
        channel: EventHookChannel | Mapping[str, Any] = ...,
        description: str | None = ...,
        filters: Mapping[str, str] | None = ...,
        headers: Mapping[str, str] | None = ...,
        auth_header: tuple[str, str | Secret] | None = ...,
        extra: Mapping[str, Any] | None = ...,
    ) -> EventHookSpec: ...

@final
class EventSubscriptions(_Model):
    """The event types that a hook subscribes to."""

    @property
    def type(self) -> Literal["EVENT_TYPE"] | str:
        """Always `EVENT_TYPE` so far."""
    @property
    def items(self) -> tuple[str, ...]:
        """Event types, such as `user.lifecycle.create`; at most 300. A set: Okta returns it in an order of its own."""
    @property
    def filter(self) -> EventHookFilters | None:
        """Conditions on single event types. Needs the feature Event Hook Filtering."""
    def replace(
        self,
        *,
        type: str = ...,
        items: Sequence[str] = ...,
        filter: EventHookFilters | Mapping[str, Any] | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventSubscriptions: ...
    def __replace__(
        self,
        *,
        type: str = ...,
        items: Sequence[str] = ...,
        filter: EventHookFilters | Mapping[str, Any] | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventSubscriptions: ...

@final
class EventHookFilters(_Model):
    """The filters of a subscription, one an event type."""

    @property
    def type(self) -> Literal["EXPRESSION_LANGUAGE"] | str | None:
        """Always `EXPRESSION_LANGUAGE` so far."""
    @property
    def event_filter_map(self) -> tuple[EventFilter, ...]:
        """The filters. An event type without one always passes."""
    def replace(
        self,
        *,
        type: str | None = ...,
        event_filter_map: Sequence[EventFilter | Mapping[str, Any]] = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventHookFilters: ...
    def __replace__(
        self,
        *,
        type: str | None = ...,
        event_filter_map: Sequence[EventFilter | Mapping[str, Any]] = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventHookFilters: ...

@final
class EventFilter(_Model):
    """A condition on the events of one type."""

    @property
    def event(self) -> str:
        """The event type."""
    @property
    def condition(self) -> Condition:
        """What must hold for the event to be delivered."""
    def replace(
        self,
        *,
        event: str = ...,
        condition: Condition | Mapping[str, Any] = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventFilter: ...
    def __replace__(
        self,
        *,
        event: str = ...,
        condition: Condition | Mapping[str, Any] = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventFilter: ...

@final
class Condition(_Model):
    """A Boolean expression over an event."""

    @property
    def expression(self) -> str:
        """The expression, such as `event.outcome.result eq 'FAILURE'`."""
    @property
    def version(self) -> str | None:
        """Internal to Okta; read-only."""
    def replace(
        self,
        *,
        expression: str = ...,
        version: str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Condition: ...
    def __replace__(
        self,
        *,
        expression: str = ...,
        version: str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Condition: ...

@final
class EventHookChannel(_Model):
    """The endpoint that receives the events. A change in it makes Okta forget that the endpoint was verified."""

    @property
    def type(self) -> Literal["HTTP"] | str:
        """Always `HTTP` so far."""
    @property
    def version(self) -> str:
        """Always `1.0.0` so far."""
    @property
    def config(self) -> EventHookChannelConfig:
        """Address, headers and authentication."""
    def replace(
        self,
        *,
        type: str = ...,
        version: str = ...,
        config: EventHookChannelConfig | Mapping[str, Any] = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventHookChannel: ...
    def __replace__(
        self,
        *,
        type: str = ...,
        version: str = ...,
        config: EventHookChannelConfig | Mapping[str, Any] = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventHookChannel: ...

@final
class EventHookChannelConfig(_Model):
    """Address, headers and authentication of an endpoint."""

    @property
    def uri(self) -> str:
        """`https://…`, at most 1,024 characters, without white space."""
    @property
    def headers(self) -> tuple[Header, ...] | None:
        """Headers that Okta adds to each request. Okta returns their values in clear: keep secrets in `auth_scheme`."""
    @property
    def method(self) -> str | None:
        """Always `POST`; read-only."""
    @property
    def auth_scheme(self) -> AuthScheme | None:
        """The header that proves to the endpoint that the request is meant for it."""
    def replace(
        self,
        *,
        uri: str = ...,
        headers: Sequence[Header | Mapping[str, Any]] | None = ...,
        method: str | None = ...,
        auth_scheme: AuthScheme | Mapping[str, Any] | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventHookChannelConfig: ...
    def __replace__(
        self,
        *,
        uri: str = ...,
        headers: Sequence[Header | Mapping[str, Any]] | None = ...,
        method: str | None = ...,
        auth_scheme: AuthScheme | Mapping[str, Any] | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> EventHookChannelConfig: ...

@final
class Header(_Model):
    """A header that Okta adds to each request to the endpoint. Its value is not printed."""

    @property
    def key(self) -> str:
        """Its name."""
    @property
    def value(self) -> str:
        """Its value; `Debug` hides it, for in practice such headers carry keys."""
    def replace(
        self,
        *,
        key: str = ...,
        value: str = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Header: ...
    def __replace__(
        self,
        *,
        key: str = ...,
        value: str = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Header: ...

@final
class AuthScheme(_Model):
    """A header whose value is a secret shared with the endpoint. Okta never returns the value."""

    @property
    def type(self) -> Literal["HEADER"] | str:
        """Always `HEADER` so far."""
    @property
    def key(self) -> str:
        """The name of the header, often `Authorization`; compare it in any case."""
    @property
    def value(self) -> Secret | None:
        """The whole value of the header; `None` in what Okta returns."""
    def replace(
        self,
        *,
        type: str = ...,
        key: str = ...,
        value: Secret | str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> AuthScheme: ...
    def __replace__(
        self,
        *,
        type: str = ...,
        key: str = ...,
        value: Secret | str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> AuthScheme: ...

@final
class LogEvent(_Model):
    """Something that happened in an org: an entry of the System Log, or an event in a delivery."""

    @property
    def target_event_hook_ids(self) -> tuple[str, ...]:
        """The ids of the hooks that were configured for this event; being named is no proof of delivery."""
    @property
    def ip_chain(self) -> tuple[IpAddress, ...]:
        """The addresses through which the request came, from wherever this event keeps them."""
    def debug_data(self, name: str) -> str | None:
        """A text in `debug_context.debug_data`. Its names are no contract: they change by release."""
    def target_of_type(self, type: str) -> Target | None:
        """The first target of a type, such as `User` or `UserGroup`."""
    @property
    def uuid(self) -> str:
        """The event's own id, the same in a delivery and in the System Log: deduplicate on it."""
    @property
    def published(self) -> datetime | None:
        """When it happened. Deliveries are not in this order."""
    @property
    def published_text(self) -> str | None:
        """Okta's own text of `published`."""
    @property
    def event_type(self) -> str:
        """What happened, such as `user.lifecycle.deactivate`. New types appear without notice."""
    @property
    def version(self) -> str | None:
        """Always `0` so far."""
    @property
    def severity(self) -> Literal["DEBUG", "INFO", "WARN", "ERROR"] | str | None:
        """How grave it is."""
    @property
    def display_message(self) -> str | None:
        """What happened, in words."""
    @property
    def legacy_event_type(self) -> str | None:
        """The name of the type in a former API."""
    @property
    def actor(self) -> Actor | None:
        """Who did it."""
    @property
    def client(self) -> LogEventClient | None:
        """From where it was done."""
    @property
    def request(self) -> LogEventRequest | None:
        """The request that caused it; in the System Log only."""
    @property
    def outcome(self) -> Outcome | None:
        """How it ended."""
    @property
    def target(self) -> tuple[Target, ...] | None:
        """To whom or what it was done. Search by `type`, not by position."""
    @property
    def transaction(self) -> Transaction | None:
        """What ties it to other events."""
    @property
    def debug_context(self) -> DebugContext | None:
        """What Okta adds for debugging."""
    @property
    def authentication_context(self) -> Any | None:
        """How the actor proved who they are."""
    @property
    def security_context(self) -> Any | None:
        """What is known of the network the request came from."""
    @property
    def device(self) -> Any | None:
        """The device; in deliveries."""
    @property
    def insertion_timestamp(self) -> Any | None:
        """In deliveries; `null` in all that are known."""
    def replace(
        self,
        *,
        uuid: str = ...,
        published: datetime | str | None = ...,
        event_type: str = ...,
        version: str | None = ...,
        severity: str | None = ...,
        display_message: str | None = ...,
        legacy_event_type: str | None = ...,
        actor: Actor | Mapping[str, Any] | None = ...,
        client: LogEventClient | Mapping[str, Any] | None = ...,
        request: LogEventRequest | Mapping[str, Any] | None = ...,
        outcome: Outcome | Mapping[str, Any] | None = ...,
        target: Sequence[Target | Mapping[str, Any]] | None = ...,
        transaction: Transaction | Mapping[str, Any] | None = ...,
        debug_context: DebugContext | Mapping[str, Any] | None = ...,
        authentication_context: Any | None = ...,
        security_context: Any | None = ...,
        device: Any | None = ...,
        insertion_timestamp: Any | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> LogEvent: ...
    def __replace__(
        self,
        *,
        uuid: str = ...,
        published: datetime | str | None = ...,
        event_type: str = ...,
        version: str | None = ...,
        severity: str | None = ...,
        display_message: str | None = ...,
        legacy_event_type: str | None = ...,
        actor: Actor | Mapping[str, Any] | None = ...,
        client: LogEventClient | Mapping[str, Any] | None = ...,
        request: LogEventRequest | Mapping[str, Any] | None = ...,
        outcome: Outcome | Mapping[str, Any] | None = ...,
        target: Sequence[Target | Mapping[str, Any]] | None = ...,
        transaction: Transaction | Mapping[str, Any] | None = ...,
        debug_context: DebugContext | Mapping[str, Any] | None = ...,
        authentication_context: Any | None = ...,
        security_context: Any | None = ...,
        device: Any | None = ...,
        insertion_timestamp: Any | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> LogEvent: ...

@final
class Actor(_Model):
    """Who did something."""

    @property
    def id(self) -> str | None:
        """Okta's id."""
    @property
    def type(self) -> str | None:
        """Such as `User` or `SystemPrincipal`."""
    @property
    def alternate_id(self) -> str | None:
        """Such as the login."""
    @property
    def display_name(self) -> str | None:
        """For people to read."""
    @property
    def detail_entry(self) -> Any | None:
        """More, by type."""
    def replace(
        self,
        *,
        id: str | None = ...,
        type: str | None = ...,
        alternate_id: str | None = ...,
        display_name: str | None = ...,
        detail_entry: Any | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Actor: ...
    def __replace__(
        self,
        *,
        id: str | None = ...,
        type: str | None = ...,
        alternate_id: str | None = ...,
        display_name: str | None = ...,
        detail_entry: Any | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Actor: ...

@final
class LogEventClient(_Model):
    """From where something was done."""

    @property
    def ip_address(self) -> str | None:
        """The address."""
    @property
    def device(self) -> str | None:
        """The kind of device."""
    @property
    def zone(self) -> str | None:
        """The zone; deliveries have been seen with the text `null` in it."""
    @property
    def ip_chain(self) -> tuple[IpAddress, ...] | None:
        """The addresses through which the request came; in deliveries."""
    @property
    def user_agent(self) -> Any | None:
        """The browser or program."""
    @property
    def geographical_context(self) -> Any | None:
        """Where on earth the address is."""
    @property
    def id(self) -> str | None:
        """The id of an OAuth 2.0 client."""
    def replace(
        self,
        *,
        ip_address: str | None = ...,
        device: str | None = ...,
        zone: str | None = ...,
        ip_chain: Sequence[IpAddress | Mapping[str, Any]] | None = ...,
        user_agent: Any | None = ...,
        geographical_context: Any | None = ...,
        id: str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> LogEventClient: ...
    def __replace__(
        self,
        *,
        ip_address: str | None = ...,
        device: str | None = ...,
        zone: str | None = ...,
        ip_chain: Sequence[IpAddress | Mapping[str, Any]] | None = ...,
        user_agent: Any | None = ...,
        geographical_context: Any | None = ...,
        id: str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> LogEventClient: ...

@final
class LogEventRequest(_Model):
    """The request that caused an event."""

    @property
    def ip_chain(self) -> tuple[IpAddress, ...] | None:
        """The addresses through which the request came; in the System Log."""
    def replace(
        self,
        *,
        ip_chain: Sequence[IpAddress | Mapping[str, Any]] | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> LogEventRequest: ...
    def __replace__(
        self,
        *,
        ip_chain: Sequence[IpAddress | Mapping[str, Any]] | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> LogEventRequest: ...

@final
class IpAddress(_Model):
    """An address through which a request came."""

    @property
    def ip(self) -> str | None:
        """The address."""
    @property
    def version(self) -> str | None:
        """`V4` or `V6`."""
    @property
    def geographical_context(self) -> Any | None:
        """Where on earth the address is."""
    @property
    def source(self) -> str | None:
        """Where the address was taken from."""
    def replace(
        self,
        *,
        ip: str | None = ...,
        version: str | None = ...,
        geographical_context: Any | None = ...,
        source: str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> IpAddress: ...
    def __replace__(
        self,
        *,
        ip: str | None = ...,
        version: str | None = ...,
        geographical_context: Any | None = ...,
        source: str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> IpAddress: ...

@final
class Outcome(_Model):
    """How something ended."""

    @property
    def result(self) -> str | None:
        """Such as `SUCCESS`, `FAILURE`, `SKIPPED`, `ALLOW`, `DENY`, `CHALLENGE` or `UNKNOWN`; more may come."""
    @property
    def reason(self) -> str | None:
        """Why."""
    def replace(
        self,
        *,
        result: str | None = ...,
        reason: str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Outcome: ...
    def __replace__(
        self,
        *,
        result: str | None = ...,
        reason: str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Outcome: ...

@final
class Target(_Model):
    """To whom or what something was done."""

    @property
    def id(self) -> str | None:
        """Okta's id."""
    @property
    def type(self) -> str | None:
        """Such as `User`, `UserGroup` or `AppInstance`."""
    @property
    def alternate_id(self) -> str | None:
        """Such as the login."""
    @property
    def display_name(self) -> str | None:
        """For people to read."""
    @property
    def detail_entry(self) -> Any | None:
        """More, by type."""
    def replace(
        self,
        *,
        id: str | None = ...,
        type: str | None = ...,
        alternate_id: str | None = ...,
        display_name: str | None = ...,
        detail_entry: Any | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Target: ...
    def __replace__(
        self,
        *,
        id: str | None = ...,
        type: str | None = ...,
        alternate_id: str | None = ...,
        display_name: str | None = ...,
        detail_entry: Any | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Target: ...

@final
class Transaction(_Model):
    """What ties events together."""

    @property
    def id(self) -> str | None:
        """For a web request, Okta's id of the request."""
    @property
    def type(self) -> str | None:
        """`WEB` or `JOB`."""
    @property
    def detail(self) -> Any | None:
        """More, such as the id of the API token."""
    def replace(
        self,
        *,
        id: str | None = ...,
        type: str | None = ...,
        detail: Any | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Transaction: ...
    def __replace__(
        self,
        *,
        id: str | None = ...,
        type: str | None = ...,
        detail: Any | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Transaction: ...

@final
class DebugContext(_Model):
    """What Okta adds for debugging."""

    @property
    def debug_data(self) -> Any | None:
        """Names and values, mostly texts. Its names are no contract: they change by release."""
    def replace(
        self,
        *,
        debug_data: Any | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> DebugContext: ...
    def __replace__(
        self,
        *,
        debug_data: Any | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> DebugContext: ...

@final
class Delivery(_Model):
    """One request of Okta's with one or more events."""

    @property
    def events(self) -> tuple[LogEvent, ...]:
        """Every event of the batch that can be read, in Okta's order, which is not that of their times."""
    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """The events that cannot be read, with their JSON."""
    @property
    def hook_id(self) -> str | None:
        """The id of the hook. With an event's `uuid` it is what to deduplicate on."""
    @property
    def response(self) -> Response:
        """The response to send."""
    @property
    def retry_response(self) -> Response:
        """The response to send in its place when the events cannot be kept: Okta then tries once more."""
    @property
    def event_type(self) -> str | None:
        """Always `com.okta.event_hook` so far."""
    @property
    def event_type_version(self) -> str | None:
        """Always `1.0` so far."""
    @property
    def source(self) -> str | None:
        """The address of the hook in its org."""
    @property
    def event_id(self) -> str | None:
        """The id of this request, not of an event. A retry may repeat it; Okta does not say."""
    @property
    def event_time(self) -> datetime | None:
        """When the request was made."""
    @property
    def event_time_text(self) -> str | None:
        """Okta's own text of `event_time`."""
    def replace(
        self,
        *,
        event_type: str | None = ...,
        event_type_version: str | None = ...,
        source: str | None = ...,
        event_id: str | None = ...,
        event_time: datetime | str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Delivery: ...
    def __replace__(
        self,
        *,
        event_type: str | None = ...,
        event_type_version: str | None = ...,
        source: str | None = ...,
        event_id: str | None = ...,
        event_time: datetime | str | None = ...,
        extra: Mapping[str, Any] = ...,
    ) -> Delivery: ...
