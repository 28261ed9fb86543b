"""One name on a site that other sites surely have as two things: fly, below rods and below reels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations

import numpy as np

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.pairs.compared import Compared
from gapfinder.matching.pairs.relations import EQUIVALENT
from gapfinder.words import read_table

Group = list[int]
"""Positions of units."""


def list_met_apart(
    nodes: Sequence[Node], units: Sequence[Unit], groups: Iterable[Group], compared: Compared
) -> Iterator[tuple[int, int]]:
    """Yield pairs of units of a group and a site that most of the other sites that have both surely have as two: what
    is called fly below rods and below reels where there are fly rods and fly reels.
    """
    repeated = [pair for group in groups for pair in _pair_within_sites(nodes, units, group)]
    counterparts = _find_counterparts(nodes, {units[at].node for pair in repeated for at in pair}, compared)
    for one, other in repeated:
        ours, theirs = (counterparts.get(units[at].node, {}) for at in (one, other))
        are_two = [ours[site].isdisjoint(theirs[site]) for site in ours.keys() & theirs.keys()]
        if sum(are_two) * 2 > len(are_two):
            yield one, other


def _pair_within_sites(nodes: Sequence[Node], units: Sequence[Unit], group: Group) -> Iterator[tuple[int, int]]:
    by_site: dict[str, Group] = defaultdict(list)
    for at in group:
        by_site[nodes[units[at].node].place.site].append(at)
    for members in by_site.values():
        yield from combinations(members, 2)


def _find_counterparts(
    nodes: Sequence[Node], wanted: Set[int], compared: Compared
) -> Mapping[int, Mapping[str, set[int]]]:
    """Return the categories of other sites that are surely the same as each of those wanted."""
    sure = np.flatnonzero(
        (compared.scores >= read_table("matching")["cutoffs"]["together"]) & np.isin(compared.rows, list(wanted))
    )
    found: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for at, row, other in zip(sure.tolist(), compared.rows[sure].tolist(), compared.others[sure].tolist(), strict=True):
        if compared.relations[at] == EQUIVALENT:
            found[row][nodes[other].place.site].add(other)
    return found
