"""What a sentence model makes of several texts together: vectors added up, of titles and along trees."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from gapfinder.matching.vectors import Ints

Rows = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Rows]
"""Returns a vector of unit length for each name."""
SHORTEST_WORD = 5
"""What is shorter, and in capitals, may stand for several words."""
DEEPEST = 6
"""So many levels above what has titles are told by it."""


def lower_capitals(text: str) -> str:
    """Return a text that is all in capitals as others write it: a model that knows cases reads it as something else.

    >>> lower_capitals("FIL À COUDRE"), lower_capitals("LED TV"), lower_capitals("Lampes LED")
    ('Fil à coudre', 'LED TV', 'Lampes LED')
    """
    is_word = text.isupper() and max(map(len, text.split())) >= SHORTEST_WORD
    return text.capitalize() if is_word else text


def sum_up(titles: Sequence[Sequence[str]], width: int, encode: Encode) -> Rows:
    """Return a vector of unit length for the titles of each, zeros where there are none."""
    sums = np.zeros((len(titles), width), dtype=np.float32)
    if any(titles):
        owners = np.repeat(np.arange(len(titles)), [len(some) for some in titles])
        np.add.at(sums, owners, encode([lower_capitals(title) for some in titles for title in some]))
    return make_unit(sums)


def gather_below(beside: Rows, titles: Rows, parents: Ints) -> tuple[Rows, Rows]:
    """Return what titles mean, and how many they are; where there are none, of all that stand below.

    >>> unit, none = np.eye(2, dtype=np.float32), np.zeros((1, 2), dtype=np.float32)
    >>> rows, counts = gather_below(np.concatenate([none, unit]), np.array([0, 3, 3]), np.array([-1, 0, 0]))
    >>> bool(rows[0, 0] == rows[0, 1] > 0.7), counts.tolist()
    (True, [6, 3, 3])
    """
    sums, counts, above = beside.copy(), titles.copy(), parents
    for _ in range(DEEPEST):
        at = np.flatnonzero((above >= 0) & (titles > 0))
        at = at[titles[above[at]] == 0]
        np.add.at(sums, above[at], beside[at])
        np.add.at(counts, above[at], titles[at])
        above = np.where(above >= 0, parents[above], -1)
    return make_unit(sums), counts


def make_unit(rows: Rows) -> Rows:
    sizes = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    unit: Rows = rows / sizes
    return unit
