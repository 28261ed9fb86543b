"""Which pairs of categories are looked at because a sentence model takes them for alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from gapfinder.cores import map_on_cores
from gapfinder.matching.catalogues.meanings import Meanings, Way, list_ways
from gapfinder.matching.catalogues.profiles import Profile
from gapfinder.matching.summed_meanings import Rows
from gapfinder.matching.vectors import Ints

MOST = 15
OF_EACH_SITE = 3
MOST_SITES = 20
"""So many of each site are looked at whatever the others offer, of so many sites."""
AT_ONCE = 256
Found = tuple[Ints, Ints]


def add_near(found: Found, source: Profile, target: Profile, *, keep_sites_apart: bool) -> Found:
    """Add to pairs of rows and others, in ascending order, for each source row those that mean most nearly the same."""
    if source.meanings is None or target.meanings is None:
        return found
    width = max(len(target.nodes), 1)
    keys = [found[0] * width + found[1]]
    goods = _find_goods(source), _find_goods(target)
    for rows, others in _part_sites(source, target, *goods) if keep_sites_apart else [goods]:
        keys += _find_near(source.meanings, target, rows, others)
    every = np.unique(np.concatenate(keys))
    return every // width, every % width


def _find_goods(side: Profile) -> Ints:
    return np.flatnonzero([node.is_goods for node in side.nodes]).astype(np.int64)


def _part_sites(source: Profile, target: Profile, rows: Ints, others: Ints) -> Iterator[Found]:
    """Yield the rows of each site with the others of all other sites."""
    ours, theirs = (np.array([node.place.site for node in side.nodes]) for side in (source, target))
    for site in np.unique(ours[rows]):
        yield rows[ours[rows] == site], others[theirs[others] != site]


def _find_near(source: Meanings, target: Profile, rows: Ints, others: Ints) -> Iterator[Ints]:
    """Yield the keys of the pairs that mean most nearly the same, or sell it."""
    meant = target.meanings
    if meant is None:
        return
    for way in list_ways(source, meant, rows, others):
        yield from _look(way, target)


def _look(way: Way, target: Profile) -> Iterator[Ints]:
    """Yield keys of the pairs nearest by a sum of views: the number of a row times the width, and that of the other."""
    views, rows, others = way
    if not len(others):
        return
    sites = target.sites[others]
    groups = [np.flatnonzero(sites == site) for site in np.unique(sites)]
    groups = groups if 1 < len(groups) <= MOST_SITES else []

    def look(start: int) -> list[Ints]:
        some = rows[start : start + AT_ONCE]
        alike = sum(left[some] @ right[others].T for left, right in views)
        nearest = _pick_nearest(np.asarray(alike, dtype=np.float32), groups)
        return [(some[:, None] * len(target.nodes) + others[picked]).ravel() for picked in nearest]

    yield from chain.from_iterable(map_on_cores(look, range(0, len(rows), AT_ONCE)))


def _pick_nearest(alike: Rows, groups: Sequence[Ints]) -> Iterator[Ints]:
    """Yield the columns of the nearest of all, and of the nearest of each group, for every row."""
    yield _find_largest(alike, MOST)
    for group in groups:
        yield group[_find_largest(alike[:, group], OF_EACH_SITE)]


def _find_largest(alike: Rows, most: int) -> Ints:
    if alike.shape[1] <= most:
        return np.broadcast_to(np.arange(alike.shape[1]), alike.shape)
    return np.argpartition(-alike, most - 1, axis=1)[:, :most]
