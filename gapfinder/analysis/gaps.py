"""Ranked gaps: white space, exclusives and assortment gaps, each with what every site says about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pandas as pd

from gapfinder.analysis.adoption import measure_adoption
from gapfinder.analysis.desk import Desk, Observations, open_desk
from gapfinder.analysis.fit import measure_fit
from gapfinder.analysis.folding import fold_gaps
from gapfinder.analysis.presence import Cutoffs, find_presence

GAP_COLUMNS = (
    "rank", "kind", "subject_kind", "subject_id", "label", "score", "adoption", "absence", "fit", "strength",
    "reference_sites", "references_observed", "industries", "competitors_absent", "competitors_observed", "confidence",
    "related",
)  # fmt: skip
CONFIDENCE = (("high", 3, 3), ("medium", 2, 2), ("low", 0, 0))
"""Confidence with the fewest carrying sites and the fewest observed competitors that it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What counts how much in a gap's score; only their ratios matter."""

    adoption: float = 0.4
    absence: float = 0.25
    fit: float = 0.2
    strength: float = 0.15


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Analysis:
    """The frames of the views `presence`, `gaps` and `gap_evidence`, without the engagement's name."""

    presence: pd.DataFrame
    gaps: pd.DataFrame
    gap_evidence: pd.DataFrame


def analyse_observations(
    observed: Observations, *, weights: Weights | None = None, cutoffs: Cutoffs | None = None
) -> Analysis:
    """Find who carries what, what is missing where, and how well that is proven.

    `presence` as of `find_presence`, `gaps` as of `rank_gaps`, `gap_evidence` with at least one row for every gap and
    site: subject_id, site, role, presence, category_path, url, crawled_at (UTC), note.
    """
    with open_desk(observed) as desk:
        limits = cutoffs or Cutoffs()
        presence = find_presence(desk, limits)
        gaps = rank_gaps(desk, weights or Weights(), limits)
        return Analysis(presence=presence, gaps=gaps, gap_evidence=desk.ask("gap_evidence"))


def rank_gaps(desk: Desk, weights: Weights, cutoffs: Cutoffs) -> pd.DataFrame:
    """Rank the gaps of each kind by the weighted mean of adoption, absence, fit and strength, rank 1 first.

    White space: the prospect and every observed competitor lack it, a reference carries it. Exclusive: the prospect
    carries it and every observed competitor lacks it. Assortment gap: a competitor carries it, the prospect lacks it.
    White space needs proof of absence at half or more of the competitors that were read to the end, exclusives at all:
    who is of the same trade is the likeliest to have it.
    `strength` (0..1) is the share of the assortment that the sites proving it give it, against what is usual there:
    0.5 is usual. `fit` is missing where no other site carries the subject, because nothing tells what goes with it; it
    counts for nothing then. Columns are `GAP_COLUMNS`; `related` names the gaps folded into this one.
    """
    gaps = measure_adoption(desk)
    gaps = gaps[_is_proven(gaps, cutoffs)].reset_index(drop=True)
    desk.lay("gaps", gaps)
    gaps = gaps.merge(measure_fit(desk), how="left", on=["subject_kind", "subject_id"])
    carried_elsewhere = (gaps["kind"] != "exclusive") | (gaps["reference_sites"] > 0)
    gaps = gaps.assign(fit=gaps["fit"].fillna(0.0).where(carried_elsewhere), confidence=_tell_confidence(gaps))
    gaps = gaps.assign(score=score_gaps(gaps, weights))
    gaps = gaps.sort_values(
        ["kind", "score", "industries", "label", "subject_id"],
        ascending=[True, False, False, True, True],
        ignore_index=True,
    )
    gaps = fold_gaps(gaps, desk.ask("kinship"), desk.ask("carriers"), desk.table("made_of"))
    gaps = gaps.assign(rank=gaps.groupby("kind").cumcount() + 1)
    desk.run("forget_gaps")
    desk.lay("gaps", gaps)
    return gaps[list(GAP_COLUMNS)]


def score_gaps(gaps: pd.DataFrame, weights: Weights) -> pd.Series:
    """Return the weighted mean of the columns adoption, absence, fit and strength; 0..1 where they are.

    What is missing counts as 0. Weights that are all 0 count alike.
    """
    given = asdict(weights)
    total = sum(given.values())
    score = pd.Series(0.0, index=gaps.index)
    for part, weight in given.items():
        score += gaps[part].fillna(0.0) * (weight / total if total > 0 else 1 / len(given))
    return score.clip(0.0, 1.0)


def _is_proven(gaps: pd.DataFrame, cutoffs: Cutoffs) -> pd.Series:
    adopted = (gaps["kind"] != "white space") | (gaps["reference_sites"] >= cutoffs.min_reference_sites)
    return adopted & (gaps["competitors_observed"] >= cutoffs.min_competitors_observed)


def _tell_confidence(gaps: pd.DataFrame) -> list[str]:
    return [
        next(word for word, carriers, competitors in CONFIDENCE if carrying >= carriers and observed >= competitors)
        for carrying, observed in zip(gaps["proven_by"], gaps["competitors_observed"], strict=True)
    ]
