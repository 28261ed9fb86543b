"""What of a category is clustered: the parts of its name, each with what it says too little without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gapfinder.matching.catalogues.units import list_units


@pytest.mark.parametrize(
    ("path", "units"),
    [
        ("Barware > Shakers & Tools", {"Shakers": ("shaker",), "Shakers & Tools": ("shaker", "tool")}),
        ("Tooling > Drill Bits & Sets", {"Drill Bits": ("bit", "drill"), "Drill Bits & Sets": ("bit", "drill", "kit")}),
        ("Tooling > Tool Sets & Kits", {"Tool Sets": ("kit", "tool")}),
        ("Tooling > Tools & Ladders", {"Tools": ("tool",), "Ladders": ("ladder",)}),
        ("Garden & Tools", {"Garden": ("garden",), "Tools": ("tool",)}),
        ("Wear > Hats & Kids", {"Hats": ("hat",), "Kids": ("kid",)}),
        ("Photo > Cameras & Accessories", {"Cameras": ("camera",), "Cameras & Accessories": ("accessori", "camera")}),
        ("Shoes & Boots", {"Shoes": ("footwear",), "Boots": ("boot",)}),
    ],
)
def test_parts_that_say_too_little_take_those_before_them(
    plant: Callable[..., Any], path: str, units: dict[str, tuple[str, ...]]
) -> None:
    nodes = plant({"a": (path,)})
    assert {unit.name: unit.key for unit in list_units(nodes) if unit.node == len(nodes) - 1} == units
