"""What people decided of pairs of categories, as clustering and presence have to heed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from gapfinder.matching.contradictions import find_overruled
from gapfinder.matching.relations import BROADER, NARROWER
from gapfinder.matching.trees import Node

SAME, DIFFERENT = "same", "different"
VERDICTS = (SAME, DIFFERENT, BROADER, NARROWER)
Told = tuple[tuple[str, str], tuple[str, str], str, str, str]
"""Site and id of a category and of another, what the other is to the one, who said so, and why, in their words."""
_TURNED = {BROADER: NARROWER, NARROWER: BROADER}


def turn(verdict: str) -> str:
    """Return what a verdict on one category and another says of the other and the one.

    >>> turn("broader"), turn("same")
    ('narrower', 'same')
    """
    return _TURNED.get(verdict, verdict)


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
        known = list(self)
        overruled = find_overruled([(ruling.one, ruling.other, ruling.verdict == SAME) for ruling in known])
        return [ruling for at, ruling in enumerate(known) if ruling.verdict == SAME and at not in overruled]

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


def list_kin(
    rulings: Rulings, concept_of: Mapping[int, Sequence[str]], verdict: str
) -> Iterator[tuple[str, Ruling, int]]:
    """Yield the concepts of which a person called a category broader, or narrower, with the ruling and the category."""
    for ruling in rulings:
        for one, other, said in (
            (ruling.one, ruling.other, ruling.verdict),
            (ruling.other, ruling.one, turn(ruling.verdict)),
        ):
            if said == verdict:
                yield from ((concept_id, ruling, other) for concept_id in concept_of.get(one, ()))
