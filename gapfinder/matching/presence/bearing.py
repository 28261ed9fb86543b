"""What bears out that a category is of a concept: one of it that is like it, among like goods, for the same people."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Self

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.vicinity import may_touch
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.names.fields import find_fields, list_fields_called
from gapfinder.matching.pairs.likenesses import Likenesses
from gapfinder.words import list_phrases, read_table

LEAST = 0.4
"""What is less like bears out nothing."""
LIKE, LIKE_ANYWHERE = 0.93, 0.98
"""How like two categories are to be that stand among goods of one field, and of which it is not known among what goods
they stand."""
PLAINLY_LIKE = 0.7
"""How like a kind of what is plainly called goods is to be that stands among no other goods."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bearing:
    """The categories of a forest, each with those of other sites that it is like at all.

    `above` are the fields of goods that the names above each node speak of.
    """

    nodes: Sequence[Node]
    like: Likenesses
    above: Sequence[frozenset[str]]

    @classmethod
    def of(cls, concepts: Concepts) -> Self:
        return cls(
            nodes=concepts.nodes,
            like=Likenesses.of(concepts.matches, len(concepts.nodes), least=LEAST),
            above=read_above(concepts.nodes),
        )

    def bear_out(self, at: int, among: Set[int]) -> bool:
        """Tell whether any of some nodes is as like one as it is to be, and for the people that this is for."""
        return any(self._bears_out(at, other, score) for other, score in self.like.list_of(at) if other in among)

    def bear_out_plainly(self, at: int, among: Set[int], fields: Set[str]) -> bool:
        """Tell whether any of some nodes is as like one as a kind of plain goods of some fields is to be."""
        return bool(fields) and any(
            self._bears_plainly(at, other, score, fields) for other, score in self.like.list_of(at) if other in among
        )

    def read_own(self, at: int) -> frozenset[str]:
        """Return the fields of goods that a node's name speaks of, and those that it is called like."""
        return _read_fields(self.nodes[at].label.terms)

    def _bears_out(self, at: int, other: int, score: float) -> bool:
        here, there = self.above[at], self.above[other]
        if score < LIKE or not self._may_stand(at, other):
            return False
        return not here.isdisjoint(there) or (score >= LIKE_ANYWHERE and not (here and there))

    def _bears_plainly(self, at: int, other: int, score: float, fields: Set[str]) -> bool:
        here, there = self.above[at], self.above[other]
        if score < PLAINLY_LIKE or not self._may_stand(at, other):
            return False
        return may_touch(here, there) and (score >= LIKE or here <= there | fields)

    def _may_stand(self, at: int, other: int) -> bool:
        """Tell whether one is for people that another is for, and both or neither are among what is only called like
        goods."""
        return is_for(self.nodes[at], self.nodes[other]) and not (self.above[at] ^ self.above[other]) & list_apart()


def is_for(node: Node, other: Node) -> bool:
    """Tell whether a node is for people that another is for; where that says nothing, whoever it is for will do.

    Boys' shoes and girls' shoes are both for kids, and yet neither are the other; nor are girls' shoes a baby girl's.
    """
    if not other.audience:
        return True
    both = node.audience & other.audience
    told, alone = ([who.audience & group for who in (node, other)] for group in _list_groups())
    return bool(both) and not (all(told) and both.isdisjoint(told[0])) and alone[1] <= both


def read_above(nodes: Sequence[Node]) -> list[frozenset[str]]:
    """Return the fields of goods that the names above each node speak of."""
    found: dict[int, frozenset[str]] = {}
    for start in range(len(nodes)):
        at, trail = start, []
        while at not in found and (parent := nodes[at].parent) is not None:
            trail.append(at)
            at = parent
        found.setdefault(at, frozenset())
        for lower in reversed(trail):
            found[lower] = found[at] | _read_fields(nodes[at].label.terms)
            at = lower
    return [found[at] for at in range(len(nodes))]


@cache
def _list_groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in read_table("labels")["audience"]["groups"])


@cache
def list_apart() -> frozenset[str]:
    """Return the fields of what is called like other goods, which it shows, tells of or is done to."""
    return frozenset(list_phrases(read_table("homonyms")["apart"]["fields"]))


@cache
def _read_fields(terms: tuple[str, ...]) -> frozenset[str]:
    """Return the fields that terms speak of; of those that stand apart only what is surely spoken of."""
    told = find_fields(terms, {})
    return frozenset(field for field in told if field not in list_apart() or told[field] >= 1).union(
        list_fields_called(terms)
    )
