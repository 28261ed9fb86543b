"""What categories mean by a sentence model: their names, their names among those above them, what stands below them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapfinder.matching.vectors import Floats, Ints

Rows = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Rows]
"""Returns a vector of unit length for each name."""
UPPER = (0.5, 0.35, 0.25, 0.17, 0.12, 0.08)
"""What the names above count beside a node's own, the nearest first."""
AT_ONCE = 50_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meanings:
    """Vectors of unit length, a row a node: of the name, of the name with those above it, of the names right below."""

    name: Rows
    path: Rows
    below: Rows

    @classmethod
    def of(cls, names: Sequence[str], parents: Ints, encode: Encode) -> Meanings:
        """Ask for the vectors of names, and add them up along the tree; `parents` are -1 at the top."""
        own = encode(names)
        path, upper = own.copy(), parents
        for weight in UPPER:
            path[upper >= 0] += np.float32(weight) * own[upper[upper >= 0]]
            upper = np.where(upper >= 0, parents[upper], -1)
        below = np.zeros_like(own)
        np.add.at(below, parents[parents >= 0], own[parents >= 0])
        return cls(name=own, path=_make_unit(path), below=_make_unit(below))


def compare_meanings(source: Meanings, target: Meanings, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return the cosines of pairs, 0 where they are below."""
    return {
        "meaning": _dot(source.name, target.name, rows, others),
        "meaning_path": _dot(source.path, target.path, rows, others),
        "meaning_inside": _dot(source.name, target.path, rows, others),
        "meaning_holds": _dot(source.path, target.name, rows, others),
        "meaning_below": _dot(source.name, target.below, rows, others),
    }


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
