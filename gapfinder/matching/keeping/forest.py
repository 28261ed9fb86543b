"""The sheets of many sites as one forest, of which nodes and profiles are made where they are wanted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import overload

import numpy as np

from gapfinder.matching.catalogues.meanings import Meanings
from gapfinder.matching.catalogues.prices import Prices
from gapfinder.matching.catalogues.profiles import Profile, choose_weights
from gapfinder.matching.catalogues.sheets import Sheet, map_meanings
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit, split_node
from gapfinder.matching.catalogues.views import VIEWS, name_kind
from gapfinder.matching.catalogues.yardstick import Yardstick
from gapfinder.matching.summed_meanings import Rows
from gapfinder.matching.vectors import Floats, Ints, Vectors, join_rows

MOST_PICKED = 1.25
"""Once so great a part of all nodes is wanted, all of them are profiled."""


class Forest(Sequence[Node]):
    """The nodes of all sites, those of one site after the other, sites in the order of their names."""

    def __init__(self, sheets: Iterable[Sheet], yardstick: Yardstick) -> None:
        self.sheets = sorted(sheets, key=lambda sheet: sheet.site)
        self.starts = np.concatenate([[0], np.cumsum([len(sheet) for sheet in self.sheets])]).astype(np.int64)
        self._size = int(self.starts[-1])
        self._begins: list[int] = self.starts[:-1].tolist()
        self.places = {sheet.site: at for at, sheet in enumerate(self.sheets)}
        self._yardstick = yardstick
        self._nodes: dict[int, Node] = {}
        self._units: dict[int, list[Unit]] = {}

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> Node: ...
    @overload
    def __getitem__(self, at: slice) -> list[Node]: ...
    def __getitem__(self, at: int | slice) -> Node | list[Node]:
        if isinstance(at, slice):
            return [self._read(place) for place in range(*at.indices(self._size))]
        node = self._nodes.get(at)
        if node is None:
            if not 0 <= at < self._size:
                raise IndexError(at)
            node = self._read(int(at))
        return node

    def _read(self, at: int) -> Node:
        node = self._nodes.get(at)
        if node is None:
            place = bisect_right(self._begins, at) - 1
            start = self._begins[place]
            node = self._nodes[at] = self.sheets[place].read_node(at - start, start)
        return node

    @property
    def by_meaning(self) -> bool:
        """Tell whether a sentence model has a say."""
        return bool(self.sheets) and all(sheet.meanings is not None for sheet in self.sheets)

    def find(self, site: str, category_id: str) -> int | None:
        """Return the position of a category, None where there is none."""
        place = self.places.get(site)
        at = None if place is None else self.sheets[place].positions.get(category_id)
        return None if at is None or place is None else at + int(self.starts[place])

    @cached_property
    def sites(self) -> Ints:
        """The place of each node's site among all."""
        return np.repeat(np.arange(len(self.sheets)), np.diff(self.starts))

    @cached_property
    def parents(self) -> Ints:
        return self._gather("parents")

    @cached_property
    def keys(self) -> Ints:
        """The numbers of the terms of all units."""
        return _concatenate([sheet.keys for sheet in self.sheets])

    @cached_property
    def owners(self) -> Ints:
        """The position of each unit's node."""
        return _concatenate([sheet.owners + start for sheet, start in self._begin()])

    @cached_property
    def unit_starts(self) -> Ints:
        """Where the units of each node begin, and where the last one's end."""
        return np.searchsorted(self.owners, np.arange(len(self) + 1)).astype(np.int64)

    @cached_property
    def reach(self) -> Floats:
        return np.concatenate([np.zeros(0), *(sheet.reach for sheet in self.sheets)])

    @cached_property
    def prices(self) -> Prices:
        return Prices.join([sheet.prices for sheet in self.sheets])

    def read_units(self, positions: Iterable[int]) -> list[Unit]:
        """Return units by their positions among those of all nodes."""
        at = np.fromiter(positions, dtype=np.int64)
        owners = self.owners[at]
        places = (at - self.unit_starts[owners]).tolist()
        return [self.read_own_units(owner)[place] for owner, place in zip(owners.tolist(), places, strict=True)]

    def read_own_units(self, node: int) -> list[Unit]:
        """Return the units of a node."""
        units = self._units.get(node)
        if units is None:
            read = self._read(node)
            units = self._units[node] = list(split_node(node, read)) if read.is_goods else []
        return units

    def join_asked(self, sheets: Sequence[int]) -> Vectors:
        """Return what the nodes of some sites look for others by."""
        return join_rows([self.sheets[at].asked for at in sheets])

    def join_sought(self, sheets: Sequence[int]) -> Vectors:
        """Return what the nodes of some sites are found by."""
        return join_rows([self.sheets[at].sought for at in sheets])

    def profile(self, wanted: Ints) -> tuple[Profile, Ints]:
        """Return a profile of nodes and of all that stand above them, with their positions in ascending order."""
        chosen = np.zeros(len(self), dtype=bool)
        upper = np.unique(wanted)
        if len(upper) * MOST_PICKED > len(self):
            return self._whole, np.arange(len(self))
        while len(upper):
            chosen[upper] = True
            upper = np.unique(self.parents[upper])
            upper = upper[(upper >= 0) & ~chosen[upper]]
        rows = np.flatnonzero(chosen)
        return self._make_profile(rows), rows

    @cached_property
    def _whole(self) -> Profile:
        return self._make_profile(np.arange(len(self)))

    @cached_property
    def weights(self) -> str:
        """The weights for the languages of all sites: a site speaks one."""
        languages = {self._read(at).language for at in self.starts[:-1].tolist()}
        return choose_weights(languages, by_meaning=self.by_meaning)

    def _make_profile(self, rows: Ints) -> Profile:
        nodes = [self._read(at) for at in rows.tolist()]
        place_of = np.full(len(self) + 1, -1, dtype=np.int64)
        place_of[rows] = np.arange(len(rows))
        return Profile(
            nodes=nodes,
            vectors=self._pick_views(rows),
            sites=self.sites[rows],
            breadths=self._breadths[self.sites[rows]],
            parents=place_of[self.parents[rows]],
            meanings=self._pick_meanings(rows),
            weights=self.weights,
            prices=self.prices.pick(rows),
            depths=self._depths[rows],
            tops=place_of[self._tops[rows]],
            seconds=place_of[self._seconds[rows]],
        )

    def _pick_views(self, rows: Ints) -> Mapping[str, Vectors]:
        cuts = np.searchsorted(rows, self.starts)
        found = {}
        for view in VIEWS:
            parts = [
                pick_rows(sheet.views[view], rows[cuts[at] : cuts[at + 1]] - self.starts[at])
                for at, sheet in enumerate(self.sheets)
                if cuts[at + 1] > cuts[at]
            ]
            found[view] = join_rows(parts, width=len(self._yardstick.words[name_kind(view)].columns))
        return found

    def list_goods(self, rows: Ints) -> Rows | None:
        """Return what titles of rows, in ascending order, mean; None where that is not known of all sites."""
        if not self.by_meaning:
            return None
        cuts = np.searchsorted(rows, self.starts)
        return np.concatenate(
            [
                sheet.meanings.goods[rows[cuts[at] : cuts[at + 1]] - self.starts[at]]
                for at, sheet in enumerate(self.sheets)
                if sheet.meanings is not None
            ]
        )

    def _pick_meanings(self, rows: Ints) -> Meanings | None:
        if not self.by_meaning:
            return None
        cuts = np.searchsorted(rows, self.starts)
        parts = [
            map_meanings(itemgetter(rows[cuts[at] : cuts[at + 1]] - self.starts[at]), sheet.meanings)
            for at, sheet in enumerate(self.sheets)
            if sheet.meanings is not None
        ]
        return map_meanings(lambda *views: np.concatenate(views), *parts)

    def _gather(self, name: str) -> Ints:
        """Return the positions that the sites' nodes point to; -1 stays."""
        return _concatenate(
            [np.where((own := getattr(sheet, name)) >= 0, own + start, -1) for sheet, start in self._begin()]
        )

    @cached_property
    def _breadths(self) -> Ints:
        return np.array([sheet.is_goods.sum() for sheet in self.sheets], dtype=np.int64)

    @cached_property
    def _depths(self) -> Ints:
        return _concatenate([sheet.depths for sheet in self.sheets])

    @cached_property
    def _tops(self) -> Ints:
        return self._gather("tops")

    @cached_property
    def _seconds(self) -> Ints:
        return self._gather("seconds")

    def _begin(self) -> list[tuple[Sheet, int]]:
        return list(zip(self.sheets, self._begins, strict=True))


def pick_rows(vectors: Vectors, rows: Ints) -> Vectors:
    """Return some rows of vectors."""
    counts = (vectors.starts[rows + 1] - vectors.starts[rows]).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    entries = np.arange(starts[-1]) - np.repeat(starts[:-1] - vectors.starts[rows], counts)
    return Vectors(
        starts=starts,
        columns=vectors.columns[entries],
        weights=vectors.weights[entries],
        sizes=vectors.sizes[rows],
        width=vectors.width,
    )


def _concatenate(parts: Sequence[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])
