"""What the adapters of a receiver have in common: from a request to what is to be answered."""

from __future__ import annotations

from ._dispatch import call, call_async
from ._native import Rejected, Verification
from ._receiver import log, without_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._native import Delivery
    from ._receiver import Headers, Received, Receiver


def wants_body(receiver: Receiver, method: str, headers: Headers) -> bool:
    """Whether the body can make a difference. A stranger's is not kept in memory."""
    return receiver._native.authenticate(method, headers) is None


def max_body(receiver: Receiver) -> int:
    return receiver._max_body


def received(receiver: Receiver, method: str, headers: Headers, body: bytes) -> Received:
    """What a request is, with a line in the log."""
    result = receiver.receive(method, headers, body)
    if isinstance(result, Rejected):
        log().warning("a request was %s", without_values(result.reason))
    elif isinstance(result, Verification):
        log().info("answered a verification")
    else:
        log().debug("delivery %r of hook %r, %d events", result.event_id, result.hook_id, len(result.events))
    return result


def accepted(receiver: Receiver, delivery: Delivery) -> bool:
    """Whether the delivery is where it cannot be lost."""
    return receiver._accept is None or _accepted(call(receiver._accept, delivery))


async def accepted_async(receiver: Receiver, delivery: Delivery) -> bool:
    """The same in a running event loop."""
    return receiver._accept is None or _accepted(await call_async(receiver._accept, delivery))


def _accepted(error: Exception | None) -> bool:
    if error is not None:
        log().error("a delivery was answered 503, for accept failed: Okta tries once more", exc_info=error)
    return error is None
