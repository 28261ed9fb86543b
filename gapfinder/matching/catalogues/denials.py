"""Whether one name says that it is without what another says, or does not speak of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.vectors import Floats, Ints

DENIED, SILENT = 1.0, 1 / 3
"""What counts a name that is without what the other is of, and one that is without what the other does not tell."""
Claims = tuple[frozenset[str], frozenset[str]]
"""Terms that a name says it is without, and those that others are without and it is of."""


def compare_negations(source: Sequence[Node], target: Sequence[Node], rows: Ints, others: Ints) -> Floats:
    """Return for each pair of a source row and a target row how far one name denies the other, in 0..1.

    What both are without, neither denies.
    """
    lacked = frozenset(term[1:] for node in chain(source, target) for term in node.own if term.startswith("!"))
    left, right = ([_list_claims(node, lacked) for node in side] for side in (source, target))
    kinds = list(dict.fromkeys([*left, *right]))
    number_of = {claims: at for at, claims in enumerate(kinds)}
    ours, theirs = (np.array([number_of[claims] for claims in side], dtype=np.int64) for side in (left, right))
    keys, which = np.unique(ours[rows] * len(kinds) + theirs[others], return_inverse=True)
    told = [_deny(kinds[key // len(kinds)], kinds[key % len(kinds)]) for key in keys.tolist()]
    return np.array(told, dtype=np.float64)[which]


def _list_claims(node: Node, lacked: frozenset[str]) -> Claims:
    without = frozenset(term[1:] for term in node.own if term.startswith("!"))
    return without, lacked.intersection(node.own)


def _deny(one: Claims, other: Claims) -> float:
    """Return how far one of two names denies the other.

    >>> nothing, latex = frozenset(), frozenset({"latex"})
    >>> [round(_deny((latex, nothing), other), 2) for other in ((latex, nothing), (nothing, latex), (nothing, nothing))]
    [0.0, 1.0, 0.33]
    """
    if one[0] & other[0]:
        return 0.0
    if one[0] & other[1] or other[0] & one[1]:
        return DENIED
    return SILENT if one[0] or other[0] else 0.0
