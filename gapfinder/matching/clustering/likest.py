"""Which units of one word are most like each other across sites, by how their categories compare."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.catalogues.vicinity import find_fields_above, find_fields_around, may_touch
from gapfinder.matching.clustering.companies import Companies
from gapfinder.matching.pairs.compared import Compared
from gapfinder.matching.pairs.strangers import SPEAKING
from gapfinder.matching.vectors import Floats, Ints
from gapfinder.words import read_table

NEARLY = 2.0
"""How much less like than the likest, in log odds, a pair may be for either of the two."""
UNLIKELY = 0.8
"""What is less likely on either side, and that of strangers, is not taken for the same because of its name."""
CERTAIN = 1e-6
"""What a chance lacks of one at least: it is kept in no more places."""


def spread_likest(
    nodes: Sequence[Node], units: Sequence[Unit], groups: Sequence[Sequence[int]], compared: Compared
) -> Ints:
    """Return for each unit the first of those that it goes with, itself where it goes with none.

    A unit goes with those that are nearly the likest of their sites for it, and for which it is nearly the likest of
    its own, the likest first; and with those that these go with, unless they are unlike it on the whole, or, where the
    two are not as good as the same, stand in other fields of goods.
    """
    cutoffs = read_table("matching")["cutoffs"]
    likely = np.flatnonzero((compared.unpriced >= cutoffs["namesakes"]) & ~find_unlikely(compared))
    owners = np.array([unit.node for unit in units], dtype=np.int64)
    rows, others, pairs = pair_units(
        owners, number_groups(groups, len(units)), compared.rows[likely], compared.others[likely]
    )
    scores = compared.scores[likely[pairs]]
    sites = _number_sites(nodes, units)
    short = _fall_short(rows, sites[others], scores), _fall_short(others, sites[rows], scores)
    companies = Companies(sites, lambda at: find_fields_around(nodes, units[at]))
    unpriced = compared.unpriced[likely[pairs]]
    for row, other, score in zip(rows.tolist(), others.tolist(), unpriced.tolist(), strict=True):
        companies.compare(row, other, score)
    near = np.flatnonzero(np.maximum(*short) <= NEARLY)
    above = cache(lambda at: find_fields_above(nodes, units[at]))
    for row, other, score in rank_likest(nodes, units, rows[near], others[near], scores[near]):
        is_sure = score >= cutoffs["together"]
        if is_sure or may_touch(above(row), above(other)):
            companies.join(row, other, least=cutoffs["namesakes"], is_sure=is_sure)
    return companies.list_firsts()


def find_unlikely(compared: Compared) -> Bools:
    """Tell which pairs are of strangers, and rather unlikely as seen from one of the two."""
    found: Bools = compared.features["strangers"] >= SPEAKING
    at = np.flatnonzero(found)
    pairs = list(zip(compared.rows[at].tolist(), compared.others[at].tolist(), strict=True))
    is_unlikely = (compared.unpriced[at] < UNLIKELY).tolist()
    unlikely = {pair for pair, told in zip(pairs, is_unlikely, strict=True) if told}
    found[at] = [pair in unlikely or pair[::-1] in unlikely for pair in pairs]
    return found


def rank_likest(
    nodes: Sequence[Node], units: Sequence[Unit], rows: Ints, others: Ints, scores: Floats
) -> list[tuple[int, int, float]]:
    """Return pairs of units with their scores, the likest first, in the same order in whatever order sites came."""
    ranks = np.zeros(len(units), dtype=np.int64)
    known = np.union1d(rows, others).tolist()
    ranks[sorted(known, key=lambda at: read_place(nodes, units[at]))] = np.arange(len(known))
    order = np.lexsort((ranks[others], ranks[rows], -scores))
    return list(zip(rows[order].tolist(), others[order].tolist(), scores[order].tolist(), strict=True))


def read_place(nodes: Sequence[Node], unit: Unit) -> tuple[str, tuple[str, ...], str]:
    """Return where a unit stands, to order it by."""
    place = nodes[unit.node].place
    return place.site, place.path, place.category_id


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
