"""A name that says that a category is a kind of a concept is borne out by what both are like, or doubted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.presence.kin_below import FAINT
from gapfinder.matching.presence.kinds import CERTAIN, find_kinds
from gapfinder.matching.presence.kinship import find_doubtful, find_narrower

Plant = Callable[..., Any]
SHOP = (
    "Groceries > Wine > Red Wine", "Groceries > Wine > Rosé Wine", "Beauty > Lipstick", "DVDs", "Fasteners",
    "Tools > Drills", "Gloves", "Clothing", "Storage",
)  # fmt: skip


@pytest.mark.parametrize(
    ("label", "kind", "is_certain"),
    [
        ("Drills", "Tools > Hammer Drills", True),
        ("Gloves", "Nitrile Gloves", True),
        ("Fasteners", "Bolts > Screws", True),
        ("Fasteners", "Screws", True),
        ("Clothing", "Thermal Shirts", True),
        ("Clothing", "Bimini Tops", False),
        ("Fasteners", "Beauty > Nails", False),
        ("DVDs", "Packaging > Stretch Wrap Films", False),
        ("Storage", "Large Boxes", True),
        ("Storage", "Flour Boxes", False),
        ("Beauty", "Make-up > Mascara", True),
        ("Beauty", "Pets > Litter Box Deodorants", False),
        ("Gloves", "Sports > Boxing > Boxing Gloves", False),
    ],
)
def test_what_bears_out_a_kind(plant: Plant, label: str, kind: str, is_certain: bool) -> None:
    concepts = find_concepts(plant({"shop": SHOP, "other": (kind,)}))
    (concept_id,) = (concept.concept_id for concept in concepts.found if concept.label == label)
    found = {
        kin.score >= CERTAIN
        for kin in find_kinds(concepts)
        if kin.concept_id == concept_id and concepts.nodes[kin.node].place.path == tuple(kind.split(" > "))
    }
    assert found <= {is_certain}
    assert found or not is_certain


def test_a_kind_that_nothing_bears_out_is_doubted(plant: Plant) -> None:
    concepts = find_concepts(plant({"shop": SHOP, "other": ("Packaging > Stretch Wrap Films",)}))
    (films,) = (concept.concept_id for concept in concepts.found if concept.label == "DVDs")
    assert [kin for kin in find_narrower(concepts) if kin.concept_id == films] == []
    assert {kin.score for kin in find_doubtful(concepts) if kin.concept_id == films} == {FAINT}


def test_a_part_that_says_too_little_by_itself_may_be_of_whatever_is_called_so(plant: Plant) -> None:
    concepts = find_concepts(plant({"shop": (*SHOP, "Courses > Basic Sets"), "other": ("Beauty > Palettes & Sets",)}))
    (sets,) = (concept.concept_id for concept in concepts.found if concept.label == "Basic Sets")
    found = [kin for kin in find_doubtful(concepts) if kin.concept_id == sets]
    assert {(concepts.nodes[kin.node].place.path[-1], kin.evidence) for kin in found} == {
        ("Palettes & Sets", "its name is wider")
    }


@pytest.mark.parametrize(
    ("name", "kind", "there", "is_certain"),
    [
        ("Garne", "Nähgarne", "Stoffe für Kleider", True),
        ("Garne", "Befestigung > Nähgarne", "Stoffe für Kleider", False),
        ("Schneiden", "Plasmaschneider", "Stoffe für Kleider", False),
        ("Schuhe", "Handschuhe", "Stoffe für Kleider", False),
        ("Dekens", "Paardendekens", "Schroeven van staal", True),
    ],
    ids=["a compound", "that nothing bears out", "who does it", "no compound", "Dutch"],
)
def test_compounds_are_kinds_of_what_they_end_in(
    plant: Plant, name: str, kind: str, there: str, is_certain: bool
) -> None:
    concepts = find_concepts(plant({"a": (name, there), "b": (kind, there)}))
    found = [concepts.nodes[kin.node].place.path[-1] for kin in find_narrower(concepts)]
    assert found == ([kind] if is_certain else [])


@pytest.mark.parametrize(
    ("kind", "is_certain"),
    [("Apparel > Work Gloves", True), ("Toys > Work Gloves", False), ("Pets > Work Gloves", False)],
    ids=["of one field", "what is called like goods", "among other goods"],
)
def test_less_likeness_bears_out_a_kind_of_plain_goods(plant: Plant, kind: str, is_certain: bool) -> None:
    nodes = plant({"a": ("Workwear > Gloves", "Mixers", "Flour"), "b": (kind, "Dough Mixers", "Tea")})
    called = {
        "Gloves": ["Hexarmour leather L", "Ansell Hyflex nitrile", "Mapa Ultrane nitrile"],
        "Work Gloves": ["Ansell Hyflex grip", "Showa nitrile 370", "Polyco leather rigger"],
    }
    titles = {
        at: Sold.of(called[node.place.path[-1]], node.language)
        for at, node in enumerate(nodes)
        if node.place.path[-1] in called
    }
    concepts = find_concepts(nodes, titles=titles)
    found = [" > ".join(concepts.nodes[kin.node].place.path) for kin in find_narrower(concepts)]
    assert found == ([kind] if is_certain else [])


@pytest.mark.parametrize(
    ("name", "kind", "is_kind"),
    [
        ("Paint", "Wallpaper", False),
        ("Paint", "Primers", True),
        ("Cameras", "Drones", False),
        ("Cameras", "Camcorders", True),
        ("Bicycles", "Saddles", False),
        ("Jewellery", "Watches", False),
        ("Jewellery", "Rings", True),
    ],
)
def test_a_field_called_like_some_of_its_goods_is_not_what_all_of_them_are(
    plant: Plant, name: str, kind: str, is_kind: bool
) -> None:
    concepts = find_concepts(plant({"shop": (name, "Fasteners"), "other": (kind, "Screws")}))
    (own, fasteners) = (
        next(concept.concept_id for concept in concepts.found if concept.label == label)
        for label in (name, "Fasteners")
    )
    kinds = {(kin.concept_id, concepts.nodes[kin.node].place.path[-1]) for kin in find_kinds(concepts)}
    assert ((own, kind) in kinds) is is_kind
    assert (fasteners, "Screws") in kinds


def test_what_is_called_machines_may_be_any(plant: Plant) -> None:
    trees = {
        "shop": ("Cleaning > Machines", "Cleaning > Brushes"),
        "other": ("Health > TENS Machines", "Health > Brushes"),
    }
    concepts = find_concepts(plant(trees))
    (machines,) = (concept.concept_id for concept in concepts.found if concept.label == "Machines")
    assert {kin.score for kin in find_kinds(concepts) if kin.concept_id == machines} == {FAINT}


@pytest.mark.parametrize(
    ("name", "other", "is_doubted"), [("TENS", "TENS Machines", True), ("Drill", "Drill Bits", False)]
)
def test_who_says_an_unknown_word_with_more_may_have_what_is_called_so(
    plant: Plant, name: str, other: str, is_doubted: bool
) -> None:
    concepts = find_concepts(plant({"a": (f"Care > {name} & Electrodes",), "b": (f"Health > {other}",)}))
    told = {kin.evidence for kin in find_doubtful(concepts) if concepts.nodes[kin.node].label.name == other}
    assert ("its name says that, too" in told) is is_doubted
