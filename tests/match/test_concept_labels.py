"""What concepts are called where several have one name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.matching.catalogues.trees import Place
from gapfinder.matching.clustering.concept_labels import LONGEST_NAME, tell_apart
from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.names.terms import fold_text


def label(concepts: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """Return the labels of concepts, each given with the paths of its categories, of other sites after `SITE: `."""
    places = [[_read_place(path) for path in found] for _, found in concepts]
    return tell_apart([name for name, _ in concepts], places.__getitem__)


def _read_place(text: str) -> Place:
    *site, path = text.split(": ", 1)
    return Place(site="".join(site) or "acme", category_id=path, path=tuple(path.split(" > ")))


@pytest.mark.parametrize(
    ("concepts", "labels"),
    [
        pytest.param([("Tops", ["Women > Tops"]), ("Hats", ["Men > Hats"])], ["Tops", "Hats"], id="unique"),
        pytest.param(
            [
                ("Care", ["Hair > Care", "beta: Hair > Care", "gamma: Skin > Care"]),
                ("Line", ["Fishing > Line", "beta: Sea > Line", "gamma: Lake > Line"]),
                ("Test", ["Sale > Test"]),
                ("Scarpe", ["Uomo > Scarpe"]),
                ("Udito", ["Protezione > Udito"]),
                ("Care of Bees", ["Bees > Care of Bees"]),
            ],
            ["Care (Hair)", "Line", "Test", "Scarpe", "Udito (Protezione)", "Care of Bees"],
            id="one word that is of no field, below what most share",
        ),
        pytest.param(
            [("Pumps", ["Garden > Ponds > Pumps"]), ("Pumps", ["Women > Pumps"]), ("pumps", ["Shop all > pumps"])],
            ["Pumps (Ponds)", "Pumps (Women)", "pumps"],
            id="the nearest, for whom, and nothing that only leads there",
        ),
        pytest.param(
            [
                ("Tops", ["Women > Tops", "Women > Sale > Tops", "Ladies > Tops", "Clothing > Women > Tops"]),
                ("Tops", ["Men > Tops", "Clothing > Men > Tops", "Clothing > Tops"]),
            ],
            ["Tops (Women)", "Tops (Men)"],
            id="what most share, and the other does not",
        ),
        pytest.param(
            [
                ("Socks", ["Kids > Boys (2-8) > Socks", "Kids > Boys (9-14) > Socks"]),
                ("Socks", ["Kids > Girls > Socks"]),
            ],
            ["Socks (Boys 9-14)", "Socks (Girls)"],
            id="brackets do not stand in brackets",
        ),
        pytest.param(
            [
                ("Rings", ["Jewellery > Rings"]),
                ("Rings", ["Bath > Rings"]),
                ("Rings", ["Rings", "A > Rings", "B > Rings"]),
            ],
            ["Rings (Jewellery)", "Rings (Bath)", "Rings"],
            id="what stands nowhere in particular keeps its name",
        ),
        pytest.param(
            [
                ("Costumes", ["Baby > Girl > Costumes"]),
                ("Costumes", ["Baby > Boy > Costumes"]),
                ("Costumes", ["Baby > Costumes"]),
            ],
            ["Costumes (Girl)", "Costumes (Boy)", "Costumes (Baby)"],
            id="what others share, too, where nothing else is left",
        ),
        pytest.param(
            [("Dogs: Beds", ["Dogs > Beds"]), ("Dogs: Beds", ["Pets > Dogs > Beds"])],
            ["Dogs: Beds", "Dogs: Beds (Pets)"],
            id="what the name says is not said again",
        ),
        pytest.param(
            [("Tools", ["Women > Sport > Tools"]), ("Tools", ["Sport > Women > Tools"])],
            ["Tools (Women > Sport)", "Tools (Sport > Women)"],
            id="the whole path",
        ),
        pytest.param(
            [("Garden", ["Kitchen, Garden & Pets"]), ("Garden", ["Garden and Patio"])],
            ["Garden (Kitchen, Garden & Pets)", "Garden (Garden and Patio)"],
            id="parts of composites",
        ),
        pytest.param(
            [("Tops", ["Women > Tops"]), ("Tops", ["Men > Tops"]), ("Tops (Women)", ["Ladies > Tops (Women)"])],
            ["Tops", "Tops (Men)", "Tops (Women)"],
            id="no label is another's name",
        ),
        pytest.param(
            [
                ("Tops", ["wear: Women > Tops", "mode: Women > Tops"]),
                ("Tops", ["gents: Women > Tops"]),
                ("Tops", ["modas: Tops"]),
                ("tops", ["acme: Tops", "acme: Tops"]),
            ],
            ["Tops (mode, wear)", "Tops (gents)", "Tops (modas)", "tops"],
            id="sites, where no name tells",
        ),
    ],
)  # fmt: skip
def test_labels(concepts: list[tuple[str, list[str]]], labels: list[str]) -> None:
    assert label(concepts) == labels
    assert label(concepts[::-1]) == labels[::-1]


@given(
    st.sets(st.lists(st.text(alphabet="abc", min_size=1, max_size=3), max_size=4).map(tuple), min_size=2, max_size=9)
)
def test_one_category_each_is_always_told_apart(above: set[tuple[str, ...]]) -> None:
    paths = sorted((*uppers, "Tops") for uppers in above)
    labels = tell_apart(["Tops"] * len(paths), lambda at: [Place(site="acme", category_id="", path=paths[at])])
    assert len(set(labels)) == len(paths)


@given(
    st.lists(
        st.tuples(
            st.text(max_size=9), st.lists(st.lists(st.text(max_size=9), min_size=1, max_size=3), min_size=1, max_size=3)
        ),
        max_size=6,
    )
)
def test_any_names_can_be_told(concepts: list[tuple[str, list[list[str]]]]) -> None:
    names = [name for name, _ in concepts]
    labels = tell_apart(
        names, lambda at: [Place(site="acme", category_id="", path=tuple(path)) for path in concepts[at][1]]
    )
    assert len({fold_text(label) for label in labels}) == len(concepts)
    assert all(label.startswith(name) for label, name in zip(labels, names, strict=True))
    assert all(len(label) <= len(name) + LONGEST_NAME + 3 for label, name in zip(labels, names, strict=True))


def test_concepts_of_one_name_are_told_apart_and_keep_their_ids(plant: Callable[..., Any]) -> None:
    trees = {"wear": ("Women > Tops", "Women > Hats"), "mode": ("Ladies > Tops",)}
    before = {concept.label: concept.concept_id for concept in find_concepts(plant(trees)).found}
    after = {concept.label: concept for concept in find_concepts(plant({**trees, "gents": ("Men > Tops",)})).found}
    assert {"Tops", "Hats"} <= before.keys()
    assert {"Tops (Women)", "Tops (Men)", "Hats"} <= after.keys()
    assert after["Tops (Women)"].name == "Tops"
    assert before["Hats"] == after["Hats"].concept_id
