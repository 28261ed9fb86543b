"""Concepts over several sites, and that their ids stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gapfinder.matching.catalogues.trees import Place, plant_forest
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.names.title_words import read_title
from gapfinder.matching.presence.holders import find_broader
from gapfinder.matching.presence.kin_below import find_below
from gapfinder.matching.presence.kinship import find_doubtful, find_narrower
from gapfinder.matching.presence.mates import Mates

TREES = {
    "acme": ("Fasteners > Screws", "Fasteners > Anchors", "Gloves", "Sale", "Brands > Bosch"),
    "boltco": ("Screws & Bolts", "Gloves", "Hand tools > Hammers", "Hand tools > Other"),
    "nutworld": ("Products > Screws", "Products > Bolts", "Tools > Hammer"),
    "wear": ("Women > Tops", "Men > Tops", "Women > Shoes & Boots"),
    "mode": ("Ladies > Tops", "Ladies > Boots", "Gents > Hats"),
}


def describe(concepts: Concepts) -> dict[str, list[str]]:
    """Return the categories of each concept as `site: path`, by label."""
    found: dict[str, list[str]] = {}
    for concept in concepts.found:
        places = [concepts.nodes[member.node].place for member in concept.members]
        found.setdefault(concept.label, []).extend(f"{place.site}: {' > '.join(place.path)}" for place in places)
    return {label: sorted(members) for label, members in found.items()}


def name_members(concepts: Concepts) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for concept in concepts.found:
        for member in concept.members:
            place = concepts.nodes[member.node].place
            found.setdefault((place.site, place.category_id), set()).add(concept.concept_id)
    return {member: frozenset(ids) for member, ids in found.items()}


def test_what_is_alone_says_no_more_than_that(plant: Callable[..., Any]) -> None:
    sockets = ("Plumbing > Pipe fittings > Sockets", "Hand tools > Socket sets > Sockets")
    concepts = find_concepts(plant({site: (path,) for site, path in zip(("acme", "boltco"), sockets, strict=True)}))
    told = {
        concepts.nodes[member.node].place.category_id: (member.method, member.evidence)
        for concept in concepts.found
        for member in concept.members
    }
    alone = ("alone", "nothing of another site is taken for the same")
    assert [told[path] for path in sockets] == [alone, alone]


@pytest.mark.parametrize(
    ("tree", "other", "evidence"),
    [
        (
            ("Sac à main - valise", "Vêtements pour homme", "Outils de jardin"),
            ("Sacs à main", "Vêtements pour femme", "Outils de jardin"),
            'called "Sac à main" in a composite, elsewhere "Sacs à main"',
        ),
        (("Men's shirts & trousers",), ("Men's trousers",), 'called "Men\'s trousers" in a composite'),
        (("Hip-hop & rap",), ("Hip-hop",), 'called "Hip-hop" in a composite'),
    ],
)
def test_a_name_is_quoted_as_it_stands(
    plant: Callable[..., Any], tree: tuple[str, ...], other: tuple[str, ...], evidence: str
) -> None:
    concepts = find_concepts(plant({"acme": tree, "boltco": other}))
    told = [member.evidence for concept in concepts.found for member in concept.members if member.method == "name"]
    assert evidence in told


def test_what_is_called_alike_is_one_concept(plant: Callable[..., Any]) -> None:
    found = describe(find_concepts(plant(TREES)))
    assert found["Screws"] == ["acme: Fasteners > Screws", "boltco: Screws & Bolts", "nutworld: Products > Screws"]
    assert found["Bolts"] == ["boltco: Screws & Bolts", "nutworld: Products > Bolts"]
    assert found["Gloves"] == ["acme: Gloves", "boltco: Gloves"]
    assert found["Anchors"] == ["acme: Fasteners > Anchors"]
    assert not found.keys() & {"Sale", "Brands", "Bosch", "Products", "Other"}


def test_a_part_that_may_be_no_goods_by_itself_is_a_doubtful_member(plant: Callable[..., Any]) -> None:
    trees = {
        "a": ("Windows > Curtains", "Gifts > Jewellery", "Gifts > Candles"),
        "b": ("Windows > Curtain & Blind Fixing Kits", "Gifts > Jewellery & Music Boxes", "Gifts > Candles"),
        "c": ("Windows > Curtains", "Gifts > Jewellery", "Gifts > Candles"),
    }
    concepts = find_concepts(plant(trees))
    found = {
        concept.name: {concepts.nodes[member.node].place.site: member.score for member in concept.members}
        for concept in concepts.found
    }
    assert (found["Curtains"], found["Jewellery"]) == ({"a": 0.95, "c": 0.95}, {"a": 0.95, "b": 0.49, "c": 0.95})


def test_names_for_different_people_part(plant: Callable[..., Any]) -> None:
    found = [
        sorted(concepts.nodes[member.node].place.site for member in concept.members)
        for concepts in (find_concepts(plant(TREES)),)
        for concept in concepts.found
        if concept.name == "Tops"
    ]
    assert sorted(found) == [["mode", "wear"], ["wear"]]


def test_compounds_meet_in_either_spelling(plant: Callable[..., Any]) -> None:
    trees = {"a": ("Lab > Hotplates", "Wash > Dish racks"), "b": ("Lab > Hot Plates", "Wash > Dishracks")}
    assert {len(concept.members) for concept in find_concepts(plant(trees)).found if concept.label != "Lab"} == {2}


def test_homonyms_part_and_ways_of_selling_do_not(plant: Callable[..., Any]) -> None:
    trees = {
        "a": ("Jewellery > Rings", "Coffee > Starter kits"),
        "b": ("Jewelry > Rings", "Camping > Starter kits"),
        "c": ("Bathroom > Rings",),
    }
    concepts = find_concepts(plant(trees))
    found = {
        (concept.name, "".join(concepts.nodes[member.node].place.site for member in concept.members))
        for concept in concepts.found
    }
    assert found >= {("Rings", "ab"), ("Rings", "c"), ("Starter kits", "ab")}


def test_a_parent_called_much_like_a_child_takes_not_its_place(plant: Callable[..., Any]) -> None:
    trees = {
        "a": ("Liquids > Pipettes", "Liquids > Burettes"),
        "b": ("Pipetting > Pipettes", "Pipetting > Burettes"),
        "c": ("Glass > Pipettes", "Glass > Burettes"),
    }
    found = [members for members in describe(find_concepts(plant(trees))).values() if len(members) > 1]
    assert ["a: Liquids > Pipettes", "b: Pipetting > Pipettes", "c: Glass > Pipettes"] in found


def test_siblings_are_never_one_concept(plant: Callable[..., Any]) -> None:
    concepts = find_concepts(
        plant({"a": ("Tools > Hammers", "Tools > Claw hammers", "Tools > Hammer"), "b": ("Tools > Hammers",)})
    )
    for concept in concepts.found:
        names = [concepts.nodes[member.node].own for member in concept.members]
        assert len(set(names)) == 1


@pytest.mark.parametrize("order", ["abcd", "dcba"])
def test_two_words_for_one_that_a_site_has_side_by_side_are_two_goods_there(
    plant: Callable[..., Any], order: str
) -> None:
    """Other sites go with what is called in their words; synonyms are one where no site with both stands against it."""
    trees = {
        "a": ("Tools > Spanners", "Tools > Wrenches", "Garden > Trash Cans"),
        "b": ("Tools > Spanners", "Garden > Wastebaskets"),
        "c": ("Tools > Wrenches",),
        "d": ("Tools > Wrench",),
    }
    found = describe(find_concepts(plant({site: trees[site] for site in order}))).values()
    assert sorted(sorted(names) for names in found if len(names) > 1) == [
        ["a: Garden", "b: Garden"],
        ["a: Garden > Trash Cans", "b: Garden > Wastebaskets"],
        ["a: Tools", "b: Tools", "c: Tools", "d: Tools"],
        ["a: Tools > Spanners", "b: Tools > Spanners"],
        ["a: Tools > Wrenches", "c: Tools > Wrenches", "d: Tools > Wrench"],
    ]


@pytest.mark.parametrize("order", [("google", "shopify", "acme"), ("acme", "shopify", "google")])
def test_a_shop_goes_with_the_nearer_of_two_that_taxonomies_call_alike(
    plant: Callable[..., Any], order: Sequence[str]
) -> None:
    """Cameras below a department that is called cameras, too, are what the shop calls so, not the department."""
    leaves = ("Cameras & Optics > Cameras", "Cameras & Optics > Camera & Optic Accessories > Camera Lenses")
    trees = {"google": leaves, "shopify": leaves, "acme": ("Photo > Cameras", "Photo > Tripods")}
    found = describe(find_concepts(plant({site: trees[site] for site in order}))).values()
    (cameras,) = (sorted(names) for names in found if "acme: Photo > Cameras" in names)
    assert cameras == ["acme: Photo > Cameras", f"google: {leaves[0]}", f"shopify: {leaves[0]}"]


def test_what_stands_below_a_synonym_is_no_part_of_its_concept(plant: Callable[..., Any]) -> None:
    """Of the two what others call in the same words is theirs."""
    trees = {
        "a": ("Lighting", "Lighting > Lamps", "Lighting > Lamps > Bulbs"),
        "b": ("Lighting", "Lighting > Lamps", "Lighting > Lamps > Bulbs"),
        "c": ("Lamps", "Lamps > Bulbs"),
    }
    found = [members for members in describe(find_concepts(plant(trees))).values() if len(members) > 1]
    assert sorted(found) == [
        ["a: Lighting", "b: Lighting"],
        ["a: Lighting > Lamps", "b: Lighting > Lamps", "c: Lamps"],
        ["a: Lighting > Lamps > Bulbs", "b: Lighting > Lamps > Bulbs", "c: Lamps > Bulbs"],
    ]


@pytest.mark.parametrize("seed", range(5))
def test_order_of_input_does_not_matter(plant: Callable[..., Any], seed: int) -> None:
    turn = [*list(TREES)[seed:], *list(TREES)[:seed]]
    trees = {site: TREES[site][:: -1 if seed % 2 else 1] for site in turn}
    assert name_members(find_concepts(plant(trees))) == name_members(find_concepts(plant(TREES)))


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"new": ("Screws", "Bolts", "Woman > Tops", "Nails")},
        {"new": ("Schrauben", "Handschuhe und Helme", "Werkzeug > Zubehör")},
        {"acme": (*TREES["acme"], "Fasteners > Bolts", "Fasteners > Rivets")},
    ],
)
def test_ids_stay(plant: Callable[..., Any], more: dict[str, tuple[str, ...]]) -> None:
    before = name_members(find_concepts(plant(TREES)))
    after = name_members(find_concepts(plant({**TREES, **more}), previous=before))
    assert {member: after[member] for member in before} == before


def test_ids_are_unique(plant: Callable[..., Any]) -> None:
    ids = [concept.concept_id for concept in find_concepts(plant(TREES)).found]
    assert len(ids) == len(set(ids))


def test_narrower_names_carry_a_concept(plant: Callable[..., Any]) -> None:
    trees = {"a": ("Drills", "Drill bits", "Fasteners"), "b": ("Cordless drills", "Screws")}
    concepts = find_concepts(plant(trees))
    labels = {concept.concept_id: concept.label for concept in concepts.found}
    found = {(labels[kin.concept_id], concepts.nodes[kin.node].place.path[-1]) for kin in find_narrower(concepts)}
    assert found == {("Drills", "Cordless drills"), ("Fasteners", "Screws")}


def test_what_stands_below_elsewhere_is_embraced(plant: Callable[..., Any]) -> None:
    """Labware is not missing where beakers and flasks are sold; neither is a way of selling there for its goods."""
    trees = {
        "a": (
            "Labware > Beakers",
            "Labware > Flasks",
            "Labware > Tongs",
            "Subscriptions > Beakers",
            "Subscriptions > Ink",
        ),
        "b": ("Glassware > Beakers", "Glassware > Flasks", "Ink"),
    }
    concepts = find_concepts(plant(trees))
    labels = {concept.concept_id: concept.label for concept in concepts.found}
    found = {(labels[kin.concept_id], concepts.nodes[kin.node].place.path[-1]) for kin in find_below(concepts)}
    assert {row for row in found if row[0] in ("Labware", "Subscriptions")} == {
        ("Labware", "Beakers"),
        ("Labware", "Flasks"),
    }


def test_broader_names_hide_a_concept(plant: Callable[..., Any]) -> None:
    trees = {"a": ("Drills > Hammer drills", "Coffee > Espresso beans"), "b": ("Drills",), "c": ("Tea",)}
    concepts = find_concepts(plant(trees))
    labels = {concept.concept_id: concept.label for concept in concepts.found}
    found = {
        (labels[kin.concept_id], concepts.nodes[kin.node].place.site, concepts.nodes[kin.node].place.path[-1])
        for kin in find_broader(concepts)
    }
    assert ("Hammer drills", "b", "Drills") in found
    assert not {row for row in found if row[1] == "c"}


BOTTLES_CAGES, BIDONS_CAGES, CAGES = 0, 1, 2


@pytest.mark.parametrize(
    ("members", "but", "is_elsewhere"),
    [
        ({BOTTLES_CAGES, BIDONS_CAGES}, {BIDONS_CAGES}, False),
        ({BOTTLES_CAGES, BIDONS_CAGES, CAGES}, {BIDONS_CAGES}, True),
        ({BOTTLES_CAGES, BIDONS_CAGES}, set(), True),
    ],
    ids=["as the composite alone", "as another category, too", "nothing is left out"],
)
def test_a_site_has_elsewhere_what_its_composite_does_not_share(
    members: set[int], but: set[int], is_elsewhere: bool
) -> None:
    """Who sells bidons with cages tells of bottles with cages that these are cages, not that they are no bidons."""
    concepts = {BOTTLES_CAGES: ["bottles", "cages"], BIDONS_CAGES: ["bidons", "cages"], CAGES: ["cages"]}
    known = {"bottles": {BOTTLES_CAGES}, "bidons": {BIDONS_CAGES}, "cages": members}
    mates = Mates(concepts=concepts, members=known, sites=["a", "b", "b"])
    assert mates.is_elsewhere(BOTTLES_CAGES, {"b"}, but) is is_elsewhere
    assert not mates.is_elsewhere(BOTTLES_CAGES, {"c"}, but)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=20), st.integers(0, 5)), max_size=12))
@example([("a", "Nails", 1), ("a", "Beauty", 0), ("b", "Nails", 3), ("b", "Fixings", 2), ("b", "Nails", 4)])
def test_any_categories_can_be_clustered(rows: list[tuple[str, str, int]]) -> None:
    """Parents may be missing, or go round in a loop."""
    places = [
        Place(site=site, category_id=str(at), path=(name,), parent_id=str(parent))
        for at, (site, name, parent) in enumerate(rows)
    ]
    concepts = find_concepts(plant_forest(places))
    kin = [*find_narrower(concepts), *find_broader(concepts), *find_doubtful(concepts)]
    assert all(0 <= one.score <= 1 for one in kin)
    assert all(0 <= member.score <= 1 for concept in concepts.found for member in concept.members)
    assert {member.node for concept in concepts.found for member in concept.members} == {
        at for at, node in enumerate(concepts.nodes) if node.is_goods
    }


@pytest.mark.parametrize(
    ("title", "word", "about"),
    [
        ("Cordless drill 18V", "drill", True),
        ("Drill bit set", "drill", False),
        ("Book shelf, oak", "book", False),
        ("The big book of knots", "book", True),
        ("Gloves nitrile size L", "glove", True),
        ("Calibration of torque wrenches", "calibr", True),
    ],
)
def test_what_a_title_is_about(title: str, word: str, about: bool) -> None:
    assert (word in read_title(title).about) is about


def test_what_comes_nearest_on_each_site_is_looked_at(plant: Callable[..., Any]) -> None:
    """However many categories other sites have that are nearer."""
    many = tuple(f"Bathrooms > Taps > Mixer taps {number}" for number in range(60))
    concepts = find_concepts(plant({"a": ("Bathrooms > Taps",), "b": many, "c": ("Bathroom fixtures", "Tea")}))
    places = [node.place for node in concepts.nodes]
    pairs = zip(concepts.matches.rows.tolist(), concepts.matches.others.tolist(), strict=True)
    assert {
        (places[row].path[-1], places[other].path[-1])
        for row, other in pairs
        if (places[row].site, places[other].site) == ("a", "c")
    } == {("Bathrooms", "Bathroom fixtures"), ("Taps", "Bathroom fixtures")}


def test_what_books_are_on_is_no_such_goods(plant: Callable[..., Any]) -> None:
    trees = {"a": ("Books > Food & Wine", "Books > Sports"), "b": ("Cellar > Wine", "Sports"), "c": ("Books > Sports",)}
    found = [members for members in describe(find_concepts(plant(trees))).values() if len(members) > 1]
    assert sorted(found) == [["a: Books", "c: Books"], ["a: Books > Sports", "c: Books > Sports"]]


def test_a_name_that_says_little_is_told_with_the_goods_above_it(plant: Callable[..., Any]) -> None:
    concepts = find_concepts(plant({"a": ("Plumbing > Clearance > Spares", "Dogs > Accessories")}))
    assert {concept.label for concept in concepts.found} == {
        "Plumbing", "Plumbing: Spares", "Dogs", "Dogs: Accessories",
    }  # fmt: skip
