"""What a sample teaches: the features of the candidates of its sources, and which of them are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from benchmarks.matching.gold import Sample, read_paths
from gapfinder.matching.catalogues.candidates import find_candidates
from gapfinder.matching.catalogues.profiles import Profile, profile_sides
from gapfinder.matching.catalogues.trees import Node, Place, plant_forest
from gapfinder.matching.pairs.match import compare_candidates, look_around, number_slates, spread_chances
from gapfinder.matching.pairs.near import add_near
from gapfinder.matching.summed_meanings import Encode
from gapfinder.matching.vectors import Floats, Ints


@dataclass(slots=True, kw_only=True, eq=False)
class Lesson:
    """All candidate pairs of one sample's trees with their features, and the pairs that can be judged.

    `slates` are the cuts of the pairs of judged sources, `right` tells whether a pair is right. A source whose
    slate holds no right pair has no place there, or its place is no candidate (`missed`).
    """

    sample: Sample
    source: Profile
    target: Profile
    rows: Ints
    others: Ints
    features: dict[str, Floats]
    slates: list[slice]
    right: Floats
    missed: list[bool] = field(default_factory=list)

    def sum_up(self, weights: Mapping[str, float]) -> Floats:
        """Return the weighted sum of every pair, the bias among it."""
        total = np.full(len(self.rows), weights["bias"])
        for name, weight in weights.items():
            if name != "bias":
                total += weight * self.features[name]
        return total

    def look_around(self, first: Mapping[str, float]) -> None:
        """Fill in the features of the second pass, by the weights of the first."""
        chances = spread_chances(self.sum_up(first), self.number_slates())
        self.features |= look_around(self.source, self.target, (self.rows, self.others), self.features, chances)

    def as_foreign(self) -> Lesson:
        """Return the same lesson as though its sites spoke different languages and shared no word."""
        blank = np.zeros(len(self.rows))
        known = {name: values if _needs_no_word(name) else blank for name, values in self.features.items()}
        return replace(self, features=known | {"foreign": blank + 1})

    def number_slates(self) -> Ints:
        """Return the number of each pair's slate."""
        return number_slates(self.target, self.rows, self.others)


def prepare_lesson(sample: Sample, encode: Encode | None = None) -> Lesson:
    """Compare the trees of a sample, with what a sentence model makes of their names where one is at hand."""
    sides = [_plant(sample.source), _plant(sample.target)]
    source, target = profile_sides(sides, encode=encode)
    shared = find_candidates(source, target, keep_sites_apart=False)
    rows, others = add_near(shared, source, target, keep_sites_apart=False)
    place_of = [{node.place.category_id: at for at, node in enumerate(side)} for side in sides]
    right = np.zeros(len(rows))
    slates, missed = [], []
    for path in [*sample.right, *sorted(sample.absent)]:
        row = place_of[0][path]
        cut = slice(*np.searchsorted(rows, [row, row + 1]).tolist())
        wanted = [place_of[1][found] for found in sample.right.get(path, ()) if found in place_of[1]]
        right[cut] = np.isin(others[cut], wanted)
        slates.append(cut)
        missed.append(path in sample.right and not right[cut].any())
    features = compare_candidates(source, target, rows, others)
    return Lesson(
        sample=sample, source=source, target=target, rows=rows, others=others, features=features, slates=slates,
        right=right, missed=missed,
    )  # fmt: skip


def _needs_no_word(feature: str) -> bool:
    return feature.startswith(("meaning", "audience", "deep"))


@cache
def _plant(site: str) -> list[Node]:
    paths = [tuple(path.split(" > ")) for path in read_paths(site)]
    return plant_forest([Place(site=site, category_id=" > ".join(path), path=path) for path in paths])
