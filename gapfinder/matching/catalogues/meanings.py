"""What categories mean by a sentence model: names and their parts, whole paths, names among those above, and goods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gapfinder.cores import on_one_thread
from gapfinder.matching.catalogues.title_examples import Examples
from gapfinder.matching.summed_meanings import Encode, Rows, gather_below, lower_capitals, make_unit, sum_up
from gapfinder.matching.vectors import Floats, Ints

Way = tuple[Sequence[tuple[Rows, Rows]], Ints, Ints]
"""Vectors of two sides whose cosines add up, with the rows of both that are compared by them."""


class Reader(Protocol):
    """A sentence model that makes vectors of names."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages whose names it is known to compare with each other."""

    def find_vectors(self, names: Sequence[str]) -> Rows:
        """Return a vector of unit length for each name."""


FindReader = Callable[[frozenset[str]], Reader | None]
"""Returns what reads names in some languages, None where nothing is at hand."""
UPPER = (0.5, 0.35, 0.25, 0.17, 0.12, 0.08)
"""What the names above count beside a node's own, the nearest first."""
AT_ONCE = 50_000
LONGEST = 200
"""Characters of a path that are read, from its end."""
MOST_PARTS = 3
"""Parts of a name that are told apart; one name in a hundred has more."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meanings:
    """Vectors of unit length, a row a node: of the name, of the whole path as one text, of the name with those above it
    added up. `parts` has as many a row as parts of a name are told apart; where there are fewer, the last stands again.
    `goods` is what some product titles mean together, `beside` what they mean without the words of the name, `bare` and
    `bare_beside` the same without sizes, zeros where none are known, and `titles` is how many name goods and say
    something beside the name. `below` is what is beside, or where no titles are known what is below, and `titles_below`
    how many tell it.
    """

    name: Rows
    whole: Rows
    path: Rows
    parts: Rows
    goods: Rows
    beside: Rows
    bare: Rows
    bare_beside: Rows
    titles: Rows
    below: Rows
    titles_below: Rows

    @classmethod
    def of(
        cls,
        paths: Sequence[Sequence[str]],
        parts: Sequence[Sequence[str]],
        parents: Ints,
        encode: Encode,
        examples: Examples | None = None,
    ) -> Meanings:
        """Ask for the vectors of names, of their parts, of paths and titles, and add up those of names along the tree.

        `parts` are those of each name, at least one; `parents` are -1 at the top; `examples` are of titles.
        """
        paths = [[lower_capitals(name) for name in path] for path in paths]
        own = encode([path[-1] for path in paths])
        whole = encode([write_path(path) for path in paths])
        filled = [lower_capitals(part) for some in parts for part in _fill(some)]
        path, upper = own.copy(), parents
        for weight in UPPER:
            path[upper >= 0] += np.float32(weight) * own[upper[upper >= 0]]
            upper = np.where(upper >= 0, parents[upper], -1)
        known = examples or Examples.of_none(len(paths))
        beside = sum_up(known.beside, own.shape[1], encode)
        counts = zip(known.beside, known.naming, strict=True)
        titles = np.array([min(len(some), naming) for some, naming in counts], dtype=np.float32)
        below, titles_below = gather_below(beside, titles, parents)
        return cls(
            name=own,
            whole=whole,
            path=make_unit(path),
            parts=encode(filled).reshape(len(paths), MOST_PARTS, own.shape[1]),
            goods=sum_up(known.titles, own.shape[1], encode),
            beside=beside,
            bare=sum_up(known.bare, own.shape[1], encode),
            bare_beside=sum_up(known.bare_beside, own.shape[1], encode),
            titles=titles,
            below=below,
            titles_below=titles_below,
        )


def write_path(path: Sequence[str]) -> str:
    """Return the text that stands for a path: a name means what it means among those above it.

    >>> write_path(("Make-up", "Face", "Highlighter"))
    'Make-up > Face > Highlighter'
    """
    return " > ".join(path)[-LONGEST:]


def compare_meanings(source: Meanings, target: Meanings, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return the cosines of whole paths, and of what is sold, beside names and without sizes; 0 where that is not
    known.
    """
    return {
        "meaning_whole": find_cosines(source.whole, target.whole, rows, others),
        "meaning_goods": find_cosines(source.goods, target.goods, rows, others),
        "meaning_beside": find_cosines(source.beside, target.beside, rows, others),
        "meaning_below": find_cosines(source.below, target.below, rows, others),
        "meaning_bare": find_cosines(source.bare, target.bare, rows, others),
        "meaning_bare_beside": find_cosines(source.bare_beside, target.bare_beside, rows, others),
    }


def compare_parts(source: Meanings, target: Meanings, parents: Ints, pairs: tuple[Ints, Ints]) -> dict[str, Floats]:
    """Return the cosines of that part of each target's name which is nearest to what the source is.

    `meaning_part` is nearest to some part of the source's name or of one above it, `meaning_holds` to its path,
    `meaning_holds_whole` to its whole path as one text. `parents` are the source's, `pairs` its rows and the others.
    """
    rows, others = pairs
    found = {name: np.zeros(len(rows)) for name in ("meaning_holds", "meaning_holds_whole", "meaning_part")}
    order = np.argsort(rows, kind="stable")
    asking, begins = np.unique(rows[order], return_index=True)
    with on_one_thread():
        for row, places in zip(asking.tolist(), np.split(order, begins)[1:], strict=True):
            line = _list_line(row, parents)
            parts = source.parts[line].reshape(-1, _width(source))
            asked = np.concatenate([source.path[[row]], source.whole[[row]], parts])
            there = target.parts[others[places]].reshape(-1, _width(target))
            nearest = (asked @ there.T).reshape(len(asked), len(places), MOST_PARTS).max(axis=2)
            for name, values in zip(found, (nearest[0], nearest[1], nearest[2:].max(axis=0)), strict=True):
                found[name][places] = values
    return found


def rank_meanings(alike: Floats, slates: Ints, back: Ints) -> dict[str, Floats]:
    """Return how far in front each pair stands by the likeness of its paths: 1 for the first, 1/2 for the second ...

    `slates` number what a source is compared with, `back` what a target is: what is near to everything is the first
    for many, and they are not all the first for it.
    """
    return {"meaning_first": rank(alike, slates), "meaning_back": rank(alike, back)}


def rank(values: Floats, groups: Ints) -> Floats:
    """Return 1 for the largest value of each group, 1/2 for the next; of equal values the earlier stands in front.

    >>> rank(np.array([0.1, 0.9, 0.5, 0.3]), np.array([0, 0, 1, 0])).round(2).tolist()
    [0.33, 1.0, 1.0, 0.5]
    """
    order = np.lexsort((-values, groups))
    _, starts, sizes = np.unique(groups[order], return_index=True, return_counts=True)
    found = np.empty(len(values))
    found[order] = 1 / (1 + np.arange(len(values)) - np.repeat(starts, sizes))
    return found


def find_cosines(left: Rows, right: Rows, rows: Ints, others: Ints) -> Floats:
    """Return the cosine of each pair of a row and an other, vectors of unit length."""
    found = np.empty(len(rows))
    for start in range(0, len(rows), AT_ONCE):
        cut = slice(start, start + AT_ONCE)
        found[cut] = np.einsum("ij,ij->i", left[rows[cut]], right[others[cut]])
    return found


def list_ways(source: Meanings, target: Meanings, rows: Ints, others: Ints) -> Iterator[Way]:
    """Yield by which vectors candidates are found: what names mean, and what titles do, with those that have any."""
    yield [(getattr(source, view), getattr(target, view)) for view in ("name", "path", "whole")], rows, others
    for here, there in ((source.goods, target.goods), (source.beside, target.beside)):
        yield [(here, there)], rows[here[rows].any(axis=1)], others[there[others].any(axis=1)]


def _fill(parts: Sequence[str]) -> list[str]:
    """Return so many parts as are told apart, the last again where there are fewer.

    >>> _fill(["bags", "luggage"]), _fill(["a", "b", "c", "d"])
    (['bags', 'luggage', 'luggage'], ['a', 'b', 'c'])
    """
    return [parts[min(at, len(parts) - 1)] for at in range(MOST_PARTS)]


def _list_line(row: int, parents: Ints) -> list[int]:
    """Return a row and those above it, as many of them as count for a path.

    >>> _list_line(2, np.array([-1, 0, 1])), _list_line(0, np.array([0]))
    ([2, 1, 0], [0])
    """
    line: list[int] = []
    while row >= 0 and row not in line and len(line) <= len(UPPER):
        line.append(row)
        row = int(parents[row])
    return line


def _width(meanings: Meanings) -> int:
    return int(meanings.name.shape[1])
