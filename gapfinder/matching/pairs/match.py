"""Which categories of one tree are those of another: candidates, scores, relations, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gapfinder.matching.catalogues.candidates import find_candidates
from gapfinder.matching.catalogues.meanings import rank_meanings
from gapfinder.matching.catalogues.prices import leave_prices, tell_prices
from gapfinder.matching.catalogues.profiles import Profile, profile_sides
from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.pairs.features import compare_pairs, weigh_features
from gapfinder.matching.pairs.goods import SAME_NAME, leave_others
from gapfinder.matching.pairs.meant_goods import find_other_goods, find_same_goods, find_strange, has_nearer
from gapfinder.matching.pairs.near import add_near
from gapfinder.matching.pairs.opposites import find_opposites
from gapfinder.matching.pairs.relations import tell_reason, tell_relations
from gapfinder.matching.pairs.strangers import DEAR, compare_strangers, find_alike
from gapfinder.matching.pairs.surroundings import compare_surroundings
from gapfinder.matching.pausing import pause_collecting
from gapfinder.matching.summed_meanings import Encode, Rows
from gapfinder.matching.vectors import Floats, Ints, number_keys
from gapfinder.words import read_table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matches:
    """Pairs of a source and a target row, each source's best first.

    `relations` says what the target is to the source: `equivalent`, `broader`, `narrower`, or `none` where something
    decides against it. `scores` are in 0..1: how probable that is against there being nothing like the source.
    `sureness` is the share of answers like this one that are right, in 0..1: it is low where others are as good.
    `features` tells why.
    """

    source: Profile
    target: Profile
    rows: Ints
    others: Ints
    scores: Floats
    sureness: Floats
    relations: Sequence[str]
    features: Mapping[str, Floats]

    @property
    def weights(self) -> str:
        """The table of the weights by which the pairs were matched."""
        return self.source.weights

    @property
    def unpriced(self) -> Floats:
        """Scores but for what prices say of each pair."""
        return leave_prices(self.scores, self.features)

    def list_goods(self, nodes: Ints) -> Rows | None:
        """Return what titles of some source nodes mean, None where no sentence model is at hand."""
        return None if self.source.meanings is None else self.source.meanings.goods[nodes]

    def reason(self, at: int) -> str:
        """Return in one line why a pair scores as it does."""
        source, target = self.source.nodes[self.rows[at]], self.target.nodes[self.others[at]]
        features = {name: float(values[at]) for name, values in self.features.items()}
        return tell_reason(source, target, features, self.tell_prices(self.rows[at], self.others[at]))

    def tell_prices(self, row: int, other: int) -> str:
        """Return in words what a source and a target row cost, nothing where either is not known."""
        if self.source.prices is None or self.target.prices is None:
            return ""
        return tell_prices(self.source.prices.tell(row), self.target.prices.tell(other))


@pause_collecting()
def match_trees(
    source: Sequence[Node],
    target: Sequence[Node],
    *,
    titles: tuple[Mapping[int, Sold], Mapping[int, Sold]] | None = None,
    encode: Encode | None = None,
) -> Matches:
    """Match each node of one tree with nodes of another; nodes that are no goods are left alone.

    `titles` are what products say by the position of their category, for either side; `encode` returns the
    vectors of names, where a sentence model is at hand.
    """
    sides = profile_sides((source, target), titles or (), encode=encode)
    return match_profiles(sides[0], sides[1])


def match_profiles(source: Profile, target: Profile, *, keep_sites_apart: bool = False) -> Matches:
    """Match the nodes of two profiles; with `keep_sites_apart` none with one of its own site.

    Two passes: the second knows where the first would send the kin of each source.
    """
    shared = find_candidates(source, target, keep_sites_apart=keep_sites_apart)
    return match_pairs(source, target, *add_near(shared, source, target, keep_sites_apart=keep_sites_apart))


def match_pairs(source: Profile, target: Profile, rows: Ints, others: Ints) -> Matches:
    """Match candidate pairs of a source and a target row, in ascending order.

    What becomes of a pair depends on the other pairs of its two sites and on nothing else.
    """
    weights = read_weights(source)
    features = compare_candidates(source, target, rows, others)
    slates = number_slates(target, rows, others)
    chances = spread_chances(weigh_features(features, weights["first"]), slates)
    features |= look_around(source, target, (rows, others), features, chances)
    sums = weigh_features(features, weights["second"])
    # Equal sums fall by the target's position, so that the order does not depend on the machine.
    order = np.lexsort((others, -sums, rows))
    features = {name: values[order] for name, values in features.items()}
    rows, others = rows[order], others[order]
    return Matches(
        source=source,
        target=target,
        rows=rows,
        others=others,
        scores=_bend(sums)[order],
        sureness=tell_sureness(spread_chances(sums, slates), weights["sureness"])[order],
        relations=tell_relations(source, target, rows, others, features),
        features=features,
    )


def compare_candidates(source: Profile, target: Profile, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return each feature of the first pass for all pairs that are looked at, how they stand among each other too."""
    features = compare_pairs(source, target, rows, others)
    features["opposites"] = find_opposites(source.nodes, target.nodes, rows, others).astype(np.float64)
    if "meaning_whole" in features:
        slates, back = number_slates(target, rows, others), number_slates(source, others, rows)
        features |= rank_meanings(features["meaning_whole"], slates, back)
        same, is_rival = find_same_goods(source, target, (rows, others), features, (slates, back))
        same = leave_others(same, source, target, rows, others)
        features["sold_same"] = np.maximum(features["sold_same"], same * (features["sold_apart"] < 1))
        features["homonym"] = features["homonym"] * (features["sold_same"] < 1)
        features["rivals"] = is_rival.astype(np.float64)
        may_be_other = (features["sold_same"] <= 0) & ~is_rival & (features["own"] < SAME_NAME)
        features["sold_apart"] = _tell_apart(source, target, (rows, others), features, may_be_other)
    features["sold_same"] = features["sold_same"] * (features["opposites"] < 1)
    return features


def look_around(
    source: Profile, target: Profile, pairs: tuple[Ints, Ints], features: Mapping[str, Floats], chances: Floats
) -> dict[str, Floats]:
    """Return each feature that the second pass has beside those of the first, by how probable pairs are by these.

    One name in two shops of one trade is of the same goods, whatever words their titles share, unless these mean other
    goods, those around are others, or it is far dearer in one.
    """
    is_strange = find_strange(source, target, pairs, features, number_slates(target, *pairs))
    found = compare_surroundings(source, target, *pairs, chances)
    found |= compare_strangers(source, target, pairs, chances, is_strange)
    is_named = (features["own"] >= SAME_NAME) & (features["sold_same"] <= 0)
    is_kept = is_named & (features["among_others"] < 1) & (features["sold_apart"] >= 1)
    at = np.flatnonzero(is_kept & (features["prices_far"] < DEAR))
    is_kept[:] = False
    if at.size:
        is_other = find_other_goods(source, target, pairs[0][at], pairs[1][at])
        is_kept[at] = ~is_other & find_alike(source, target, pairs, chances)[at]
    found["sold_apart"] = np.where(is_kept, 0.0, features["sold_apart"])
    if "meaning_beside" not in features:
        return found
    slates = number_slates(target, *pairs), number_slates(source, pairs[1], pairs[0])
    is_nearer = has_nearer(features["meaning_beside"], *slates) & (features["rivals"] < 1)
    may_be_other = is_named & ((found["strangers"] >= 1) | is_nearer)
    return found | {"sold_apart": _tell_apart(source, target, pairs, {**features, **found}, may_be_other)}


def _tell_apart(
    source: Profile, target: Profile, pairs: tuple[Ints, Ints], features: Mapping[str, Floats], may_be_other: Bools
) -> Floats:
    """Return whether pairs sell other goods, those that may by what their titles mean, too."""
    found, at = features["sold_apart"].copy(), np.flatnonzero(may_be_other)
    found[at] = np.maximum(found[at], find_other_goods(source, target, pairs[0][at], pairs[1][at]))
    return found


def read_weights(source: Profile) -> dict[str, dict[str, float]]:
    """Return the weights for what is known of categories: with or without what a sentence model makes of them."""
    return read_table(source.weights)


def number_slates(target: Profile, rows: Ints, others: Ints) -> Ints:
    """Return for each pair the number of its slate: a row's candidates on one site of `target`."""
    return rows * (int(target.sites.max(initial=0)) + 1) + target.sites[others]


def spread_chances(sums: Floats, slates: Ints) -> Floats:
    """Return how probable each pair is among all of its slate and none of them, which has the sum 0.

    >>> spread_chances(np.array([0.0, 0.0, 0.0]), np.array([1, 1, 2])).round(3).tolist()
    [0.333, 0.333, 0.5]
    """
    _, which = number_keys(slates)
    most = np.zeros(which.max(initial=-1) + 1)
    np.maximum.at(most, which, sums)
    shares = np.exp(sums - most[which])
    totals = np.exp(-most) + np.bincount(which, weights=shares, minlength=len(most))
    chances: Floats = shares / totals[which]
    return chances


def tell_sureness(chances: Floats, scale: Mapping[str, float]) -> Floats:
    """Return the share of answers with such chances that are right, as was found on pairs that taught nothing."""
    kept = np.clip(chances, 1e-9, 1 - 1e-9)
    return _bend(scale["slope"] * np.log(kept / (1 - kept)) + scale["offset"])


def _bend(sums: Floats) -> Floats:
    bent: Floats = 1 / (1 + np.exp(-np.clip(sums, -40, 40)))
    return bent
