"""How alike the names of pairs of categories are, in whichever of two readings they are more alike."""

from __future__ import annotations

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

from gapfinder.matching.catalogues.profiles import Profile
from gapfinder.matching.vectors import Floats, Ints

COSINES = ("own", "rest", "grams", "full")
Ends = tuple[Ints, Ints]
"""For each pair one row and another."""


def compare_names(source: Profile, target: Profile, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return each feature that goes by the names of pairs of a source row and a target row, all in 0..1.

    Names are compared with synonyms of whole phrases, and word by word where they share more so: `literally`.
    """
    found = _compare_readings(source, target, (rows, rows), (others, others))
    again, names = _find_literal(source, target, (rows, others), found["own"] + found["head"])
    found["literally"] = np.zeros(len(rows))
    if len(again):
        found["literally"][again] = 1.0
        read = _compare_readings(source, target, (rows[again], names[0]), (others[again], names[1]))
        for name, values in read.items():
            found[name][again] = values
    return found


def _find_literal(source: Profile, target: Profile, pairs: Ends, shared: Floats) -> tuple[Ints, Ends]:
    """Return the pairs whose names share more word by word than what they do otherwise, with the rows of both."""
    left, right = source.readings[pairs[0]], target.readings[pairs[1]]
    again = np.flatnonzero((left != pairs[0]) | (right != pairs[1]))
    left, right = left[again], right[again]
    likeness = source.named["own"].dot(left, target.named["own"], right) + _share_heads(source, target, left, right)
    is_nearer = likeness > shared[again]
    return again[is_nearer], (left[is_nearer], right[is_nearer])


def _compare_readings(source: Profile, target: Profile, ours: Ends, theirs: Ends) -> dict[str, Floats]:
    """Return the features by the rows of nodes on either side, and those of their names in one reading."""
    rows, names = ours
    others, their_names = theirs
    found = {view: source.named[view].dot(names, target.named[view], their_names) for view in COSINES}
    return found | {
        "source_inside": source.masses["own"].dot(names, target.marks["full"], their_names),
        "target_inside": target.masses["own"].dot(their_names, source.marks["full"], names),
        "rest_inside": source.masses["rest"].dot(names, target.marks["full"], their_names),
        "source_above": source.masses["rest"].dot(names, target.marks["above"], others),
        "target_above": target.masses["rest"].dot(their_names, source.marks["above"], rows),
        "spelling": _compare_spelling(source, target, names, their_names),
        "head": _share_heads(source, target, names, their_names),
        "below": np.maximum(
            source.named["own"].dot(names, target.vectors["children"], others),
            target.named["own"].dot(their_names, source.vectors["children"], rows),
        ),
    }


def _share_heads(source: Profile, target: Profile, names: Ints, others: Ints) -> Floats:
    shared: Floats = (source.named["heads"].dot(names, target.named["heads"], others) > 0).astype(np.float64)
    return shared


def _compare_spelling(source: Profile, target: Profile, names: Ints, others: Ints) -> Floats:
    if not len(names):
        return np.zeros(0)
    left = [source.texts[row] for row in names]
    right = [target.texts[other] for other in others]
    alike: Floats = np.asarray(cpdist(left, right, scorer=ratio, dtype=np.float32), dtype=np.float64) / 100
    return alike
