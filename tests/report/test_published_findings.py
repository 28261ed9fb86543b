"""Findings as they come back from the published warehouse."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from gapfinder.findings import Cell, Findings, Proof, SiteSeen
from gapfinder.published_findings import NotAnalysedError, read_findings
from warehouse.publish import publish
from warehouse.query import open_published

SEEN = datetime(2026, 3, 1, 10, 5)


def test_sites_come_by_role_and_industry(findings: Findings) -> None:
    assert [(site.site, site.role, site.observed, site.is_whole) for site in findings.sites] == [
        ("acme", "prospect", True, True),
        ("boltco", "competitor", True, True),
        ("nutworld", "competitor", False, False),
        ("beans", "reference", True, False),
        ("peaks", "reference", True, True),
    ]
    assert findings.sites[2] == SiteSeen(
        site="nutworld",
        role="competitor",
        industry="fasteners",
        url="https://nutworld.example/",
        coverage="blocked",
        coverage_reason="a challenge page",
        crawled_at=SEEN,
        observed=False,
        observed_coverage="",
        observed_at=None,
        products_coverage="",
        categories=0,
        products=0,
    )
    assert (findings.as_of, findings.not_observed) == (SEEN, (findings.sites[2],))


def test_gaps_come_by_kind_with_their_evidence(findings: Findings) -> None:
    assert [(gap.kind, gap.rank, gap.label, gap.related) for gap in findings.gaps] == [
        ("white space", 1, "Starter kits", ("Gift kits",)),
        ("assortment gap", 1, "Rivets", ()),
        ("exclusive", 1, "Services", ()),
    ]
    assert findings.totals == {"white space": 1, "assortment gap": 1, "exclusive": 1}
    told = findings.gaps[0].evidence
    assert [(proof.site, proof.presence) for proof in told] == [
        ("beans", "present"),
        ("peaks", "present"),
        ("acme", "absent"),
        ("boltco", "absent"),
        ("nutworld", "not observed"),
    ]
    assert told[0] == Proof(
        site="beans",
        role="reference",
        presence="present",
        category_path="Starter kits",
        url="https://beans.example/c",
        crawled_at=SEEN,
        note="named so",
    )


def test_heat_map_has_a_cell_for_every_site(findings: Findings) -> None:
    assert [(row.kind, row.label) for row in findings.heat] == [
        ("white space", "Starter kits"),
        ("assortment gap", "Rivets"),
        ("exclusive", "Services"),
        ("", "Screws"),
    ]
    assert [cell.site for cell in findings.heat[1].cells] == [site.site for site in findings.sites]
    assert findings.heat[1].cells[:3] == (
        Cell(site="acme", presence="absent", products=0, share=0.0, evidence="none of 2 categories speaks of it"),
        Cell(site="boltco", presence="present", products=4, share=0.5, evidence="named so"),
        Cell(site="nutworld", presence="not observed", products=None, share=None, evidence="not read to the end"),
    )


def test_an_unknown_engagement_is_told(tmp_path: Path) -> None:
    publish(tmp_path)
    with (
        closing(open_published(tmp_path)) as published,
        pytest.raises(NotAnalysedError, match=r'knows nothing of the engagement "case"; run `gapfinder crawl`'),
    ):
        read_findings(published, "case")
