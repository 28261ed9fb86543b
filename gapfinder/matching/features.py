"""How alike pairs of categories are, in many respects, computed for all pairs at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

from gapfinder.matching.profiles import Profile
from gapfinder.matching.trees import Node
from gapfinder.matching.vectors import Floats, Ints

_NUMBER = re.compile(r"\d")
COSINES = ("own", "grams", "full", "above", "children", "fields", "titles")


def compare_pairs(source: Profile, target: Profile, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return each feature of the first pass for the pairs of a source row and a target row, all in 0..1."""
    found = {view: source.vectors[view].dot(rows, target.vectors[view], others) for view in COSINES}
    found["source_inside"] = source.masses.dot(rows, target.marks, others)
    found["target_inside"] = target.masses.dot(others, source.marks, rows)
    found["fuzzy"] = _compare_spelling(source, target, rows, others)
    found["head"] = _same_heads(source, target, rows, others)
    found["below"] = np.maximum(
        source.vectors["own"].dot(rows, target.vectors["children"], others),
        target.vectors["own"].dot(others, source.vectors["children"], rows),
    )
    found["trade_inside"] = source.vectors["trades"].dot(rows, target.vectors["fields"], others)
    found["holds_trade"] = target.vectors["trades"].dot(others, source.vectors["fields"], rows)
    found["leaves"] = (_are_leaves(source.nodes)[rows] == _are_leaves(target.nodes)[others]).astype(np.float64)
    for name, traits in (("audience", _audiences), ("negation", _negated), ("numbers", _numbers)):
        found[name] = _find_conflicts(traits(source.nodes), traits(target.nodes), rows, others)
    return {name: np.clip(values, 0.0, 1.0) for name, values in found.items()}


def compare_surroundings(source: Profile, target: Profile, rows: Ints, others: Ints, best: Ints) -> dict[str, Floats]:
    """Return the features of the second pass: where parents, siblings and children of the source went.

    `best` is the best target of each source row so far, -1 for none.
    """
    parents, target_parents = source.parents, target.parents
    above = np.where(parents[rows] >= 0, best[parents[rows]], -1)
    over = target_parents[others]
    parents_meet = (above >= 0) & ((above == over) | (above == others))
    counted = (best >= 0) & (parents >= 0)
    went = np.where(best >= 0, target_parents[best], -1)
    # A source's own answer says nothing about where those beside it went.
    family = np.bincount(parents[counted], minlength=len(parents)).astype(np.float64)
    at_parent = _count_pairs(parents[counted], went[counted], parents[rows], over)
    at_self = _count_pairs(parents[counted], best[counted], parents[rows], others)
    mine_counts = counted[rows].astype(np.float64)
    mine_there = (counted[rows] & (went[rows] == over) & (over >= 0)).astype(np.float64)
    beside = np.where(parents[rows] >= 0, family[parents[rows]], 0) - mine_counts
    siblings = _share(np.where(over >= 0, at_parent, 0) - mine_there + at_self, beside)
    below = _count_pairs(parents[counted], went[counted], rows, others) + _count_pairs(
        parents[counted], best[counted], rows, others
    )
    return {
        "parents": parents_meet.astype(np.float64),
        "siblings": np.clip(siblings, 0.0, 1.0),
        "kids": np.clip(_share(below, family[rows]), 0.0, 1.0),
    }


def weigh_features(found: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Return the weighted sum of the features that there are, with the bias."""
    pairs = len(next(iter(found.values())))
    total = np.full(pairs, weights["bias"], dtype=np.float64)
    for name, values in found.items():
        total += weights.get(name, 0.0) * values
    return total


def _share(part: Floats, whole: Floats) -> Floats:
    shares: Floats = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    return shares


def _count_pairs(firsts: Ints, seconds: Ints, rows: Ints, others: Ints) -> Floats:
    """Return how often each pair of rows and others is among the pairs of firsts and seconds."""
    width = int(max(seconds.max(initial=0), others.max(initial=0))) + 2
    keys, counts = np.unique(firsts * width + seconds + 1, return_counts=True)
    wanted = rows * width + others + 1
    if not len(keys):
        return np.zeros(len(rows))
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: Floats = np.where(keys[at] == wanted, counts[at], 0).astype(np.float64)
    return found


def _compare_spelling(source: Profile, target: Profile, rows: Ints, others: Ints) -> Floats:
    if not len(rows):
        return np.zeros(0)
    left = [source.texts[row] for row in rows]
    right = [target.texts[other] for other in others]
    alike: Floats = np.asarray(cpdist(left, right, scorer=ratio, dtype=np.float32), dtype=np.float64) / 100
    return alike


def _same_heads(source: Profile, target: Profile, rows: Ints, others: Ints) -> Floats:
    numbers = {head: at for at, head in enumerate(dict.fromkeys([*source.heads, *target.heads]))}
    left = np.array([numbers[head] for head in source.heads], dtype=np.int64)
    right = np.array([numbers[head] for head in target.heads], dtype=np.int64)
    same: Ints = (left[rows] == right[others]) & (left[rows] != numbers.get("", -1))
    return same.astype(np.float64)


def _are_leaves(nodes: Sequence[Node]) -> Ints:
    return np.array([not node.children for node in nodes], dtype=np.int64)


def _audiences(nodes: Sequence[Node]) -> list[frozenset[str]]:
    return [node.audience for node in nodes]


def _negated(nodes: Sequence[Node]) -> list[frozenset[str]]:
    return [frozenset(term for term in node.own if term.startswith("!")) or _NOTHING for node in nodes]


def _numbers(nodes: Sequence[Node]) -> list[frozenset[str]]:
    return [frozenset(term for term in node.own if _NUMBER.search(term)) for node in nodes]


_NOTHING = frozenset({""})
"""Stands for the lack of any negation, so that it conflicts with one."""


def _find_conflicts(
    left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], rows: Ints, others: Ints
) -> Floats:
    """Return 1 where both sides have traits and share none."""
    has_left = np.array([bool(traits) for traits in left])
    has_right = np.array([bool(traits) for traits in right])
    found = np.zeros(len(rows))
    both = np.flatnonzero(has_left[rows] & has_right[others]) if len(rows) else rows
    for at in both:
        found[at] = left[rows[at]].isdisjoint(right[others[at]])
    return found
