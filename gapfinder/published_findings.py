"""Reads findings from the published warehouse, and makes what sites put into them safe to show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import duckdb

from gapfinder.errors import GapfinderError
from gapfinder.findings import Cell, Findings, Gap, HeatRow, Proof, SiteSeen
from gapfinder.printable import keep_link, make_printable
from warehouse.statements import read_statement

TOP = 25
"""Gaps of each kind that are read; the view `gaps` has them all."""
MOST_CHARACTERS = 300
"""Of what is told of a site's evidence."""
NAMELESS = "(no name)"
Row = Mapping[str, Any]


class NotAnalysedError(GapfinderError):
    """The warehouse holds no analysis of the engagement."""


def read_findings(connection: duckdb.DuckDBPyConnection, engagement: str) -> Findings:
    """Read the findings of an engagement from the published warehouse.

    Text of sites comes back printable and links are web addresses or None. Raises NotAnalysedError where the warehouse
    does not know the engagement.
    """

    def ask(step: str, **parameters: int) -> list[dict[str, Any]]:
        cursor = connection.execute(read_statement(f"analysis/{step}"), {"engagement": engagement, **parameters})
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    sites = tuple(_make_site(row) for row in ask("findings_sites"))
    if not sites:
        raise NotAnalysedError(f'the warehouse knows nothing of the engagement "{engagement}"; run `gapfinder crawl`')
    proofs: dict[str, list[Proof]] = defaultdict(list)
    for row in ask("findings_evidence", top=TOP):
        proofs[row["subject_id"]].append(_make_proof(row))
    return Findings(
        engagement=make_printable(engagement),
        sites=sites,
        gaps=tuple(_make_gap(row, proofs[row["subject_id"]]) for row in ask("findings_gaps", top=TOP)),
        totals={row["kind"]: row["gaps"] for row in ask("findings_totals")},
        heat=tuple(_make_heat_rows(ask("findings_heat"), sites)),
    )


def _make_site(row: Row) -> SiteSeen:
    return SiteSeen(
        site=make_printable(row["site"]),
        role=row["role"],
        industry=make_printable(row["industry"]),
        url=keep_link(row["url"]),
        coverage=row["coverage"] or "never crawled",
        coverage_reason=make_printable(row["coverage_reason"], limit=MOST_CHARACTERS),
        crawled_at=row["crawled_at"],
        observed=row["observed"],
        observed_coverage=row["observed_coverage"] or "",
        observed_at=row["observed_at"],
        products_coverage=row["products_coverage"] or "",
        categories=row["categories"],
        products=row["products"],
    )


def _make_proof(row: Row) -> Proof:
    return Proof(
        site=make_printable(row["site"]),
        role=row["role"],
        presence=row["presence"],
        category_path=make_printable(row["category_path"], limit=MOST_CHARACTERS),
        url=keep_link(row["url"]),
        crawled_at=row["crawled_at"],
        note=make_printable(row["note"], limit=MOST_CHARACTERS),
    )


def _make_gap(row: Row, proofs: Iterable[Proof]) -> Gap:
    return Gap(
        rank=row["rank"],
        kind=row["kind"],
        subject_kind=row["subject_kind"],
        subject_id=make_printable(row["subject_id"]),
        label=make_printable(row["label"]) or NAMELESS,
        score=row["score"],
        adoption=row["adoption"],
        absence=row["absence"],
        fit=row["fit"],
        strength=row["strength"],
        reference_sites=row["reference_sites"],
        references_observed=row["references_observed"],
        industries=row["industries"],
        competitors_absent=row["competitors_absent"],
        competitors_observed=row["competitors_observed"],
        confidence=row["confidence"],
        related=tuple(make_printable(label) or NAMELESS for label in row["related"] or ()),
        evidence=tuple(proofs),
    )


def _make_heat_rows(rows: Iterable[Row], sites: tuple[SiteSeen, ...]) -> Iterator[HeatRow]:
    subjects: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        subjects.setdefault((row["subject_kind"], row["subject_id"]), {})[make_printable(row["site"])] = row
    for (subject_kind, subject_id), found in subjects.items():
        some = next(iter(found.values()))
        yield HeatRow(
            subject_kind=subject_kind,
            subject_id=make_printable(subject_id),
            label=make_printable(some["label"]) or NAMELESS,
            kind=some["kind"] or "",
            cells=tuple(_make_cell(site.site, found.get(site.site)) for site in sites),
        )


def _make_cell(site: str, row: Row | None) -> Cell:
    if row is None:
        return Cell(site=site, presence="not observed", products=None, share=None, evidence="")
    return Cell(
        site=site,
        presence=row["presence"],
        products=row["products"],
        share=row["share"],
        evidence=make_printable(row["evidence"], limit=MOST_CHARACTERS),
    )
