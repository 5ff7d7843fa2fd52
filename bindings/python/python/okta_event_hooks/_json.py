"""Between values and JSON text. `json` is loaded when it is needed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any


def dumps(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    from datetime import datetime

    from ._native import Secret

    if isinstance(value, datetime):
        return moment("a datetime", value)
    if isinstance(value, Secret):
        return value.expose()
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if hasattr(value, "keys"):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON; use dict, list, str, int, float, bool or None")


def moment(argument: str, value: datetime) -> str:
    """The text of an aware datetime. A naive one could be anywhere's time."""
    if value.tzinfo is None or value.utcoffset() is None:
        raise ValueError(f"{argument} has no time zone; use datetime.now(timezone.utc) or .astimezone()")
    return value.isoformat()
