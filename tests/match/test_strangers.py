"""One word that shops of different trades call different goods by, of which few titles are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from gapfinder.matching.catalogues.prices import Price
from gapfinder.matching.catalogues.site_trees import SiteTree
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Place, plant_forest
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.clustering.likest import find_unlikely
from gapfinder.matching.keeping.ledger import begin_ledger, list_concepts

Shop = Mapping[str, Sequence[str]]
Gather = Callable[..., Concepts]
NO_PRICES: Mapping[str, float] = {}
MILL = {
    "Rotors": ("Quern Stone 30 cm", "Granite Runner 50 cm"),
    "Sieves": ("Flour Mesh 200 micron", "Bran Screen Frame"),
    "Hoppers": ("Grain Funnel 20 kg", "Galvanised Feed Bin"),
    "Sacks": ("Paper Flour Bag 1 kg", "Jute Grain Bag 50 kg"),
}
OTHER_MILL = {
    "Rotors": ("Basalt Burr Pair", "Corundum Disc Set"),
    "Sieves": ("Oatmeal Riddle", "Semolina Bolter"),
    "Hoppers": ("Beech Chute Tapered", "Maize Loader Auger"),
    "Sacks": ("Cotton Drawstring", "Woven Polypropylene Pouch"),
}
AIRFIELD = {
    "Rotors": ("Gyrocopter Blade Carbon", "Autogiro Hub Bar"),
    "Altimeters": ("Winter Three Pointer", "Falcon Encoder"),
    "Parachutes": ("Emergency Chest Canopy", "Ballistic Rescue Unit"),
    "Windsocks": ("Orange Nylon Cone", "Mast Swivel"),
}
AIRPORT = AIRFIELD | {
    "Hoppers": ("Ultralight Weekend Trike", "Microlight Two Seater"),
    "Sacks": ("Canopy Stowage", "Ripcord Deployment Sleeve"),
}
GLOVES = {"Gloves": ("Dusty Hide Gauntlet", "Thick Miller Mitt")}, {"Gloves": ("Silk Pilot Liner", "Heated Nappa Pair")}


def match_at_once(shops: Mapping[str, Shop], prices: Mapping[str, float] = NO_PRICES) -> Concepts:
    """Match shops; `prices` are those of all that is sold on a site."""
    nodes = plant_forest([place for site, shop in shops.items() for place in _list_places(site, shop)])
    titles = {
        at: Sold.of(shops[node.place.site][node.place.category_id], "en", _tell_price(prices.get(node.place.site)))
        for at, node in enumerate(nodes)
    }
    return find_concepts(nodes, titles=titles)


def match_bit_by_bit(shops: Mapping[str, Shop], prices: Mapping[str, float] = NO_PRICES) -> Concepts:
    trees = {
        site: SiteTree(
            places=_list_places(site, shop),
            titles=shop,
            prices={name: price for name in shop if (price := _tell_price(prices.get(site)))},
            mark=site,
        )
        for site, shop in shops.items()
    }
    return list_concepts(begin_ledger(trees, []).ledger)


def _tell_price(median: float | None) -> Price | None:
    return None if median is None else Price(currency="EUR", median=median)


@pytest.fixture(name="gather", params=[match_at_once, match_bit_by_bit])
def choose(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.mark.parametrize(
    ("here", "there", "shared"),
    [
        (MILL, AIRFIELD, set()),
        (MILL, AIRPORT, set()),
        (MILL, OTHER_MILL, {"Rotors", "Sieves", "Hoppers", "Sacks"}),
        (MILL, AIRFIELD | {"Rotors": ("Granite Gyrocopter Runner",)}, {"Rotors"}),
        (MILL, AIRFIELD | {"Rotors": ()}, {"Rotors"}),
        (MILL | GLOVES[0], AIRFIELD | GLOVES[1], {"Gloves"}),
    ],
    ids=[
        "strangers",
        "of several words",
        "of one trade",
        "titles share words",
        "no titles",
        "a word for the same goods anywhere",
    ],
)
def test_a_word_among_strangers_names_the_same_where_anything_says_so(
    gather: Gather, here: Shop, there: Shop, shared: set[str]
) -> None:
    concepts = gather({"here": here, "there": there})
    assert {concept.name for concept in concepts.found if len(concept.members) > 1} == shared


@pytest.mark.parametrize(
    ("prices", "is_one"),
    [({"here": 4.0, "there": 120.0}, False), ({"here": 4.0, "there": 12.0}, True), ({"here": 4.0}, True)],
    ids=["far dearer", "dearer", "not known"],
)
def test_a_word_for_the_same_goods_anywhere_is_another_where_they_are_far_dearer(
    gather: Gather, prices: Mapping[str, float], is_one: bool
) -> None:
    found = gather({"here": MILL | GLOVES[0], "there": AIRFIELD | GLOVES[1]}, prices)
    assert any(one.name == "Gloves" and len(one.members) > 1 for one in found.found) is is_one


@pytest.mark.parametrize(
    ("title", "is_one"),
    [("Granite Alpha Beta Gamma", False), ("Granite Runner", True)],
    ids=["titles speak against it", "nothing does"],
)
def test_an_unlikely_word_is_another_where_titles_speak_against_it(gather: Gather, title: str, is_one: bool) -> None:
    """It is as likely as some that are taken for the same: only that titles speak against it tells."""
    rotors = {"Rotors": (*AIRFIELD["Rotors"], title)}
    found = [one for one in gather({"here": MILL, "there": AIRFIELD | rotors}).found if one.name == "Rotors"]
    assert [len(one.members) for one in found] == ([2] if is_one else [1, 1])


def test_strangers_are_not_the_same_where_one_side_finds_it_unlikely() -> None:
    compared: Any = SimpleNamespace(
        rows=np.array([0, 1, 0, 2]),
        others=np.array([1, 0, 2, 0]),
        unpriced=np.array([0.9, 0.5, 0.9, 0.5]),
        features={"strangers": np.array([1.0, 1.0, 1.0, 0.0])},
    )
    assert find_unlikely(compared).tolist() == [True, True, False, False]


def test_what_is_thought_of_strangers_does_not_depend_on_third_shops(gather: Gather) -> None:
    """The two mills have the airfield's word, and each of them has nothing else of it."""
    concepts = gather({"airfield": AIRFIELD, "mill": MILL, "other mill": OTHER_MILL})
    rotors = [
        {concepts.nodes[member.node].place.site for member in concept.members}
        for concept in concepts.found
        if concept.name == "Rotors"
    ]
    assert sorted(rotors, key=len) == [{"airfield"}, {"mill", "other mill"}]


def _list_places(site: str, shop: Shop) -> list[Place]:
    return [Place(site=site, category_id=name, path=(name,)) for name in shop]
