"""What a sentence model is given of product titles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.title_examples import Examples

Plant = Callable[..., Any]
REELS = ("Acme Zed Spool Reel 4000", "Acme Baitrunner 6000", "Koda Spool Reel")
OTHERS = {"Tackle > Floats": ("Acme Waggler 10 g", "Koda Waggler"), "Tackle > Hooks": ("Acme Barbless", "Koda Treble")}


def read(plant: Plant, titles: Mapping[str, Sequence[str]]) -> tuple[Examples, list[str]]:
    nodes = plant({"acme": list(titles)})
    sold = {
        at: Sold.of(titles[node.place.category_id], node.language)
        for at, node in enumerate(nodes)
        if node.place.category_id in titles
    }
    return Examples.of(nodes, sold), [" > ".join(node.place.path) for node in nodes]


def test_a_make_that_many_categories_hold_says_nothing_of_goods(plant: Plant) -> None:
    found, paths = read(plant, {"Tackle > Reels": REELS, **OTHERS})
    assert found.titles[paths.index("Tackle > Reels")] == ("Baitrunner 6000", "Zed Spool Reel 4000", "Spool Reel")


def test_a_word_that_some_category_is_called_by_is_no_make(plant: Plant) -> None:
    shop = {f"Rods > {name} Rods": (f"Stout {name} Rod", f"Slim {name} Rod") for name in ("Carp", "Fly", "Feeder")}
    found, paths = read(plant, {**shop, "Reels": ("Fly Reel for Rod", "Carp Reel for Rod")})
    assert found.titles[paths.index("Reels")] == ("Carp Reel for Rod", "Fly Reel for Rod")


@pytest.mark.parametrize(
    ("titles", "left"),
    [
        (("Acme 4000 XL", "Koda Reel", "Acme Black Reel"), ("Black Reel", "Reel")),
        (("Acme 4000 XL", "Koda Reel", "Acme 10 kg"), ()),
        (("Koda Reel",), ()),
    ],
    ids=["what else says something", "only one that does", "one title"],
)
def test_what_says_nothing_of_goods_is_left_out(plant: Plant, titles: Sequence[str], left: Sequence[str]) -> None:
    found, paths = read(plant, {"Tackle > Winches": titles, **OTHERS})
    assert found.titles[paths.index("Tackle > Winches")] == left


def test_names_and_sizes_are_left_out_where_they_are_not_asked_for(plant: Plant) -> None:
    found, paths = read(plant, {"Tackle > Reels": REELS, **OTHERS})
    at = paths.index("Tackle > Reels")
    assert found.beside[at] == ("Baitrunner 6000", "Zed Spool 4000", "Spool")
    assert found.bare[at] == ("baitrunner", "zed spool reel", "spool reel")
    assert found.bare_beside[at] == ("baitrunner", "zed spool", "spool")


def test_what_names_goods_is_counted(plant: Plant) -> None:
    """By some field, or as any category of the site is called: makes and codes name none."""
    shop = {"Tackle > Reels": REELS, "Tackle > Priests": ("Brillmark SL235", "Jangro Bay 940"), "Tackle > Zorbels": ()}
    found, paths = read(plant, {**shop, "Tackle > Gear": ("Koda zorbel", "Acme hammer", "Numatik ML632")})
    counts = {path.rpartition(" > ")[2]: found.naming[at] for at, path in enumerate(paths)}
    assert counts == {"Tackle": 0, "Reels": 2, "Priests": 0, "Zorbels": 0, "Gear": 2}
