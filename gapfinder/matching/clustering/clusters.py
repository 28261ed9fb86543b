"""Gathers the units of many sites that mean the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.clustering.likest import read_place
from gapfinder.matching.clustering.namesakes import group_namesakes, may_be_homonyms
from gapfinder.matching.decisions.ruled_units import list_ruled_pairs, map_ruled_names, part_ruled
from gapfinder.matching.decisions.rulings import Rulings
from gapfinder.matching.names.labels import filler_terms
from gapfinder.matching.names.terms import stem_phrase
from gapfinder.matching.pairs.compared import Compared
from gapfinder.matching.pairs.match import Matches
from gapfinder.matching.pairs.relations import EQUIVALENT
from gapfinder.words import read_table

Cluster = tuple[int, ...]
Family = tuple[str, int | None]
"""A site and the node above."""
Words = tuple[tuple[str, ...], frozenset[str]]
"""The terms of a unit and the words that it is called by."""
Said = dict[int, set[Words]]
"""The terms of units with their words, by a node that holds them."""


class Gathering:
    """Units in clusters that grow. A cluster never holds two siblings of one site, unless they are called the same or a
    person said that such names are: a site with pushchairs beside buggies tells the two apart. Nor does it hold what
    stands below another and says the same in other words, and none that a person told apart."""

    def __init__(self, nodes: Sequence[Node], units: Sequence[Unit], rulings: Rulings) -> None:
        self._nodes = nodes
        self._units = units
        self._rulings = rulings
        self._names = map_ruled_names(units, rulings)
        self._cluster_of = list(range(len(units)))
        self._members = {at: [at] for at in range(len(units))}
        self._beside: dict[int, dict[Family, list[int]]] = {}
        self._audiences: dict[int, frozenset[str]] = {}
        self._held: dict[int, Said] = {}
        self._below: dict[int, Said] = {}
        self._parted = {at: {unit.node} & rulings.parted for at, unit in enumerate(units)} if rulings.parted else {}

    def join(self, first: int, second: int, *, is_ruled: bool = False) -> bool:
        """Put the clusters of two units together if nothing stands against it; `is_ruled` says that a person did."""
        one, other = self._cluster_of[first], self._cluster_of[second]
        if one == other:
            return True
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        if self._are_told_apart(one, other) or (not is_ruled and self._is_barred(one, other)):
            return False
        self._absorb(one, other)
        return True

    def join_all(self, units: Sequence[int]) -> None:
        """Put units together, those of the same words first, then all with what most are called, and those together
        against which something stands.
        """
        counts = Counter(self._read_words(unit) for unit in units)
        left = sorted(units, key=lambda at: (-counts[self._read_words(at)], read_place(self._nodes, self._units[at])))
        first_of: dict[Words, int] = {}
        for unit in left:
            self.join(first_of.setdefault(self._read_words(unit), unit), unit)
        while left:
            left = [other for other in left[1:] if not self.join(left[0], other)]

    def list_clusters(self) -> list[Cluster]:
        """Return the clusters' units, both in ascending order."""
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def _absorb(self, one: int, other: int) -> None:
        for unit in self._members[other]:
            self._cluster_of[unit] = one
        self._members[one] += self._members.pop(other)
        beside = self._list_beside(one)
        for family, units in self._list_beside(other).items():
            beside.setdefault(family, []).extend(units)
        self._audiences[one] = self._list_audiences(one) | self._list_audiences(other)
        for said, others in (
            (self._list_held(one), self._list_held(other)),
            (self._list_below(one), self._list_below(other)),
        ):
            for node, words in others.items():
                said.setdefault(node, set()).update(words)
        if self._parted:
            self._parted[one] |= self._parted.pop(other)

    def _are_told_apart(self, one: int, other: int) -> bool:
        return bool(self._parted) and self._rulings.parts(self._parted[one], self._parted[other])

    def _is_barred(self, one: int, other: int) -> bool:
        audiences = self._list_audiences(one), self._list_audiences(other)
        if audiences[0] and audiences[1] and audiences[0].isdisjoint(audiences[1]):
            return True
        if self._stands_below(one, other) or self._stands_below(other, one):
            return True
        beside = self._list_beside(one)
        return any(
            self._are_apart(near, unit)
            for family, units in self._list_beside(other).items()
            for near in beside.get(family, ())
            for unit in units
        )

    def _list_beside(self, cluster: int) -> dict[Family, list[int]]:
        """Return a cluster's units by where they stand."""
        found = self._beside.get(cluster)
        if found is None:
            node = self._nodes[self._units[cluster].node]
            found = self._beside[cluster] = {(node.place.site, node.parent): [cluster]}
        return found

    def _stands_below(self, lower: int, upper: int) -> bool:
        """Tell whether a unit of a cluster stands below one of another and says the same in other words."""
        below, held = self._list_below(lower), self._list_held(upper)
        return any(
            key == terms and words != said
            for node in below.keys() & held.keys()
            for key, words in below[node]
            for terms, said in held[node]
        )

    def _list_held(self, cluster: int) -> Said:
        """Return what a cluster's units are called, by their nodes."""
        found = self._held.get(cluster)
        if found is None:
            found = self._held[cluster] = {self._units[cluster].node: {self._read_words(cluster)}}
        return found

    def _list_below(self, cluster: int) -> Said:
        """Return what a cluster's units are called, by each node that stands above them."""
        found = self._below.get(cluster)
        if found is None:
            words, found = self._read_words(cluster), {}
            at = self._nodes[self._units[cluster].node].parent
            while at is not None:
                found[at] = {words}
                at = self._nodes[at].parent
            self._below[cluster] = found
        return found

    def _read_words(self, unit: int) -> Words:
        one = self._units[unit]
        language = self._nodes[one.node].language
        return one.key, frozenset(stem_phrase(one.name, language))

    def _list_audiences(self, cluster: int) -> frozenset[str]:
        found = self._audiences.get(cluster)
        return self._nodes[self._units[cluster].node].audience if found is None else found

    def _are_apart(self, first: int, second: int) -> bool:
        one, other = self._units[first], self._units[second]
        if one.node == other.node:
            return False
        if one.key != other.key:
            return self._names.get(one.key, one.key) != self._names.get(other.key, other.key)
        return not (one.is_part or other.is_part) and self._read_words(first) != self._read_words(second)


def gather_units(
    nodes: Sequence[Node], units: Sequence[Unit], sure: Iterable[tuple[int, int]], compared: Compared, rulings: Rulings
) -> list[Cluster]:
    """Put units together that a person said are the same, that have the same terms, then those that are sure to belong
    together, the surest first. `compared` tells how like those are that have the same terms.

    What becomes of a unit depends on those that lead to it by such steps, and on no others.
    """
    gathering = Gathering(nodes, units, rulings)
    for first, second in list_ruled_pairs(units, rulings):
        gathering.join(first, second, is_ruled=True)
    for same in group_namesakes(nodes, units, compared):
        for part in part_ruled(nodes, units, same, rulings):
            gathering.join_all(part)
    for first, second in sure:
        if not _are_namesakes(nodes, units[first], units[second]):
            gathering.join(first, second)
    return gathering.list_clusters()


def _are_namesakes(nodes: Sequence[Node], one: Unit, other: Unit) -> bool:
    """Tell whether it was settled among namesakes if two units belong together."""
    if one.key != other.key:
        return False
    return may_be_homonyms(one) or nodes[one.node].audience == nodes[other.node].audience


def list_sure_pairs(units: Sequence[Unit], matches: Matches) -> list[tuple[int, int]]:
    """Return pairs of whole categories that are equivalent for certain, the surest first."""
    surest = read_table("matching")["cutoffs"]["together"]
    whole = {unit.node: at for at, unit in enumerate(units) if not unit.is_part}
    sell_same = matches.features["sold_same"] >= 1
    found: dict[tuple[int, int], float] = {}
    for at in np.flatnonzero(matches.scores >= surest).tolist():
        row, other = int(matches.rows[at]), int(matches.others[at])
        if (
            matches.relations[at] == EQUIVALENT
            and row in whole
            and other in whole
            and (sell_same[at] or differ_little(units[whole[row]], units[whole[other]]))
        ):
            pair = (min(row, other), max(row, other))
            found[pair] = max(found.get(pair, 0.0), float(matches.scores[at]))
    ordered = sorted(found, key=lambda pair: (-found[pair], pair))
    return [(whole[first], whole[second]) for first, second in ordered]


def differ_little(one: Unit, other: Unit) -> bool:
    """Tell whether two names are about the same, and what they differ in makes no other goods of it."""
    apart = set(one.key) ^ set(other.key)
    return one.head == other.head and all(term.isalpha() and term not in filler_terms() for term in apart)


def merge_same_categories(units: Sequence[Unit], clusters: Sequence[Cluster]) -> list[Cluster]:
    """Put clusters together that hold parts of exactly the same categories: they never stand apart."""
    by_nodes: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for cluster in clusters:
        by_nodes[tuple(sorted({units[at].node for at in cluster}))] += cluster
    return sorted(tuple(sorted(members)) for members in by_nodes.values())


def rank_keys(units: Sequence[Unit], cluster: Cluster) -> list[tuple[str, ...]]:
    """Return the terms of each way the units of a cluster are named, the commonest first."""
    counts = Counter(units[at].key for at in cluster)
    return sorted(counts, key=lambda key: (-counts[key], len(key), key))
