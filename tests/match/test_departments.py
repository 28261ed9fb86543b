"""What keeps a category from being called absent though nothing on a site is called like it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.matching.catalogues.trees import Place, plant_forest
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.pairs.standing import Standing, look_around
from gapfinder.matching.presence.departments import Unlike, hold_by_departments
from gapfinder.matching.presence.field_holders import hold_by_fields, hold_by_people

HAND_TOOLS = tuple(f"Hand Tools > {name}" for name in ("Hammers", "Pliers", "Chisels", "Spanners", "Mallets", "Files"))
BOOKS = tuple(f"Books > {name}" for name in ("Poetry", "Biographies", "Cookbooks", "Atlases", "Comics", "Novels"))


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("Magnifiers", {'like "Hand Tools", on whose branch it stands elsewhere'}),
        ("Poetry", set()),
        ("Books", set()),
    ],
)
def test_what_a_site_has_of_a_department_may_hold_more_of_it(
    plant: Callable[..., Any], name: str, held: set[str]
) -> None:
    """Who sells hand tools may sell magnifiers among them; who sells no book sells no poetry."""
    concepts = find_concepts(plant({"a": (*HAND_TOOLS, "Hand Tools > Magnifiers", *BOOKS), "b": HAND_TOOLS}))
    labels = {concept.concept_id: concept.label for concept in concepts.found}
    unlike = Unlike(below=0.3, share=0.4)
    assert {kin.evidence for kin in hold_by_departments(concepts, unlike) if labels[kin.concept_id] == name} == held


@pytest.mark.parametrize(
    ("share", "held"),
    [(0.5, {'has much of what "a" has'}), (0.95, set())],
)
def test_of_a_department_of_one_the_site_tells(plant: Callable[..., Any], share: float, held: set[str]) -> None:
    concepts = find_concepts(plant({"a": (*HAND_TOOLS, "Poetry"), "b": HAND_TOOLS[:2]}))
    labels = {concept.concept_id: concept.label for concept in concepts.found}
    found = hold_by_departments(concepts, Unlike(below=0.3, share=share))
    assert {kin.evidence for kin in found if labels[kin.concept_id] == "Poetry"} == held


@pytest.mark.parametrize(
    ("path", "held"),
    [
        ("Skin > Body milk", {("Beauty", "of the field of beauty")}),
        ("Travel > Satchels", {("Bags", "of the field of bags and luggage")}),
        ("Books > Poetry", set()),
    ],
)
def test_what_is_called_like_a_field_may_hold_what_is_of_it(
    plant: Callable[..., Any], path: str, held: set[tuple[str, str]]
) -> None:
    concepts = find_concepts(plant({"a": (path, "Bags > Satchels"), "b": ("More > Beauty", "Bags & Hats", "Tea")}))
    ids = {
        concept.concept_id
        for concept in concepts.found
        for member in concept.members
        if concepts.nodes[member.node].place.category_id == path
    }
    found = {
        (unit.name, kin.evidence)
        for kin in hold_by_fields(concepts)
        for unit in concepts.units
        if unit.node == kin.node and concepts.nodes[kin.node].place.site == "b" and kin.concept_id in ids
    }
    assert {row for row in found if row[0] != "Hats"} == held


@pytest.mark.parametrize(
    ("path", "held"),
    [
        ("Clothing > Nightwear", {"Boys", "Wear > Gents & Ladies"}),
        ("Toys > Puzzles", {"Boys"}),
        ("Tools > Hammers", set()),
    ],
)
def test_what_is_called_by_people_alone_may_hold_what_they_use(
    plant: Callable[..., Any], path: str, held: set[str]
) -> None:
    """Men's Shirts say what they are, and what is divided below Women is told by its parts."""
    people = ("Boys", "Wear > Gents & Ladies", "Men's Shirts", "Women > Dresses", "Dogs")
    concepts = find_concepts(plant({"a": (path,), "b": people}))
    of_path = {one.concept_id for one in concepts.found if path in {_path_of(concepts, at.node) for at in one.members}}
    found = {_path_of(concepts, kin.node) for kin in hold_by_people(concepts) if kin.concept_id in of_path}
    assert found == held


def _path_of(concepts: Concepts, at: int) -> str:
    return concepts.nodes[at].place.category_id


@given(
    st.lists(st.tuples(st.text(max_size=8), st.integers(0, 7), st.floats(0, 1)), max_size=8),
)
def test_around_any_categories_something_stands(rows: list[tuple[str, int, float]]) -> None:
    """Parents may be missing, or go round in a loop."""
    nodes = plant_forest(
        [
            Place(site="a", category_id=str(at), path=(name,), parent_id=str(parent))
            for at, (name, parent, _) in enumerate(rows)
        ]
    )
    best = np.array([score for _, _, score in rows])
    around = look_around(Standing.of(nodes), best)
    goods = [at for at, node in enumerate(nodes) if node.is_goods]
    assert all(around.scores[at] >= best[at] for at in goods)
    assert all(around.scores[at] == best[around.nodes[at]] for at in goods)
    assert all(0 <= around.shares[at] <= 1 for at in goods)
