"""What an analysis found, read back from the published warehouse: all that a report shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from gapfinder.errors import GapfinderError
from gapfinder.printable import keep_link, make_printable
from warehouse.statements import read_statement

TOP = 25
"""Gaps of each kind that are read; the view `gaps` has them all."""


class NothingAnalysed(GapfinderError):
    """The warehouse holds no analysis of the engagement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSeen:
    """A site of the engagement and how much of it was seen. Times are UTC."""

    site: str
    role: str
    industry: str
    url: str | None
    coverage: str
    coverage_reason: str
    crawled_at: datetime | None
    categories: int
    products: int

    @property
    def is_observed(self) -> bool:
        """Whether the last crawl saw the catalogue, in whole or in part."""
        return self.coverage in ("complete", "capped") and self.categories > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What one site says about one gap."""

    site: str
    role: str
    presence: str
    category_path: str
    url: str | None
    crawled_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A ranked gap with its evidence; scores are in 0..1, `related` names the gaps folded into it."""

    rank: int
    kind: str
    subject_kind: str
    subject_id: str
    label: str
    score: float
    adoption: float
    absence: float
    fit: float
    strength: float
    reference_sites: int
    references_observed: int
    industries: int
    competitors_absent: int
    competitors_observed: int
    confidence: str
    related: tuple[str, ...]
    evidence: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One subject on one site."""

    site: str
    presence: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A subject over all sites, in the order of `Findings.sites`. `kind` is the gap's, empty where it is none."""

    label: str
    subject_kind: str
    kind: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that a report shows. Gaps are best first, at most `TOP` of a kind; `totals` counts them all by kind."""

    engagement: str
    sites: tuple[SiteSeen, ...]
    gaps: tuple[Gap, ...]
    totals: Mapping[str, int]
    heat: tuple[HeatRow, ...]

    def of_kind(self, kind: str) -> tuple[Gap, ...]:
        """Return the gaps of a kind, best first."""
        return tuple(gap for gap in self.gaps if gap.kind == kind)

    def of_role(self, role: str) -> tuple[SiteSeen, ...]:
        """Return the sites of a role."""
        return tuple(site for site in self.sites if site.role == role)

    @property
    def not_observed(self) -> tuple[SiteSeen, ...]:
        """Return the sites of which nothing was seen."""
        return tuple(site for site in self.sites if not site.is_observed)

    @property
    def as_of(self) -> datetime | None:
        """When the latest of the sites was crawled."""
        return max((site.crawled_at for site in self.sites if site.crawled_at), default=None)


def read_findings(connection: duckdb.DuckDBPyConnection, engagement: str) -> Findings:
    """Read the findings of an engagement from the published warehouse.

    Text of sites comes back printable and links are web addresses or None. Raises NothingAnalysed where the warehouse
    does not know the engagement.
    """
    ask = _Asker(connection, engagement)
    sites = tuple(_make_site(row) for row in ask("findings_sites"))
    if not sites:
        raise NothingAnalysed(f"nothing is known of the engagement {engagement}: run `gapfinder report` on its data")
    proofs: dict[str, list[Proof]] = defaultdict(list)
    for row in ask("findings_evidence", top=TOP):
        proofs[str(row["subject_id"])].append(_make_proof(row))
    return Findings(
        engagement=make_printable(engagement),
        sites=sites,
        gaps=tuple(_make_gap(row, proofs[str(row["subject_id"])]) for row in ask("findings_gaps", top=TOP)),
        totals={str(row["kind"]): int(row["gaps"]) for row in ask("findings_totals")},
        heat=tuple(_make_heat(ask("findings_heat"), sites)),
    )


class _Asker:
    def __init__(self, connection: duckdb.DuckDBPyConnection, engagement: str) -> None:
        self._connection = connection
        self._engagement = engagement

    def __call__(self, step: str, **parameters: int) -> Iterator[dict[str, Any]]:
        cursor = self._connection.execute(read_statement(f"analysis/{step}"), {"engagement": self._engagement, **parameters})
        names = [column[0] for column in cursor.description or ()]
        return iter([dict(zip(names, row, strict=True)) for row in cursor.fetchall()])


def _make_site(row: Mapping[str, Any]) -> SiteSeen:
    return SiteSeen(
        site=make_printable(row["site"]),
        role=row["role"],
        industry=make_printable(row["industry"]),
        url=keep_link(row["url"]),
        coverage=row["coverage"] or "never crawled",
        coverage_reason=make_printable(row["coverage_reason"]),
        crawled_at=row["crawled_at"],
        categories=int(row["categories"]),
        products=int(row["products"]),
    )


def _make_proof(row: Mapping[str, Any]) -> Proof:
    return Proof(
        site=make_printable(row["site"]),
        role=row["role"],
        presence=row["presence"],
        category_path=make_printable(row["category_path"]),
        url=keep_link(row["url"]),
        crawled_at=row["crawled_at"],
        note=make_printable(row["note"], limit=300),
    )


def _make_gap(row: Mapping[str, Any], proofs: Iterable[Proof]) -> Gap:
    words = {name: make_printable(row[name]) for name in ("subject_id", "label")}
    plain = {name: row[name] for name in ("kind", "subject_kind", "confidence")}
    counts = ("rank", "reference_sites", "references_observed", "industries", "competitors_absent",
              "competitors_observed")  # fmt: skip
    scores = ("score", "adoption", "absence", "fit", "strength")
    return Gap(
        **words,
        **plain,
        **{name: int(row[name]) for name in counts},
        **{name: float(row[name]) for name in scores},
        related=tuple(make_printable(label) for label in row["related"] or ()),
        evidence=tuple(proofs),
    )


def _make_heat(rows: Iterable[Mapping[str, Any]], sites: tuple[SiteSeen, ...]) -> Iterator[HeatRow]:
    by_subject: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        by_subject.setdefault((row["subject_kind"], row["subject_id"]), {})[make_printable(row["site"])] = row
    for (subject_kind, _), found in by_subject.items():
        some = next(iter(found.values()))
        yield HeatRow(
            label=make_printable(some["label"]),
            subject_kind=subject_kind,
            kind=some["kind"] or "",
            cells=tuple(_make_cell(site.site, found.get(site.site)) for site in sites),
        )


def _make_cell(site: str, row: Mapping[str, Any] | None) -> Cell:
    if row is None:
        return Cell(site=site, presence="not observed", evidence="")
    return Cell(site=site, presence=row["presence"], evidence=make_printable(row["evidence"], limit=300))
