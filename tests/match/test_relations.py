"""What a target is to a source, however good a match it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.pairs.match import Matches, match_trees


def tell_relation(left: Sequence[Node], right: Sequence[Node], source: str, target: str) -> str:
    """Return what a target path is to a source path."""
    matches, at = match_paths(left, right, source, target)
    return matches.relations[at]


def match_paths(left: Sequence[Node], right: Sequence[Node], source: str, target: str) -> tuple[Matches, int]:
    """Return the matches of two trees, and which of them is that of two paths."""
    matches = match_trees(left, right)
    pairs = zip(matches.rows.tolist(), matches.others.tolist(), strict=True)
    found = [(join_path(left[row]), join_path(right[other])) for row, other in pairs]
    return matches, found.index((source, target))


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
        ("Kitchen > Salt & Pepper Mills", "Kitchen > Pepper Mills", "narrower"),
        ("Kitchen > Pepper Mills", "Kitchen > Salt & Pepper Mills", "broader"),
        ("Kids Tables & Chairs", "Kids Furniture > Chairs", "narrower"),
        ("Kids Furniture > Chairs", "Kids Tables & Chairs", "broader"),
        ("Kids > Tables & Chairs", "Kids Tables & Chairs", "equivalent"),
        ("Tools > Other Hand Tools", "Tools > Hand Tools", "broader"),
        ("Tools > Hand Tools", "Tools > Hand Tools - Other", "narrower"),
        ("Tools > Other Hand Tools", "Tools > Hand Tools - Other", "equivalent"),
        ("Women > Other Shoes", "Women > Shoes", "broader"),
        ("Food > Heat & Eat Ready Meals", "Food > Ready to Heat Meals", "broader"),
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


@pytest.mark.parametrize(
    ("source", "target", "relation", "begins"),
    [
        (
            "Hands > Non-latex gloves",
            "Hands > Latex gloves",
            "none",
            "one is without what the other is of; both say",
        ),
        (
            "Hands > Latex gloves",
            "Hands > Latex-free gloves",
            "none",
            "one is without what the other is of; both say",
        ),
        ("Hands > Non-latex gloves", "Hands > Gloves", "broader", "both say gloves"),
        ("Hands > Gloves", "Hands > Non-latex gloves", "narrower", "both say Gloves"),
        ("Hands > Non-latex gloves", "Hands > Latex-free gloves", "equivalent", "both say non-latex gloves"),
        (
            "Tools > Cordless drills",
            "Tools > Corded drills",
            "none",
            "one is cordless, the other corded; both say",
        ),
        ("Beauty > Nails", "Fixings > Nails", "none", "what both say means other goods in each; both say Nails"),
    ],
)
def test_what_decides_against_a_pair_is_told_first(
    plant: Callable[..., Any], source: str, target: str, relation: str, begins: str
) -> None:
    matches, at = match_paths(plant({"a": [source]}), plant({"b": [target]}), source, target)
    assert (matches.relations[at], matches.reason(at)[: len(begins)]) == (relation, begins)
