"""What share of the machine's matches is right, from those that people looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from gapfinder.matching.decisions.verdicts import SAME
from warehouse.decisions import Decision

ENOUGH = 50
"""Decisions after which a share is told."""
_DEVIATIONS = 1.959964
"""Of the normal distribution, for an interval that holds the share 19 times in 20."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """Of `asked` joined pairs drawn by chance `right` are the same; `low` and `high` bound the share in all."""

    asked: int
    right: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.right / self.asked


def tell_precision(decisions: Iterable[Decision]) -> Precision | None:
    """Return the share of joined pairs that is right; None where none was asked about by chance.

    The interval is Wilson's (Probable inference, 1927), for 95 %. Of several words on one pair the last counts.
    """
    last = {decision.pair: decision for decision in decisions}
    verdicts = [decision.verdict == SAME for decision in last.values() if decision.by_chance and decision.joined]
    if not verdicts:
        return None
    low, high = wilson_interval(sum(verdicts), len(verdicts))
    return Precision(asked=len(verdicts), right=sum(verdicts), low=low, high=high)


def wilson_interval(right: int, asked: int) -> tuple[float, float]:
    """Return the bounds of a share of which `right` of `asked` were found.

    >>> [round(bound, 3) for bound in wilson_interval(45, 50)]
    [0.786, 0.957]
    """
    share, square = right / asked, _DEVIATIONS**2
    middle = (share + square / (2 * asked)) / (1 + square / asked)
    reach = _DEVIATIONS * sqrt(share * (1 - share) / asked + square / (4 * asked**2)) / (1 + square / asked)
    return min(max(0.0, middle - reach), share), max(min(1.0, middle + reach), share)
