"""Pairs that meet, pairs that must not, and what the matcher promises of its scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Place, plant_forest
from gapfinder.matching.names.terms import read_terms
from gapfinder.matching.pairs.match import match_trees
from gapfinder.matching.pairs.opposites import find_sides, tell_opposites
from gapfinder.matching.pairs.relations import tell_reason

AROUND = (
    "Garden > Lawn mowers", "Garden > Hoses", "Tools > Hammers", "Tools > Drills > Cordless drills", "Pets > Dog food",
    "Women > Tops", "Men > Tops", "Kitchen > Pans", "Kitchen > Cutlery", "Office > Pens", "Car > Tyres", "Food > Tea",
    "Food > Coffee", "Plumbing > Pipe sockets", "Electrical > Wall sockets",
)  # fmt: skip
"""Categories on both sides of every case."""


def answer(plant: Callable[..., Any], source: str, targets: tuple[str, ...]) -> tuple[str, float, str]:
    """Return the best target of a path among some, with score and relation; "" where there is no candidate."""
    left = plant({"a": (source, *AROUND)})
    right = plant({"b": (*targets, *AROUND)})
    matches = match_trees(left, right)
    row = next(at for at, node in enumerate(left) if node.place.path == tuple(source.split(" > ")))
    found = np.flatnonzero(matches.rows == row)
    if not len(found):
        return "", 0.0, "none"
    best = found[0]
    path = " > ".join(right[matches.others[best]].place.path)
    return path, float(matches.scores[best]), matches.relations[best]


@pytest.mark.parametrize(
    ("source", "target", "relation"),
    [
        ("Furniture > Sofas", "Home > Couches", "equivalent"),
        ("Clothing > Waistcoats", "Apparel > Vests", "equivalent"),
        ("Baby > Pushchairs", "Kids > Strollers & Prams", "equivalent"),
        ("Safety > Work gloves", "PPE > Gloves, work", "equivalent"),
        ("Tools > Torque wrenches", "Workshop > Torque spanners", "equivalent"),
        ("Tools > Saws > Cordless circular saws", "Power tools > Circular saws", "broader"),
        ("Shoes & Boots", "Shoes", "narrower"),
        ("Garden > Ponds > Pond pump filters", "Water > Pond pumps", "broader"),
        ("Cameras > Accessories", "Photo > Camera accessories", "equivalent"),
        ("Men > Shoes", "Shoes > Men's shoes", "equivalent"),
    ],
)
def test_pairs_that_meet(plant: Callable[..., Any], source: str, target: str, relation: str) -> None:
    path, score, found = answer(plant, source, (target,))
    assert (path, found) == (target, relation)
    assert score >= 0.3


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("Tools > Cordless drills", "Tools > Corded drills", "one is cordless, the other corded"),
        ("Tools > Wireless drills", "Tools > Wired drills", "one is cordless, the other corded"),
        ("Lighting > Indoor wall lights", "Lighting > Outdoor wall lights", "one is indoor, the other outdoor"),
        ("Golf > Left hand gloves", "Golf > Right hand gloves", "one is left, the other right"),
        ("Drinks > Hot drinks", "Drinks > Cold drinks", "one is hot, the other cold"),
        ("Hockey > Used helmets", "Hockey > New helmets", "one is used, the other new"),
        ("Lenses > Hard contact lenses", "Lenses > Soft contact lenses", "one is hard, the other soft"),
    ],
)
def test_names_of_two_sides_are_neither_the_same_nor_kinds_of_each_other(
    plant: Callable[..., Any], source: str, target: str, told: str
) -> None:
    left, right = plant({"a": (source, *AROUND)}), plant({"b": (target, *AROUND)})
    matches = match_trees(left, right)
    rows = [next(at for at, node in enumerate(side) if " > ".join(node.place.path) == path) for side, path in (
        (left, source), (right, target)
    )]  # fmt: skip
    found = np.flatnonzero((matches.rows == rows[0]) & (matches.others == rows[1]))
    reasons = {(matches.relations[at], told in matches.reason(int(at))) for at in found}
    assert reasons <= {("none", True)}
    assert told in tell_reason(left[rows[0]], right[rows[1]], {})


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Kabellose Bohrmaschinen", "Kabelgebundene Bohrmaschinen"),
        ("de", "Akku-Sägen", "Corded saws"),
        ("de", "Innenleuchten, innen", "Leuchten für außen"),
        ("fr", "Lampes intérieures", "Lampes extérieures"),
        ("fr", "Boissons chaudes", "Boissons froides"),
        ("es", "Guantes izquierdos", "Guantes derechos"),
        ("es", "Taladros inalámbricos", "Taladros cableados"),
        ("it", "Bevande calde", "Bevande fredde"),
        ("it", "Verdure fresche", "Verdure surgelate"),
        ("nl", "Draadloze muizen", "Bedrade muizen"),
        ("nl", "Warme dranken", "Koude dranken"),
    ],
)
def test_opposites_in_other_languages(language: str, one: str, other: str) -> None:
    ((name, side),) = find_sides(read_terms(one, language), language)
    ((opposite, across),) = find_sides(read_terms(other, language), language)
    assert (name, {side, across}) == (opposite, {"one", "other"})


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("M6 Bolts", "M8 Bolts", ("M6", "M8")),
        ("Bolts > M6", "Fixings > Bolts M8x20", ("M6", "M8")),
        ("A4 Paper", "A3 Paper", ("A4", "A3")),
        ("AA Batteries", "Batteries > AAA", ("AA", "AAA")),
        ("12 V drills", "18V drills", ("12V", "18V")),
        ("2 Man Tents", "4 Man Tents", ("2", "4")),
    ],
)
def test_sizes_are_opposites(plant: Callable[..., Any], one: str, other: str, told: tuple[str, str]) -> None:
    left, right = plant({"a": (one,)}), plant({"b": (other,)})
    assert tell_opposites(left[-1], right[-1]) == told


def test_other_sizes_are_not_the_same_goods(plant: Callable[..., Any]) -> None:
    """Though all that their titles say besides is the same."""
    left, right = plant({"a": ("M6 Bolts",)}), plant({"b": ("M8 Bolts",)})
    makes = ("Hex bolt zinc", "Coach bolt zinc", "Eye bolt zinc", "Anchor bolt zinc", "Shoulder bolt zinc")
    titles = [{0: Sold.of([f"{make} {size}" for make in makes], "en")} for size in ("M6", "M8")]
    found = match_trees(left, right, titles=(titles[0], titles[1]))
    assert (found.relations[0], float(found.features["sold_same"][0])) == ("none", 0.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M6 Bolts", "M6 & M8 Bolts"),
        ("M6 Bolts", "Bolts M6x20"),
        ("12V drills", "10 mm drills"),
        ("2,5 l Paint", "Paint 2.5L"),
        ("2 litre jugs", "Jugs 2.0 l"),
        ("Cordless drills", "Wireless drills"),
        ("Indoor lights", "Interior lights"),
        ("Hot drinks", "Hot & cold drinks"),
        ("Dry cleaning", "Long sleeves"),
        ("Cordless drills", "Drills"),
        ("Shorts", "Long shorts"),
    ],
)
def test_what_is_no_opposite(plant: Callable[..., Any], one: str, other: str) -> None:
    left, right = plant({"a": (one,)}), plant({"b": (other,)})
    assert tell_opposites(left[0], right[0]) is tell_opposites(right[0], left[0]) is None


@pytest.mark.parametrize(
    ("source", "wanted", "unwanted"),
    [
        ("Clothing > Women > Tops", "Ladies > Tops", "Men's clothing > Tops"),
        ("Drinks > Non-alcoholic wine", "Beverages > Alcohol-free wine", "Beverages > Wine"),
        ("Plumbing > Fittings > Sockets", "Pipes > Pipe fittings > Sockets", "Electrical > Outlets > Sockets"),
        ("Cables > HDMI cables 10 m", "Wires > HDMI cables 10m", "Wires > HDMI cables 2m"),
        ("Office > Paper", "Stationery > Paper", "Wallpaper > Paper"),
        ("Clothing > Maternity > Swimwear", "Women > Swimwear", "Men > Swimwear"),
        ("Home > Unscented candles", "House > Candles, unscented", "Home > Scented candles"),
    ],
)
def test_homonyms_and_opposites_part(plant: Callable[..., Any], source: str, wanted: str, unwanted: str) -> None:
    assert answer(plant, source, (unwanted, wanted))[0] == wanted


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Home > Unscented candles", "Home > Scented candles"),
        ("Food > Sugar-free sweets", "Food > Sugar sweets"),
        ("Food > Salted nuts", "Food > Unsalted nuts"),
    ],
)
def test_opposites_are_not_equivalent(plant: Callable[..., Any], source: str, target: str) -> None:
    path, _, relation = answer(plant, source, (target,))
    assert (path, relation) != (target, "equivalent")


@pytest.mark.parametrize("source", ["Sale", "New in", "Shop by brand > Bosch", "Gifts for him", "View all", "2024"])
def test_what_is_no_goods_has_no_match(plant: Callable[..., Any], source: str) -> None:
    assert answer(plant, source, (source, "Bosch"))[0] == ""


@pytest.mark.parametrize("source", ["Musical instruments > Harps", "Church > Incense burners"])
def test_what_is_nowhere_scores_low(plant: Callable[..., Any], source: str) -> None:
    assert answer(plant, source, ())[1] < 0.3


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("Tools > Hammers", "Tools > Hammers", "both say Hammers; paths share Tools"),
        ("Home > Couches & Sofas", "Home > Sofa", "both say Couches (there Sofa); paths share Home"),
        ("Dining/Baking > Wi-Fi toasters", "Baking > WIFI Toasters", "both say Wi Fi toasters (there WIFI Toasters)"),
        ("Fragrances > Soaps", "Perfumes > Soap", "both say Soaps; paths share Fragrances (there Perfumes)"),
        ("Boys > Shoes > Boots", "Kids > Boys Shoes > Boots", "both say Boots; paths share Shoes, Boys"),
        ("Drinks > Sugar-free soda", "Drinks > Soda without sugar", "both say sugarless soda; paths share Drinks"),
    ],
)
def test_reasons_are_told_as_names_spell_them(plant: Callable[..., Any], source: str, target: str, reason: str) -> None:
    matches = match_trees(plant({"a": [source]}), plant({"b": [target]}))
    found = [at for at, row in enumerate(matches.rows) if matches.source.nodes[row].place.category_id == source]
    reasons = [
        matches.reason(at) for at in found if matches.target.nodes[matches.others[at]].place.category_id == target
    ]
    assert reasons[0].startswith(reason)


NAMES = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(NAMES, min_size=1, max_size=6), st.lists(NAMES, min_size=1, max_size=6))
def test_scores_are_bounded_and_names_are_compared_both_ways(left: list[str], right: list[str]) -> None:
    sides = [
        plant_forest([Place(site=site, category_id=str(at), path=(name,)) for at, name in enumerate(names)])
        for site, names in (("a", left), ("b", right))
    ]
    there, back = match_trees(*sides), match_trees(*reversed(sides))
    assert all(0 <= score <= 1 for score in there.scores)
    ahead, around = (list(zip(found.rows, found.others, strict=True)) for found in (there, back))
    for feature in ("own", "rest", "grams", "spelling", "full", "fields"):
        one = dict(zip(ahead, there.features[feature], strict=True))
        two = {(other, row): value for (row, other), value in zip(around, back.features[feature], strict=True)}
        assert one == pytest.approx(two)


def test_long_names_cost_little() -> None:
    nodes = plant_forest([Place(site="a", category_id=str(at), path=(f"{at} x" * 5_000,)) for at in range(50)])
    assert len(match_trees(nodes, nodes).rows) > 0
