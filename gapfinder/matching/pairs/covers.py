"""Whether all that one composite name is about is some of what another is about, part by part."""

from __future__ import annotations

from collections.abc import Set

import numpy as np

from gapfinder.matching.catalogues.profiles import Profile
from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.vectors import Ints

Parts = tuple[frozenset[str], ...]
Read = tuple[Parts, Set[str]]
"""The terms of each part of a name, and those above it."""


def find_covers(source: Profile, target: Profile, names: Ints, others: Ints, told_above: Bools) -> Bools:
    """Return two rows of answers for the pairs of names: whether the target covers the source, and the source it.

    Where neither does by its name alone, but says more of the other with what stands above it, `told_above`, that
    counts, too: the chairs of kids' furniture are some of kids' tables and chairs.
    """
    left = {row: _read_parts(source.read(row)) for row in np.unique(names).tolist()}
    right = {other: _read_parts(target.read(other)) for other in np.unique(others).tolist()}
    pairs = zip(names.tolist(), others.tolist(), told_above.tolist(), strict=True)
    found = [_find_cover(left[row], right[other], told=told) for row, other, told in pairs]
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


def is_covered_below(ours: Parts, above: Set[str], theirs: Parts) -> bool:
    """Tell whether each part of a name says some of a part of another, and what stands above it the rest.

    >>> is_covered_below((frozenset({"chair"}),), {"kid"}, (frozenset({"kid", "tabl"}), frozenset({"kid", "chair"})))
    True
    """
    return all(any(not part.isdisjoint(whole) and part - whole <= above for part in theirs) for whole in ours)


def _find_cover(source: Read, target: Read, *, told: bool) -> tuple[bool, bool]:
    (ours, above), (theirs, over) = source, target
    found = is_covered(ours, theirs), is_covered(theirs, ours)
    if not told or any(found):
        return found
    return is_covered_below(ours, above, theirs), is_covered_below(theirs, over, ours)


def _read_parts(node: Node) -> Read:
    """Return the terms of each part, of a name that says little by itself those that it is completed to, and those
    above."""
    parts = node.label.parts if node.own == node.label.terms else (node.own,)
    return tuple(map(frozenset, parts)), node.above.keys()
