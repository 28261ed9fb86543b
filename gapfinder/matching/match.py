"""Which categories of one tree are those of another: candidates, scores, relations, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gapfinder.matching.features import compare_pairs, compare_surroundings, weigh_features
from gapfinder.matching.profiles import Profile, profile_sides
from gapfinder.matching.relations import tell_reason, tell_relations
from gapfinder.matching.trees import Node
from gapfinder.matching.vectors import Bag, Floats, Ints, InvertedIndex, pick_best
from gapfinder.words import read_table

MOST_CANDIDATES = 40
OF_EACH_SITE = 3
MOST_SITES = 20
"""So many candidates of each site are looked at whatever the others offer, of so many sites: what a site has that comes
nearest must be known before anything is called absent there."""
INDEXES = (("own", 1.0), ("grams", 0.8), ("full", 1.0), ("fields", 0.3), ("titles", 0.5))
"""Views that candidates come from, with what a cosine in each counts."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matches:
    """Pairs of a source and a target row, each source's best first. `scores` are in 0..1.

    `relations` says what the target is to the source: `equivalent`, `broader`, `narrower`. `features` tells why.
    """

    source: Profile
    target: Profile
    rows: Ints
    others: Ints
    scores: Floats
    relations: Sequence[str]
    features: Mapping[str, Floats]

    def reason(self, at: int) -> str:
        """Return in one line why a pair scores as it does."""
        source, target = self.source.nodes[self.rows[at]], self.target.nodes[self.others[at]]
        return tell_reason(source, target, {name: float(values[at]) for name, values in self.features.items()})


def match_trees(
    source: Sequence[Node], target: Sequence[Node], *, titles: tuple[Mapping[int, Bag], Mapping[int, Bag]] | None = None
) -> Matches:
    """Match each node of one tree with nodes of another; nodes that are no goods are left alone.

    `titles` are the terms of product titles by the position of their category, for either side.
    """
    sides = profile_sides((source, target), titles or ())
    return match_profiles(sides[0], sides[1])


def match_profiles(source: Profile, target: Profile, *, keep_sites_apart: bool = False) -> Matches:
    """Match the nodes of two profiles; with `keep_sites_apart` none with one of its own site."""
    rows, others = find_candidates(source, target, keep_sites_apart=keep_sites_apart)
    weights = read_table("matching")["weights"]
    features = compare_pairs(source, target, rows, others)
    first = weigh_features(features, weights)
    best = _find_best(first, rows, others, len(source.nodes))
    features |= compare_surroundings(source, target, rows, others, best)
    scores = 1 / (1 + np.exp(-np.clip(weigh_features(features, weights), -40, 40)))
    # Equal scores fall by the target's position, so that the order does not depend on the machine.
    order = np.lexsort((others, -scores, rows))
    features = {name: values[order] for name, values in features.items()}
    rows, others = rows[order], others[order]
    return Matches(
        source=source,
        target=target,
        rows=rows,
        others=others,
        scores=scores[order],
        relations=tell_relations(source, target, rows, others, features),
        features=features,
    )


def find_candidates(source: Profile, target: Profile, *, keep_sites_apart: bool) -> tuple[Ints, Ints]:
    """Return for each source row the target rows that share most with it, by words, trigrams and fields."""
    indexes = {view: InvertedIndex(target.vectors[view]) for view, _ in INDEXES}
    is_goods = np.array([node.is_goods for node in target.nodes], dtype=np.float64)
    number_of = {site: at for at, site in enumerate(dict.fromkeys(node.place.site for node in target.nodes))}
    sites = np.array([number_of[node.place.site] for node in target.nodes], dtype=np.int64)

    def score(row: int) -> Floats:
        node = source.nodes[row]
        total = np.zeros(len(target.nodes))
        if not node.is_goods:
            return total
        for view, weight in INDEXES:
            total += weight * indexes[view].score(*source.vectors[view].row(row))
        if keep_sites_apart:
            total[sites == number_of.get(node.place.site, -1)] = 0.0
        return total * is_goods

    groups = [np.flatnonzero(sites == at) for at in range(len(number_of))] if 1 < len(number_of) <= MOST_SITES else []
    return pick_best(score, len(source.nodes), most=MOST_CANDIDATES, groups=groups, most_of_each=OF_EACH_SITE)


def _find_best(scores: Floats, rows: Ints, others: Ints, size: int) -> Ints:
    best = np.full(size, -1, dtype=np.int64)
    order = np.lexsort((-others, scores, rows))
    best[rows[order]] = np.where(scores[order] > read_table("matching")["weights"]["bias"] / 2, others[order], -1)
    return best
