"""Which categories of other sites each one is like, whichever of the two was compared with the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from gapfinder.matching.pairs.compared import Compared
from gapfinder.matching.vectors import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Likenesses:
    """Those of node `n` are `others[starts[n]:starts[n + 1]]`, and `scores` how like they are, but for prices."""

    starts: Ints
    others: Ints
    scores: Floats

    @classmethod
    def of(cls, matches: Compared, count: int, *, least: float = 0.0) -> Self:
        """Turn the pairs of `count` nodes both ways, but for those that are less like than `least`."""
        near = np.flatnonzero(matches.unpriced >= least)
        ends = np.concatenate(
            [[matches.rows[near], matches.others[near]], [matches.others[near], matches.rows[near]]], axis=1
        )
        scores = np.tile(matches.unpriced[near], 2)
        order = np.lexsort((ends[1], ends[0]))
        starts = np.searchsorted(ends[0][order], np.arange(count + 1))
        return cls(starts=starts, others=ends[1][order], scores=scores[order])

    def list_of(self, at: int) -> Iterator[tuple[int, float]]:
        """Yield the nodes that one is like, and how like; those that were compared both ways twice."""
        span = slice(self.starts[at], self.starts[at + 1])
        return zip(self.others[span].tolist(), self.scores[span].tolist(), strict=True)
