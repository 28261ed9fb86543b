"""Whether categories sell the same, or other goods, by what their product titles mean by a sentence model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from gapfinder.matching.catalogues.meanings import Meanings, find_cosines, rank
from gapfinder.matching.catalogues.profiles import Profile, speak_alike
from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.pairs.goods import SAME_NAME, scale
from gapfinder.matching.summed_meanings import Rows
from gapfinder.matching.vectors import Floats, Ints

NEAR, SAME = 0.55, 0.72
"""The cosines of what titles mean from which on goods begin to be the same, and are."""
NEAREST = 3
"""What is called the same may be other goods where it is not among so many that mean most of the same."""
MEETING, BY_FAR = 0.58, 0.1
"""Goods are the same, too, from this cosine on where both are the nearest by so much, …"""
SEVERAL, SHARE = 4, 0.12
"""… on two sites that have so many such pairs, and for so great a part of the categories of the smaller."""
CLEAR = 0.05
"""On other sites by so much at least: sizes and makes bring goods near that have nothing else in common."""
FAR, FARTHEST, ENOUGH = 0.4, 0.2, 3
"""Goods may be other ones below these cosines, by so many titles of each or more, and by fewer; titles that say no more
than makes and models are as far from each other."""


def find_same_goods(
    source: Profile,
    target: Profile,
    pairs: tuple[Ints, Ints],
    features: Mapping[str, Floats],
    slates: tuple[Ints, Ints],
) -> tuple[Floats, Bools]:
    """Return how far pairs sell the same by what their titles mean, where each is the nearest that the other has, and
    which are of sites that sell much of the same.

    A name that titles repeat makes any goods alike that are called so: then it is what they mean beside it. `slates`
    number what a source is compared with, and what a target is.
    """
    is_named = features["own"] >= SAME_NAME
    goods = _Meeting.of(features["meaning_goods"], features["meaning_bare"], *slates)
    beside = _Meeting.of(features["meaning_beside"], features["meaning_bare_beside"], *slates)
    by_far = np.where(is_named, beside.is_by_far, goods.is_by_far)
    is_rival = _find_rivals(by_far, source, target, *pairs)
    told = [np.where(is_rival, meeting.near, meeting.clear) for meeting in (goods, beside)]
    return np.maximum.reduce([told[0] * ~is_named, told[1], by_far & is_rival]), is_rival


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Meeting:
    """How near pairs are that are each other's nearest, how near of them are clearly so, and which are it by far.

    Clearly near is what is so without sizes, too: a sack of salt is like one of fodder by what it weighs.
    """

    near: Floats
    clear: Floats
    is_by_far: Bools

    @classmethod
    def of(cls, alike: Floats, bare: Floats, slates: Ints, back: Ints) -> Self:
        is_nearest = np.minimum(rank(alike, slates), rank(alike, back)) >= 1
        ahead = alike - np.maximum(_find_second(alike, slates), _find_second(alike, back))
        return cls(
            near=scale(alike, NEAR, SAME) * is_nearest,
            clear=scale(np.minimum(alike, bare), NEAR, SAME) * is_nearest * np.clip(ahead / CLEAR, 0.0, 1.0),
            is_by_far=is_nearest & (alike >= MEETING) & (ahead >= BY_FAR),
        )


def _find_rivals(by_far: Bools, source: Profile, target: Profile, rows: Ints, others: Ints) -> Bools:
    """Tell which pairs are of sites that sell much of the same: of whose categories enough are the nearest `by_far`."""
    width = int(target.sites.max(initial=0)) + 1
    _, which = np.unique(source.sites[rows] * width + target.sites[others], return_inverse=True)
    counts = np.bincount(which, weights=by_far)
    least = np.maximum(SEVERAL, SHARE * np.minimum(source.breadths[rows], target.breadths[others]))
    found: Bools = counts[which] >= least
    return found


def _find_second(alike: Floats, groups: Ints) -> Floats:
    """Return for each value the second largest of its group, 0 where there is none.

    >>> _find_second(np.array([0.5, 0.9, 0.7, 0.4]), np.array([0, 0, 0, 1])).tolist()
    [0.7, 0.7, 0.7, 0.0]
    """
    _, which = np.unique(groups, return_inverse=True)
    found = np.zeros(which.max(initial=-1) + 1)
    second = rank(alike, groups) == 1 / 2
    found[which[second]] = alike[second]
    return found[which]


def find_other_goods(source: Profile, target: Profile, rows: Ints, others: Ints) -> Bools:
    """Tell which pairs sell other goods by what their titles mean beside the names.

    They mean little of the same, and one is less like the other than what else the site of that sells is: there they
    would stand as well under any name. Titles of two languages are not compared, nor what says hardly more than others
    of its site.
    """
    if source.meanings is None or target.meanings is None:
        return np.zeros(len(rows), dtype=bool)
    left, right = source.meanings.beside, target.meanings.beside
    titles = np.minimum(source.meanings.titles[rows], target.meanings.titles[others])
    is_told = (titles > 0) & source.tells[rows] & target.tells[others]
    at = np.flatnonzero(is_told & speak_alike(source, target, rows, others))
    rows, others = rows[at], others[at]
    alike = find_cosines(left, right, rows, others)
    usual = np.maximum(
        find_cosines(left, _average(target.meanings, target.sites), rows, target.sites[others]),
        find_cosines(right, _average(source.meanings, source.sites), others, source.sites[rows]),
    )
    found = np.zeros(len(titles), dtype=bool)
    found[at] = (alike < np.where(titles[at] >= ENOUGH, FAR, FARTHEST)) & (alike < usual)
    return found


def has_nearer(alike: Floats, slates: Ints, back: Ints) -> Bools:
    """Tell for which pairs something else on the site of one of the two sells what is near the goods of the other.

    >>> has_nearer(np.array([0.1, 0.9, 0.2]), np.array([0, 0, 1]), np.array([0, 1, 1])).tolist()
    [True, True, True]
    """
    found = np.zeros(len(alike), dtype=bool)
    for groups in (slates, back):
        found |= np.isin(groups, groups[alike >= NEAR])
    return found


def find_strange(
    source: Profile, target: Profile, pairs: tuple[Ints, Ints], features: Mapping[str, Floats], slates: Ints
) -> Bools:
    """Tell which pairs are called the same though several others sell what means more of the same, from either side, or
    from both where only a part of a composite is called so.

    That is told where enough titles of both, or of what stands below them, say something beside the name, in one
    language, and not much the same. The pairs are in ascending order.
    """
    rows, others = pairs
    found = np.zeros(len(rows), dtype=bool)
    if source.meanings is None or target.meanings is None:
        return found
    titles = np.minimum(source.meanings.titles_below[rows], target.meanings.titles_below[others])
    is_told = (titles >= ENOUGH) & source.tells[rows] & target.tells[others]
    at = np.flatnonzero(is_told & (features["meaning_below"] < NEAR))
    at = at[speak_alike(source, target, rows[at], others[at])]
    is_named = features["own"][at] >= SAME_NAME
    shares_part = np.zeros(len(at), dtype=bool)
    shares_part[~is_named] = _share_parts(source, target, rows[at[~is_named]], others[at[~is_named]])
    is_behind = rank(features["meaning_below"], slates) < 1 / NEAREST
    behind = back = is_behind[at]
    if source is target:
        width = len(source.nodes)
        keys, turned = rows * width + others, others[at] * width + rows[at]
        places = np.minimum(np.searchsorted(keys, turned), len(keys) - 1)
        back = (keys[places] == turned) & is_behind[places]
    found[at] = (is_named & (behind | back)) | (shares_part & behind & back)
    return found


def _share_parts(source: Profile, target: Profile, rows: Ints, others: Ints) -> Bools:
    """Tell which pairs have a part of their names in common, one at least of several."""
    ours, theirs = ([frozenset(node.label.parts) for node in side.nodes] for side in (source, target))
    pairs = zip(rows.tolist(), others.tolist(), strict=True)
    return np.array(
        [
            max(len(ours[row]), len(theirs[other])) > 1 and not ours[row].isdisjoint(theirs[other])
            for row, other in pairs
        ],
        dtype=bool,
    )


def _average(meanings: Meanings, sites: Ints) -> Rows:
    """Return for each site the mean of what is sold wherever that is known: its product is a mean of cosines."""
    sums = np.zeros((int(sites.max(initial=-1)) + 1, meanings.beside.shape[1]), dtype=np.float32)
    np.add.at(sums, sites, meanings.beside)
    counts = np.bincount(sites[meanings.titles > 0], minlength=len(sums))
    average: Rows = sums / np.maximum(counts, 1).astype(np.float32)[:, None]
    return average
