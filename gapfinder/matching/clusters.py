"""Gathers the units of many sites that mean the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from gapfinder.matching.fields import find_fields
from gapfinder.matching.labels import filler_terms
from gapfinder.matching.match import Matches
from gapfinder.matching.offers import find_in_name
from gapfinder.matching.relations import EQUIVALENT
from gapfinder.matching.ruled_units import list_ruled_pairs, part_ruled
from gapfinder.matching.rulings import Rulings
from gapfinder.matching.trees import Node
from gapfinder.matching.units import Unit
from gapfinder.words import read_table

Cluster = tuple[int, ...]


class Gathering:
    """Units in clusters that grow. A cluster never holds two siblings of one site, unless they are called alike, and
    none that a person told apart."""

    def __init__(self, nodes: Sequence[Node], units: Sequence[Unit], rulings: Rulings) -> None:
        self._nodes = nodes
        self._units = units
        self._rulings = rulings
        self._cluster_of = list(range(len(units)))
        self._members = {at: [at] for at in range(len(units))}

    def join(self, first: int, second: int, *, is_ruled: bool = False) -> bool:
        """Put the clusters of two units together if nothing stands against it; `is_ruled` says that a person did."""
        one, other = self._cluster_of[first], self._cluster_of[second]
        if one == other:
            return True
        if self._are_told_apart(self._members[one], self._members[other]):
            return False
        if not is_ruled and self._is_barred(self._members[one], self._members[other]):
            return False
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        for unit in self._members[other]:
            self._cluster_of[unit] = one
        self._members[one] += self._members.pop(other)
        return True

    def list_clusters(self) -> list[Cluster]:
        """Return the clusters' units, both in ascending order."""
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def _are_told_apart(self, one: Sequence[int], other: Sequence[int]) -> bool:
        nodes = ({self._units[unit].node for unit in members} for members in (one, other))
        return bool(self._rulings.parted) and self._rulings.parts(*nodes)

    def _is_barred(self, one: Sequence[int], other: Sequence[int]) -> bool:
        audiences = self._audiences(one), self._audiences(other)
        if audiences[0] and audiences[1] and audiences[0].isdisjoint(audiences[1]):
            return True
        beside: dict[tuple[str, int | None], set[int]] = defaultdict(set)
        for unit in one:
            node = self._nodes[self._units[unit].node]
            beside[node.place.site, node.parent].add(unit)
        return any(
            self._are_apart(near, unit)
            for unit in other
            for near in beside.get((self._site_of(unit), self._nodes[self._units[unit].node].parent), ())
        )

    def _site_of(self, unit: int) -> str:
        return self._nodes[self._units[unit].node].place.site

    def _audiences(self, units: Iterable[int]) -> set[str]:
        return {audience for unit in units for audience in self._nodes[self._units[unit].node].audience}

    def _are_apart(self, first: int, second: int) -> bool:
        one, other = self._units[first], self._units[second]
        return one.node != other.node and one.key != other.key


def gather_units(
    nodes: Sequence[Node], units: Sequence[Unit], matches: Matches, rulings: Rulings | None = None
) -> list[Cluster]:
    """Put units together that a person said are the same, that have the same terms, then those that match well enough,
    the surest first."""
    rulings = rulings or Rulings()
    gathering = Gathering(nodes, units, rulings)
    for first, second in list_ruled_pairs(units, rulings):
        gathering.join(first, second, is_ruled=True)
    for same in _group_alike(nodes, units):
        for part in part_ruled(nodes, units, same, rulings):
            for other in part[1:]:
                gathering.join(part[0], other)
    for first, second in _list_sure_pairs(units, matches):
        gathering.join(first, second)
    return _merge_same_categories(units, gathering.list_clusters())


def _group_alike(nodes: Sequence[Node], units: Sequence[Unit]) -> list[list[int]]:
    """Return groups of units with the same terms that are for the same people."""
    groups: dict[tuple[tuple[str, ...], frozenset[str]], list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        groups[unit.key, nodes[unit.node].audience].append(at)
    by_key: dict[tuple[str, ...], list[tuple[frozenset[str], list[int]]]] = defaultdict(list)
    for (key, audience), members in groups.items():
        by_key[key].append((audience, members))
    found: list[list[int]] = []
    for alike in by_key.values():
        # Who is not told joins those who are, if they are for one audience only.
        named = [members for audience, members in alike if audience]
        unnamed = [members for audience, members in alike if not audience]
        together = [list(chain(*unnamed, *named))] if len(named) <= 1 else named + unnamed
        found += [part for members in together for part in _part_homonyms(nodes, units, members)]
    return found


def _part_homonyms(nodes: Sequence[Node], units: Sequence[Unit], members: Sequence[int]) -> list[list[int]]:
    """Part units of one word that stand in quite different fields of goods: towel rings from finger rings.

    A way of selling is the same in any field, and so is what stands in none.
    """
    if len(units[members[0]].key) > 1 or find_in_name(units[members[0]].name):
        return [list(members)]
    parts: list[tuple[set[str], list[int]]] = []
    nowhere: list[int] = []
    for at in sorted(members, key=lambda at: (nodes[units[at].node].place.site, nodes[units[at].node].place.path)):
        fields = find_fields((), nodes[units[at].node].above).keys()
        part = next((part for part in parts if part[0] & fields), None)
        if not fields:
            nowhere.append(at)
        elif part is None:
            parts.append((set(fields), [at]))
        else:
            part[0].update(fields)
            part[1].append(at)
    if len(parts) <= 1:
        return [list(members)]
    largest = max(parts, key=lambda part: len(part[1]))
    largest[1].extend(nowhere)
    return [found for _, found in parts]


def _list_sure_pairs(units: Sequence[Unit], matches: Matches) -> list[tuple[int, int]]:
    """Return pairs of whole categories that are equivalent for certain, the surest first."""
    surest = read_table("matching")["cutoffs"]["together"]
    whole = {unit.node: at for at, unit in enumerate(units) if not unit.is_part}
    found: dict[tuple[int, int], float] = {}
    for at in range(len(matches.rows)):
        row, other = int(matches.rows[at]), int(matches.others[at])
        if matches.scores[at] < surest or matches.relations[at] != EQUIVALENT:
            continue
        if row in whole and other in whole and _differ_little(units[whole[row]], units[whole[other]]):
            pair = (min(row, other), max(row, other))
            found[pair] = max(found.get(pair, 0.0), float(matches.scores[at]))
    ordered = sorted(found, key=lambda pair: (-found[pair], pair))
    return [(whole[first], whole[second]) for first, second in ordered]


def _differ_little(one: Unit, other: Unit) -> bool:
    """Tell whether two names are about the same, and what they differ in makes no other goods of it."""
    apart = set(one.key) ^ set(other.key)
    return one.head == other.head and all(term.isalpha() and term not in filler_terms() for term in apart)


def _merge_same_categories(units: Sequence[Unit], clusters: Sequence[Cluster]) -> list[Cluster]:
    """Put clusters together that hold parts of exactly the same categories: they never stand apart."""
    by_nodes: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for cluster in clusters:
        by_nodes[tuple(sorted({units[at].node for at in cluster}))] += cluster
    return sorted(tuple(sorted(members)) for members in by_nodes.values())
