"""Titles that name goods plainly keep these from being called absent, in whatever order and language they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pytest

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.presence.held_goods import list_held
from gapfinder.matching.presence.product_titles import find_naming, find_telling
from gapfinder.matching.presence.title_hints import find_title_hints

Plant = Callable[..., Any]


@pytest.mark.parametrize(
    ("concept", "title", "speaks"),
    [
        ("Sport > Helmets", "Helmet Uvex i-vo black", True),
        ("Camping > Tents", "Tent Vango Banshee 200", True),
        ("Kitchen > Mugs", "Coffee mug black", True),
        ("Workwear > Safety Boots", "Steel Toe Safety Boots", True),
        ("Tools > Cordless Drills", "18V Combi Drill with 2 Batteries", True),
        ("Tools > Cordless Drills", "Corded Drill 750 W", False),
        ("Health > First Aid Kits", "First Aid Box 20 Person", True),
        ("Tools > Drills", "Milwaukee M18 Percussion Drill Kit", True),
        ("Tools > Drills", "Bosch 18V Drill Body Only", True),
        ("Workwear > Safety Boots", "Dewalt Safety Rigger Boots Tan 10", True),
        ("Camping > Head Torches", "Headtorch 400 lm", True),
        ("Tools > Torches", "Headtorch 400 lm", True),
        ("Watches", "Watch strap, leather", False),
        ("Phones", "Phone case", False),
        ("Books", "Book shelf, oak", False),
        ("Tools > Saws", "HiKOKI 36 V Multi Volt Jig Saw", True),
        ("Tools > Jigsaws", "HiKOKI 36 V Multi Volt Jig Saw", True),
        ("Tools > Saws", "Hammer", False),
        ("Fixings > M6 Bolts", "M8x20 hex bolt A2 x50", False),
        ("Fixings > M6 Bolts", "M6x20 hex bolt A2 x50", True),
        ("Sofas > 2-Seater Sofas", "Oslo two seater sofa red", True),
        ("Sofas > 2-Seater Sofas", "Oslo 3-seater sofa red", False),
        ("Batteries > Lithium", "Lithium battery CR2032", True),
        ("Batteries > Lithium", "Lithium grease 400 g", False),
        ("Batteries & Chargers > Lithium", "Lithium charger 12 V", True),
    ],
)
def test_titles_that_may_speak_of_a_concept(plant: Plant, concept: str, title: str, speaks: bool) -> None:
    assert (concept.rsplit(" > ", 1)[-1] in hear(plant, concept, [title])) == speaks


@pytest.mark.parametrize(
    ("concept", "titles", "speaks"),
    [
        ("Fahrradzubehör > Helme", ["Fahrradhelm für Kinder", "Schloss mit Schlüssel", "Klingel und Lampe"], True),
        ("Fahrradzubehör > Pumpen", ["Luftpumpe klein", "Schloss mit Schlüssel", "Klingel und Lampe"], True),
        ("Bekleidung > Socken", ["Radsocken rot", "Jacke und Hose", "Hemd für Herren"], True),
        ("Bekleidung > Sonnenbrillen", ["Sonnenbrille Uvex", "Jacke und Hose", "Hemd für Herren"], True),
        ("Werkzeug > Schraubendreher", ["Schraubendrehersatz 6-tlg.", "Jacke und Hose", "Hemd für Herren"], True),
        ("Werkzeug > Schraubenschlüssel", ["Schraubenschlüssel-Set", "Jacke und Hose", "Hemd für Herren"], True),
        ("Bekleidung > Schuhe", ["Radsocken rot", "Jacke und Hose", "Hemd für Herren"], False),
    ],
)
def test_compounds_and_words_before_brands(plant: Plant, concept: str, titles: list[str], speaks: bool) -> None:
    assert (concept.rsplit(" > ", 1)[-1] in hear(plant, concept, titles)) == speaks


@pytest.mark.parametrize(
    ("concept", "shelf", "title", "is_sure"),
    [
        ("Tools > Hand Tools > Hammers", "Tools > Striking", "Claw hammer 16 oz", True),
        ("Tools > Hand Tools > Hammers", "Music > Pianos", "Claw hammer 16 oz", False),
        ("Tools > Hand Tools > Hammers", "Tools > Striking", "Hammer handle, ash", False),
        ("Tools > Hand Tools > Hammers & Mallets", "Tools > Striking", "Claw hammer 16 oz", False),
        ("Clothing > Kids > Jackets", "Clothing > Outdoor", "Acme jacket", False),
        ("Clothing > Jackets", "Clothing > Outdoor", "Acme jacket", True),
        ("Tools > Fixings > Nails", "Tools > Fixings", "Steel nails", False),
        ("Drinks > Sugar Free Syrups", "Drinks > Flavours", "Coconut syrup", False),
        ("Drinks > Sugar Free Syrups", "Drinks > Flavours", "Sugar free coconut syrup", True),
        ("Workwear > Safety Boots", "Clothing > Outdoor", "Safety boots S3", True),
        ("Health > First Aid Kits", "Toys > Role Play", "Pretend first aid kit", False),
        ("Clothing > Waterproof Jackets", "Clothing > Gifts", "Waterproof jacket mug", False),
    ],
    ids=[
        "goods",
        "other goods",
        "for goods",
        "a part of a name",
        "for some",
        "for all",
        "a homonym",
        "what lacks nothing",
        "what lacks the same",
        "two words",
        "toys of goods",
        "goods with a picture of others",
    ],
)
def test_titles_that_prove_a_concept(plant: Plant, concept: str, shelf: str, title: str, is_sure: bool) -> None:
    concepts = find_concepts(plant({"a": (concept, "Tea"), "b": (shelf, "Coffee")}))
    products = pd.DataFrame({"site": "b", "product_id": ["1"], "title": [title]})
    assigned = pd.DataFrame({"site": "b", "product_id": ["1"], "category_id": [shelf]})
    ids = {one.concept_id for one in concepts.found if one.members[0].node == find_node(concepts, concept)}
    found = find_title_hints(concepts, products, assigned)
    assert bool(found.loc[found["concept_id"].isin(ids), "sure"].sum()) is is_sure


@pytest.mark.parametrize(
    ("shelf", "title", "speaks"),
    [
        ("Batteries", "Varta lithium coin", True),
        ("Batteries", "Varta alkaline coin", False),
        ("Lubricants", "Varta lithium coin", False),
    ],
)
def test_what_a_name_stands_below_may_be_said_by_the_shelf(plant: Plant, shelf: str, title: str, speaks: bool) -> None:
    concepts = find_concepts(plant({"a": ("Batteries > Lithium", "Tea"), "b": (shelf, "Coffee")}))
    assert ("Lithium" in list_heard(concepts, *shelve([title], shelf, site="b"))) is speaks


@pytest.mark.parametrize(
    ("titles", "title", "speaks"),
    [
        (["Satin pyjamas M", "Jersey pyjamas S", "Cotton gown L"], "Dino pyjamas 5-6", True),
        (["Satin pyjamas M", "Jersey nightshirt S", "Cotton gown L"], "Dino pyjamas 5-6", False),
        (["Satin pyjamas M", "Jersey pyjamas S", "Cotton gown L"], "Pyjama case 5-6", False),
        (["Satin nightwear M", "Nightwear pyjamas S", "Pyjamas"], "Dino pyjamas 5-6", False),
        (["Satin pyjamas M", "Jersey pyjamas S", "Cotton gown L"], "Gift hamper, soap and pyjamas", False),
        (["Satin pyjamas M", "Jersey pyjamas S", *["Cotton gown L"] * 7], "Dino pyjamas 5-6", False),
    ],
    ids=["several titles", "one title", "for goods", "called so", "beside other goods", "few of many"],
)
def test_goods_that_titles_name_instead_of_a_concept(plant: Plant, titles: list[str], title: str, speaks: bool) -> None:
    concepts = find_concepts(plant({"a": ("Nightwear", "Tea"), "b": ("Boys", "Coffee")}))
    sold = {find_node(concepts, "Nightwear"): Sold.of(titles, "en")}
    heard = list_heard(concepts, *shelve([title], "Boys", site="b"), held=list_held(concepts, sold))
    assert ("Nightwear" in heard) is speaks


def test_goods_of_which_a_site_has_more_elsewhere_are_not_a_concepts_own(plant: Plant) -> None:
    concepts = find_concepts(plant({"a": ("Nightwear", "Pyjamas", "Tea"), "b": ("Boys", "Coffee")}))
    nightwear, pyjamas = (find_node(concepts, path) for path in ("Nightwear", "Pyjamas"))
    sold = {nightwear: Sold.of(["Satin pyjamas", "Jersey pyjamas"], "en"), pyjamas: Sold.of(["Pyjamas"] * 2, "en")}
    names = {one.concept_id: one.name for one in concepts.found}
    assert {names[key]: held for key, held in list_held(concepts, sold).items()} == {"Nightwear": frozenset()}


def shelve(
    titles: Sequence[str | None], category_id: str | None = None, *, site: str = "a"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    products = pd.DataFrame({"site": site, "product_id": [str(at) for at in range(len(titles))], "title": titles})
    return products, products[["site", "product_id"]].assign(category_id=category_id)


def find_node(concepts: Concepts, path: str) -> int:
    return next(at for at, node in enumerate(concepts.nodes) if node.place.category_id == path)


def test_codes_of_models_tell_nothing() -> None:
    products = pd.DataFrame({"site": "a", "title": ["XT-200", "Acme ZR 90", "Acme tent 3", None], "brand": "Acme"})
    assert find_telling(products) == [False, False, True, False]


def test_a_make_and_its_series_name_no_goods(plant: Plant) -> None:
    titles = ["Rotek Professional GKS 190", "Widget stand", "Zaxel, blue", "Rotek 18V drill", None]
    concepts = find_concepts(plant({"a": ("Camping",), "b": ("Zaxels", "Widgets")}))
    assert find_naming(concepts, *shelve(titles))["names_goods"].tolist() == [False, True, True, True, False]


def test_goods_of_other_fields_than_the_shelf_are_not_its_own(plant: Plant) -> None:
    titles = ["Rotek Bread IV", "Rotek Guitar", "Zaxel in bread", "Rotek GKS"]
    concepts = find_concepts(plant({"a": ("Guitars", "Storage"), "b": ("Zaxels",)}))
    found = find_naming(concepts, *shelve(titles, "Guitars"))
    assert found["names_goods"].tolist() == [True, True, True, False]
    assert found["names_own"].tolist() == [False, True, True, False]
    assert find_naming(concepts, *shelve(titles))["names_own"].tolist() == [True, True, True, False]


def list_heard(concepts: Concepts, *frames: pd.DataFrame, **how: Any) -> set[str]:
    """Return the names of the concepts of which titles speak."""
    names = {found.concept_id: found.name for found in concepts.found}
    return {names[concept_id] for concept_id in find_title_hints(concepts, *frames, **how)["concept_id"]}


def hear(plant: Plant, concept: str, titles: list[str]) -> set[str]:
    concepts = find_concepts(plant({"shop": (concept,), "other": ("Sale",)}))
    return list_heard(concepts, shelve(titles, site="other")[0].assign(brand=None))
