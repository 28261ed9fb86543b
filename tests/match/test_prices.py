"""What categories' goods cost tips the scales a little, and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.loaded_sites import read_prices
from gapfinder.loading import load_crawls
from gapfinder.matching.catalogues.prices import (
    BY_PRICE,
    MOST_AGAINST,
    MOST_FOR,
    Price,
    Prices,
    choose_price,
    compare_prices,
    tell_prices,
)
from gapfinder.matching.catalogues.profiles import ACROSS_LANGUAGES, BY_MEANING, BY_WORDS
from gapfinder.matching.catalogues.site_trees import SiteTree
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Place
from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.explaining import Explanation, explain_pair
from gapfinder.matching.keeping.edges import EdgeMatches
from gapfinder.matching.keeping.lasting import KeptEdges
from gapfinder.matching.keeping.ledger import begin_ledger
from gapfinder.matching.pairs.features import weigh_features
from gapfinder.matching.pairs.match import match_trees
from gapfinder.words import read_table
from warehouse.analysis import read_catalogue
from warehouse.store import open_store

PATHS = ("Tools > Drills", "Tools > Saws", "Garden > Hoses")
Sides = tuple[Price | None, Price | None]


def euro(median: float) -> Price:
    return Price(currency="EUR", median=median)


def weigh(prices: Sides) -> float:
    """Return what prices add to the sum of a pair, in log odds."""
    rows = np.array([0])
    source, target = (Prices.of([price]) for price in prices)
    weights = {name: read_table(BY_WORDS)["second"][name] for name in BY_PRICE}
    return float(weigh_features(compare_prices(source, target, rows, rows), weights | {"bias": 0.0})[0])


@pytest.mark.parametrize(
    ("prices", "least", "most"),
    [
        ((euro(20), euro(20)), 0.5, 0.5),
        ((euro(20), euro(30)), 0.3, 0.5),
        ((euro(20), euro(50)), -0.1, 0.1),
        ((euro(4.9), euro(49)), -2.0, -1.5),
        ((euro(49), euro(4.9)), -2.0, -1.5),
        ((euro(0.01), euro(9e11)), -2.0, -2.0),
        ((euro(20), Price(currency="USD", median=20)), 0.0, 0.0),
        ((euro(4.9), Price(currency="JPY", median=800)), 0.0, 0.0),
        ((euro(20), None), 0.0, 0.0),
        ((None, None), 0.0, 0.0),
    ],
)
def test_what_prices_count(prices: Sides, least: float, most: float) -> None:
    assert least <= weigh(prices) <= most


@pytest.mark.parametrize("table", [BY_WORDS, BY_MEANING, ACROSS_LANGUAGES])
@pytest.mark.parametrize("step", ["first", "second"])
def test_weights_are_what_was_measured(table: str, step: str) -> None:
    weights = read_table(table)[step]
    assert [weights[name] for name in BY_PRICE] == [MOST_FOR, -MOST_AGAINST]


@pytest.mark.parametrize(
    ("medians", "chosen"),
    [
        ([("EUR", 4.9, 5)], euro(4.9)),
        ([("EUR", 4.9, 3)], euro(4.9)),
        ([("EUR", 4.9, 2)], None),
        ([], None),
        ([("EUR", 4.9, 5), ("USD", 9.0, 6)], Price(currency="USD", median=9.0)),
        ([("USD", 9.0, 5), ("EUR", 4.9, 5)], euro(4.9)),
        ([("EUR", 0.0, 9)], None),
        ([("EUR", -4.9, 9)], None),
        ([("EUR", nan, 9)], None),
        ([("EUR", inf, 9)], None),
        ([("EUR", 1e300, 9)], None),
        ([("", 4.9, 9)], None),
        ([("\udc80\x00\x00", 4.9, 9)], None),
        ([("EUR\n", 4.9, 9)], None),
        ([("EUR", nan, 9), ("CHF", 5.5, 5)], Price(currency="CHF", median=5.5)),
    ],
)
def test_which_price_is_taken(medians: list[tuple[str, float, int]], chosen: Price | None) -> None:
    assert choose_price(medians) == chosen


amounts = st.floats(allow_nan=True, allow_infinity=True)
known = st.lists(
    st.tuples(st.text(max_size=4) | st.sampled_from(("EUR", "USD")), amounts, st.integers(0, 9)), max_size=3
)


@given(known, known)
def test_any_prices_can_be_read(one: list[tuple[str, float, int]], other: list[tuple[str, float, int]]) -> None:
    prices = choose_price(one), choose_price(other)
    assert -MOST_AGAINST <= weigh(prices) <= MOST_FOR
    assert weigh(prices) == weigh(prices[::-1])
    assert len(tell_prices(*prices)) < 80


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        ([euro(20), None], True),
        ([euro(23), None], True),
        ([euro(26), None], False),
        ([euro(15), None], False),
        ([Price(currency="USD", median=20), None], False),
        ([None, None], False),
        ([euro(20), euro(5)], False),
    ],
)
def test_which_prices_still_hold(now: list[Price | None], holds: bool) -> None:
    assert Prices.of([euro(20), None]).still_hold(Prices.of(now)) is holds


def explain(plant: Callable[[Any], Any], prices: Sides) -> Explanation:
    sides = plant({"acme": PATHS}), plant({"boltco": PATHS})
    at = next(at for at, node in enumerate(sides[0]) if node.place.category_id == PATHS[0])
    sold = [{at: Sold.of([], "en", price)} for price in prices]
    return explain_pair(match_trees(*sides, titles=(sold[0], sold[1])), at, at)


@pytest.mark.parametrize(
    ("prices", "told", "amount"),
    [
        ((euro(4.9), euro(210)), "prices: 4.90 against 210 EUR at the median", -2.0),
        ((euro(20), euro(20)), "prices: 20.00 against 20.00 EUR at the median", 0.5),
        ((euro(20), Price(currency="USD", median=210)), None, None),
        ((euro(20), None), None, None),
    ],
)
def test_prices_are_told(plant: Callable[[Any], Any], prices: Sides, told: str | None, amount: float | None) -> None:
    found = explain(plant, prices)
    parts = {part.meaning: part.amount for part in found.parts if part.name in BY_PRICE}
    assert parts == ({told: pytest.approx(amount, abs=0.01)} if told else {})
    assert ("prices" in found.reason) is (told is not None)
    assert (told or "") in found.reason


def test_prices_part_no_categories_of_one_name(plant: Callable[[Any], Any]) -> None:
    near, far = (explain(plant, (euro(20), euro(median))) for median in (20, 2000))
    assert near.relation == far.relation == "equivalent"
    assert near.total - far.total == pytest.approx(2.5, abs=0.2)


@pytest.mark.parametrize("name", ["Gloves", "Work gloves"])
@pytest.mark.parametrize("median", [4.9, 490, 49_000])
def test_one_name_is_one_concept_at_any_price(plant: Callable[[Any], Any], name: str, median: float) -> None:
    places = {"retail": f"Clothing > {name}", "wholesale": f"Bulk > Supplies > {name}"}
    nodes = plant({site: [path] for site, path in places.items()})
    prices = {"retail": euro(4.9), "wholesale": euro(median)}
    sold = {
        at: Sold.of([], "en", prices[node.place.site])
        for at, node in enumerate(nodes)
        if node.place.category_id == places[node.place.site]
    }
    shared = [concept.label for concept in find_concepts(nodes, titles=sold).found if len(concept.members) > 1]
    assert shared == [name]


def grow_tree(site: str, price: Price | None) -> SiteTree:
    paths = dict.fromkeys(tuple(path.split(" > "))[:depth] for path in PATHS for depth in (1, 2))
    places = [Place(site=site, category_id=" > ".join(path), path=path) for path in paths]
    return SiteTree(places=places, prices={PATHS[0]: price} if price else {}, mark=site)


def test_what_is_kept_tells_of_prices() -> None:
    grown = begin_ledger({"acme": grow_tree("acme", euro(4.9)), "boltco": grow_tree("boltco", euro(210))}, [])
    matches = EdgeMatches(nodes=grown.forest, edges=KeptEdges(grown.forest, grown.ledger.edges).pick_inside(None))
    found = {
        matches.nodes[row].place.category_id: matches.reason(at)
        for at, (row, other) in enumerate(zip(matches.rows.tolist(), matches.others.tolist(), strict=True))
        if matches.nodes[row].place.site == "acme" and matches.nodes[row].own == matches.nodes[other].own
    }
    assert "prices: 4.90 against 210 EUR at the median" in found[PATHS[0]]
    assert "prices" not in found[PATHS[1]]


PRICED: Mapping[str, tuple[list[tuple[str | None, str | None]], dict[str, Price]]] = {
    "five prices": ([("4", "EUR"), ("5", "EUR"), ("6", "EUR"), ("7", "EUR"), ("8", "EUR")], {"Drills": euro(6)}),
    "three prices": ([("4", "EUR"), ("5", "EUR"), ("9", "EUR")], {"Drills": euro(5)}),
    "two prices": ([("4", "EUR"), ("5", "EUR")], {}),
    "no currency": ([("4", None)] * 9, {}),
    "no price": ([(None, "EUR")] * 9, {}),
    "nothing and less": ([("0", "EUR"), ("-5", "EUR"), ("NaN", "EUR"), ("Infinity", "EUR"), ("1e99", "EUR")] * 2, {}),
    "some of it hostile": ([("0", "EUR"), ("-5", "EUR"), ("NaN", "EUR"), *[("9.5", "EUR")] * 5], {"Drills": euro(9.5)}),
    "two currencies": ([("4", "EUR")] * 5 + [("5", "USD")] * 6, {"Drills": Price(currency="USD", median=5)}),
}


@pytest.mark.parametrize("name", PRICED)
def test_what_is_loaded_is_summed_up(name: str, tmp_path: Path, write: Any, engage: Any) -> None:
    offers, expected = PRICED[name]
    titles = [f"Drill {number}" for number in range(len(offers))]
    priced = {title: {"price": price, "currency": code} for title, (price, code) in zip(titles, offers, strict=True)}
    engagement = engage(tmp_path, {"acme": "prospect"})
    write(engagement.data, "acme", {"Drills": titles}, priced=priced)
    load_crawls(engagement)
    with open_store(engagement.home) as store:
        assert read_prices(read_catalogue(store)) == ({"acme": expected} if expected else {})


@pytest.mark.parametrize(("dearer", "is_apart"), [(1.2, False), (25.0, True)], ids=["as dear", "far dearer"])
def test_one_name_in_shops_of_one_trade_is_other_goods_only_where_it_is_far_dearer(
    plant: Callable[..., Any], dearer: float, is_apart: bool
) -> None:
    aisles = ("Canes", "Crutches", "Wheelchairs", "Bath boards", "Raised beds", "Scooters")
    nodes = plant({site: (*aisles, f"Aisle {site} > Ramps") for site in "ab"})
    said = [[f"{kind} ramp {size} cm" for size in range(20, 26)] for kind in ("Channel", "Suitcase")]
    ramps = [at for at, node in enumerate(nodes) if node.label.name == "Ramps"]
    prices = (euro(8.0), euro(8.0 * dearer))
    sold = {at: Sold.of(titles, "en", price) for at, titles, price in zip(ramps, said, prices, strict=True)}
    matches = find_concepts(nodes, titles=sold).matches
    pairs = enumerate(zip(matches.rows.tolist(), matches.others.tolist(), strict=True))
    told = {"their products tell of other goods" in matches.reason(at) for at, pair in pairs if set(pair) == set(ramps)}
    assert told == {is_apart}
