"""Which pairs of categories are looked at because a sentence model takes them for alike."""

from __future__ import annotations

import numpy as np

from gapfinder.matching.meanings import Meanings
from gapfinder.matching.profiles import Profile
from gapfinder.matching.vectors import Ints

MOST = 15
AT_ONCE = 512
Found = tuple[Ints, Ints]


def add_near(found: Found, source: Profile, target: Profile, *, keep_sites_apart: bool) -> Found:
    """Add to pairs of rows and others, in ascending order, for each source row those that mean most nearly the same."""
    if source.meanings is None or target.meanings is None:
        return found
    rows, others = _find_near(source.meanings, target.meanings, _find_goods(source), _find_goods(target))
    if keep_sites_apart:
        places = [np.array([node.place.site for node in side.nodes]) for side in (source, target)]
        apart = places[0][rows] != places[1][others]
        rows, others = rows[apart], others[apart]
    width = max(len(target.nodes), 1)
    keys = np.unique(np.concatenate([found[0] * width + found[1], rows * width + others]))
    return keys // width, keys % width


def _find_goods(side: Profile) -> Ints:
    return np.flatnonzero([node.is_goods for node in side.nodes]).astype(np.int64)


def _find_near(source: Meanings, target: Meanings, rows: Ints, others: Ints) -> Found:
    most = min(MOST, len(others))
    names, paths = target.name[others], target.path[others]
    found = [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(rows) if most else 0, AT_ONCE):
        some = rows[start : start + AT_ONCE]
        alike = source.name[some] @ names.T + source.path[some] @ paths.T
        found.append(others[np.argpartition(-alike, most - 1, axis=1)[:, :most].ravel()])
    return np.repeat(rows, most), np.concatenate(found)
