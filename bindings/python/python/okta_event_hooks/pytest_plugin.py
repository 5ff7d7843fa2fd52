"""The fixture `okta_emulator`, which pytest finds by itself when the package is installed."""

from __future__ import annotations

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .testing import Emulator


@pytest.fixture
def okta_emulator() -> Iterator[Emulator]:
    """An Okta org of this test's own: `okta_emulator.client()` is a client of it."""
    from .testing import Emulator

    with Emulator() as emulator:
        yield emulator
