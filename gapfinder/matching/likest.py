"""Which units of one word are most like each other across sites, by how their categories compare."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

import numpy as np

from gapfinder.matching.compared import Compared
from gapfinder.matching.fields import find_fields, list_fields_called
from gapfinder.matching.trees import Node
from gapfinder.matching.units import Unit
from gapfinder.matching.vectors import Floats, Ints
from gapfinder.words import read_table

NEARLY = 2.0
"""How much less like than the likest, in log odds, a pair may be for either of the two."""
CERTAIN = 1e-6
"""What a chance lacks of one at least: it is kept in no more places."""


def spread_likest(
    nodes: Sequence[Node], units: Sequence[Unit], groups: Sequence[Sequence[int]], compared: Compared
) -> Ints:
    """Return for each unit the first unit of its group that is reached from it, itself where none is.

    From a unit one gets to those that are nearly the likest of their sites for it, and for which it is nearly the
    likest of its own; unless that is unlike even so, or, where it is not as good as sure, stands in other fields of
    goods.
    """
    cutoffs = read_table("matching")["cutoffs"]
    likely = np.flatnonzero(compared.unpriced >= cutoffs["namesakes"])
    owners = np.array([unit.node for unit in units], dtype=np.int64)
    rows, others, pairs = pair_units(
        owners, number_groups(groups, len(units)), compared.rows[likely], compared.others[likely]
    )
    scores = compared.scores[likely[pairs]]
    sites = _number_sites(nodes, units)
    short = _fall_short(rows, sites[others], scores), _fall_short(others, sites[rows], scores)
    near = np.flatnonzero(np.maximum(*short) <= NEARLY)
    fields = cache(lambda at: find_fields_above(nodes, units[at]))
    meet = [
        pair
        for pair, one, other in zip(near.tolist(), rows[near].tolist(), others[near].tolist(), strict=True)
        if scores[pair] >= cutoffs["together"] or may_touch(fields(one), fields(other))
    ]
    return _find_first_reached(len(units), rows[meet], others[meet])


def number_groups(groups: Sequence[Sequence[int]], count: int) -> Ints:
    """Return the number of each unit's group, -1 where it is in none."""
    found = np.full(count, -1, dtype=np.int64)
    for number, group in enumerate(groups):
        found[group] = number
    return found


def _number_sites(nodes: Sequence[Node], units: Sequence[Unit]) -> Ints:
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(nodes[unit.node].place.site, len(numbers)) for unit in units]
    return np.array(found, dtype=np.int64)


def pair_units(owners: Ints, groups: Ints, rows: Ints, others: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the pairs of units of one group that pairs of nodes have, and of which pair of nodes each is.

    `owners` are the nodes of the units, `groups` the numbers of their groups, -1 where they are in none; a node has no
    more than one unit in a group.

    >>> owners, groups = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 0])
    >>> [found.tolist() for found in pair_units(owners, groups, np.array([0, 1, 0]), np.array([1, 2, 2]))]
    [[0, 1], [3, 2], [2, 0]]
    """
    at = np.flatnonzero(groups >= 0)
    width = int(groups.max(initial=0)) + 1
    names = owners[at] * width + groups[at]
    order = np.argsort(names)
    at, names = at[order], names[order]
    starts, ends = (np.searchsorted(owners[at], rows, side=side) for side in ("left", "right"))
    found = [np.zeros((3, 0), dtype=np.int64)]
    for shift in range(int((ends - starts).max(initial=0))):
        pairs = np.flatnonzero(starts + shift < ends)
        here = at[starts[pairs] + shift]
        wanted = others[pairs] * width + groups[here]
        there = np.minimum(np.searchsorted(names, wanted), len(names) - 1)
        meets = names[there] == wanted
        found.append(np.stack([here, at[there], pairs])[:, meets])
    firsts, seconds, of_pairs = np.concatenate(found, axis=1)
    return firsts, seconds, of_pairs


def _fall_short(units: Ints, sites: Ints, scores: Floats) -> Floats:
    """Return for each pair of a unit with one of a site what its odds, as a logarithm, lack of the best of both.

    >>> _fall_short(np.array([0, 0, 1]), np.array([5, 5, 5]), np.array([0.5, 0.9, 0.5])).round(1).tolist()
    [2.2, 0.0, 0.0]
    """
    chances = np.minimum(scores, 1 - CERTAIN)
    odds = np.log(chances / (1 - chances))
    _, towards = np.unique(units * (int(sites.max(initial=0)) + 1) + sites, return_inverse=True)
    best = np.full(len(towards), -np.inf)
    np.maximum.at(best, towards, odds)
    short: Floats = best[towards] - odds
    return short


def may_touch(some: Set[str], other: Set[str]) -> bool:
    """Tell whether fields may be the same: one is of both, or of one side nothing is known."""
    return not some or not other or not some.isdisjoint(other)


def find_fields_above(nodes: Sequence[Node], unit: Unit) -> Set[str]:
    """Return the fields of goods of which the names above a unit speak, but for what it is called itself."""
    found: set[str] = set()
    parent = nodes[unit.node].parent
    while parent is not None:
        terms = [term for term in nodes[parent].label.terms if term not in unit.key]
        found.update(find_fields(terms, {}), list_fields_called(terms))
        parent = nodes[parent].parent
    return found


def _find_first_reached(count: int, firsts: Ints, seconds: Ints) -> Ints:
    """Return the least number that pairs lead to from each number.

    >>> _find_first_reached(5, np.array([1, 3]), np.array([3, 4])).tolist()
    [0, 1, 2, 1, 1]
    """
    found = np.arange(count)
    while True:
        before = found.copy()
        least = np.minimum(found[firsts], found[seconds])
        np.minimum.at(found, before[firsts], least)
        np.minimum.at(found, before[seconds], least)
        found = found[found]
        if np.array_equal(found, before):
            return found
