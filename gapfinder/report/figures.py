"""The few figures at the top of a report."""

from __future__ import annotations

from dataclasses import dataclass

from gapfinder.counting import count
from gapfinder.findings import Findings, SiteSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number, what it counts, and what it should be seen against."""

    value: str
    title: str
    note: str


def list_figures(findings: Findings) -> tuple[Figure, ...]:
    """Return what was found, and what it was found in."""
    competitors, references = findings.of_role("competitor"), findings.of_role("reference")
    industries = {site.industry.casefold() for site in references if site.observed and site.industry}
    others = [count(findings.totals.get(kind, 0), kind) for kind in ("assortment gap", "exclusive")]
    categories = sum(site.categories for site in findings.sites)
    return (
        Figure(value=f"{findings.totals.get('white space', 0):,}", title="white space", note=", ".join(others)),
        Figure(value=_tell_share(competitors), title="competitors observed", note=_tell_whole(competitors)),
        Figure(
            value=_tell_share(references),
            title="reference shops observed",
            note=f"of {count(len(industries), 'industry')}",
        ),
        Figure(
            value=f"{sum(site.products for site in findings.sites):,}",
            title="products seen",
            note=f"in {count(categories, 'category')}",
        ),
    )


def _tell_share(sites: tuple[SiteSeen, ...]) -> str:
    return f"{sum(site.observed for site in sites)} of {len(sites)}"


def _tell_whole(sites: tuple[SiteSeen, ...]) -> str:
    return f"{sum(site.is_whole for site in sites)} read to the end"
