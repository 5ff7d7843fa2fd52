"""Rounds, medians, and the table. Sides are timed turn and turn about, so that a busy machine weighs on all alike."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

ROUNDS = 7


def rounds(sides: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    """What each side measures in each round; the first round is for warmth."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for round_ in range(ROUNDS + 1):
        for name, measure in sides.items():
            value = measure()
            if round_:
                found[name].append(value)
    return found


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the rounds' ratios."""
    return median(a / b for a, b in zip(ours, theirs))


def head(*columns: str) -> None:
    print(f"{'':<44}" + "".join(f"{column:>13}" for column in columns))


def row(name: str, *cells: str) -> None:
    print(f"{name:<44}" + "".join(f"{cell:>13}" for cell in cells), flush=True)
