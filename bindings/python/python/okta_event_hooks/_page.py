"""A page of a list."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    from ._native import Unreadable

    T_co = TypeVar("T_co", covariant=True)


class Page(tuple["T_co", ...]):
    """The items of a page that can be read, in Okta's order: a tuple. None is lost: the others are in `unreadable`."""

    unreadable: tuple[Unreadable, ...]
    """The items that cannot be read, with their JSON and their place."""
    next: str | None
    """Where the next page of the System Log begins; `None` on the last one."""

    def __new__(
        cls, items: Iterable[T_co] = (), *, unreadable: tuple[Unreadable, ...] = (), next: str | None = None
    ) -> Page[T_co]:
        page = super().__new__(cls, items)
        page.unreadable = unreadable
        page.next = next
        if unreadable:
            _warn(page)
        return page

    def __repr__(self) -> str:
        return f"Page({super().__repr__()}, unreadable={self.unreadable!r}, next={self.next!r})"


def _warn(page: Page[T_co]) -> None:
    import logging

    line = "%d of %d items of a list cannot be read; see .unreadable"
    logging.getLogger("okta_event_hooks").warning(line, len(page.unreadable), len(page) + len(page.unreadable))
