"""Words made from one another: a reason to doubt that something is missing, and no proof that it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.names.derivations import find_root, find_roots
from gapfinder.matching.names.terms import read_terms
from gapfinder.matching.presence.holders import find_broader
from gapfinder.matching.presence.kin_below import FAINT
from gapfinder.matching.presence.kinship import DOUBTFUL, find_doubtful, find_narrower
from gapfinder.matching.presence.title_hints import find_title_hints


@pytest.mark.parametrize(
    ("language", "one", "other", "alike"),
    [
        ("en", "Grinders", "Grinding", True),
        ("en", "Printers", "Printing", True),
        ("en", "Fasteners", "Fastenings", True),
        ("en", "Dryers", "Drying", True),
        ("en", "Filters", "Filtration", True),
        ("en", "Storage", "Stores", True),
        ("en", "Showers", "Shows", False),
        ("en", "Kites", "Kits", False),
        ("en", "Tapes", "Taps", False),
        ("en", "Bakers", "Baking", True),
        ("en", "Corners", "Corn", False),
        ("de", "Kühler", "Kühlung", True),
        ("de", "Schleifer", "Schleifen", True),
        ("fr", "Nettoyage", "Nettoyants", True),
        ("es", "Limpiadores", "Limpieza", True),
        ("it", "Stampanti", "Stampa", True),
        ("nl", "Slijpers", "Slijpen", True),
    ],
)
def test_roots(language: str, one: str, other: str, alike: bool) -> None:
    roots = [find_roots(read_terms(name, language), language) for name in (one, other)]
    assert (roots[0] == roots[1]) is alike


@given(st.text(max_size=30), st.sampled_from(["en", "de", "fr", "es", "it", "nl", "xx"]))
def test_any_term_has_a_root(term: str, language: str) -> None:
    assert bool(find_root(term, language)) is bool(term)


def list_doubted(concepts: Concepts, label: str) -> list[str]:
    ids = {concept.concept_id for concept in concepts.found if concept.label == label}
    places = (concepts.nodes[kin.node].place for kin in find_doubtful(concepts) if kin.concept_id in ids)
    return sorted(f"{place.site}: {' > '.join(place.path)}" for place in places)


@pytest.mark.parametrize(
    ("label", "other", "doubted"),
    [
        ("Cleaners", "Cleaning & Detergents", True),
        ("Cleaning Supplies", "Cleaning", True),
        ("Grinders", "Angle Grinding", True),
        ("Printers", "Printing", True),
        ("Printers", "Printed Cups", False),
        ("Grinders", "Ground Anchors", False),
        ("Showers", "Trade Shows", False),
    ],
)
def test_a_name_made_from_the_same_word_raises_doubt(
    plant: Callable[..., Any], label: str, other: str, doubted: bool
) -> None:
    concepts = find_concepts(plant({"a": (f"Tools > {label}", "Tools > Anvils"), "b": (other, "Tea")}))
    assert (list_doubted(concepts, label) != []) is doubted
    assert not [kin for kin in find_narrower(concepts) if concepts.nodes[kin.node].place.path == (other,)]


@pytest.mark.parametrize(
    ("label", "other"), [("Bench Grinders", "Grinding"), ("Oyster Knives", "Knives"), ("Air Pumps", "Heels & Pumps")]
)
def test_a_wider_name_may_hold_it_which_titles_settle(plant: Callable[..., Any], label: str, other: str) -> None:
    concepts = find_concepts(plant({"a": (f"Tools > {label}", "Tools > Anvils"), "b": (other, "Tea")}))
    ids = {concept.concept_id for concept in concepts.found if concept.label == label}
    held = {concepts.nodes[kin.node].place.path for kin in find_broader(concepts) if kin.concept_id in ids}
    assert (list_doubted(concepts, label), held) == ([], {(other,)})


@pytest.mark.parametrize(
    ("compound", "end", "besides"),
    [("Weidezäune", "Zäune", "Schrauben aus Edelstahl"), ("Klimtouwen", "Touwen", "Schroeven van staal")],
    ids=["de", "nl"],
)
def test_compounds_are_of_what_any_category_is_about_at_their_ends(
    plant: Callable[..., Any], compound: str, end: str, besides: str
) -> None:
    """No table knows these words."""
    concepts = find_concepts(plant({"a": (compound, besides), "b": (end, besides)}))
    ids = {concept.concept_id for concept in concepts.found if concept.label == compound}
    held = {concepts.nodes[kin.node].place.path for kin in find_broader(concepts) if kin.concept_id in ids}
    assert (list_doubted(concepts, end), held) == ([f"a: {compound}"], {(end,)})


@pytest.mark.parametrize(
    ("name", "other", "besides"),
    [
        ("Jardin > Tondeuses à gazon", "Extérieur > Tondeuses", ("Vis pour le bois", "Café et thé")),
        ("Mode > Chaussures", "Travail > Chaussures de sécurité", ("Vis pour le bois", "Café et thé")),
        ("Work > Safety Boots", "Country > Boots", ("Tools for wood", "Tea")),
        ("Work > Safety Boots", "Protection > Footwear", ("Tools for wood", "Tea")),
    ],
)
def test_what_a_synonym_hides_raises_doubt(
    plant: Callable[..., Any], name: str, other: str, besides: tuple[str, str]
) -> None:
    """A phrase that one word stands for is made of words nevertheless."""
    concepts = find_concepts(plant({"a": (name, besides[0]), "b": (other, besides[1])}))
    assert list_doubted(concepts, name.split(" > ")[1]) == [f"b: {other}"]


@pytest.mark.parametrize(
    ("name", "other", "score"),
    [
        ("Safety > Workwear > Work gloves", "Safety > Workwear > Gloves", DOUBTFUL),
        ("Garden > Hand tools > Professional shears", "Garden > Hand tools > Shears", DOUBTFUL),
        ("Safety > Work gloves", "Shoes > Women's shoes > Heels & Air gloves", FAINT),
    ],
)
def test_a_name_alone_raises_a_faint_doubt(plant: Callable[..., Any], name: str, other: str, score: float) -> None:
    concepts = find_concepts(plant({"a": (name, "Tools > Anvils"), "b": (other, "Drinks > Tea")}))
    (node,) = (at for at, one in enumerate(concepts.nodes) if " > ".join(one.place.path) == name)
    ids = {one.concept_id for one in concepts.found if node in {member.node for member in one.members}}
    assert {kin.score for kin in find_doubtful(concepts) if kin.concept_id in ids} == {score}


def test_titles_are_counted_as_they_are(plant: Callable[..., Any]) -> None:
    concepts = find_concepts(plant({"a": ("Grinders", "Bench Lathes"), "b": ("Tea",)}))
    titles = [*(f"Grinder, type {number}" for number in range(5)), "Bench lathe", "Grinding machine", "Lathe"]
    products = pd.DataFrame({"site": "b", "title": titles})
    labels = {concept.concept_id: concept.label for concept in concepts.found}
    found = find_title_hints(concepts, products).assign(concept_id=lambda frame: frame["concept_id"].map(labels))
    assert sorted(found.itertuples(index=False, name=None)) == [
        ("b", "Bench Lathes", 1, 1, 1, 1, "Bench lathe"),
        ("b", "Grinders", 5, 0, 5, 0, "Grinder, type 0"),
    ]


def test_a_title_that_is_the_telling_part_of_a_name_raises_doubt(plant: Callable[..., Any]) -> None:
    concepts = find_concepts(plant({"a": ("Polo shirts", "Dress shirts"), "b": ("Tea",)}))
    products = pd.DataFrame({"site": "b", "title": ["Polo", "Polo mints", "Shirt"]})
    labels = {concept.concept_id: concept.label for concept in concepts.found}
    found = find_title_hints(concepts, products).assign(concept_id=lambda frame: frame["concept_id"].map(labels))
    assert list(found.itertuples(index=False, name=None)) == [("b", "Polo shirts", 1, 0, 0, 0, "Polo")]


@pytest.mark.parametrize(
    ("name", "titles", "expected"),
    [
        ("Nappies", ["Wim nappies size 3", "Nappies"], [(2, 0, 2)]),
        ("Nappies", ["Wim diapers", "Xeno diapers", "E plank"], [(2, 0, 2)]),
        ("Nappies", ["Nappy bucket"], []),
        ("Grinders", ["Grinding machine", "Grind"], [(1, 0, 0)]),
        ("Dog beds", ["Donut dog bed", "King size bed"], [(2, 0, 1)]),
        ("Dress shirts", ["Dress shirt, white"], [(1, 1, 1)]),
        ("Pumps", ["Air pump", "Bilge pump"], [(2, 0, 0)]),
        ("Fitness equipment", ["60 fun and unusual exercises", "Fitness short", "Fitness"], []),
        ("Fitness equipment", ["Fitness equipment set", "Equipment"], [(1, 1, 1)]),
        ("Women's accessories", ["Dresses for women", "Women"], []),
        ("Other gloves", ["Nitrile gloves"], [(1, 0, 1)]),
        ("Goggles", ["Safety goggles, clear", "Goggle case"], [(1, 0, 0)]),
    ],
    ids=[
        "one word", "a synonym, on a site with a sign of another language", "a word beside the point", "the same root",
        "for whom it is", "more words", "a word of several meanings", "what belongs to others", "what is called so",
        "what belongs to somebody", "a word that says nothing", "a word that a synonym hides",
    ],
)  # fmt: skip
def test_titles_hold_a_name(
    plant: Callable[..., Any], name: str, titles: list[str], expected: list[tuple[int, int, int]]
) -> None:
    concepts = find_concepts(plant({"a": (name,), "b": ("Tea",)}))
    found = find_title_hints(concepts, pd.DataFrame({"site": "b", "title": titles}))
    assert list(found[["products", "sure", "named"]].itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize(
    ("label", "other", "doubted"),
    [
        ("Sägen", "Werkzeug > Stichsägen", True),
        ("Handschuhe", "Bekleidung > Gartenhandschuhe", True),
        ("Schuhe", "Bekleidung > Sicherheitsschuhe", True),
        ("Schuhe", "Bekleidung > Socken", False),
    ],
)
def test_a_compound_that_ends_so_raises_doubt(plant: Callable[..., Any], label: str, other: str, doubted: bool) -> None:
    left = (label, "Farben und Lacke", "Zubehör für den Garten")
    concepts = find_concepts(plant({"a": left, "b": (other, "Küche und Haushalt", "Möbel für den Garten")}))
    assert (list_doubted(concepts, label) != []) is doubted


@pytest.mark.parametrize(
    ("label", "other", "doubted"),
    [
        ("Torches", "Headtorches", True),
        ("Books", "Guidebooks", True),
        ("Pots", "Teapots", True),
        ("Bags", "Saddlebags", True),
        ("Brushes", "Toothbrushes", True),
        ("Building > Washers", "Dishwashers", False),
        ("Pets", "Carpets", False),
        ("Tables", "Vegetables", False),
        ("Nets", "Magnets", False),
        ("Ducts", "Products", False),
    ],
    ids=[
        "five letters", "an unknown whole", "a known whole", "a known front", "a word of several meanings",
        "whose meaning is told", "other goods", "no compound", "an unknown front", "a prefix",
    ],
)  # fmt: skip
def test_english_words_may_be_compounds(plant: Callable[..., Any], label: str, other: str, doubted: bool) -> None:
    concepts = find_concepts(plant({"a": (label, "Anvils"), "b": (other, "Tea")}))
    assert (list_doubted(concepts, label.rsplit(" > ", maxsplit=1)[-1]) != []) is doubted
