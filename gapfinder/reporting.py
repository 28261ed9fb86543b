"""Analyses an engagement and writes the report on it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from gapfinder.analysing import analyse_engagement
from gapfinder.engagement import Engagement
from gapfinder.errors import UsageError
from gapfinder.findings import Findings
from gapfinder.published_findings import read_findings
from gapfinder.report import FORMATS, tell_headline, write_reports
from warehouse.query import open_published
from warehouse.store import find_keeper

REPORT_FOLDER = "report"
"""Where reports lie in the data folder, unless somebody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report says, in one sentence and in full, and the files that say it."""

    headline: str
    findings: Findings
    paths: list[Path]


def report_engagement(
    engagement: Engagement, *, formats: Sequence[str] = tuple(FORMATS), folder: Path | None = None
) -> Report:
    """Analyse what is loaded of an engagement's sites, publish it, and write the report in some of `FORMATS`.

    Raises UsageError where nothing was crawled yet or a format is unknown, ReportNotWrittenError, and what the
    warehouse raises.
    """
    for name in formats or ("",):
        if name not in FORMATS:
            told = f'"{name}"' if name else "named"
            raise UsageError(f"no format {told}; there are {', '.join(FORMATS)}")
    if find_keeper(engagement.home).is_empty():
        raise UsageError(f"{engagement.data}: nothing crawled yet; run `gapfinder crawl`")
    analyse_engagement(engagement)
    with closing(open_published(engagement.home)) as published:
        findings = read_findings(published, engagement.name)
    if all(site.crawled_at is None for site in findings.sites):
        raise UsageError(f"{engagement.data}: no site of {engagement.name} was crawled yet; run `gapfinder crawl`")
    paths = write_reports(findings, folder or engagement.data / REPORT_FOLDER, formats)
    return Report(headline=tell_headline(findings), findings=findings, paths=paths)
