"""The heat map's frame: sites grouped by role and industry, subjects grouped by what they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from gapfinder.findings import Findings, HeatRow
from gapfinder.report.words import ROLES, SHELVES


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A site. `starts` says whether it is the first of its role."""

    site: str
    industry: str
    starts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Rows under one heading."""

    title: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Roles with the number of columns below each, the columns, and the rows by shelf."""

    roles: tuple[tuple[str, int], ...]
    columns: tuple[Column, ...]
    shelves: tuple[Shelf, ...]


def draw_heat_map(findings: Findings) -> HeatMap:
    """Group columns and rows; the order of both is the findings'."""
    groups = [(role, list(sites)) for role, sites in groupby(findings.sites, key=lambda site: site.role)]
    return HeatMap(
        roles=tuple((ROLES.get(role, role), len(sites)) for role, sites in groups),
        columns=tuple(
            Column(site=site.site, industry=site.industry, starts=at == 0)
            for _, sites in groups
            for at, site in enumerate(sites)
        ),
        shelves=tuple(
            Shelf(title=title, rows=rows)
            for kind, title in SHELVES.items()
            if (rows := tuple(row for row in findings.heat if row.kind == kind))
        ),
    )
