"""What titles mean by a sentence model tells the same goods and other ones, whatever these are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import numpy as np
import pytest

from gapfinder.matching.catalogues.site_trees import SiteTree
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Place
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.keeping.ledger import begin_ledger, grow_ledger, list_concepts
from gapfinder.matching.summed_meanings import Encode, Rows

Plant = Callable[..., Any]
Shop = Mapping[str, Sequence[str]]
WIDTH = 64
MEANT = {
    "coat": 0.0,
    "blazer": 0.2,
    "vest": 0.22,
    "jacket": 0.8,
    "cardigan": 0.9,
    "mask": 1.25,
    "fin": 1.6,
    "quoffs": 0.4,
}
"""What titles mean, by the word that they begin with: angles, whose cosines tell how near they are."""
COATS, BLAZERS, VESTS, JACKETS, CARDIGANS, MASKS, FINS, _ = (
    [f"{word} {model}" for model in ("one", "two", "three")] for word in MEANT
)


def encode(texts: Sequence[str]) -> Rows:
    """Return for titles what they mean, for all else a vector that is near no other."""
    rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        if (angle := MEANT.get(text.split()[0])) is not None:
            row[:2] = np.cos(angle), np.sin(angle)
        else:
            row[2 + sha256(text.encode()).digest()[0] % (WIDTH - 2)] = 1.0
    return rows


@pytest.mark.parametrize(
    ("here", "there", "is_same"),
    [
        ({"Diving > Quoffs": COATS}, {"Diving > Zorbels": BLAZERS}, True),
        ({"Diving > Quoffs": COATS}, {"Diving > Zorbels": CARDIGANS}, False),
        ({"Diving > Quoffs": COATS}, {"Diving > Zorbels": BLAZERS, "Diving > Plims": COATS}, False),
        ({"Diving > Quoffs": COATS, "Diving > Plims": BLAZERS}, {"Diving > Zorbels": BLAZERS}, False),
        ({"Diving > Quoffs": COATS}, {"Diving > Zorbels": BLAZERS, "Diving > Plims": VESTS}, False),
        ({"Diving > Quoffs": COATS}, {"Diving > Zorbels": BLAZERS[:1]}, False),
    ],
    ids=["the same", "not so near", "another is nearer", "it is nearer to another", "another is as near", "one title"],
)
def test_what_titles_mean_tells_the_same_goods(plant: Plant, here: Shop, there: Shop, is_same: bool) -> None:
    assert _is_one(_match(plant, here, there)) is is_same


@pytest.mark.parametrize(
    ("titles", "relation"), [(JACKETS, "equivalent"), (CARDIGANS, "broader")], ids=["rather the same", "hardly"]
)
def test_rather_the_same_goods_are_equivalent_where_nothing_tells_which_holds_more(
    plant: Plant, titles: Sequence[str], relation: str
) -> None:
    concepts = _match(plant, {"Diving > Quoffs": COATS}, {"Diving > Zorbels": titles})
    matches = concepts.matches
    pairs = zip(matches.rows.tolist(), matches.others.tolist(), matches.relations, strict=True)
    names = [node.place.path[-1] for node in concepts.nodes]
    told = {(names[row], names[other]): said for row, other, said in pairs}
    assert (told["Quoffs", "Zorbels"], told["Zorbels", "Quoffs"]) == (relation, relation)


def test_a_later_site_meets_by_what_its_titles_mean() -> None:
    first = begin_ledger({"here": _describe("here", {"Diving > Quoffs": COATS, "Tea": []})}, [], encode=encode)
    grown = grow_ledger(
        first.ledger, {"there": _describe("there", {"Diving > Zorbels": BLAZERS, "Maps": FINS})}, [], encode=encode
    )
    assert _is_one(list_concepts(grown.ledger))


@pytest.mark.parametrize(
    ("here", "there", "is_one"),
    [
        (COATS, FINS, False),
        (COATS, CARDIGANS, True),
        (COATS[:2], FINS, False),
        (COATS[:2], MASKS, True),
        (COATS, MASKS[:2], True),
        (COATS, MASKS, False),
        (COATS[:1], FINS, True),
    ],
    ids=[
        "other goods",
        "not so far",
        "two titles",
        "two are not so far",
        "nor are two there",
        "three are far",
        "one title",
    ],
)
def test_what_titles_mean_parts_what_is_called_alike(
    plant: Plant, here: Sequence[str], there: Sequence[str], is_one: bool
) -> None:
    found = _match(plant, {"Quoffs": here, "Plims": FINS}, {"Quoffs": there, "Zorbels": BLAZERS})
    assert _is_one(found, "Quoffs", "Quoffs") is is_one


def test_a_name_that_titles_repeat_makes_no_same_goods(plant: Plant) -> None:
    here, there = [f"quoffs {title}" for title in COATS], ["quoffs fin red", "quoffs fin blue", "quoffs fin green"]
    assert not _is_one(
        _match(plant, {"Quoffs": here, "Plims": FINS}, {"Quoffs": there, "Zorbels": BLAZERS}), "Quoffs", "Quoffs"
    )


def test_what_titles_mean_beside_the_names_tells_the_same_goods(plant: Plant) -> None:
    here, there = (
        [f"{name} {title}" for title in titles] for name, titles in (("Quoffs", COATS), ("Zorbels", BLAZERS))
    )
    assert _is_one(_match(plant, {"Diving > Quoffs": here}, {"Diving > Zorbels": there}))


@pytest.mark.parametrize(("name", "is_one"), [("Gift Cards", False), ("Zorbels", True)])
def test_a_way_of_selling_is_the_same_as_no_goods(plant: Plant, name: str, is_one: bool) -> None:
    found = _match(plant, {"Diving > Quoffs": COATS}, {f"Diving > {name}": BLAZERS})
    assert _is_one(found, there=f"Diving > {name}") is is_one


def test_goods_as_far_from_all_others_are_not_parted(plant: Plant) -> None:
    assert _is_one(_match(plant, {"Quoffs": COATS}, {"Quoffs": FINS}), "Quoffs", "Quoffs")


def test_a_later_site_parts_by_what_its_titles_mean() -> None:
    here, there = {"Quoffs": COATS, "Plims": FINS}, {"Quoffs": FINS, "Zorbels": BLAZERS}
    first = begin_ledger({"here": _describe("here", here)}, [], encode=encode)
    grown = grow_ledger(first.ledger, {"there": _describe("there", there)}, [], encode=encode)
    assert not _is_one(list_concepts(grown.ledger), "Quoffs", "Quoffs")


SACKS = [f"cardigan {size} kg" for size in (5, 10, 20)]
"""As near as others by their sizes, and far from them without."""


@pytest.mark.parametrize(
    ("titles", "rivals", "is_same"),
    [(["blazer 5 kg", "blazer 10 kg", "blazer 20 kg"], 0, True), (SACKS, 0, False), (SACKS, 4, True)],
    ids=["near without sizes", "near by sizes alone", "of sites that sell much of the same"],
)
def test_what_is_near_by_sizes_alone_is_not_the_same_goods(
    plant: Plant, titles: Sequence[str], rivals: int, is_same: bool
) -> None:
    here = {"Diving > Quoffs": ["coat 5 kg", "coat 10 kg", "coat 20 kg"]}
    there = {"Diving > Zorbels": titles}
    for letter in "abcd"[:rivals]:
        here[f"Diving > Plim{letter}"] = there[f"Dives > Wug{letter}"] = [f"plim{letter} {way}" for way in "xyz"]

    def read(texts: Sequence[str]) -> Rows:
        """Return the same for all texts with a size, but for those that mean something else without it."""
        rows = encode(texts)
        for row, text in zip(rows, texts, strict=True):
            word, *rest = text.split()
            if rest[-1:] == ["kg"]:
                row[:] = 0.0
                row[0] = 1.0
            elif word.startswith("plim") and rest:
                row[:] = 0.0
                row[ord(word[-1]) - ord("a") + 10] = 1.0
        return rows

    assert _is_one(_match(plant, here, there, read)) is is_same


@pytest.mark.parametrize(
    ("others", "is_one"),
    [
        ({"Plims": FINS}, False),
        ({"Plims": MASKS, "Wugs": [f"zork {at}" for at in "abc"]}, False),
        ({"Wugs": [f"zork {at}" for at in "abc"]}, True),
    ],
    ids=["what sells that there", "what sells nearly that", "nothing near it"],
)
def test_one_name_is_parted_where_something_else_sells_what_is_near(plant: Plant, others: Shop, is_one: bool) -> None:
    found = _match(plant, {"Quoffs": COATS, **others}, {"Quoffs": FINS, "Zorbels": CARDIGANS[:1]})
    assert _is_one(found, "Quoffs", "Quoffs") is is_one


def _match(plant: Plant, here: Shop, there: Shop, read: Encode = encode) -> Concepts:
    shops = {"here": {**here, "Tea": ["Tea"]}, "there": {**there, "Maps": ["Maps"]}}
    nodes = plant({site: list(shop) for site, shop in shops.items()})
    sold = {
        at: Sold.of(shops[node.place.site].get(node.place.category_id, ()), node.language)
        for at, node in enumerate(nodes)
    }
    return find_concepts(nodes, titles=sold, encode=read)


def _describe(site: str, shop: Shop) -> SiteTree:
    places = [Place(site=site, category_id=name, path=tuple(name.split(" > "))) for name in shop]
    return SiteTree(places=places, titles={name: list(titles) for name, titles in shop.items()}, mark=site)


def _is_one(concepts: Concepts, here: str = "Diving > Quoffs", there: str = "Diving > Zorbels") -> bool:
    places = [{concepts.nodes[member.node].place for member in one.members} for one in concepts.found]
    held = [{(place.site, place.category_id) for place in some} for some in places]
    return any(some >= {("here", here), ("there", there)} for some in held)
