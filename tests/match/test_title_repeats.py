"""Titles that are no more than the models that everything on a site fits tell its categories apart no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.title_examples import Examples
from gapfinder.matching.catalogues.title_repeats import leave_repeated
from gapfinder.matching.clustering.concepts import find_concepts

Plant = Callable[..., Any]
Shelves = Mapping[str, Sequence[str]]
MODELS = (
    "Aurora Lynx 14", "Aurora Lynx 15 Max", "Borealis Note 9", "Borealis Note 10 Lite", "Cumulus S22",
    "Cumulus S23 Ultra", "Drumlin Pixie 7", "Drumlin Pixie 8 Max",
)  # fmt: skip
MADE = [f"{model} Felder silicone bumper" for model in MODELS]


def fill(plant: Plant, shops: Mapping[str, Shelves]) -> tuple[Any, dict[int, Sold]]:
    nodes = plant({site: list(shelves) for site, shelves in shops.items()})
    titled = [shops[node.place.site].get(node.place.category_id, ()) for node in nodes]
    return nodes, {at: Sold.of(said, "en") for at, said in enumerate(titled) if said}


def put(titles: Sequence[str], *names: str) -> dict[str, Sequence[str]]:
    return dict.fromkeys(names, titles)


@pytest.mark.parametrize(
    ("shelves", "left"),
    [
        ({"Cases": MODELS, **put(MODELS, "Batteries", "Cables")}, set()),
        ({"Cases": MADE, **put(MODELS, "Batteries", "Cables")}, {"felder", "silicon", "bumper"}),
        ({"Phones > Cases": MODELS, "Phones": MODELS}, {"aurora", "pixi", "ultra"}),
        ({"Cases": MODELS, "Batteries": MODELS, "Aurora": ()}, {"aurora"}),
    ],
    ids=["models alone", "what only these are called", "what stands above", "what a category is called by"],
)
def test_what_others_are_called_as_often_says_nothing(plant: Plant, shelves: Shelves, left: set[str]) -> None:
    nodes, sold = fill(plant, {"shop": shelves})
    (cases,) = (at for at, node in enumerate(nodes) if node.label.name == "Cases")
    told = leave_repeated(nodes, sold)[cases].terms
    assert told.keys() >= left
    assert left or not told


def test_what_says_enough_of_its_own_keeps_its_makes(plant: Plant) -> None:
    shelves = {
        "Cases": [f"Aurora {colour} leather flip case" for colour in ("red", "rose", "plum")],
        "Chargers": ["Aurora wall charger", "Aurora car charger"],
        "Cables": ["Aurora braided cable", "Aurora flat cable"],
    }
    nodes, sold = fill(plant, {"shop": shelves})
    assert leave_repeated(nodes, sold) == sold


@pytest.mark.parametrize("others", [("Sleeves", "Straps"), ()], ids=["models", "what nothing else says"])
def test_models_that_all_on_a_site_fits_make_no_two_goods_the_same(plant: Plant, others: Sequence[str]) -> None:
    shops = {"a": put(MODELS, "Batteries", *others), "b": put(MODELS, "Tempered Glass", *others[:1])}
    nodes, sold = fill(plant, shops)
    concepts = find_concepts(nodes, titles=sold)
    shared = {
        frozenset(nodes[member.node].label.name for member in concept.members)
        for concept in concepts.found
        if len({nodes[member.node].place.site for member in concept.members}) > 1
    }
    assert (frozenset({"Batteries", "Tempered Glass"}) in shared) is not bool(others)


def test_a_sentence_model_is_given_what_else_they_say(plant: Plant) -> None:
    nodes, sold = fill(plant, {"shop": {"Cases": MADE, **put(MODELS, "Batteries", "Cables")}})
    examples = Examples.of(nodes, sold)
    by_name = {node.label.name: at for at, node in enumerate(nodes)}
    assert set(examples.titles[by_name["Cases"]]) == {"Felder silicone bumper"}
    assert [examples.titles[by_name[name]] for name in ("Batteries", "Cables")] == [(), ()]
    assert [examples.tells[by_name[name]] for name in ("Cases", "Batteries")] == [True, False]
