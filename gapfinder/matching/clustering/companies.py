"""Companies of units: what goes together because it is alike on the whole, and stands among goods of one field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Set

import numpy as np

from gapfinder.matching.catalogues.vicinity import may_touch
from gapfinder.matching.vectors import Ints


class Companies:
    """Units by number, each alone at first. A company's name is its first unit; it stands among all the fields of its
    units, so that one that stands in none leads no two together that stand in others.

    `sites` are the units' numbers of sites, and `find_fields` returns the fields that a unit stands among.
    """

    def __init__(self, sites: Ints, find_fields: Callable[[int], Set[str]]) -> None:
        self._sites = sites
        self._find_fields = find_fields
        self._first_of = list(range(len(sites)))
        self._members: dict[int, list[int]] = {}
        self._counts: dict[int, Counter[int]] = {}
        self._fields: dict[int, Set[str]] = {}
        self._likeness: dict[int, dict[int, float]] = defaultdict(dict)

    def compare(self, one: int, other: int, score: float) -> None:
        """Tell, before any are joined, how like two units of different sites are; others count as quite unlike."""
        best = max(score, self._likeness[one].get(other, 0.0))
        self._likeness[one][other] = self._likeness[other][one] = best

    def join(self, one: int, other: int, *, least: float, is_sure: bool) -> None:
        """Put the companies of two units together if units of both are that like on average, and among like goods.

        Where it is sure that the two are the same, it does not matter among what goods.
        """
        first, second = sorted((self._first_of[one], self._first_of[other]))
        if first == second or self._likeness[first].get(second, 0.0) < least * self._count_pairs(first, second):
            return
        if is_sure or may_touch(self._list_fields(first), self._list_fields(second)):
            self._absorb(first, second)

    def list_firsts(self) -> Ints:
        """Return for each unit the first one of its company."""
        return np.array(self._first_of, dtype=np.int64)

    def _count_pairs(self, first: int, second: int) -> int:
        """Return how many pairs two companies have of units of different sites."""
        fewer, more = sorted((self._count_sites(first), self._count_sites(second)), key=len)
        return fewer.total() * more.total() - sum(count * more[site] for site, count in fewer.items())

    def _count_sites(self, first: int) -> Counter[int]:
        """Return how many units of each site a company has."""
        if first not in self._counts:
            self._counts[first] = Counter((int(self._sites[first]),))
        return self._counts[first]

    def _list_members(self, first: int) -> list[int]:
        return self._members.get(first, [first])

    def _list_fields(self, first: int) -> Set[str]:
        if first not in self._fields:
            self._fields[first] = self._find_fields(first)
        return self._fields[first]

    def _absorb(self, first: int, second: int) -> None:
        self._fields[first] = self._list_fields(first) | self._list_fields(second)
        self._count_sites(first).update(self._count_sites(second))
        moved = self._members.pop(second, [second])
        self._members[first] = self._list_members(first) + moved
        for unit in moved:
            self._first_of[unit] = first
        for third, likeness in self._likeness.pop(second).items():
            del self._likeness[third][second]
            if third != first:
                total = self._likeness[first].get(third, 0.0) + likeness
                self._likeness[first][third] = self._likeness[third][first] = total
