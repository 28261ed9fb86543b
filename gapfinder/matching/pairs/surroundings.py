"""How alike pairs of categories are by where their kin went: parents, siblings, children, and all of one department."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gapfinder.matching.catalogues.profiles import Profile
from gapfinder.matching.vectors import Floats, Ints, number_keys

DOUBT = 4.0
"""Kin that went nowhere, added to those that went somewhere: few kin say little."""

STEEP = 100.0
"""How much more the first kin tell than the last: of all that a share tells, its first hundredth tells a seventh."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Pairs of a source and a target row, each with its chance by itself. `sites` are those of the target's nodes."""

    rows: Ints
    others: Ints
    sites: Ints
    chances: Floats


def compare_surroundings(
    source: Profile, target: Profile, rows: Ints, others: Ints, chances: Floats
) -> dict[str, Floats]:
    """Return the features of the second pass, each in 0..1, from how probable each pair is by the first.

    These are shares of kin, and each share as the second pass weighs it, on a scale where the first that went there
    tell more than the next (`toward_...`). What each means stands beside its weight in `words/weights.toml`. A source's
    own answer says nothing about where its kin went, so it does not count.
    """
    pairs = Pairs(rows=rows, others=others, sites=target.sites, chances=chances)
    over = np.where(target.parents >= 0, target.parents, np.arange(len(target.nodes)))
    above = source.parents[rows]
    parent_here = np.where(above >= 0, _Sums(pairs, rows, others).at(above, others), 0.0)
    found = {
        "department": _share_of_kin(pairs, source.tops, target.tops),
        "aisle": _share_of_kin(pairs, source.seconds, target.seconds),
        "siblings": _share_of_kin(pairs, _number_families(source), over),
        "parent_here": parent_here,
        "kids": _share_of_children(source, target, pairs),
    }
    shares = {name: np.clip(values, 0.0, 1.0) for name, values in found.items()}
    return shares | {f"toward_{name}": np.log1p(STEEP * share) / np.log1p(STEEP) for name, share in shares.items()}


class _Sums:
    """The summed chances of pairs by two numbers of theirs."""

    def __init__(self, pairs: Pairs, firsts: Ints, seconds: Ints) -> None:
        self._width = int(seconds.max(initial=0)) + 1
        self._keys, self._which = number_keys(firsts * self._width + seconds)
        sums = np.bincount(self._which, weights=pairs.chances, minlength=len(self._keys))
        self._sums: Floats = sums.astype(np.float64, copy=False)

    def of_each(self) -> Floats:
        """Return the sum of the numbers of each pair."""
        return self._sums[self._which]

    def at(self, firsts: Ints, seconds: Ints) -> Floats:
        """Return the sum of each two numbers, 0 where there is none."""
        if not len(self._keys):
            return np.zeros(len(firsts))
        wanted = firsts * self._width + seconds
        place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        is_known = (self._keys[place] == wanted) & (seconds < self._width)
        found: Floats = np.where(is_known, self._sums[place], 0.0)
        return found


def _number_families(source: Profile) -> Ints:
    """Return a number for each node that it shares with its siblings; the topmost of a site are siblings."""
    sites = {site: at for at, site in enumerate(dict.fromkeys(node.place.site for node in source.nodes))}
    roots = np.array([len(source.nodes) + sites[node.place.site] for node in source.nodes], dtype=np.int64)
    return np.where(source.parents >= 0, source.parents, roots)


def _share_of_kin(pairs: Pairs, families: Ints, groups: Ints) -> Floats:
    """Return for each pair what share of the source's family went to the target's group, the source left out."""
    family, group, site = families[pairs.rows], groups[pairs.others], pairs.sites[pairs.others]
    there = _Sums(pairs, family, group).of_each() - _Sums(pairs, pairs.rows, group).of_each()
    anywhere = _Sums(pairs, family, site).of_each() - _Sums(pairs, pairs.rows, site).of_each()
    return there / (anywhere + DOUBT)


def _share_of_children(source: Profile, target: Profile, pairs: Pairs) -> Floats:
    """Return for each pair what share of the source's children went to the target or right below it."""
    rows, others = pairs.rows, pairs.others
    above, over = source.parents[rows], target.parents[others]
    is_child = above >= 0
    inner = Pairs(rows=above[is_child], others=others[is_child], sites=pairs.sites, chances=pairs.chances[is_child])
    here = _Sums(inner, inner.rows, inner.others).at(rows, others)
    deeper = is_child & (over >= 0)
    below = Pairs(rows=above[deeper], others=over[deeper], sites=pairs.sites, chances=pairs.chances[deeper])
    right_below = _Sums(below, below.rows, below.others).at(rows, others)
    anywhere = _Sums(inner, inner.rows, pairs.sites[inner.others]).at(rows, pairs.sites[others])
    return (here + right_below) / (anywhere + DOUBT / 2)
