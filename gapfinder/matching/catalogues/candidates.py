"""Which pairs of categories are looked at: those that share something rare, by several indexes, never all."""

from __future__ import annotations

import numpy as np

from gapfinder.matching.catalogues.profiles import Profile
from gapfinder.matching.vectors import Floats, Ints, InvertedIndex, Vectors, pick_best

MOST_CANDIDATES = 40
OF_EACH_SITE = 3
MOST_SITES = 20
"""So many candidates of each site are looked at whatever the others offer, of so many sites: what a site has that comes
nearest must be known before anything is called absent there."""
INDEXES = (
    ("told", "told", 1.0), ("grams", "grams", 0.8), ("full", "full", 1.0), ("above", "above", 1.0),
    ("fields", "fields", 0.8), ("own", "children", 0.5), ("titles", "titles", 0.5),
)  # fmt: skip
"""Views of the source and of the target that candidates come from, with what a cosine of both counts."""


def find_candidates(source: Profile, target: Profile, *, keep_sites_apart: bool) -> tuple[Ints, Ints]:
    """Return for each source row the target rows that share most with it, by words, trigrams and fields.

    What says only that it is of accessories goes with what says no more, and only from one tree to another: among many
    sites it may be accessories of anything.
    """
    asked = Vectors.join([(source.vectors[view], weight) for view, _, weight in INDEXES])
    index = InvertedIndex(Vectors.join([(target.vectors[view], 1.0) for _, view, _ in INDEXES]))
    is_goods = np.array([node.is_goods for node in target.nodes], dtype=np.float64)
    is_bare = np.array([node.is_bare for node in target.nodes], dtype=np.float64)
    sites = target.sites
    number_of = {node.place.site: int(site) for node, site in zip(target.nodes, sites, strict=True)}

    def score(row: int) -> Floats:
        node = source.nodes[row]
        if not node.is_goods and (keep_sites_apart or not node.is_bare):
            return np.zeros(len(target.nodes))
        total = index.score(*asked.row(row))
        if keep_sites_apart:
            total[sites == number_of.get(node.place.site, -1)] = 0.0
        return total * (is_goods if node.is_goods else is_bare)

    groups = [np.flatnonzero(sites == at) for at in range(len(number_of))] if 1 < len(number_of) <= MOST_SITES else []
    return pick_best(score, len(source.nodes), most=MOST_CANDIDATES, groups=groups, most_of_each=OF_EACH_SITE)
