"""Whether what two categories sell is the same, or other goods, by the terms that their product titles share."""

from __future__ import annotations

import numpy as np

from gapfinder.matching.profiles import Profile
from gapfinder.matching.vectors import Floats, Ints, Vectors

LIKE, ALIKE = 0.5, 0.75
"""The cosines from which on goods begin to be the same, and are."""
FEWEST_TERMS = 2
"""Fewer terms than this do not tell that goods are the same."""
HARDLY = 0.02
"""A cosine below which nothing is shared."""


def compare_goods(source: Profile, target: Profile, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return how far pairs sell the same, `sold_same`, and whether they sell other goods, `sold_apart`, both in 0..1.

    Goods are other ones where what titles tell beside the name stands in no title of the other, on either side.
    """
    left, right = source.vectors, target.vectors
    likeness = left["sold"].dot(rows, right["sold"], others)
    tells = _count_terms(left["sold"])[rows], _count_terms(right["sold"])[others]
    same = np.where(np.minimum(*tells) >= FEWEST_TERMS, np.clip((likeness - LIKE) / (ALIKE - LIKE), 0.0, 1.0), 0.0)
    is_told = (_count_terms(left["sold_beside"])[rows] > 0) & (_count_terms(right["sold_beside"])[others] > 0)
    there = left["sold_beside"].dot(rows, right["titles"], others)
    here = right["sold_beside"].dot(others, left["titles"], rows)
    apart = is_told & (np.maximum(there, here) < HARDLY)
    return {"sold_same": same, "sold_apart": apart.astype(np.float64)}


def _count_terms(vectors: Vectors) -> Ints:
    found: Ints = np.diff(vectors.starts)
    return found
