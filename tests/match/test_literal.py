"""A synonym of several words never hides what the words themselves share with other names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from gapfinder.matching.catalogues.site_trees import SiteTree
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.keeping.edges import EdgeMatches
from gapfinder.matching.keeping.ledger import begin_ledger, list_concepts
from gapfinder.matching.names.labels import read_label
from gapfinder.matching.pairs.match import Matches, match_trees

AROUND = {
    "en": ("Shop > Bread", "Shop > Cheese", "Shop > Plants", "Shop > Guitars", "Shop > Tyres", "Shop > Pens"),
    "fr": ("Boutique > Pain", "Boutique > Fromage", "Boutique > Plantes", "Boutique > Guitares", "Boutique > Stylos"),
    "it": ("Negozio > Pane", "Negozio > Formaggio", "Negozio > Piante", "Negozio > Chitarre", "Negozio > Penne"),
}


@pytest.mark.parametrize(
    ("language", "name", "parts", "literal"),
    [
        ("en", "Safety Goggles", (("eye", "protect"),), (("safeti", "goggl"),)),
        ("en", "Sports Shoes & Bread", (("sneaker",), ("bread",)), (("sport", "footwear"), ("bread",))),
        ("en", "Shoes", (("footwear",),), ()),
        ("en", "Mobile Phones", (("mobil", "phone"),), ()),
        ("en", "Jumper Wires", (("jumper", "wire"),), ()),
        ("en", "Jumper Leads", (("jumper", "cabl"),), (("jumper", "lead"),)),
        ("en", "Camp Cots", (("camp", "bed"),), (("camp", "cot"),)),
        ("fr", "Chaussures de sécurité", (("safeti", "footwear"),), (("footwear", "safeti"),)),
        ("it", "Occhiali da sole", (("sunglass",),), (("occhial", "sol"),)),
    ],
)
def test_a_name_is_read_word_by_word_too(
    language: str, name: str, parts: tuple[tuple[str, ...], ...], literal: tuple[tuple[str, ...], ...]
) -> None:
    label = read_label(name, language)
    assert (label.parts, label.literal) == (parts, literal)


@pytest.mark.parametrize(
    ("language", "wide", "narrow", "shared"),
    [
        ("en", "Goggles", "Safety Goggles", "Goggles"),
        ("en", "Helmets", "Safety Helmets", "Helmets"),
        ("en", "Shoes", "Sports Shoes", "Shoes"),
        ("en", "Shoes & Bread", "Sports Shoes", "Shoes"),
        ("fr", "Tondeuses", "Tondeuses à gazon", "Tondeuses"),
        ("fr", "Lunettes", "Lunettes de soleil", "Lunettes"),
        ("it", "Occhiali", "Occhiali da sole", "Occhiali"),
    ],
)
def test_a_name_meets_its_own_head(
    plant: Callable[..., Any], language: str, wide: str, narrow: str, shared: str
) -> None:
    sides = [plant({name: [f"Shop > {name}", *AROUND[language]]}) for name in (wide, narrow)]
    shares = f"both say {shared}"
    assert _compare(sides, wide, narrow) == ("narrower", 1.0, shares)
    assert _compare(sides[::-1], narrow, wide) == ("broader", 1.0, shares)


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Sports Shoes", "Athletic Shoes", "equivalent"),
        ("Sports Shoes", "Sneakers", "equivalent"),
        ("Safety Goggles", "Safety Spectacles", "equivalent"),
    ],
)
def test_synonyms_tell_where_words_do_not(plant: Callable[..., Any], one: str, other: str, relation: str) -> None:
    sides = [plant({name: [f"Shop > {name}", *AROUND["en"]]}) for name in (one, other)]
    assert _compare(sides, one, other)[0] == relation


def test_what_is_kept_of_many_sites_says_the_same(plant: Callable[..., Any]) -> None:
    paths = {name: [f"Shop > {name}", *AROUND["en"]] for name in ("Goggles", "Safety Goggles")}
    nodes = plant(paths)
    kept = list_concepts(begin_ledger(_list_sites(nodes), []).ledger).matches
    assert isinstance(kept, EdgeMatches)
    assert _list_pairs(kept, "Goggles") == _list_pairs(find_concepts(nodes).matches, "Goggles")


def _compare(sides: Sequence[Sequence[Node]], source: str, target: str) -> tuple[str, float, str]:
    """Return the relation of two names, whether they are about one thing, and what both say."""
    matches = match_trees(*sides)
    pairs = zip(matches.rows.tolist(), matches.others.tolist(), strict=True)
    names = [(sides[0][row].label.name, sides[1][other].label.name) for row, other in pairs]
    at = names.index((source, target))
    reason, *_ = matches.reason(at).split("; ")
    return matches.relations[at], float(matches.features["head"][at]), reason


def _list_sites(nodes: Sequence[Node]) -> dict[str, SiteTree]:
    sites = dict.fromkeys(node.place.site for node in nodes)
    return {site: SiteTree(places=[node.place for node in nodes if node.place.site == site]) for site in sites}


def _list_pairs(matches: Matches | EdgeMatches, name: str) -> list[tuple[str, str, str]]:
    """Return what becomes of a name: the other one, the relation, and why."""
    nodes = matches.nodes if isinstance(matches, EdgeMatches) else matches.source.nodes
    return [
        (nodes[other].label.name, matches.relations[at], matches.reason(at))
        for at, (row, other) in enumerate(zip(matches.rows.tolist(), matches.others.tolist(), strict=True))
        if nodes[row].label.name == name and nodes[other].label.name == f"Safety {name}"
    ]
