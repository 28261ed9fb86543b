"""The whole sum of one pair of categories: what speaks for it and against it, and what else came into question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gapfinder.matching.catalogues.one_site import tell_standing
from gapfinder.matching.catalogues.prices import BY_PRICE
from gapfinder.matching.catalogues.profiles import profile_sides
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Node, Place
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.pairs.features import compare_pairs, weigh_features
from gapfinder.matching.pairs.match import Matches, match_profiles, read_weights, spread_chances
from gapfinder.matching.pairs.relations import BROADER, NARROWER
from gapfinder.matching.pairs.turns import tell_turn
from gapfinder.matching.summed_meanings import Encode
from gapfinder.matching.vectors import Floats, Ints
from gapfinder.words import read_table

MOST_RIVALS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One summand: a feature's `value` in 0..1 times its `weight`; `meaning` says in words what it compares."""

    name: str
    meaning: str
    value: float
    weight: float

    @property
    def amount(self) -> float:
        return self.value * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another category of the target's site that came into question, with its sum and its share."""

    place: Place
    relation: str
    total: float
    share: float
    sureness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How a source is shared between all that came into question on the target's site and nothing there: 1 in all.

    Each has a share by the exponential of its sum, nothing by that of 0. `own` is the pair's, 0 where it was not
    compared, `nothing` that of nothing, `others` that of `left_out` pairs besides the `rivals`, the likest of which is
    first.
    """

    own: float
    nothing: float
    rivals: tuple[Rival, ...]
    left_out: int

    @property
    def others(self) -> float:
        return max(0.0, 1 - self.own - self.nothing - sum(rival.share for rival in self.rivals))


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a source matches a target as it does.

    `turn` says why the target is broader or narrower, empty where it is neither or the pair was not compared.
    `bias` and the amounts of `parts` (the weightiest first) add up to what the pair scores, in log odds; `score`
    and `sureness` are those of `Matches`: how many answers with such a share among `shares` are right. They and
    `relation` are None where the pair was not compared, for no index brought the two together; the sum is then that of
    the two alone, without their kin. `by_meaning` tells whether a sentence model helped.
    """

    source: Place
    target: Place
    reason: str
    turn: str
    bias: float
    parts: tuple[Part, ...]
    relation: str | None
    score: float | None
    sureness: float | None
    shares: Shares
    by_meaning: bool

    @property
    def total(self) -> float:
        return self.bias + sum(part.amount for part in self.parts)


def explain_rows(
    concepts: Concepts, source: int, target: int, *, titles: Mapping[int, Sold], encode: Encode | None = None
) -> Explanation:
    """Return the sum of two categories of a forest, of which maybe no more than the sum was kept.

    `titles` are what products say by the position of their category; `encode` returns the vectors of names,
    where the forest was matched with any. Of two categories of one site, the reason tells how they stand to each other.
    """
    if isinstance(concepts.matches, Matches):
        found = explain_pair(concepts.matches, source, target)
    else:
        found = _explain_kept(concepts, source, target, titles, encode)
    if found.source.site != found.target.site:
        return found
    return replace(found, reason=tell_standing(concepts.nodes, source, target))


def _explain_kept(
    concepts: Concepts, source: int, target: int, titles: Mapping[int, Sold], encode: Encode | None
) -> Explanation:
    """Return the sum of two categories whose sites are matched again for it."""
    sides = [_list_site(concepts.nodes, at) for at in (source, target)]
    rows = [side.index(at) for side, at in zip(sides, (source, target), strict=True)]
    bags = [{place: titles[at] for place, at in enumerate(side) if at in titles} for side in sides]
    read = profile_sides([_pick(concepts.nodes, side) for side in sides], bags, encode=encode)
    # other sites may speak other languages, by which all were weighed
    profiles = [replace(profile, weights=concepts.matches.weights) for profile in read]
    is_one = concepts.nodes[source].place.site == concepts.nodes[target].place.site
    return explain_pair(match_profiles(*profiles, keep_sites_apart=is_one), *rows)


def _list_site(nodes: Sequence[Node], at: int) -> list[int]:
    site = nodes[at].place.site
    return [other for other, node in enumerate(nodes) if node.place.site == site]


def _pick(nodes: Sequence[Node], chosen: Sequence[int]) -> list[Node]:
    """Return some nodes as a forest of their own."""
    place_of = {at: place for place, at in enumerate(chosen)}
    return [
        replace(
            nodes[at],
            parent=place_of.get(-1 if (parent := nodes[at].parent) is None else parent),
            children=[place_of[child] for child in nodes[at].children],
        )
        for at in chosen
    ]


def explain_pair(matches: Matches, source: int, target: int) -> Explanation:
    """Return the sum of a source row and a target row."""
    found = np.flatnonzero((matches.rows == source) & (matches.others == target))
    at = int(found[0]) if len(found) else None
    if at is None:
        pair = np.array([source]), np.array([target])
        features = {
            name: float(values[0]) for name, values in compare_pairs(matches.source, matches.target, *pair).items()
        }
        weights = read_weights(matches.source)["first"]
    else:
        features = {name: float(values[at]) for name, values in matches.features.items()}
        weights = read_weights(matches.source)["second"]
    relation = matches.relations[at] if at is not None else None
    return Explanation(
        source=matches.source.nodes[source].place,
        target=matches.target.nodes[target].place,
        reason=matches.reason(at) if at is not None else "nothing brought the two together",
        turn=tell_turn(matches.source, matches.target, source, target, features)
        if relation in (BROADER, NARROWER)
        else "",
        bias=weights["bias"],
        parts=_list_parts(features, weights, matches.tell_prices(source, target)),
        relation=relation,
        score=float(matches.scores[at]) if at is not None else None,
        sureness=float(matches.sureness[at]) if at is not None else None,
        shares=_share(matches, source, target),
        by_meaning=matches.source.meanings is not None,
    )


def _list_parts(features: dict[str, float], weights: dict[str, float], prices: str) -> tuple[Part, ...]:
    meanings = read_table("meanings") | dict.fromkeys(BY_PRICE, prices)
    parts = [
        Part(name=name, meaning=meanings.get(name, name), value=value, weight=weights[name])
        for name, value in features.items()
        if name in weights and value * weights[name]
    ]
    return tuple(sorted(parts, key=lambda part: (-abs(part.amount), part.name)))


def _share(matches: Matches, source: int, target: int) -> Shares:
    """Return how a source row is shared between what came into question on the site of a target row."""
    sites = matches.target.sites
    slate = np.flatnonzero((matches.rows == source) & (sites[matches.others] == sites[target]))
    totals, shares = _weigh_slate(matches, slate)
    is_own = matches.others[slate] == target
    ranked = [place for place in np.argsort(-totals, kind="stable").tolist() if not is_own[place]]
    return Shares(
        own=float(shares[is_own].sum()),
        nothing=float(1 - shares.sum()),
        rivals=tuple(
            Rival(
                place=matches.target.nodes[matches.others[slate[place]]].place,
                relation=matches.relations[slate[place]],
                total=float(totals[place]),
                share=float(shares[place]),
                sureness=float(matches.sureness[slate[place]]),
            )
            for place in ranked[:MOST_RIVALS]
        ),
        left_out=len(ranked[MOST_RIVALS:]),
    )


def _weigh_slate(matches: Matches, slate: Ints) -> tuple[Floats, Floats]:
    """Return the sums of a slate's pairs, and their shares."""
    features = {name: values[slate] for name, values in matches.features.items()}
    totals = weigh_features(features, read_weights(matches.source)["second"])
    return totals, spread_chances(totals, np.zeros(len(slate), dtype=np.int64))
