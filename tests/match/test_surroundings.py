"""What the kin of a category tell of where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gapfinder.matching.pairs.match import match_trees

OURS = ("Garden > Hoses", "Garden > Lawn mowers", "Garden > Spades", "Garden > Rakes", "Garden > Forks",
        "Kitchen > Pans", "Kitchen > Cutlery", "Kitchen > Bowls", "Kitchen > Whisks")  # fmt: skip
THEIRS = ("Outdoor > Hose", "Outdoor > Mowers", "Outdoor > Spade", "Outdoor > Rake", "Outdoor > Fork",
          "Cooking > Pan", "Cooking > Knives", "Cooking > Bowl", "Cooking > Whisk", "Cooking > Fork")  # fmt: skip


@pytest.fixture(scope="module")
def told(plant: Callable[..., Any]) -> Callable[[str, str], dict[str, float]]:
    """Returns the features of a pair of paths."""
    left, right = plant({"a": OURS}), plant({"b": THEIRS})
    matches = match_trees(left, right)

    def tell(source: str, target: str) -> dict[str, float]:
        pairs = zip(matches.rows.tolist(), matches.others.tolist(), strict=True)
        names = [(" > ".join(left[row].place.path), " > ".join(right[other].place.path)) for row, other in pairs]
        at = names.index((source, target))
        return {name: float(values[at]) for name, values in matches.features.items()}

    return tell


def test_homonyms_go_where_their_departments_go(told: Callable[[str, str], dict[str, float]]) -> None:
    outside, inside = told("Garden > Forks", "Outdoor > Fork"), told("Garden > Forks", "Cooking > Fork")
    assert outside["spelling"] == inside["spelling"]
    assert outside["department"] > 0.3 > inside["department"]
    assert outside["siblings"] > 0.3 > inside["siblings"]


def test_what_the_kin_tell_is_no_echo_of_the_source_itself(plant: Callable[..., Any]) -> None:
    """A category without kin has nobody to go by."""
    matches = match_trees(plant({"a": ("Forks",)}), plant({"b": THEIRS}))
    kin = ("department", "aisle", "siblings", "parent_here", "kids")
    assert len(matches.rows) > 0
    assert all(not matches.features[name].any() for name in kin)


def test_several_sites_are_answered_each_by_itself(plant: Callable[..., Any]) -> None:
    """The answer on one site does not get less sure because another has one as well."""
    alone = match_trees(plant({"a": OURS}), plant({"b": THEIRS}))
    beside = match_trees(plant({"a": OURS}), plant({"b": THEIRS, "c": THEIRS}))
    sites = np.array([node.place.site for node in beside.target.nodes])
    of_b = np.sort(beside.sureness[sites[beside.others] == "b"])[::-1][: len(OURS)]
    assert of_b == pytest.approx(np.sort(alone.sureness)[::-1][: len(OURS)], abs=0.15)
