"""Signs of offer models, and what only looks like one."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.matching.offers import describe_offer_models, find_in_name, find_in_title, find_offers


@pytest.mark.parametrize(
    ("name", "models"),
    [
        ("Starter Kits & Bundles", ("kits",)),
        ("Startersets", ("kits",)),
        ("Coffrets cadeaux", ("kits",)),
        ("Football Kits", ()),
        ("Kitchen", ()),
        ("Kit bags", ()),
        ("Subscriptions", ("subscriptions",)),
        ("Subscribe & Save", ("subscriptions",)),
        ("Abonnements", ("subscriptions",)),
        ("Magazine subscriptions", ()),
        ("Spare Parts", ("spare_parts",)),
        ("Ersatzteile", ("spare_parts",)),
        ("Pièces détachées", ("spare_parts",)),
        ("Spare wheels", ()),
        ("Refills", ("consumables",)),
        ("Verbrauchsmaterial", ("consumables",)),
        ("Refillable bottles", ()),
        ("Calibration Services", ("services",)),
        ("Services", ("services",)),
        ("Rental services", ("rental",)),
        ("Trade-in service", ("trade_in",)),
        ("Kalibrierung", ("services",)),
        ("Étalonnage", ("services",)),
        ("Tea services", ()),
        ("Service packs", ()),
        ("Tyre repair kits", ()),
        ("Calibration weights", ()),
        ("Extended Warranty", ("protection_plans",)),
        ("Screen protection", ()),
        ("Refurbished laptops", ("refurbished",)),
        ("Gebrauchtgeräte", ("refurbished",)),
        ("Occasion dresses", ()),
        ("Tool hire", ("rental",)),
        ("Mietgeräte", ("rental",)),
        ("Rental property signs", ()),
        ("Engraving", ("personalisation",)),
        ("Gravuren", ("personalisation",)),
        ("Engraving machines", ()),
        ("Personal care", ()),
        ("Private label coffee", ("private_label",)),
        ("White label makers", ()),
        ("Samples", ("samples",)),
        ("Échantillons", ("samples",)),
        ("Sample bottles", ()),
        ("Monster trucks", ()),
        ("Torque testers", ()),
        ("Gift cards", ("gift_cards",)),
        ("Tarjetas regalo", ("gift_cards",)),
        ("Gift card holders", ()),
        ("Training courses", ("training",)),
        ("Schulungen", ("training",)),
        ("Training shoes", ()),
        ("Workshop equipment", ()),
        ("Bulk packs", ("bulk",)),
        ("Bulk bags", ()),
        ("Trade-in", ("trade_in",)),
        ("Cut to size timber", ("made_to_measure",)),
        ("Zuschnitt", ("made_to_measure",)),
        ("Build your own box", ("configurators",)),
        ("New in", ()),
        ("", ()),
    ],
)
def test_name_of_a_category(name: str, models: tuple[str, ...]) -> None:
    assert find_in_name(name) == models


@pytest.mark.parametrize(
    ("title", "models"),
    [
        ("Barista Starter Kit, 12 pieces", ("kits",)),
        ("Espresso beans - monthly subscription", ("subscriptions",)),
        ("Torque wrench calibration service", ("services",)),
        ("Leather gift card holder", ()),
        ("Kitchen knife", ()),
        ("Refurbished ThinkPad T480", ("refurbished",)),
        ("Cleaner refill 5 l", ("consumables",)),
        ("Men's training shoes", ()),
        ("Oak shelf, cut to size", ("made_to_measure",)),
        ("3 year extended warranty", ("protection_plans",)),
        ("Drill M3", ()),
    ],
)
def test_title_of_a_product(title: str, models: tuple[str, ...]) -> None:
    assert find_in_title(title) == models


def test_signs_are_rows() -> None:
    categories = pd.DataFrame(
        {"site": ["a", "a"], "category_id": ["1", "2"], "name": ["Gift cards", None], "parent_id": [None, "1"]}
    )
    products = pd.DataFrame({"site": ["b"], "product_id": ["p"], "title": ["Starter kit"]})
    assert find_offers(categories, products).to_dict("records") == [
        {
            "site": "a", "offer_model": "gift_cards", "category_id": "1", "product_id": None,
            "evidence": 'the category is called "Gift cards"',
        },
        {
            "site": "b", "offer_model": "kits", "category_id": None, "product_id": "p",
            "evidence": 'a product is called "Starter kit"',
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("below", "models"),
    [
        ([], ["services"]),
        (["Delivery"], ["services"]),
        (["Machine rental", "Know-how"], ["rental", "services"]),
        (["Machine rental", "Trade-in"], ["rental", "trade_in"]),
        (["Machine rental", "Repairs"], ["rental", "services"]),
    ],
)
def test_a_heading_is_no_sign_where_all_below_it_says_how_it_is_sold(below: list[str], models: list[str]) -> None:
    rows = [("a", "0", "Services", None), *(("a", str(at + 1), name, "0") for at, name in enumerate(below))]
    categories = pd.DataFrame(rows, columns=["site", "category_id", "name", "parent_id"])
    products = pd.DataFrame({"site": [], "product_id": [], "title": []})
    assert sorted(set(find_offers(categories, products)["offer_model"])) == models


def test_offer_models_are_told_apart() -> None:
    models = describe_offer_models()
    assert models["offer_model"].is_unique
    assert models["label"].is_unique


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert set(find_in_name(text)) | set(find_in_title(text)) <= set(describe_offer_models()["offer_model"])
