"""How well a subject goes with what the prospect carries already."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gapfinder.analysis.desk import Desk


def measure_fit(desk: Desk) -> pd.DataFrame:
    """Measure the fit of every subject to the prospect's assortment.

    A concept fits by the mean of two shares: of the concepts beside it under one parent category on other sites, those
    that the prospect carries; and of the concepts that go with it across sites, weighted by how firmly they do, the
    same (`measure_density`). An offer model fits by the share of the prospect's concepts that are sold that way
    elsewhere, of those found elsewhere at all.

    Columns: subject_kind, subject_id, fit in 0..1; subjects that nothing is known of are left out.
    """
    density = measure_density(desk.table("presence"))
    beside = _share(desk.ask("neighbourhood"))
    concepts = pd.concat([density, beside], axis="columns").mean(axis="columns")
    offers = _share(desk.ask("offer_fit"))
    parts = [
        pd.DataFrame({"subject_kind": kind, "subject_id": fit.index.astype("str"), "fit": fit.to_numpy()})
        for kind, fit in (("concept", concepts), ("offer model", offers))
    ]
    return pd.concat(parts, ignore_index=True)


def measure_density(presence: pd.DataFrame) -> pd.Series:
    """Return for each concept the weighted share of concepts going with it that the prospect carries.

    Two concepts go together by the smaller of the two conditional probabilities that a site carrying one carries the
    other; the prospect itself is not asked. The measure is the proximity of product space: C. A. Hidalgo et al., "The
    product space conditions the development of nations", Science 317 (2007), 482–487. Concepts on the same sites are
    counted once as a group, for sites are few where concepts are thousands.

    `presence` as of `find_presence`; the result is indexed by subject_id, in 0..1, 0 where nothing goes with a concept.
    """
    concepts = presence[presence["subject_kind"] == "concept"]
    carried = concepts[concepts["presence"] == "present"]
    held = set(carried.loc[carried["role"] == "prospect", "subject_id"])
    elsewhere = carried[carried["role"] != "prospect"]
    if elsewhere.empty:
        return pd.Series(dtype="float64")
    grid = pd.crosstab(elsewhere["subject_id"], elsewhere["site"]).clip(upper=1).astype("float64")
    groups, member_of = np.unique(grid.to_numpy(), axis=0, return_inverse=True)
    member_of = member_of.ravel()
    together = groups @ groups.T
    spread = groups.sum(axis=1)
    closeness = together / np.maximum.outer(spread, spread)
    sizes = np.bincount(member_of, minlength=len(groups)).astype("float64")
    is_held = grid.index.isin(list(held)).astype("float64")
    sizes_held = np.bincount(member_of, weights=is_held, minlength=len(groups))
    # A concept is not its own neighbour, and goes with itself by 1.
    total = (closeness @ sizes)[member_of] - 1
    kept = (closeness @ sizes_held)[member_of] - is_held
    shares = np.divide(kept, total, out=np.zeros_like(total), where=total > 0)
    return pd.Series(shares.clip(0, 1), index=grid.index)


def _share(counts: pd.DataFrame) -> pd.Series:
    return counts.set_index("subject_id")["carried"] / counts.set_index("subject_id")["neighbours"]
