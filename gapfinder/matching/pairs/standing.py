"""Where categories stand, and how well all that stands around them is answered on another site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from gapfinder.matching.catalogues.profiles import DEEPEST, climb, count_above, number_sites
from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.vectors import Floats, Ints

ANSWERED = 0.5
"""From this score on a category has an answer on a site."""
AS_MANY = 10
"""The share of a department counts as though it had so many categories more, answered like the rest of their site: of
a few that were not answered little follows."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """Where the categories of goods of a forest stand, by their positions.

    `parents` are the nearest above that are of goods, -1 where there is none, `tops` the topmost of them or the node
    itself: its department. `levels` holds the nodes by how many of goods stand above them, the topmost first.
    """

    parents: Ints
    tops: Ints
    levels: Sequence[Ints]
    sites: Ints
    is_goods: Bools

    @classmethod
    def of(cls, nodes: Sequence[Node]) -> Self:
        is_goods = np.array([node.is_goods for node in nodes], dtype=bool)
        above = np.array([-1 if node.parent is None else node.parent for node in nodes], dtype=np.int64)
        parents = above
        for _ in range(DEEPEST):
            parents = np.where((parents >= 0) & ~is_goods[parents], above[parents], parents)
        parents = np.where((parents >= 0) & is_goods[parents], parents, -1)
        depths = count_above(parents)
        return cls(
            parents=parents,
            tops=climb(parents, depths, 0),
            levels=[np.flatnonzero((depths == depth) & is_goods) for depth in range(int(depths.max(initial=0)) + 1)],
            sites=number_sites(nodes),
            is_goods=is_goods,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Around:
    """How well all that stands around each category is answered on one site.

    `scores` are those of the likeliest pair of the category itself, of any above it or any below it, in 0..1, `nodes`
    the one of them that is so like, `shares` the part of its department that has an answer there.
    """

    scores: Floats
    nodes: Ints
    shares: Floats


def look_around(standing: Standing, best: Floats) -> Around:
    """Return what stands around each category, by the scores of the likeliest category of another site for each.

    >>> standing = Standing(
    ...     parents=np.array([-1, 0, 0, -1]), tops=np.array([0, 0, 0, 3]), sites=np.array([0, 0, 0, 0]),
    ...     levels=[np.array([0, 3]), np.array([1, 2])], is_goods=np.array([True] * 4),
    ... )
    >>> around = look_around(standing, np.array([0.1, 0.9, 0.2, 0.0]))
    >>> around.scores.tolist(), around.nodes.tolist(), around.shares.round(2).tolist()
    ([0.9, 0.9, 0.2, 0.0], [1, 1, 2, 3], [0.29, 0.21, 0.29, 0.25])
    """
    upper, lower = (np.where(standing.is_goods, np.arange(len(best)), -1) for _ in range(2))
    for level in standing.levels[1:]:
        above = upper[standing.parents[level]]
        upper[level] = np.where(best[above] > best[upper[level]], above, upper[level])
    for level in reversed(standing.levels[1:]):
        # Of several below one the last that is put there stays: the likeliest.
        level = level[np.argsort(best[lower[level]], kind="stable")]  # noqa: PLW2901
        level = level[best[lower[level]] > best[lower[standing.parents[level]]]]  # noqa: PLW2901
        lower[standing.parents[level]] = lower[level]
    nodes = np.where(best[lower] > best[upper], lower, upper)
    return Around(scores=best[nodes], nodes=nodes, shares=_share_answers(standing, best))


def _share_answers(standing: Standing, best: Floats) -> Floats:
    is_goods = standing.is_goods.astype(np.float64)
    answered = np.where(standing.is_goods & (best >= ANSWERED), 1.0, 0.0)
    of_site = (np.bincount(standing.sites, answered) / np.maximum(np.bincount(standing.sites, is_goods), 1.0))[
        standing.sites
    ]
    beside = np.bincount(standing.tops, is_goods, minlength=len(best))[standing.tops] - is_goods
    told = np.bincount(standing.tops, answered, minlength=len(best))[standing.tops] - answered
    shares: Floats = (told + AS_MANY * of_site) / (beside + AS_MANY)
    return shares
