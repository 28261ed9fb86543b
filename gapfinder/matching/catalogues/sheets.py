"""One site as it is kept for matching: its categories, their parts, and what they are compared by."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from gapfinder.matching.catalogues.candidates import INDEXES
from gapfinder.matching.catalogues.meanings import Meanings
from gapfinder.matching.catalogues.prices import Prices
from gapfinder.matching.catalogues.profiles import climb, count_above, read_meanings
from gapfinder.matching.catalogues.sold import Sold, list_prices
from gapfinder.matching.catalogues.trees import Node, Place
from gapfinder.matching.catalogues.units import list_units
from gapfinder.matching.catalogues.views import VIEWS, name_kind
from gapfinder.matching.catalogues.yardstick import Yardstick
from gapfinder.matching.names.labels import Label
from gapfinder.matching.summed_meanings import Encode, Rows
from gapfinder.matching.vectors import Bag, Floats, Ints, Vectors

MOST_LOOKED_UP = 8000
FEWEST_ASKED = 6
"""A category is looked up by its rarest terms, as many as lead to so many others, and by so many terms at least."""
SPREAD = 2**32
"""Columns of joined views: those of the view at place n begin at n times this, however many terms are learned."""
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """The categories of a site by their positions. `arrival` numbers all sheets ever made, `mark` tells what of.

    `lines` holds a node each, read when it is wanted. `keys` and `owners` are the parts of categories: a number that
    equal terms share, and the category. `views` are its vectors; by `asked` it looks for others, by `sought` others
    find it. What comes nearer to a category than `reach` is a candidate for it; none is before it was looked for.
    `prices` are what their products cost; `meanings` is what a sentence model makes of them, None where there is none.
    """

    site: str
    arrival: int
    mark: str
    lines: Sequence[str]
    ids: Sequence[str]
    keys: Ints
    owners: Ints
    parents: Ints
    depths: Ints
    tops: Ints
    seconds: Ints
    is_goods: Bools
    views: Mapping[str, Vectors]
    asked: Vectors
    sought: Vectors
    reach: Floats
    prices: Prices
    meanings: Meanings | None

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def positions(self) -> Mapping[str, int]:
        return {category_id: at for at, category_id in enumerate(self.ids)}

    def read_node(self, at: int, start: int) -> Node:
        """Return a node of a forest in which the site's nodes begin at `start`."""
        (
            path,
            parent_id,
            name,
            kind,
            parts,
            pieces,
            untold,
            literal,
            own_kind,
            own,
            above,
            audience,
            language,
            meant,
            children,
        ) = json.loads(self.lines[at])
        parent = int(self.parents[at])
        return Node(
            place=Place(site=self.site, category_id=self.ids[at], path=tuple(path), parent_id=parent_id),
            label=Label(
                name=name,
                kind=kind,
                parts=tuple(map(tuple, parts)),
                pieces=tuple(pieces),
                untold=frozenset(map(tuple, untold)),
                literal=tuple(map(tuple, literal)),
            ),
            kind=own_kind,
            parent=None if parent < 0 else parent + start,
            own=tuple(own),
            above=above,
            audience=frozenset(audience),
            language=language,
            meant={word: frozenset(senses) for word, senses in meant.items()},
            children=[child + start for child in children],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a sheet is made of beside nodes: the mark of its catalogue, what is sold, maybe a sentence model."""

    mark: str
    sold: Mapping[int, Sold]
    encode: Encode | None


def make_sheet(
    nodes: Sequence[Node], bags: Mapping[str, Sequence[Bag]], yardstick: Yardstick, arrival: int, made: Made
) -> Sheet:
    """Measure one site's nodes, whose positions begin at 0; `bags` are theirs by view, known to the yardstick."""
    views = {view: _round(Vectors.of(bags[view], yardstick.words[name_kind(view)])) for view in VIEWS}
    parents = np.array([-1 if node.parent is None else node.parent for node in nodes], dtype=np.int64)
    depths = count_above(parents)
    is_goods = np.array([node.is_goods for node in nodes], dtype=bool)
    units = list_units(nodes)
    return Sheet(
        site=nodes[0].place.site,
        arrival=arrival,
        mark=made.mark,
        lines=[_write_line(node) for node in nodes],
        ids=[node.place.category_id for node in nodes],
        keys=np.array([number_terms(unit.key) for unit in units], dtype=np.int64),
        owners=np.array([unit.node for unit in units], dtype=np.int64),
        parents=parents,
        depths=depths,
        tops=climb(parents, depths, 0),
        seconds=climb(parents, depths, 1),
        is_goods=is_goods,
        views=views,
        asked=_choose_asked(views, yardstick, is_goods),
        sought=_choose_sought(views, is_goods),
        reach=np.full(len(nodes), np.inf),
        prices=list_prices(nodes, made.sold),
        meanings=_round_meanings(read_meanings(nodes, parents, made.encode, made.sold)),
    )


def number_terms(terms: Sequence[str]) -> int:
    """Return a number of 63 bits for terms.

    >>> number_terms(("drill", "bit")) == number_terms(("drill bit",))
    False
    """
    digest = blake2b("\0".join(terms).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def _write_line(node: Node) -> str:
    place, label = node.place, node.label
    said = [label.name, label.kind, label.parts, label.pieces, sorted(label.untold), label.literal]
    meant = {word: sorted(senses) for word, senses in node.meant.items()}
    around = [node.above, sorted(node.audience), node.language, meant, node.children]
    return json.dumps([place.path, place.parent_id, *said, node.kind, node.own, *around])


def _round(vectors: Vectors) -> Vectors:
    """Return vectors as they come back from a file, so that it makes no difference whether they were there."""
    weights, sizes = (part.astype(np.float32).astype(np.float64) for part in (vectors.weights, vectors.sizes))
    return Vectors(starts=vectors.starts, columns=vectors.columns, weights=weights, sizes=sizes, width=vectors.width)


def _round_meanings(meanings: Meanings | None) -> Meanings | None:
    """Return vectors of meaning as they come back from a file."""
    if meanings is None:
        return None
    return map_meanings(lambda rows: rows.astype(np.float16).astype(np.float32), meanings)


def map_meanings(change: Callable[..., Rows], *meanings: Meanings) -> Meanings:
    """Return meanings whose rows of each view are made from those of the given ones."""
    views = (field.name for field in fields(Meanings))
    return Meanings(**{view: change(*(getattr(one, view) for one in meanings)) for view in views})


def _choose_asked(views: Mapping[str, Vectors], yardstick: Yardstick, is_goods: Bools) -> Vectors:
    """Return the terms that nodes are looked up by: the rarest, because the others lead to too many."""
    joined = _join([(views[view], weight) for view, _, weight in INDEXES])
    rows = joined.row_numbers()
    common = _count_common(joined.columns, yardstick)
    order = np.lexsort((joined.columns, common, rows))
    ranks = np.arange(len(order)) - joined.starts[rows[order]]
    summed = np.concatenate([[0.0], np.cumsum(common[order])])
    before = summed[:-1] - summed[joined.starts[rows[order]]]
    kept = np.zeros(len(order), dtype=bool)
    kept[order] = (before < MOST_LOOKED_UP) | (ranks < FEWEST_ASKED)
    return _keep(joined, kept & is_goods[rows] & (joined.weights > 0))


def _choose_sought(views: Mapping[str, Vectors], is_goods: Bools) -> Vectors:
    joined = _join([(views[view], 1.0) for _, view, _ in INDEXES])
    return _keep(joined, is_goods[joined.row_numbers()] & (joined.weights > 0))


def _join(parts: Sequence[tuple[Vectors, float]]) -> Vectors:
    """Put vectors of the same rows beside each other, each multiplied by a factor."""
    rows = np.concatenate([part.row_numbers() for part, _ in parts])
    order = np.argsort(rows, kind="stable")
    columns = np.concatenate([part.columns + place * SPREAD for place, (part, _) in enumerate(parts)])[order]
    weights = np.concatenate([part.weights * factor for part, factor in parts])[order]
    size = len(parts[0][0])
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))]).astype(np.int64)
    return _round(Vectors(starts=starts, columns=columns, weights=weights, sizes=np.zeros(size), width=0))


def _count_common(columns: Ints, yardstick: Yardstick) -> Floats:
    """Return in about how many categories the term of each joined column is looked for."""
    counts = [yardstick.count(name_kind(there)) for _, there, _ in INDEXES]
    begins = np.concatenate([[0], np.cumsum([len(found) for found in counts])[:-1]]).astype(np.int64)
    views, own = split_columns(columns)
    common: Floats = np.concatenate(counts)[begins[views] + own]
    return common


def split_columns(joined: Ints) -> tuple[Ints, Ints]:
    """Return the places of the views of joined columns, and the columns there; by bits, which is fast.

    >>> [found.tolist() for found in split_columns(np.array([5, 7 + SPREAD]))]
    [[0, 1], [5, 7]]
    """
    return joined >> SPREAD.bit_length() - 1, joined & SPREAD - 1


def _keep(vectors: Vectors, kept: Bools) -> Vectors:
    rows = vectors.row_numbers()[kept]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(vectors)))]).astype(np.int64)
    return Vectors(
        starts=starts,
        columns=vectors.columns[kept],
        weights=vectors.weights[kept],
        sizes=vectors.sizes,
        width=vectors.width,
    )
