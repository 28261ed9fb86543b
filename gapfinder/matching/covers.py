"""Whether all that one composite name is about is some of what another is about, part by part."""

from __future__ import annotations

import numpy as np

from gapfinder.matching.profiles import Profile
from gapfinder.matching.sheets import Bools
from gapfinder.matching.trees import Node
from gapfinder.matching.vectors import Ints

Parts = tuple[frozenset[str], ...]


def find_covers(source: Profile, target: Profile, names: Ints, others: Ints) -> Bools:
    """Return two rows of answers for the pairs of names: whether the target covers the source, and the source it."""
    left = {row: _list_parts(source.read(row)) for row in np.unique(names).tolist()}
    right = {other: _list_parts(target.read(other)) for other in np.unique(others).tolist()}
    pairs = [(left[row], right[other]) for row, other in zip(names.tolist(), others.tolist(), strict=True)]
    found = [(is_covered(ours, theirs), is_covered(theirs, ours)) for ours, theirs in pairs]
    return np.array(found, dtype=bool).reshape(-1, 2).T


def is_covered(ours: Parts, theirs: Parts) -> bool:
    """Tell whether each part of a name says all of some part of another, and maybe more.

    >>> boot, snow_boot, shoe = frozenset({"boot"}), frozenset({"snow", "boot"}), frozenset({"shoe"})
    >>> is_covered((snow_boot,), (shoe, boot)), is_covered((shoe, boot), (snow_boot,))
    (True, False)
    """
    if len(ours) == len(theirs) == 1:  # nearly all are
        return theirs[0] <= ours[0]
    return all(any(part <= whole for part in theirs) for whole in ours)


def _list_parts(node: Node) -> Parts:
    """Return the terms of each part; of a name that says little by itself those that it is completed to."""
    parts = node.label.parts if node.own == node.label.terms else (node.own,)
    return tuple(map(frozenset, parts))
