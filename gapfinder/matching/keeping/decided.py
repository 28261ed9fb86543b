"""What people decided of the categories of a forest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.clustering.concept_ids import Member
from gapfinder.matching.decisions.rulings import Ruling, Rulings, Told
from gapfinder.matching.keeping.forest import Forest


def find_told(forest: Forest, told: Iterable[Told]) -> Rulings:
    """Return what people decided of categories that are there."""
    found = []
    for one, other, verdict, decided_by, reason in told:
        first, second = forest.find(*one), forest.find(*other)
        if first is not None and second is not None:
            found.append(Ruling(one=first, other=second, verdict=verdict, decided_by=decided_by, reason=reason))
    return Rulings(found)


def find_disputed(before: Sequence[Told], now: Sequence[Told]) -> list[Member]:
    """Return the categories of decisions that are not in both."""
    return [member for told in set(before) ^ set(now) for member in told[:2]]


def mark_told(forest: Forest, members: Iterable[Member]) -> Bools:
    """Return which units hold one of some categories."""
    found = np.zeros(len(forest), dtype=bool)
    for member in members:
        if (at := forest.find(*member)) is not None:
            found[at] = True
    return found[forest.owners]
