"""What people decided of pairs of categories, as clustering and presence have to heed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.decisions.contradictions import find_overruled
from gapfinder.matching.decisions.verdicts import SAME, turn

Told = tuple[tuple[str, str], tuple[str, str], str, str, str]
"""Site and id of a category and of another, what the other is to the one, who said so, and why, in their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person says a category is to another: `other` is the same as `one`, broader, narrower, or different.

    Both are positions in the forest.
    """

    one: int
    other: int
    verdict: str
    decided_by: str
    reason: str = ""


class Rulings:
    """All rulings that concern categories there are; the last word on a pair counts, and what parts over what joins."""

    def __init__(self, rulings: Iterable[Ruling] = ()) -> None:
        self._by_pair: dict[tuple[int, int], Ruling] = {}
        for ruling in rulings:
            self._by_pair.pop((ruling.other, ruling.one), None)
            self._by_pair.pop((ruling.one, ruling.other), None)
            self._by_pair[ruling.one, ruling.other] = ruling
        self._apart: dict[int, set[int]] = defaultdict(set)
        for ruling in self:
            if ruling.verdict != SAME:
                self._apart[ruling.one].add(ruling.other)
                self._apart[ruling.other].add(ruling.one)

    def __iter__(self) -> Iterator[Ruling]:
        yield from self._by_pair.values()

    def list_same(self) -> list[Ruling]:
        """Return those that put together what no others tell apart."""
        return [ruling for ruling in self._counting if ruling.verdict == SAME]

    def list_of(self, verdict: str) -> list[tuple[int, int, Ruling]]:
        """Return what counts of those that say that a category is something to another, with the other and the one."""
        return [
            (one, other, ruling)
            for ruling in self._counting
            for one, other, said in (
                (ruling.one, ruling.other, ruling.verdict),
                (ruling.other, ruling.one, turn(ruling.verdict)),
            )
            if said == verdict
        ]

    @cached_property
    def _counting(self) -> list[Ruling]:
        known = list(self)
        overruled = find_overruled([(ruling.one, ruling.other, ruling.verdict) for ruling in known])
        return [ruling for at, ruling in enumerate(known) if at not in overruled]

    def parts(self, one: Set[int], others: Set[int]) -> bool:
        """Say whether a category of one group and one of another are not the same."""
        return any(not self._apart[node].isdisjoint(others) for node in one if node in self._apart)

    @property
    def parted(self) -> Set[int]:
        """Categories that are not the same as some other."""
        return self._apart.keys()


def find_rulings(nodes: Sequence[Node], told: Iterable[Told]) -> Rulings:
    """Return the rulings on categories of a forest; those on categories that are not there wait for their return."""
    at = {(node.place.site, node.place.category_id): position for position, node in enumerate(nodes)}
    return Rulings(
        Ruling(one=at[one], other=at[other], verdict=verdict, decided_by=decided_by, reason=reason)
        for one, other, verdict, decided_by, reason in told
        if one in at and other in at
    )
