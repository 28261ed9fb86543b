"""Sparse vectors of terms with an inverted index: who shares rare terms with whom, without looking at all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bag = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary:
    """Terms with their columns and their inverse document frequency over some bags (0 for the most common ones)."""

    columns: Mapping[str, int]
    rarity: Floats

    @classmethod
    def of(cls, bags: Iterable[Bag], *, too_common: float = 1.0) -> Vocabulary:
        """Count in how many bags each term is; terms in a greater share of them than `too_common` weigh nothing."""
        columns: dict[str, int] = {}
        seen: list[int] = []
        total = 0
        for bag in bags:
            total += 1
            for term in bag:
                at = columns.setdefault(term, len(columns))
                if at == len(seen):
                    seen.append(0)
                seen[at] += 1
        counts = np.array(seen, dtype=np.float64)
        rarity = np.log((total + 1) / (counts + 0.5)) if total else counts
        rarity[counts > max(too_common * total, 8)] = 0.0
        return cls(columns=columns, rarity=np.maximum(rarity, 0.0))


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
        entries = [sorted((known[term], weight) for term, weight in bag.items() if term in known) for bag in bags]
        counts = np.array([len(entry) for entry in entries], dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        columns = np.array([column for entry in entries for column, _ in entry], dtype=np.int64)
        weights = np.array([weight for entry in entries for _, weight in entry], dtype=np.float64)
        weights = weights * vocabulary.rarity[columns] if len(columns) else weights
        rows = np.repeat(np.arange(len(bags)), counts)
        sizes = np.sqrt(np.bincount(rows, weights=weights**2, minlength=len(bags)))
        weights = np.divide(weights, sizes[rows], out=np.zeros_like(weights), where=sizes[rows] > 0)
        return cls(starts=starts, columns=columns, weights=weights, sizes=sizes, width=len(known))

    @classmethod
    def join(cls, parts: Sequence[tuple[Vectors, float]]) -> Vectors:
        """Put vectors of the same rows beside each other, each multiplied by a factor; they lose their unit length."""
        rows = np.concatenate([part.row_numbers() for part, _ in parts])
        order = np.argsort(rows, kind="stable")
        width = 0
        columns, weights = [], []
        for part, factor in parts:
            columns.append(part.columns + width)
            weights.append(part.weights * factor)
            width += part.width
        size = len(parts[0][0])
        starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))]).astype(np.int64)
        joined = np.concatenate(weights)[order]
        sizes = np.sqrt(np.bincount(rows[order], weights=joined**2, minlength=size))
        columns_in_order = np.concatenate(columns)[order]
        return cls(starts=starts, columns=columns_in_order, weights=joined, sizes=sizes, width=width)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, at: int) -> tuple[Ints, Floats]:
        """Return a row's columns and weights."""
        cut = slice(self.starts[at], self.starts[at + 1])
        return self.columns[cut], self.weights[cut]

    def dot(self, rows: Ints, other: Vectors, other_rows: Ints) -> Floats:
        """Return the cosine of each pair of rows, both over one vocabulary."""
        counts = self.starts[rows + 1] - self.starts[rows]
        pairs = np.repeat(np.arange(len(rows)), counts)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        entries = self.starts[rows][pairs] + offsets
        wanted = other_rows[pairs] * other.width + self.columns[entries]
        keys = other.row_numbers() * other.width + other.columns
        at = np.searchsorted(keys, wanted)
        found = np.zeros(len(wanted), dtype=bool)
        inside = at < len(keys)
        found[inside] = keys[at[inside]] == wanted[inside]
        products = self.weights[entries[found]] * other.weights[at[found]]
        return np.bincount(pairs[found], weights=products, minlength=len(rows)).astype(np.float64)

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
        cuts = [(self._starts[column], self._starts[column + 1]) for column in columns]
        if not cuts:
            return np.zeros(self._size)
        rows = np.concatenate([self._rows[start:end] for start, end in cuts])
        products = np.concatenate(
            [self._weights[start:end] * weight for (start, end), weight in zip(cuts, weights, strict=True)]
        )
        return np.bincount(rows, weights=products, minlength=self._size).astype(np.float64)


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
        best = np.unique(np.concatenate(picked)).astype(np.int64)
        best = best[scores[best] > 0]
        firsts.append(np.full(len(best), row, dtype=np.int64))
        seconds.append(best)
    if not firsts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(firsts), np.concatenate(seconds)


def _find_largest(scores: Floats, most: int) -> Ints:
    if len(scores) <= most:
        return np.arange(len(scores))
    return np.argpartition(-scores, most)[:most]
