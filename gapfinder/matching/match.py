"""Which categories of one tree are those of another: candidates, scores, relations, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gapfinder.matching.candidates import find_candidates, number_sites
from gapfinder.matching.features import compare_pairs, weigh_features
from gapfinder.matching.profiles import Profile, profile_sides
from gapfinder.matching.relations import tell_reason, tell_relations
from gapfinder.matching.surroundings import Pairs, compare_surroundings
from gapfinder.matching.trees import Node
from gapfinder.matching.vectors import Bag, Floats, Ints
from gapfinder.words import read_table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matches:
    """Pairs of a source and a target row, each source's best first.

    `scores` are in 0..1: how sure it is that the target is the source's or holds it or is of it. `relations` says which
    of these the target is to the source: `equivalent`, `broader`, `narrower`. `features` tells why.
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
    """Match the nodes of two profiles; with `keep_sites_apart` none with one of its own site.

    Two passes: the second knows where the first would send the kin of each source.
    """
    rows, others = find_candidates(source, target, keep_sites_apart=keep_sites_apart)
    weights = read_table("weights")
    features = compare_pairs(source, target, rows, others)
    features |= look_around(source, target, rows, others, weigh_features(features, weights["first"]))
    scores = tell_confidence(weigh_features(features, weights["second"]))
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


def look_around(source: Profile, target: Profile, rows: Ints, others: Ints, sums: Floats) -> dict[str, Floats]:
    """Return the features of the second pass from the weighted sums of the first."""
    sites = number_sites(target.nodes)
    chances = spread_chances(sums, rows * (int(sites.max(initial=0)) + 1) + sites[others])
    return compare_surroundings(source, target, Pairs(rows=rows, others=others, sites=sites, chances=chances))


def spread_chances(sums: Floats, slates: Ints) -> Floats:
    """Return how probable each pair is among all of its slate and none of them, which has the sum 0.

    >>> spread_chances(np.array([0.0, 0.0, 0.0]), np.array([1, 1, 2])).round(3).tolist()
    [0.333, 0.333, 0.5]
    """
    _, which = np.unique(slates, return_inverse=True)
    most = np.zeros(which.max(initial=-1) + 1)
    np.maximum.at(most, which, sums)
    shares = np.exp(sums - most[which])
    totals = np.exp(-most) + np.bincount(which, weights=shares, minlength=len(most))
    chances: Floats = shares / totals[which]
    return chances


def tell_confidence(sums: Floats) -> Floats:
    """Return the share of pairs with such a weighted sum that are right, as they were found to be."""
    scale = read_table("weights")["confidence"]
    logits = np.clip(scale["slope"] * sums + scale["offset"], -40, 40)
    confidence: Floats = 1 / (1 + np.exp(-logits))
    return confidence
