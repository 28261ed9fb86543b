"""Sparse vectors of terms with an inverted index: who shares rare terms with whom, without looking at all pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bag = Mapping[str, float]
AT_ONCE = 1 << 15
"""So many pairs are multiplied at once: what that takes stays in the processor's caches."""
SAMPLED = 8
"""One of so many scores tells how large the largest are at least."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary:
    """Terms with their columns and their inverse document frequency over some bags (0 for the most common ones)."""

    columns: Mapping[str, int]
    rarity: Floats

    @classmethod
    def of(cls, bags: Iterable[Bag], *, too_common: float = 1.0) -> Vocabulary:
        """Count in how many bags each term is; terms in a greater share of them than `too_common` weigh nothing."""
        every = list(bags)
        total, counted = len(every), Counter(chain.from_iterable(every))
        counts = np.fromiter(counted.values(), dtype=np.float64, count=len(counted))
        rarity = np.log((total + 1) / (counts + 0.5)) if total else counts
        rarity[counts > max(too_common * total, 8)] = 0.0
        return cls(columns={term: at for at, term in enumerate(counted)}, rarity=np.maximum(rarity, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vectors:
    """Rows of unit length over a vocabulary: compressed rows, `columns` ascending within each row.

    `sizes` are the rows' lengths before they were made unit.
    """

    starts: Ints
    columns: Ints
    weights: Floats
    sizes: Floats
    width: int

    @classmethod
    def of(cls, bags: Sequence[Bag], vocabulary: Vocabulary) -> Vectors:
        """Weigh the terms of each bag by their rarity; terms that the vocabulary lacks are left out."""
        known = vocabulary.columns
        said = np.fromiter(map(len, bags), dtype=np.int64, count=len(bags))
        columns = np.fromiter(map(known.get, chain.from_iterable(bags), repeat(-1)), dtype=np.int64, count=said.sum())
        weights = np.fromiter(chain.from_iterable(bag.values() for bag in bags), dtype=np.float64, count=said.sum())
        rows = np.repeat(np.arange(len(bags)), said)
        order = np.lexsort((columns, rows))
        order = order[columns[order] >= 0]
        rows, columns = rows[order], columns[order]
        weights = weights[order] * vocabulary.rarity[columns] if len(order) else weights[order]
        starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(bags)))]).astype(np.int64)
        sizes = np.sqrt(np.bincount(rows, weights=weights**2, minlength=len(bags)))
        weights = np.divide(weights, sizes[rows], out=np.zeros_like(weights), where=sizes[rows] > 0)
        return cls(starts=starts, columns=columns, weights=weights, sizes=sizes, width=len(known))

    def list_columns(self, row: int) -> set[int]:
        """Return the columns in which a row says something."""
        return set(self.columns[self.starts[row] : self.starts[row + 1]].tolist())

    @classmethod
    def join(cls, parts: Sequence[tuple[Vectors, float]]) -> Vectors:
        """Put vectors of the same rows beside each other, each multiplied by a factor; they lose their unit length."""
        counts = np.stack([np.diff(part.starts) for part, _ in parts])
        starts = np.concatenate([[0], np.cumsum(counts.sum(axis=0))]).astype(np.int64)
        columns, weights = np.zeros(starts[-1], dtype=np.int64), np.zeros(starts[-1])
        begins, width = starts[:-1], 0
        for (part, factor), own in zip(parts, counts, strict=True):
            places = _list_entries(begins, own)
            columns[places] = part.columns + width
            weights[places] = part.weights * factor
            begins, width = begins + own, width + part.width
        rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        sizes = np.sqrt(np.bincount(rows, weights=weights**2, minlength=len(starts) - 1))
        return cls(starts=starts, columns=columns, weights=weights, sizes=sizes, width=width)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, at: int) -> tuple[Ints, Floats]:
        """Return a row's columns and weights."""
        cut = slice(self.starts[at], self.starts[at + 1])
        return self.columns[cut], self.weights[cut]

    def dot(self, rows: Ints, other: Vectors, other_rows: Ints) -> Floats:
        """Return the cosine of each pair of rows, both over one vocabulary."""
        keys = other.row_numbers() * other.width + other.columns
        found = np.zeros(len(rows))
        for start in range(0, len(rows) if len(keys) else 0, AT_ONCE):
            some = slice(start, start + AT_ONCE)
            found[some] = self._dot_some(rows[some], other, other_rows[some], keys)
        return found

    def _dot_some(self, rows: Ints, other: Vectors, other_rows: Ints, keys: Ints) -> Floats:
        counts = self.starts[rows + 1] - self.starts[rows]
        pairs = np.repeat(np.arange(len(rows)), counts)
        entries = _list_entries(self.starts[rows], counts)
        wanted = other_rows[pairs] * other.width + self.columns[entries]
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        products = self.weights[entries] * other.weights[at] * (keys[at] == wanted)
        return np.bincount(pairs, weights=products, minlength=len(rows)).astype(np.float64)

    def row_numbers(self) -> Ints:
        """Return the row of every entry."""
        return np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.starts))


class InvertedIndex:
    """For each column the rows that have it."""

    def __init__(self, vectors: Vectors) -> None:
        order = np.argsort(vectors.columns, kind="stable")
        self._rows = vectors.row_numbers()[order]
        self._weights = vectors.weights[order]
        counts = np.bincount(vectors.columns, minlength=vectors.width) if len(order) else np.zeros(vectors.width)
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._size = len(vectors)

    def score(self, columns: Ints, weights: Floats) -> Floats:
        """Return the cosine of one vector with every row."""
        counts = self._starts[columns + 1] - self._starts[columns]
        entries = _list_entries(self._starts[columns], counts)
        products = self._weights[entries] * np.repeat(weights, counts)
        return np.bincount(self._rows[entries], weights=products, minlength=self._size).astype(np.float64)


def join_rows(parts: Sequence[Vectors], *, width: int = 0) -> Vectors:
    """Return the rows of several vectors one after the other."""
    none = np.zeros(0, dtype=np.int64)
    counts = np.concatenate([none, *(np.diff(part.starts) for part in parts)])
    return Vectors(
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        columns=np.concatenate([none, *(part.columns for part in parts)]),
        weights=np.concatenate([np.zeros(0), *(part.weights for part in parts)]),
        sizes=np.concatenate([np.zeros(0), *(part.sizes for part in parts)]),
        width=width,
    )


def pick_best(
    score: Callable[[int], Floats], rows: int, *, most: int, groups: Sequence[Ints] = (), most_of_each: int = 0
) -> tuple[Ints, Ints]:
    """Return for each of so many rows the best scored others above 0, as pairs of row and other in ascending order.

    These are the `most` best of all, and the `most_of_each` best of each group of others.
    """
    firsts: list[Ints] = []
    seconds: list[Ints] = []
    for row in range(rows):
        scores = score(row)
        picked = [_find_largest(scores, most), *(group[_find_largest(scores[group], most_of_each)] for group in groups)]
        best = np.unique(np.concatenate(picked)) if groups else np.sort(picked[0])
        firsts.append(np.full(len(best), row, dtype=np.int64))
        seconds.append(best)
    if not firsts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(firsts), np.concatenate(seconds)


def number_keys(keys: Ints) -> tuple[Ints, Ints]:
    """Return the distinct keys in ascending order and where each key stands among them; keys in order are not sorted.

    >>> [found.tolist() for found in number_keys(np.array([3, 3, 7]))]
    [[3, 7], [0, 0, 1]]
    >>> [found.tolist() for found in number_keys(np.array([7, 3, 7]))]
    [[3, 7], [1, 0, 1]]
    """
    is_new = np.ones(len(keys), dtype=bool)
    is_new[1:] = keys[1:] != keys[:-1]
    if (keys[1:] < keys[:-1]).any():
        return np.unique(keys, return_inverse=True)
    return keys[is_new], np.cumsum(is_new) - 1


def _find_largest(scores: Floats, most: int) -> Ints:
    """Return where the largest scores above 0 stand: by a sample most that are too small are left out at once.

    >>> sorted(_find_largest(np.array([0.5, 0.0, 0.7, 0.6]), 2).tolist())
    [2, 3]
    """
    some = scores[::SAMPLED]
    some = some[some > 0]
    least = np.partition(some, -most)[-most] if len(some) > most > 0 else np.nextafter(0, 1)
    near = np.flatnonzero(scores >= least)
    if len(near) <= most:
        return near
    return near[np.argpartition(scores[near], -most)[-most:]]


def _list_entries(starts: Ints, counts: Ints) -> Ints:
    """Return the numbers from each start on, so many of each."""
    entries: Ints = np.repeat(starts - np.cumsum(counts) + counts, counts)
    entries += np.arange(len(entries))
    return entries
