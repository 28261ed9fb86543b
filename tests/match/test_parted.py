"""What is called like a concept and is of other goods raises no doubt of it, and what else there is does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from gapfinder.analysing import analyse_engagement
from gapfinder.loading import load_crawls
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Place, plant_forest
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.decisions.rulings import find_rulings
from gapfinder.matching.presence.kinship import find_doubtful
from gapfinder.matching.presence.title_hints import find_title_hints
from warehouse.query import open_published

Shelves = Mapping[str, Sequence[str]]
"""The titles on each shelf, by its path."""

SIZES = (20, 22, 24, 26, 28, 30)
COLOURS = ("red", "rose", "plum", "coral", "wine", "sand")
WIRE = [f"Galvanised wire nails {size} mm" for size in SIZES]
POLISH = [f"Gel nail polish {colour}" for colour in COLOURS]
SCREWS = {"Fixings > Screws": [f"Wood screws {size} mm" for size in SIZES]}
LIPS = {"Make-up > Lips": [f"Matte lipstick {colour}" for colour in COLOURS]}
ICE = [f"Frost ice scraper {colour}" for colour in COLOURS]
DOUGH = [f"Bench dough scraper {size} cm" for size in SIZES]
TYRES = [f"Winter tyre {size} inch" for size in SIZES]
PANS = [f"Cast iron pan {size} cm" for size in SIZES]
BULBS = [f"LED Birne E27 warmweiß {size} W" for size in SIZES]
PEARS = [f"Birnen Abate Fetel Klasse {colour}" for colour in COLOURS]
IRON = {"Fixings > Nails": WIRE, **SCREWS}

CASES: dict[str, tuple[str, Shelves, Shelves, set[str]]] = {
    "a word of several meanings": ("Nails", IRON, {"Make-up > Nails": POLISH, **LIPS}, set()),
    "the same from the other side": ("Nails", {"Make-up > Nails": POLISH, **LIPS}, IRON, set()),
    "the same, and no product is known": (
        "Sockets",
        {"Electrical > Sockets": [], "Electrical > Cables": []},
        {"Plumbing > Sockets": [], "Plumbing > Pipes": []},
        set(),
    ),
    "of another language": (
        "Birnen",
        {"Beleuchtung > Birnen": BULBS, "Beleuchtung > Schalter": [], "Werkzeug > Hämmer": []},
        {"Obst > Birnen": PEARS, "Obst > Äpfel": [], "Gemüse > Tomaten": []},
        set(),
    ),
    "a word of one meaning, and goods of other fields": (
        "Scrapers",
        {"Car > Scrapers": ICE, "Car > Tyres": TYRES},
        {"Kitchen > Scrapers": DOUGH, "Kitchen > Pans": PANS},
        set(),
    ),
    "goods are other ones, of no other fields": (
        "Scrapers",
        {"Car > Scrapers": ICE, "Car > Tyres": TYRES},
        {"Sale > Scrapers": DOUGH, "Kitchen > Pans": PANS},
        {"Sale > Scrapers", DOUGH[0]},
    ),
    "what stands below": (
        "Nails",
        IRON,
        {"Make-up > Nails > Gel nails": POLISH, "Make-up > Nails > Tips": ["French nails, 100 tips"], **LIPS},
        set(),
    ),
    "titles elsewhere": (
        "Nails",
        IRON,
        {"Make-up > Nails": POLISH, "Tools > Hammers": ["Box of nails", *POLISH[:1]], **LIPS},
        {"Box of nails"},
    ),
    "categories elsewhere": (
        "Nails",
        IRON,
        {"Make-up > Nails": POLISH, "Tools > Hammers > Wire nails": ["Stahl 20 mm"], **LIPS},
        {"Tools > Hammers > Wire nails"},
    ),
}


@pytest.mark.parametrize(("name", "there", "here", "doubts"), CASES.values(), ids=CASES)
def test_doubts_of_a_concept(name: str, there: Shelves, here: Shelves, doubts: set[str]) -> None:
    concepts, sold = gather({"there": there, "here": here})
    (wanted,) = list_ids(concepts, "there", name)
    assert wanted not in list_ids(concepts, "here", name)
    titles = hear(concepts, {"here": here}, wanted)
    found = {
        concepts.nodes[kin.node].place.category_id for kin in find_doubtful(concepts, sold) if kin.concept_id == wanted
    }
    assert found | titles == doubts


@pytest.mark.parametrize(
    ("there", "here"),
    [("Scrapers", "Scrapers"), ("Dough Scrapers", "Spatulas")],
    ids=["of one name", "of another name"],
)
def test_who_is_told_different_speaks_of_nothing(there: str, here: str) -> None:
    shops = {"there": {f"Catalogue > {there}": ICE[:1]}, "here": {f"Catalogue > {here}": DOUGH[:1]}}
    apart = ("there", f"Catalogue > {there}"), ("here", f"Catalogue > {here}"), "different", "ann", ""
    concepts, sold = gather(shops, [apart])
    (wanted,) = list_ids(concepts, "there", there)
    assert hear(concepts, {"here": shops["here"]}, wanted) == set()
    assert [kin for kin in find_doubtful(concepts, sold) if kin.concept_id == wanted] == []


def test_absence_names_what_is_called_so(
    tmp_path: Path, write: Callable[..., None], engage: Callable[..., Any]
) -> None:
    engagement = engage(tmp_path, {"iron": "prospect", "looks": "competitor"})
    write(engagement.data, "iron", IRON)
    write(engagement.data, "looks", {"Make-up > Nails": POLISH, **LIPS})
    load_crawls(engagement)
    analyse_engagement(engagement)
    with open_published(engagement.home) as warehouse:
        rows = warehouse.execute(
            "select label, site, presence, evidence from presence where label like 'Nails%' and presence <> 'present'"
        ).fetchall()
    assert sorted(rows) == [
        (
            "Nails (Fixings)",
            "looks",
            "absent",
            'none of 3 categories and 12 product titles speaks of it; called so, but of other goods: "Make-up > Nails"',
        ),
        (
            "Nails (Make-up)",
            "iron",
            "absent",
            'none of 3 categories and 12 product titles speaks of it; called so, but of other goods: "Fixings > Nails"',
        ),
    ]


def gather(shops: Mapping[str, Shelves], told: Sequence[Any] = ()) -> tuple[Concepts, Mapping[int, Sold]]:
    nodes = plant_forest([place for site, shelves in shops.items() for place in list_places(site, shelves)])
    sold = {
        at: Sold.of(titles, node.language)
        for at, node in enumerate(nodes)
        if (titles := shops[node.place.site].get(node.place.category_id))
    }
    return find_concepts(nodes, titles=sold, rulings=find_rulings(nodes, told)), sold


def list_places(site: str, shelves: Shelves) -> list[Place]:
    paths = [tuple(shelf.split(" > ")) for shelf in shelves]
    found = dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1))
    return [Place(site=site, category_id=" > ".join(path), path=path) for path in found]


def list_ids(concepts: Concepts, site: str, name: str) -> set[str]:
    """Return the concepts of a site's categories of a name."""
    return {
        concept.concept_id
        for concept in concepts.found
        for member in concept.members
        if (place := concepts.nodes[member.node].place).site == site and place.path[-1] == name
    }


def hear(concepts: Concepts, shops: Mapping[str, Shelves], wanted: str) -> set[str]:
    """Return a title that speaks of a concept, if any does."""
    rows = [
        (site, title, shelf) for site, shelves in shops.items() for shelf, held in shelves.items() for title in held
    ]
    assigned = pd.DataFrame(rows, columns=["site", "product_id", "category_id"])
    products = assigned[["site", "product_id"]].drop_duplicates().assign(title=lambda frame: frame["product_id"])
    hints = find_title_hints(concepts, products, assigned)
    return set(hints[hints["concept_id"] == wanted]["example_title"])


FROST = [f"Frost fleece cover {size} m" for size in SIZES]
JACKETS = [f"Mountain fleece jacket {colour}" for colour in COLOURS]


@pytest.mark.parametrize(("shelf", "is_proof"), [("Clothing > Fleece", False), ("Clothing > Warm", True)])
def test_titles_prove_nothing_of_a_name_where_another_concept_is_called_so(shelf: str, is_proof: bool) -> None:
    """Nothing else tells that it is no fleece of the other shop: they still raise doubt."""
    concepts, _ = gather({"a": {shelf: FROST, **LIPS}, "b": {"Clothing > Fleece": JACKETS, **LIPS}})
    (fleece,) = list_ids(concepts, "b", "Fleece")
    assert fleece not in list_ids(concepts, "a", "Fleece")
    products = pd.DataFrame(
        {"site": "a", "product_id": list("123456"), "title": [f"Fleece {size} m" for size in SIZES]}
    )
    assigned = pd.DataFrame({"site": "a", "product_id": list("123456"), "category_id": shelf})
    found = find_title_hints(concepts, products, assigned).set_index("concept_id").loc[fleece]
    assert (found["products"], found["sure"] > 0) == (6, is_proof)
