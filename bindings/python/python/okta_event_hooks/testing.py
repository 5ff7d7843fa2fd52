"""An Okta org in this process, for tests: no account, no network.

>>> with Emulator() as org, org.client() as client:
...     client.list_event_hooks()
Page((), unreadable=(), next=None)
"""

from __future__ import annotations

from . import _native
from ._client import Client
from ._json import dumps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta
    from typing import Any

    from ._async_client import AsyncClient

__all__ = ["Emulator"]


class Emulator:
    """A running org that behaves as Okta's documentation says. It listens on 127.0.0.1 until it is closed.

    `config` is that of a seed file of `okta-event-hooks emulator`, as keyword arguments or as a mapping: `hooks`, `events`,
    `rules`, `tls=True`, `clock="2026-03-16T04:00:00Z"` and so on. What the emulator does, rule by rule and how each is known, is
    on the page `docs/emulator.md`. Other methods than these are requests of its control API, which `control` sends.
    """

    def __init__(self, config: Mapping[str, Any] | None = None, **members: Any) -> None:
        self._native = _native.Emulator(dumps({**_mapping(config), **members}))
        self._ca_file: str | None = None

    def __enter__(self) -> Emulator:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends it."""
        self._native.close()
        if self._ca_file is not None:
            import os

            os.unlink(self._ca_file)
            self._ca_file = None

    def __repr__(self) -> str:
        return f"<Emulator {self.url}>"

    @property
    def url(self) -> str:
        """The address of the org."""
        return self._native.url

    @property
    def api_token(self) -> str:
        """A token that it accepts."""
        return self._native.api_token

    @property
    def ca_certificate(self) -> str | None:
        """With `tls=True`, the certificate that a client has to trust, as PEM."""
        return self._native.ca_certificate

    @property
    def ca_file(self) -> str | None:
        """The same as a file, which exists until the emulator is closed."""
        if self._ca_file is None and self.ca_certificate is not None:
            import os
            import tempfile

            handle, self._ca_file = tempfile.mkstemp(suffix=".pem")
            with os.fdopen(handle, "w") as file:
                file.write(self.ca_certificate)
        return self._ca_file

    def client(self, **options: Any) -> Client:
        """A client of this org; `options` are those of `Client`."""
        options.setdefault("ca_file", self.ca_file)
        return Client(self.url, _native.ApiToken(self.api_token), **options)

    def async_client(self, **options: Any) -> AsyncClient:
        """An async client of this org; `options` are those of `AsyncClient`. A `transport` has to trust `ca_file` by itself."""
        from ._async_client import AsyncClient
        from ._threads import ThreadTransport

        if options.get("transport") is None or isinstance(options["transport"], ThreadTransport):
            options.setdefault("ca_file", self.ca_file)
        return AsyncClient(self.url, _native.ApiToken(self.api_token), **options)

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """A request to the control API, as `openapi.yaml` of the emulator describes it: `control("GET", "/emulator/traffic")`."""
        import json

        return json.loads(self._native.control(method, path, None if body is None else dumps(body)))

    def trigger(self, event: str | Mapping[str, Any] | list[Any], **members: Any) -> Any:
        """Makes an event happen, of this type or as a mapping with at least `eventType`; a list is several.

        Gives it back as it will be delivered. It is delivered within the batch window: `flush` ends that at once.

        >>> with Emulator() as org:
        ...     org.trigger("user.lifecycle.create", severity="WARN")["severity"]
        'WARN'
        """
        if isinstance(event, str):
            event = {"eventType": event}
        return self.control("POST", "/emulator/events", {**event, **members} if not isinstance(event, list) else event)

    def flush(self) -> list[dict[str, Any]]:
        """Delivers what waits, and waits until all deliveries under way have ended. Gives back their attempts."""
        attempts: list[dict[str, Any]] = self.control("POST", "/emulator/flush")
        return attempts

    def deliveries(self) -> list[dict[str, Any]]:
        """Every attempt to deliver, the oldest first."""
        attempts: list[dict[str, Any]] = self.control("GET", "/emulator/deliveries")
        return attempts

    def verifications(self) -> list[dict[str, Any]]:
        """Every attempt to verify, with the reason of a failure."""
        attempts: list[dict[str, Any]] = self.control("GET", "/emulator/verifications")
        return attempts

    def requests(self) -> list[dict[str, Any]]:
        """Every request that came in, the oldest first."""
        requests: list[dict[str, Any]] = self.control("GET", "/emulator/requests")
        return requests

    def inject(self, fault: Mapping[str, Any]) -> str:
        """Adds a fault, as in the file of `okta-event-hooks emulator --faults`. Gives back its id."""
        added: dict[str, str] = self.control("POST", "/emulator/faults", fault)
        return added["id"]

    def clear_faults(self) -> None:
        """Removes all faults."""
        self.control("DELETE", "/emulator/faults")

    def now(self) -> datetime:
        """The org's time."""
        return _time(self.control("GET", "/emulator/clock"))

    def advance(self, by: float | timedelta) -> datetime:
        """Moves the org's time ahead, in seconds or by a `timedelta`: batch windows end, calls are timed out and retried."""
        seconds = by if isinstance(by, (int, float)) else by.total_seconds()
        return _time(self.control("POST", "/emulator/clock", {"advance": f"{round(seconds * 1000)}ms"}))

    def reset(self) -> None:
        """Goes back to the start: what the configuration describes."""
        self.control("POST", "/emulator/reset")

    def snapshot(self) -> str:
        """Remembers the org as it is. Gives back a name for `restore`."""
        snapshot: dict[str, str] = self.control("POST", "/emulator/snapshots")
        return snapshot["id"]

    def restore(self, snapshot: str) -> None:
        """Goes back to a snapshot."""
        self.control("POST", f"/emulator/snapshots/{snapshot}")

    def state(self) -> dict[str, Any]:
        """The org as it is, as the configuration of another one, with its secrets."""
        state: dict[str, Any] = self.control("GET", "/emulator/state")
        return state


def _time(clock: dict[str, str]) -> datetime:
    from datetime import datetime

    # Python before 3.11 reads neither the Z nor any number of digits.
    text = clock["now"].rstrip("Z")
    whole, _, fraction = text.partition(".")
    return datetime.fromisoformat(f"{whole}.{fraction[:6]:0<6}+00:00")


def _mapping(config: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if config is not None and not hasattr(config, "keys"):
        raise TypeError(f"config must be a mapping, not {type(config).__name__}")
    return config or {}
