"""How widely something is carried or lacked, with the modesty that few sites call for."""

from __future__ import annotations

from math import sqrt

import pandas as pd

from gapfinder.analysis.desk import Desk

Z = 1.96
"""Two-sided 95 % confidence."""


def bound_share(successes: int, trials: int) -> float:
    """Return the lower bound of the share that so many successes in so many trials show, 0 where nothing was tried.

    Wilson's score interval: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22 (1927), 209–212.

    >>> [round(bound_share(*pair), 3) for pair in ((0, 0), (0, 4), (1, 1), (2, 4), (4, 4), (40, 40))]
    [0.0, 0.0, 0.207, 0.15, 0.51, 0.912]
    """
    if trials <= 0:
        return 0.0
    share = successes / trials
    spread = Z * sqrt(share * (1 - share) / trials + Z**2 / (4 * trials**2))
    bound = (share + Z**2 / (2 * trials) - spread) / (1 + Z**2 / trials)
    return min(max(bound, 0.0), share)


def measure_adoption(desk: Desk) -> pd.DataFrame:
    """Count, for each subject that is a gap, the sites that carry and lack it.

    Columns: those of `adoption.sql`, and `adoption` and `absence`, Wilson lower bounds in 0..1 of `carrying` of
    `observed` and of `lacking` of `looked_at` sites. An assortment gap is proven by competitors and lacked by the
    prospect alone; the other kinds are proven by references and lacked by competitors. A reference site that was
    observed and does not clearly carry a subject counts against it.
    """
    counts = desk.ask("adoption")
    return counts.assign(
        adoption=_bound_all(counts["carrying"], counts["observed"]),
        absence=_bound_all(counts["lacking"], counts["looked_at"]),
    )


def _bound_all(successes: pd.Series, trials: pd.Series) -> pd.Series:
    bounds = [bound_share(int(won), int(tried)) for won, tried in zip(successes, trials, strict=True)]
    return pd.Series(bounds, index=successes.index, dtype="float64")
