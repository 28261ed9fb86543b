"""What categories mean by a sentence model: their names, whole paths, names among those above, names below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapfinder.matching.vectors import Floats, Ints

Rows = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Rows]
"""Returns a vector of unit length for each name."""
FindEncode = Callable[[frozenset[str]], Encode | None]
"""Returns what makes vectors of names in some languages, None where nothing is at hand."""
UPPER = (0.5, 0.35, 0.25, 0.17, 0.12, 0.08)
"""What the names above count beside a node's own, the nearest first."""
AT_ONCE = 50_000
LONGEST = 200
"""Characters of a path that are read, from its end."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meanings:
    """Vectors of unit length, a row a node: of the name, of the whole path as one text, of the name with those above it
    added up, of the names right below added up."""

    name: Rows
    whole: Rows
    path: Rows
    below: Rows

    @classmethod
    def of(cls, paths: Sequence[Sequence[str]], parents: Ints, encode: Encode) -> Meanings:
        """Ask for the vectors of names and of paths, and add up those of names along the tree.

        `parents` are -1 at the top.
        """
        own = encode([path[-1] for path in paths])
        whole = encode([write_path(path) for path in paths])
        path, upper = own.copy(), parents
        for weight in UPPER:
            path[upper >= 0] += np.float32(weight) * own[upper[upper >= 0]]
            upper = np.where(upper >= 0, parents[upper], -1)
        below = np.zeros_like(own)
        np.add.at(below, parents[parents >= 0], own[parents >= 0])
        return cls(name=own, whole=whole, path=_make_unit(path), below=_make_unit(below))


def write_path(path: Sequence[str]) -> str:
    """Return the text that stands for a path: a name means what it means among those above it.

    >>> write_path(("Make-up", "Face", "Highlighter"))
    'Make-up > Face > Highlighter'
    """
    return " > ".join(path)[-LONGEST:]


def compare_meanings(source: Meanings, target: Meanings, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return the cosines of pairs, 0 where they are below."""
    return {
        "meaning": _dot(source.name, target.name, rows, others),
        "meaning_path": _dot(source.path, target.path, rows, others),
        "meaning_inside": _dot(source.name, target.path, rows, others),
        "meaning_holds": _dot(source.path, target.name, rows, others),
        "meaning_below": _dot(source.name, target.below, rows, others),
        "meaning_whole": _dot(source.whole, target.whole, rows, others),
    }


def rank_meanings(alike: Floats, slates: Ints, back: Ints) -> dict[str, Floats]:
    """Return how far in front each pair stands by the likeness of its paths: 1 for the first, 1/2 for the second ...

    `slates` number what a source is compared with, `back` what a target is: what is near to everything is the first
    for many, and they are not all the first for it.
    """
    return {"meaning_first": _stand(alike, slates), "meaning_back": _stand(alike, back)}


def _stand(values: Floats, groups: Ints) -> Floats:
    """Return 1 for the largest value of each group, 1/2 for the next; of equal values the earlier stands in front.

    >>> _stand(np.array([0.1, 0.9, 0.5, 0.3]), np.array([0, 0, 1, 0])).round(2).tolist()
    [0.33, 1.0, 1.0, 0.5]
    """
    order = np.lexsort((-values, groups))
    _, starts, sizes = np.unique(groups[order], return_index=True, return_counts=True)
    found = np.empty(len(values))
    found[order] = 1 / (1 + np.arange(len(values)) - np.repeat(starts, sizes))
    return found


def _dot(left: Rows, right: Rows, rows: Ints, others: Ints) -> Floats:
    found = np.empty(len(rows))
    for start in range(0, len(rows), AT_ONCE):
        cut = slice(start, start + AT_ONCE)
        found[cut] = np.einsum("ij,ij->i", left[rows[cut]], right[others[cut]])
    return found


def _make_unit(rows: Rows) -> Rows:
    sizes = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    unit: Rows = rows / sizes
    return unit
