"""Which pairs people are asked about, and which first."""

from __future__ import annotations

import pytest

from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.decisions.rulings import find_rulings
from gapfinder.reviewing.questions import list_questions
from tests.match.conftest import plant_trees

TREES = {
    "acme": ("Garden > Lawn Mowers", "Garden > Hoses", "Office > Labels", "Gift Cards", "Workwear > Safety Boots"),
    "boltco": ("Garden > Lawn Mowers", "Garden > Hoses", "Kitchen > Jars > Labels", "Gift Vouchers", "Footwear"),
}


def ask(concepts: Concepts, *, seed: int = 0, most: int = 20) -> list[tuple[str, str, bool, bool]]:
    """Return what is asked: both paths, whether both are of one concept, and whether it was drawn by chance."""
    found = list_questions(concepts, is_answered=lambda one, other: False, seed=seed, most=most)
    return [
        (*(" > ".join(concepts.nodes[at].place.path) for at in (one.one, one.other)), one.joined, one.by_chance)
        for one in found
    ]  # type: ignore[misc]


def test_the_likeliest_to_be_wrong_come_first_and_what_was_drawn_by_chance_last() -> None:
    assert ask(find_concepts(plant_trees(TREES))) == [
        ("Office > Labels", "Kitchen > Jars > Labels", False, False),
        ("Gift Cards", "Gift Vouchers", True, False),
        ("Garden", "Garden > Lawn Mowers", False, False),
        ("Garden > Lawn Mowers", "Garden", False, False),
        ("Workwear > Safety Boots", "Footwear", False, False),
        ("Garden > Hoses", "Garden > Hoses", True, True),
    ]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_half_are_drawn_by_chance_where_there_are_enough(most: int) -> None:
    asked = ask(find_concepts(plant_trees(TREES)), most=most)
    assert [by_chance for *_, by_chance in asked] == [False] * (most - most // 2) + [True] * (most // 2)


def test_what_a_person_put_together_is_in_no_doubt() -> None:
    nodes = plant_trees({**TREES, "nutworld": ("Office > Labels", "Kitchen > Jars > Labels")})
    rulings = find_rulings(
        nodes, [(("acme", "Office > Labels"), ("boltco", "Kitchen > Jars > Labels"), "same", "ann", "")]
    )
    for told in (rulings, None):
        asked = ask(find_concepts(nodes, rulings=told))
        assert any("Office > Labels" in pair and not pair[-1] for pair in asked) is (told is None)
