"""What the tests of the receiver have in common. It needs nothing but the package."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from okta_event_hooks import Delivery, LogEvent, Receiver

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

SECRET = "s3cr3t-shared-with-okta"
TYPES = ["user.lifecycle.create", "user.lifecycle.deactivate", "group.user_membership.add"]
SOON = 10.0


def uuids(receiver: Receiver) -> list[str]:
    """The events that its handlers get from now on."""
    seen: list[str] = []

    @receiver.on("*")
    def handler(event: LogEvent, delivery: Delivery) -> None:
        seen.append(event.uuid)

    return seen


def bodies(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of the bodies that it is given from now on."""
    given: list[int] = []
    receive = receiver.receive

    def spy(method: str, headers: Any, body: bytes) -> Any:
        given.append(len(body))
        return receive(method, headers, body)

    monkeypatch.setattr(receiver, "receive", spy)
    return given


def ignore(event: LogEvent, delivery: Delivery) -> None:
    """A handler that does nothing."""


def take(delivery: Delivery) -> None:
    """An `accept` that does nothing."""


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.005)


def envelope(*types: str, unreadable: tuple[Any, ...] = ()) -> dict[str, Any]:
    """A delivery with an event of each type, then what cannot be read."""
    events: list[Any] = [{"uuid": f"uuid-{number}", "eventType": name} for number, name in enumerate(types)]
    return {
        "eventType": "com.okta.event_hook",
        "source": "https://acme-test.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3LxB5d7",
        "eventId": "d661274e-1886-4463-a9f5-90ad2a8f00d5",
        "data": {"events": [*events, *unreadable]},
    }
