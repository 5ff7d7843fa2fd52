"""What several tests need."""

from __future__ import annotations

import base64
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
import vectors
from okta_event_hooks import Call, LocalKey, Send, ServiceApp, Session

if TYPE_CHECKING:
    from pathlib import Path

# `match` is new in Python 3.10.
collect_ignore = ["test_match.py"] if sys.version_info < (3, 10) else []


@pytest.fixture
def key_file() -> Path:
    """A private key of the vectors, which is nobody's."""
    return vectors.ROOT / "keys" / "app.pem"


@pytest.fixture
def public_jwk(key_file: Path) -> dict[str, Any]:
    """Its public half, as an app is registered with it: every DPoP proof has it."""
    key = LocalKey.from_file(key_file)
    step = Call.list_event_hooks().start(Session("https://a.example", ServiceApp("0oa1", key, dpop_key=key)), 0)
    assert isinstance(step, Send)
    head = dict(step.headers)["dpop"].split(".")[0]
    jwk: dict[str, Any] = json.loads(base64.urlsafe_b64decode(head + "=="))["jwk"]
    return {**jwk, "kid": "key-1"}
