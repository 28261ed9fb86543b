"""What the ids, classes and roles around a piece of a page say of it: a menu, or something else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from crawler.reading.markup.spots import Spot
from crawler.reading.markup.tags import Marks
from crawler.reading.menus.words import is_foreign, is_menu_mark

OWN = 2.2
"""Weight of a piece that is marked as a menu itself …"""
PER_STEP = 0.15
"""… less this for each element between the mark and the piece."""
OF_MARKED = 1.8
FOREIGN = 0.3
MOST_STEPS = 4


def weigh_marks(node: Spot) -> float:
    """Return how much a piece's marks speak for a menu: 1 where they say nothing, less where they say otherwise."""
    weight, around = 1.0, node
    for step in range(MOST_STEPS):
        if step < MOST_STEPS - 1 and _are_foreign(around.marks):
            return FOREIGN
        if around.tag == "nav" or _are_menus(around.marks):
            weight = max(weight, OWN - PER_STEP * step)
        # a page's own marks tell its kind: every piece of a `catalog` page stands in it
        if around.parent is None or around.parent.tag in ("body", "html"):
            break
        around = around.parent
    return max(weight, OF_MARKED) if marked_parts(node) or _are_columns(node) else weight


@lru_cache(maxsize=8192)
def _are_foreign(marks: Marks) -> bool:
    return any(map(is_foreign, _names(marks)))


@lru_cache(maxsize=8192)
def _are_menus(marks: Marks) -> bool:
    return marks.attributes.get("role") in ("navigation", "menubar") or _are_named_menus(marks)


@lru_cache(maxsize=8192)
def _are_named_menus(marks: Marks) -> bool:
    return any(map(is_menu_mark, _names(marks)))


def _names(marks: Marks) -> Iterator[str]:
    attributes = marks.attributes
    yield from attributes.get("class", "")[:300].split()
    yield from filter(None, (attributes.get("id"), attributes.get("aria-label")))


def marked_parts(node: Spot) -> list[Spot]:
    """Return the children that are marked as menus each, where they are most of those with several links."""
    children = [child for child in node.children if isinstance(child, Spot) and child.links]
    marked = [child for child in children if _are_named_menus(child.marks)]
    several = sum(child.links > 1 for child in children)
    return marked if several > 1 and 2 * sum(child.links > 1 for child in marked) > several else []


def _are_columns(node: Spot) -> bool:
    """Say whether a piece's entries, marked as menus each, stand in several columns."""
    columns = [child for child in node.children if isinstance(child, Spot) and child.links > 1]
    return len(columns) > 1 and all(map(marked_parts, columns))


def is_foreign_link(node: Spot) -> bool:
    """Tell a link that calls itself something else than a menu's, such as a filter's."""
    return _are_foreign(node.marks)
