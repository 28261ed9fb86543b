"""Fits weights by which the right one of a source's candidates stands out, or none where none is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.matching.lesson import Lesson
from gapfinder.matching.vectors import Floats, Ints

NEVER_FOR = frozenset({"audience_apart", "audience_new", "audience_lost", "numbers", "negation"})
"""Features that may only count against a pair."""
EITHER_WAY = frozenset({"deep", "source_inside", "foreign"})
"""Features that may count for a pair or against it; all others only for it, so that more likeness never scores less."""
RIDGE, RIDGE_BY_MEANING = 0.5, 0.25
"""How much large weights cost, by words and with a sentence model; left-out pairs hardly tell halves of these apart."""
STEPS, PACE = 1500, 0.05


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Slates:
    """Judged pairs of many lessons: features as columns, where each slate begins, which slate each pair is of."""

    table: Floats
    starts: Ints
    slate_of: Ints
    right: Floats
    has_none: Floats


def fit_weights(lessons: Sequence[Lesson], names: Sequence[str], *, ridge: float = RIDGE) -> dict[str, float]:
    """Return a weight for each feature and a bias.

    A slate's chances are the exponentials of the weighted sums, that of "none of them" having the sum 0. What is made
    large is the chance of the right ones, or of none where there is none, less a ridge. Adam (D. P. Kingma and J. Ba,
    2014) with the weights kept on their side of 0.
    """
    slates = _gather(lessons, names)
    weights = np.zeros(len(names) + 1)
    lowest = np.array([-np.inf if name in NEVER_FOR | EITHER_WAY else 0.0 for name in names] + [-np.inf])
    highest = np.array([0.0 if name in NEVER_FOR else np.inf for name in names] + [np.inf])
    drift, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = _find_slope(slates, weights, ridge)
        drift = 0.9 * drift + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        pace = PACE * min(1.0, 3 * (1 - step / (STEPS + 1)))
        weights -= pace * (drift / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-9)
        weights = np.clip(weights, lowest, highest)
    return {name: float(weight) for name, weight in zip([*names, "bias"], weights, strict=True)}


def _gather(lessons: Sequence[Lesson], names: Sequence[str]) -> _Slates:
    tables, right, sizes = [], [], []
    for lesson in lessons:
        kept = [
            cut for cut, missed in zip(lesson.slates, lesson.missed, strict=True) if cut.stop > cut.start and not missed
        ]
        picked = np.concatenate([np.arange(cut.start, cut.stop) for cut in kept])
        tables.append(np.stack([lesson.features[name][picked] for name in names], axis=1))
        right.append(lesson.right[picked])
        sizes += [cut.stop - cut.start for cut in kept]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    marked = np.concatenate(right)
    return _Slates(
        table=np.concatenate(tables),
        starts=starts,
        slate_of=np.repeat(np.arange(len(sizes)), sizes),
        right=marked,
        has_none=(np.add.reduceat(marked, starts) == 0).astype(np.float64),
    )


def _find_slope(slates: _Slates, weights: Floats, ridge: float) -> Floats:
    """Return the slope of the loss: the negative logarithms of the right chances, and the ridge."""
    sums = slates.table @ weights[:-1] + weights[-1]
    most = np.maximum(np.maximum.reduceat(sums, slates.starts), 0.0)
    parts = np.exp(sums - most[slates.slate_of])
    nothing = np.exp(-most)
    totals = nothing + np.add.reduceat(parts, slates.starts)
    wanted = np.add.reduceat(parts * slates.right, slates.starts) + nothing * slates.has_none
    pull = parts / totals[slates.slate_of] - parts * slates.right / wanted[slates.slate_of]
    return np.concatenate([slates.table.T @ pull + 2 * ridge * weights[:-1], [pull.sum()]])


def fit_sureness(chances: Floats, right: Floats) -> Mapping[str, float]:
    """Return `slope` and `offset` from logits of chances to those of the share of such answers that are right.

    J. C. Platt, "Probabilistic outputs for support vector machines", 1999; Newton's method.
    """
    design = np.stack([chances, np.ones_like(chances)], axis=1)
    found = np.zeros(2)
    for _ in range(50):
        share = 1 / (1 + np.exp(-design @ found))
        bend = design.T @ (design * (share * (1 - share))[:, None]) + 1e-6 * np.eye(2)
        found -= np.linalg.solve(bend, design.T @ (share - right))
    return {"slope": float(found[0]), "offset": float(found[1])}
