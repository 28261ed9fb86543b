"""Which units of one word are the same goods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from gapfinder.matching.catalogues.units import list_units
from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.clustering.met_apart import list_met_apart

SHOPS = {
    "ironmonger": (
        "Electrical", "Electrical > Sockets & Switches", "Electrical > Cables",
        "Hand Tools", "Hand Tools > Sockets", "Hand Tools > Ratchets", "Hand Tools > Spanners",
        "Plumbing", "Plumbing > Pipe Fittings", "Plumbing > Pipe Fittings > Sockets",
        "Plumbing > Pipe Fittings > Elbows",
        "Tiling", "Tiling > Tile Adhesives & Grouts",
    ),
    "merchant": (
        "Electrical Supplies", "Electrical Supplies > Sockets & Switches", "Electrical Supplies > Wire & Cables",
        "Tools", "Tools > Hand Tools", "Tools > Hand Tools > Sockets", "Tools > Hand Tools > Ratchets",
        "Pipes & Plumbing", "Pipes & Plumbing > Fittings", "Pipes & Plumbing > Fittings > Sockets",
        "Pipes & Plumbing > Fittings > Elbows",
        "Tools > Tiling Tools", "Tools > Tiling Tools > Grout & Sealant Removing Tools",
    ),
}  # fmt: skip


@pytest.fixture(name="together")
def gather(plant: Callable[..., Any]) -> Callable[..., set[frozenset[str]]]:
    """Return what stands in concepts of a label: paths, without the sites."""

    def gather(trees: dict[str, tuple[str, ...]], label: str) -> set[frozenset[str]]:
        concepts = find_concepts(plant(trees))
        return {
            frozenset(" > ".join(concepts.nodes[member.node].place.path) for member in concept.members)
            for concept in concepts.found
            if concept.name == label
        }

    return gather


def test_sockets_go_with_sockets_of_their_kind(together: Callable[..., set[frozenset[str]]]) -> None:
    assert together(SHOPS, "Sockets & Switches") == {
        frozenset({"Electrical > Sockets & Switches", "Electrical Supplies > Sockets & Switches"})
    }
    assert together(SHOPS, "Sockets") == {
        frozenset({"Hand Tools > Sockets", "Tools > Hand Tools > Sockets"}),
        frozenset({"Plumbing > Pipe Fittings > Sockets", "Pipes & Plumbing > Fittings > Sockets"}),
    }


def test_a_part_of_a_name_is_not_what_is_called_so(together: Callable[..., set[frozenset[str]]]) -> None:
    assert not any(len(paths) > 1 for label in ("Grout", "Grouts") for paths in together(SHOPS, label))


@pytest.mark.parametrize("label", ["Ratchets", "Elbows", "Cables"])
def test_what_is_like_is_one(together: Callable[..., set[frozenset[str]]], label: str) -> None:
    assert [len(paths) for paths in together(SHOPS, label)] == [2]


def test_one_site_keeps_its_names_together(together: Callable[..., set[frozenset[str]]]) -> None:
    alone = {"a": ("Garden > Pots", "Outdoor Living > Pots", "Kitchen > Pans"), "b": ("Offices > Desks",)}
    assert together(alone, "Pots") == {frozenset({"Garden > Pots", "Outdoor Living > Pots"})}


def test_a_shop_more_changes_no_kind(together: Callable[..., set[frozenset[str]]]) -> None:
    tools = ("Workshop", "Workshop > Hand Tools", "Workshop > Hand Tools > Sockets", "Workshop > Hand Tools > Ratchets")
    found = together(SHOPS | {"garage": tools}, "Sockets")
    assert frozenset({"Hand Tools > Sockets", "Tools > Hand Tools > Sockets", tools[2]}) in found
    assert len(found) == 2


@pytest.mark.parametrize("name", ["Lighting", "Storage"])
def test_what_stands_among_no_goods_leads_none_of_others_together(
    together: Callable[..., set[frozenset[str]]], name: str
) -> None:
    shops = {
        "gardener": ("Garden", f"Garden > {name}", "Garden > Ponds", "Garden > Compost"),
        "luthier": ("Musical Instruments", f"Musical Instruments > {name}", "Musical Instruments > Guitars"),
        "warehouse": (name, "Desks"),
    }
    found = together(shops, name)
    assert sorted(map(len, found)) == [1, 2]
    assert frozenset({f"Garden > {name}", f"Musical Instruments > {name}"}) not in found


RIVERS = {"north": ("Rods", "Rods > Fly", "Reels", "Reels > Fly"), "river": ("Fly Rods", "Fly Reels"), "lake": ("Fly",)}


@pytest.mark.parametrize(
    ("sure", "are_apart"),
    [
        ({"Rods > Fly": "Fly Rods", "Reels > Fly": "Fly Reels"}, True),
        ({"Rods > Fly": "Fly Rods", "Reels > Fly": "Fly Rods"}, False),
        ({"Rods > Fly": "Fly Rods", "Reels > Fly": "Fly"}, False),
        ({"Rods > Fly": "Fly Rods"}, False),
    ],
    ids=["two things elsewhere", "one thing", "of two sites", "one of which nothing is known"],
)
def test_one_name_on_a_site_is_two_where_another_site_has_two_for_it(
    plant: Callable[..., Any], sure: Mapping[str, str], are_apart: bool
) -> None:
    nodes = plant(RIVERS)
    at = {" > ".join(node.place.path): place for place, node in enumerate(nodes)}
    compared: Any = SimpleNamespace(
        rows=np.array([at[one] for one in (*sure, "Rods > Fly", "Reels > Fly")]),
        others=np.array([at[one] for one in (*sure.values(), "Fly Reels", "Fly Rods")]),
        scores=np.array([0.99] * len(sure) + [0.5, 0.99]),
        relations=["equivalent"] * len(sure) + ["equivalent", "broader"],
    )
    units = list_units(nodes)
    group = [place for place, unit in enumerate(units) if unit.name == "Fly"]
    found = [{units[one].node, units[other].node} for one, other in list_met_apart(nodes, units, [group], compared)]
    assert found == ([{at["Rods > Fly"], at["Reels > Fly"]}] if are_apart else [])
