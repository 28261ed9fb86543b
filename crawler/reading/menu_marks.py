"""What the ids, classes and roles around a piece of a page say of it: a menu, or something else."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.reading.menu_words import is_foreign, is_menu_mark
from crawler.reading.outline import Node

OWN = 2.2
"""Weight of a piece that is marked as a menu itself …"""
PER_STEP = 0.15
"""… less this for each element between the mark and the piece."""
OF_MARKED = 1.8
FOREIGN = 0.3
MOST_STEPS = 4


def weigh_marks(node: Node) -> float:
    """Return how much a piece's marks speak for a menu: 1 where they say nothing, less where they say otherwise."""
    weight, around = 1.0, node
    for step in range(MOST_STEPS):
        names = list(_names(around))
        if step < MOST_STEPS - 1 and any(map(is_foreign, names)):
            return FOREIGN
        if around.tag == "nav" or around.get("role") in ("navigation", "menubar") or any(map(is_menu_mark, names)):
            weight = max(weight, OWN - PER_STEP * step)
        if around.parent is None:
            break
        around = around.parent
    return max(weight, OF_MARKED) if _is_sum_of_marked(node) else weight


def _names(node: Node) -> Iterator[str]:
    yield from node.get("class")[:300].split()
    yield from filter(None, (node.get("id"), node.get("aria-label")))


def _is_sum_of_marked(node: Node) -> bool:
    parts = [child for child in node.children if child.links > 1]
    return len(parts) > 1 and 2 * sum(any(map(is_menu_mark, _names(part))) for part in parts) > len(parts)
