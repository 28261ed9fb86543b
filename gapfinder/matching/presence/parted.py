"""Which categories are called like a concept and surely are of other goods: nails of beauty are no nails to hammer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.catalogues.vicinity import find_fields_above, may_touch
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.clustering.namesakes import may_be_homonyms
from gapfinder.matching.decisions.verdicts import DIFFERENT
from gapfinder.matching.presence.kin_below import list_uppers, map_nodes
from gapfinder.words import read_table

Terms = tuple[str, ...]
Named = tuple[str, Terms]
"""The id of a concept and the terms of one of its names, `ANY_NAME` for all that tells of it."""
ANY_NAME: Terms = ()
Owned = Mapping[int, Mapping[Terms, tuple[str, Unit]]]
"""The units of each category by their terms, with the id of the concept that each is of."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parted:
    """What is called like a concept and is of other goods.

    `namesakes` has the names of concepts that a category has, too, and means other goods by, by its position; `others`
    has all names of concepts that it has, too, and is not of: it may mean other goods.
    """

    concepts: Concepts
    namesakes: Mapping[int, frozenset[Named]]
    others: Mapping[int, frozenset[Named]] = field(default_factory=dict)

    @classmethod
    def of(cls, concepts: Concepts) -> Self:
        """Find what is of other goods for certain; not to be of one concept is not enough.

        A person says so, and then nothing there speaks of the concept, whatever it is called. Or a name of one word
        means other goods in a category and in one of the concept, or both sell other goods and stand in fields of these
        that do not touch; and none of the concept seems to be the same even so.
        """
        owned = _map_units(concepts)
        apart = list(_list_apart(concepts, owned))
        likely = _find_likely(concepts, {other for _, other, _ in apart})
        found: dict[int, frozenset[Named]] = defaultdict(frozenset)
        for one, other, terms in apart:
            concept_id = owned[one][terms][0]
            if concept_id != owned[other][terms][0] and (concept_id, other) not in likely:
                found[other] |= {(concept_id, terms)}
        for concept_id, node in _list_ruled(concepts):
            found[node] |= {(concept_id, ANY_NAME)}
        return cls(concepts=concepts, namesakes=found, others=_list_others(owned))

    def list_silent(self, node: int) -> frozenset[Named]:
        """Return the names of concepts that mean none of these in a category: it is a namesake, or below one."""
        return self._gather(node, self.namesakes)

    def list_unsure(self, node: int) -> frozenset[Named]:
        """Return the names of other concepts that a category, or what stands above it, is called by, too."""
        return self._gather(node, self.others)

    def is_apart(self, concept_id: str, node: int) -> bool:
        """Tell whether a category is a namesake of a concept, or stands below one."""
        return any(concept_id == silent for silent, _ in self.list_silent(node))

    def _gather(self, node: int, names: Mapping[int, frozenset[Named]]) -> frozenset[Named]:
        above = (node, *list_uppers(self.concepts, node)) if names else ()
        return frozenset(name for at in above for name in names.get(at, ()))


def _list_ruled(concepts: Concepts) -> Iterator[tuple[str, int]]:
    """Yield concepts and categories that a person called different from one of theirs, and that are not of them."""
    concept_of = map_nodes(concepts)
    for one, other, _ in concepts.rulings.list_of(DIFFERENT):
        yield from ((concept_id, other) for concept_id in {*concept_of.get(one, ())} - {*concept_of.get(other, ())})


def _map_units(concepts: Concepts) -> Owned:
    found: dict[int, dict[Terms, tuple[str, Unit]]] = defaultdict(dict)
    for concept in concepts.found:
        for unit in (concepts.units[at] for at in concept.units):
            found[unit.node][unit.key] = concept.concept_id, unit
    return found


def _list_others(owned: Owned) -> Mapping[int, frozenset[Named]]:
    called: dict[Terms, set[str]] = defaultdict(set)
    for units in owned.values():
        for terms, (concept_id, _) in units.items():
            called[terms].add(concept_id)
    return {
        node: frozenset((other, terms) for terms, (own, _) in units.items() for other in called[terms] - {own})
        for node, units in owned.items()
        if any(len(called[terms]) > 1 for terms in units)
    }


def _list_apart(concepts: Concepts, owned: Owned) -> Iterator[tuple[int, int, Terms]]:
    """Yield categories of other goods with a name of both, each of the two first."""
    for row, other, is_homonym in _list_told(concepts):
        for terms in owned.get(row, {}).keys() & owned.get(other, {}).keys():
            units = owned[row][terms][1], owned[other][terms][1]
            if may_be_homonyms(units[0]) and (is_homonym or _stand_apart(concepts, *units)):
                yield row, other, terms
                yield other, row, terms


def _list_told(concepts: Concepts) -> Iterator[tuple[int, int, bool]]:
    """Yield categories that are different by what a word means in each or what they sell.

    It is told whether it is by the word's meanings or what both stand among.
    """
    matches = concepts.matches
    homonym = np.maximum(matches.features["homonym"], matches.features["among_others"]) >= 1
    at = np.flatnonzero(homonym | (matches.features["sold_apart"] >= 1))
    yield from zip(matches.rows[at].tolist(), matches.others[at].tolist(), homonym[at].tolist(), strict=True)


def _stand_apart(concepts: Concepts, one: Unit, other: Unit) -> bool:
    return not may_touch(*(find_fields_above(concepts.nodes, unit) for unit in (one, other)))


def _find_likely(concepts: Concepts, nodes: Container[int]) -> set[tuple[str, int]]:
    """Return those of some categories that seem to be the same goods as one of a concept, or of much the same."""
    cutoffs = read_table("matching")["cutoffs"]
    matches, features = concepts.matches, concepts.matches.features
    is_like = (matches.unpriced >= cutoffs["doubt"]) | (features["titles"] >= cutoffs["alike"])
    near = np.flatnonzero(is_like & (np.maximum(features["sold_apart"], features["homonym"]) < 1))
    concept_of = map_nodes(concepts)
    pairs = list(zip(matches.rows[near].tolist(), matches.others[near].tolist(), strict=True))
    return {
        (concept_id, other)
        for one, other in (*pairs, *((other, row) for row, other in pairs))
        if other in nodes
        for concept_id in concept_of.get(one, ())
    }
