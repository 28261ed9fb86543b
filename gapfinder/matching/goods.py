"""Whether what two categories sell is the same, or other goods, by the terms that their product titles share."""

from __future__ import annotations

import numpy as np

from gapfinder.matching.profiles import Profile
from gapfinder.matching.sheets import Bools
from gapfinder.matching.vectors import Floats, Ints, Vectors

LIKE, ALIKE = 0.5, 0.75
"""The cosines from which on goods begin to be the same, and are."""
FEWEST_TERMS = 2
"""Fewer terms than this do not tell that goods are the same, …"""
AS_MUCH, FEWEST_KINDS = 0.95, 4
"""… unless they are as good as all, and what several titles say, which are so many terms, is alike as well."""
FEWEST_BESIDE = {"sold_beside": 1, "mix_beside": FEWEST_KINDS}
"""So many terms by view tell, beside what a category is called, of other goods."""
HARDLY = 0.02
"""A cosine below which nothing is shared."""


def compare_goods(source: Profile, target: Profile, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return how far pairs sell the same, `sold_same`, and whether they sell other goods, `sold_apart`, both in 0..1.

    Goods are the same where most titles share the same terms, or the same one, and several titles each the same others.
    They are other ones where what titles tell beside the name stands in no title of the other, on either side, and both
    speak one language: what most of them say, or all that several do where the two stand among other goods.
    """
    left, right = source.vectors, target.vectors
    if not (left["mix"].sizes.any() and right["mix"].sizes.any()):
        return {name: np.zeros(len(rows)) for name in ("sold_same", "sold_apart")}
    likeness = left["sold"].dot(rows, right["sold"], others)
    tells = _count_terms(left["sold"])[rows], _count_terms(right["sold"])[others]
    same = np.where(np.minimum(*tells) >= FEWEST_TERMS, np.clip((likeness - LIKE) / (ALIKE - LIKE), 0.0, 1.0), 0.0)
    same = np.maximum(same, _mix_alike(source, target, rows, others) * (likeness >= AS_MUCH))
    apart = _share_nothing(source, target, rows, others, "sold_beside")
    apart |= _share_nothing(source, target, rows, others, "mix_beside") & _stand_apart(source, target, rows, others)
    languages = [np.array([node.language for node in side.nodes]) for side in (source, target)]
    apart &= languages[0][rows] == languages[1][others]
    return {"sold_same": same, "sold_apart": apart.astype(np.float64)}


def _share_nothing(source: Profile, target: Profile, rows: Ints, others: Ints, view: str) -> Bools:
    """Tell in which pairs both sides have enough terms of a view, none of which is in any title of the other."""
    left, right = source.vectors, target.vectors
    is_told = np.minimum(_count_terms(left[view])[rows], _count_terms(right[view])[others]) >= FEWEST_BESIDE[view]
    there = left[view].dot(rows, right["titles"], others)
    here = right[view].dot(others, left["titles"], rows)
    apart: Bools = is_told & (np.maximum(there, here) < HARDLY)
    return apart


def _stand_apart(source: Profile, target: Profile, rows: Ints, others: Ints) -> Bools:
    """Tell which pairs stand among goods of fields that are known and none of which is both's."""
    left, right = source.vectors["among"], target.vectors["among"]
    is_known = (left.sizes[rows] > 0) & (right.sizes[others] > 0)
    apart: Bools = is_known & (left.dot(rows, right, others) < HARDLY)
    return apart


def _mix_alike(source: Profile, target: Profile, rows: Ints, others: Ints) -> Floats:
    left, right = source.vectors["mix"], target.vectors["mix"]
    fewest = np.minimum(_count_terms(left)[rows], _count_terms(right)[others])
    alike: Floats = np.clip((left.dot(rows, right, others) - LIKE) / (ALIKE - LIKE), 0.0, 1.0) * (
        fewest >= FEWEST_KINDS
    )
    return alike


def _count_terms(vectors: Vectors) -> Ints:
    """Return how many terms of each row weigh anything."""
    rows = vectors.row_numbers()[vectors.weights > 0]
    found: Ints = np.bincount(rows, minlength=len(vectors.sizes))
    return found
