"""What the options of both clients have in common."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from datetime import datetime
    from typing import Any, Union

    Path = Union[str, os.PathLike[str]]


def required(org_url: Any, credentials: Any) -> tuple[Any, Any]:
    """Neither may be `None`: the environment is asked for only by `from_env`."""
    if not isinstance(org_url, str):
        raise TypeError(f"org_url must be str, not {type(org_url).__name__}")
    if credentials is None or isinstance(credentials, str):
        raise TypeError(f"credentials must be ApiToken, AccessToken or ServiceApp, not {type(credentials).__name__}")
    return org_url, credentials


def now() -> datetime:
    from datetime import datetime, timezone

    return datetime.now(timezone.utc)
