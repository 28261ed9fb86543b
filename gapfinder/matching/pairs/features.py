"""How alike pairs of categories are by themselves, in many respects, computed for all pairs at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from gapfinder.matching.catalogues.denials import compare_negations
from gapfinder.matching.catalogues.meanings import compare_meanings, compare_parts
from gapfinder.matching.catalogues.prices import compare_prices
from gapfinder.matching.catalogues.profiles import Profile, speak_alike
from gapfinder.matching.catalogues.senses import find_homonyms
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.pairs.goods import compare_goods
from gapfinder.matching.pairs.namings import compare_names
from gapfinder.matching.vectors import Floats, Ints

_NUMBER = re.compile(r"\d")
COSINES = ("above", "children", "fields", "titles")
DEEPEST = 4
"""From this depth on all categories count as deep."""
Traits = Sequence[frozenset[str]]


def compare_pairs(source: Profile, target: Profile, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return each feature of the first pass for the pairs of a source row and a target row, all in 0..1.

    What each means stands beside its weight in `words/weights.toml`. `literally` tells in which pairs names are more
    alike word by word than with synonyms of whole phrases, and compared so.
    """
    found = {view: source.vectors[view].dot(rows, target.vectors[view], others) for view in COSINES}
    found |= compare_names(source, target, rows, others)
    found["trade_inside"] = source.vectors["trades"].dot(rows, target.vectors["fields"], others)
    found["holds_trade"] = target.vectors["trades"].dot(others, source.vectors["fields"], rows)
    found["deep"] = np.minimum(target.depths[others], DEEPEST) / DEEPEST
    found |= _compare_audiences(source, target, rows, others)
    found |= compare_goods(source, target, rows, others)
    found["homonym"] = find_homonyms(source.marks, target.marks, rows, others) * (found["sold_same"] < 1)
    found |= compare_prices(source.prices, target.prices, rows, others)
    found["negation"] = compare_negations(source.nodes, target.nodes, rows, others)
    found["numbers"] = _find_conflicts(_numbers(source.nodes), _numbers(target.nodes), rows, others)
    if source.meanings and target.meanings:
        found |= compare_meanings(source.meanings, target.meanings, rows, others)
        found |= compare_parts(source.meanings, target.meanings, source.parents, (rows, others))
        found["foreign"] = (~speak_alike(source, target, rows, others)).astype(np.float64)
    return {name: np.clip(values, 0.0, 1.0) for name, values in found.items()}


def weigh_features(found: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Return the weighted sum of the features that there are, with the bias."""
    pairs = len(next(iter(found.values())))
    total = np.full(pairs, weights["bias"], dtype=np.float64)
    for name, values in found.items():
        if name in weights:
            total += weights[name] * values
    return total


def _compare_audiences(source: Profile, target: Profile, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return whether both are for the same people, for different ones, or only one says for whom it is."""
    left, right = ([node.audience for node in side.nodes] for side in (source, target))
    says = [np.array([bool(traits) for traits in side], dtype=bool) for side in (left, right)]
    one, other = says[0][rows], says[1][others]
    conflict = _find_conflicts(left, right, rows, others)
    return {
        "audience_apart": conflict,
        "audience_same": (one & other).astype(np.float64) - conflict,
        "audience_new": (~one & other).astype(np.float64),
        "audience_lost": (one & ~other).astype(np.float64),
    }


def _numbers(nodes: Sequence[Node]) -> list[frozenset[str]]:
    return [frozenset(term for term in node.own if _NUMBER.search(term)) for node in nodes]


def _find_conflicts(left: Traits, right: Traits, rows: Ints, others: Ints) -> Floats:
    """Return 1 where both sides have traits and share none."""
    kinds = list(dict.fromkeys([*left, *right]))
    number_of = {traits: at for at, traits in enumerate(kinds)}
    ours, theirs = (np.array([number_of[traits] for traits in side], dtype=np.int64) for side in (left, right))
    keys, which = np.unique(ours[rows] * len(kinds) + theirs[others], return_inverse=True)
    apart = [_are_apart(kinds[key // len(kinds)], kinds[key % len(kinds)]) for key in keys.tolist()]
    return np.array(apart, dtype=np.float64)[which] if len(rows) else np.zeros(0)


def _are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and one.isdisjoint(other))
