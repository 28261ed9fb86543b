"""A category bears out another where both are very like, for the same people and among like goods."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.pairs.likenesses import Likenesses
from gapfinder.matching.presence.bearing import Bearing, is_for, read_above
from gapfinder.matching.presence.kin_below import FAINT, find_below
from gapfinder.matching.presence.kinds import CERTAIN, find_kinds
from gapfinder.matching.presence.kinship import find_doubtful, find_narrower

Plant = Callable[..., Any]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Safety > Boots", "Shoes > Boots", True),
        ("Women > Boots", "Shoes > Boots", True),
        ("Safety > Boots", "Women > Boots", False),
        ("Kids > Girls > Boots", "Kids > Boots", True),
        ("Kids > Girls > Boots", "Kids > Boys > Boots", False),
        ("Girls > Boots", "Baby > Girls > Boots", False),
        ("Baby > Boots", "Baby > Girls > Boots", True),
        ("Dogs > Coats", "Women > Coats", False),
    ],
)
def test_whom_goods_are_for(plant: Plant, one: str, other: str, expected: bool) -> None:
    node_of = {node.place.category_id: node for node in plant({"a": (one,), "b": (other,)})}
    assert is_for(node_of[one], node_of[other]) is expected


@pytest.mark.parametrize(
    ("one", "other", "score", "expected"),
    [
        ("Lighting > Table Lamps", "Lighting > Lamps", 0.95, True),
        ("Lighting > Table Lamps", "Lighting > Lamps", 0.9, False),
        ("Heating > Air Conditioners", "Hair Care > Conditioners", 0.99, False),
        ("Sundries > Table Lamps", "Lighting > Lamps", 0.95, False),
        ("Sundries > Table Lamps", "Lighting > Lamps", 0.99, True),
        ("Toys > Laboratory > Microscopes", "Laboratory > Microscopes", 0.99, False),
        ("Garden > Books > Herbs", "Garden > Herbs", 0.99, False),
    ],
)
def test_what_bears_out(plant: Plant, one: str, other: str, score: float, expected: bool) -> None:
    bearing, at, there = _liken(plant, one, other, score)
    assert bearing.bear_out(at, {there}) is expected
    assert not bearing.bear_out(at, set())


def _liken(plant: Plant, one: str, other: str, score: float) -> tuple[Bearing, int, int]:
    """Return what bears out, with the positions of two categories that are as like each other."""
    nodes = plant({"a": (one,), "b": (other,)})
    at = {node.place.category_id: row for row, node in enumerate(nodes)}
    starts = np.zeros(len(nodes) + 1, dtype=np.int64)
    starts[at[one] + 1 :] = 1
    like = Likenesses(starts=starts, others=np.array([at[other]]), scores=np.array([score]))
    return Bearing(nodes=nodes, like=like, above=read_above(nodes)), at[one], at[other]


@pytest.mark.parametrize(
    ("one", "other", "score", "expected"),
    [
        ("Work Gloves", "Safety > Gloves", 0.8, True),
        ("Work Gloves", "Safety > Gloves", 0.6, False),
        ("Clothing > Work Gloves", "Safety > Clothing > Gloves", 0.8, True),
        ("Clothing > Work Gloves", "Gloves", 0.8, False),
        ("Clothing > Work Gloves", "Gloves", 0.95, True),
        ("Pets > Work Gloves", "Safety > Gloves", 0.99, False),
        ("Toys > Work Gloves", "Gloves", 0.99, False),
        ("Baby > Gloves", "Women > Gloves", 0.99, False),
    ],
    ids=[
        "nothing known", "unlike", "of one field", "among other goods", "and very like", "fields that do not touch",
        "what is called like goods", "other people",
    ],
)  # fmt: skip
def test_what_bears_out_plain_goods(plant: Plant, one: str, other: str, score: float, expected: bool) -> None:
    bearing, at, there = _liken(plant, one, other, score)
    assert bearing.bear_out_plainly(at, {there}, {"safety"}) is expected
    assert not bearing.bear_out_plainly(at, {there}, set())


@pytest.mark.parametrize(
    ("kind", "is_certain"),
    [
        ("Women > Shoes > Ankle Boots", True),
        ("Shoes > Rain Boots", False),
        ("Women > Shoes > Polish (For Boots)", False),
    ],
)
def test_kinds_are_for_the_same_people(plant: Plant, kind: str, is_certain: bool) -> None:
    """They stand below what is called alike; what brackets say is no head."""
    concepts = find_concepts(
        plant({"shop": ("Women > Shoes > Boots", "Tools > Drills"), "other": (kind, "Tools > Saws")})
    )
    (boots,) = (concept.concept_id for concept in concepts.found if concept.label == "Boots")
    found = [kin.score >= CERTAIN for kin in find_kinds(concepts) if kin.concept_id == boots]
    assert found == [is_certain]


def test_what_stands_elsewhere_as_well_is_doubted(plant: Plant) -> None:
    """Trousers are no maternity wear though some of those who have that have trousers there, too."""
    trees = {
        "a": ("Women > Maternity Wear > Trousers", "Women > Maternity Wear > Tops", "Women > Trousers", "Women > Tops"),
        "b": ("Women > Trousers", "Women > Tops"),
    }
    concepts = find_concepts(plant(trees))
    (worn,) = (concept.concept_id for concept in concepts.found if concept.label == "Maternity Wear")
    assert {kin.score for kin in find_below(concepts) if kin.concept_id == worn} == {FAINT}
    assert not [kin for kin in find_narrower(concepts) if kin.concept_id == worn]
    assert [kin for kin in find_doubtful(concepts) if kin.concept_id == worn]


def test_a_part_of_a_name_is_no_field(plant: Plant) -> None:
    trees = {
        "a": ("Health > Exercise, Fitness Monitors", "Health > Bandages"),
        "b": ("Sports > Dumbbells", "Bandages"),
    }
    concepts = find_concepts(plant(trees))
    assert {kin.score for kin in find_kinds(concepts) if kin.evidence == "of the field of exercise"} == {FAINT}
