"""How two categories of one site stand to each other, which are never compared."""

from __future__ import annotations

from collections.abc import Sequence

from gapfinder.matching.catalogues.trees import Node


def tell_standing(nodes: Sequence[Node], one: int, other: int) -> str:
    """Return in words how a second category stands to a first of the same site."""
    first, second = (_list_up(nodes, at) for at in (one, other))
    shared = next((at for at in first if at in second), None)
    if one == other:
        return "both are one category"
    if shared == other:
        return f"both are of one site, where the second stands {_tell_distance(first.index(other))} above the first"
    if shared == one:
        return f"both are of one site, where the second stands {_tell_distance(second.index(one))} below the first"
    if nodes[one].parent == nodes[other].parent:
        return f"both are of one site, where they stand side by side {_tell_place(nodes, shared)}"
    if shared is None:
        return "both are of one site, where nothing stands above both"
    return f"both are of one site, where they stand on different branches {_tell_place(nodes, shared)}"


def _list_up(nodes: Sequence[Node], at: int) -> list[int]:
    """Return a category and what stands above it, the nearest first."""
    found = [at]
    while (parent := nodes[found[-1]].parent) is not None and parent not in found:
        found.append(parent)
    return found


def _tell_distance(levels: int) -> str:
    return "right" if levels == 1 else f"{levels} levels"


def _tell_place(nodes: Sequence[Node], upper: int | None) -> str:
    return "at the top" if upper is None else f'below "{nodes[upper].label.name}"'
