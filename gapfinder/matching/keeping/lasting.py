"""Edges between categories as they last while sites come and go, and where they lie in a forest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.keeping.edges import Edges
from gapfinder.matching.keeping.forest import Forest
from gapfinder.matching.vectors import Ints

LOCAL = 2**32
"""A category that lasts is named by its sheet's arrival times this, and its position there."""


class KeptEdges:
    """Edges in parts that each were found at once, of which those between categories that are there count."""

    def __init__(self, forest: Forest, parts: Sequence[Edges]) -> None:
        self._parts = parts
        self._forest = forest
        self._arrivals = np.array([sheet.arrival for sheet in forest.sheets], dtype=np.int64)
        self._starts = np.full(int(self._arrivals.max(initial=-1)) + 2, -1, dtype=np.int64)
        self._starts[self._arrivals] = forest.starts[:-1]

    @cached_property
    def sure(self) -> Edges:
        """The edges that are sure."""
        return self._place(Edges.join(part.pick(np.flatnonzero(part.sure)) for part in self._parts))

    def pick_inside(self, nodes: Bools | None) -> Edges:
        """Return the edges between some nodes, given by position; all where none are given."""
        if nodes is None or nodes.all():
            return self._place(Edges.join(self._parts))
        at = np.flatnonzero(nodes)
        names = np.sort(at + (self._arrivals * LOCAL - self._forest.starts[:-1])[self._forest.sites[at]])
        return self._place(Edges.join(part.pick(self._find_inside(part, names, nodes)) for part in self._parts))

    def _find_inside(self, part: Edges, names: Ints, nodes: Bools) -> Ints:
        """Return which edges of a part begin at lasting names and end at nodes that are there."""
        rows = _find_rows(part.rows, names)
        others = part.others[rows]
        starts = self._find_starts(others)
        found: Ints = rows[(starts >= 0) & nodes[np.where(starts >= 0, starts + others % LOCAL, 0)]]
        return found

    def _place(self, edges: Edges) -> Edges:
        rows, others = (self._find_starts(ends) for ends in (edges.rows, edges.others))
        lives = (rows >= 0) & (others >= 0)
        found = edges if lives.all() else edges.pick(lives)
        return found.move(rows[lives] + found.rows % LOCAL, others[lives] + found.others % LOCAL)

    def _find_starts(self, ends: Ints) -> Ints:
        """Return where the nodes of each end's site begin, -1 where it is there no more."""
        starts: Ints = self._starts[np.minimum(ends // LOCAL, len(self._starts) - 1)]
        return starts


def make_lasting(forest: Forest, edges: Edges) -> Edges:
    """Return edges between positions of a forest as they last, ordered by their rows."""
    arrivals = np.array([sheet.arrival for sheet in forest.sheets], dtype=np.int64)
    shift = arrivals * LOCAL - forest.starts[:-1]
    return edges.move(
        edges.rows + shift[forest.sites[edges.rows]], edges.others + shift[forest.sites[edges.others]]
    ).sort()


def _find_rows(rows: Ints, wanted: Ints) -> Ints:
    """Return where wanted numbers stand among rows, both in ascending order."""
    starts, ends = (np.searchsorted(rows, wanted, side=side) for side in ("left", "right"))
    counts = ends - starts
    shift = np.repeat(starts - (np.cumsum(counts) - counts), counts)
    found: Ints = np.arange(len(shift)) + shift
    return found
