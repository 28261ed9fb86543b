"""What a target is to a source, however good a match it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from gapfinder.matching.match import match_trees
from gapfinder.matching.trees import Node


def tell_relation(left: Sequence[Node], right: Sequence[Node], source: str, target: str) -> str:
    """Return what a target path is to a source path."""
    matches = match_trees(left, right)
    pairs = zip(matches.rows.tolist(), matches.others.tolist(), matches.relations, strict=True)
    found = {(join_path(left[row]), join_path(right[other])): relation for row, other, relation in pairs}
    return found[source, target]


def join_path(node: Node) -> str:
    """Return the names of a node's path."""
    return " > ".join(node.place.path)


@pytest.mark.parametrize(
    ("source", "target", "relation"),
    [
        ("Food > Balsamic & cider vinegar", "Pantry > Vinegar", "broader"),
        ("Garden > Pond plants", "Garden > Plants, flowers, trees", "broader"),
        ("Hardware > Latches & bolts", "Ironmongery > Mortice latches", "narrower"),
        ("Hardware > Latches & bolts", "Hardware > Bolts & latches", "equivalent"),
        ("Tools > Screwdrivers & nut drivers", "Tools > Screwdrivers", "narrower"),
        ("Paint > Sealants & fillers", "Building > Fillers & grouts", "broader"),
        ("Women > Shoes", "Shoes > Women's shoes", "equivalent"),
        ("Shoes", "Shoes > Women's shoes", "narrower"),
        ("Men > Shoes", "Shoes > Women's shoes", "narrower"),
    ],
)
def test_relation_of_names(plant: Callable[..., Any], source: str, target: str, relation: str) -> None:
    assert tell_relation(plant({"a": [source]}), plant({"b": [target]}), source, target) == relation


def test_what_is_divided_holds_more_where_names_do_not_tell(plant: Callable[..., Any]) -> None:
    divided = ("Tools > Spirit levels", "Tools > Spirit levels > Short", "Tools > Spirit levels > Long")
    left, right = plant({"a": divided}), plant({"b": ["Tools > Laser levels"]})
    names = divided[0], "Tools > Laser levels"
    assert tell_relation(left, right, *names) == "narrower"
    assert tell_relation(right, left, *reversed(names)) == "broader"


def test_what_stands_below_the_likes_of_the_target_holds_no_more(plant: Callable[..., Any]) -> None:
    left = plant(
        {"a": ("Beauty > Oral hygiene", "Beauty > Oral hygiene > Pastes", "Beauty > Oral hygiene > Pastes > Mint")}
    )
    right = plant({"b": ["Health > Oral hygiene"]})
    assert tell_relation(left, right, "Beauty > Oral hygiene > Pastes", "Health > Oral hygiene") == "broader"
