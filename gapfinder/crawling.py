"""Crawls an engagement's sites and brings what they showed into the warehouse."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.errors import Interrupted
from crawler.run import Progress, SiteOutcome, crawl_sites
from gapfinder.choice import choose_sites, drop_fresh
from gapfinder.engagement import Engagement
from gapfinder.folder_lock import lock_folder
from gapfinder.loading import load_crawls


def crawl_engagement(
    engagement: Engagement,
    *,
    sites: Collection[str] = (),
    max_age: timedelta | None = None,
    resume: bool = True,
    progress: Progress | None = None,
) -> list[SiteOutcome]:
    """Crawl the engagement's sites (all, or the named ones), load what came and publish it.

    Sites that were observed within `max_age` are left out. What an interrupted run closed is loaded before the
    interruption goes on. Returns an outcome for each crawled site.

    Raises UsageError for a name that is no site's, FolderLockedError while another crawl uses the data folder.
    """
    chosen = choose_sites(engagement, sites)
    with lock_folder(engagement.data):
        if max_age is not None:
            chosen = drop_fresh(chosen, engagement.data, since=datetime.now(UTC) - max_age)
        try:
            outcomes = crawl_sites(chosen, spool=engagement.data / "spool", resume=resume, progress=progress)
        except Interrupted:
            load_crawls(engagement)
            raise
        refusals = load_crawls(engagement)
    return [_mark_refusal(outcome, refusals) for outcome in outcomes]


def _mark_refusal(outcome: SiteOutcome, refusals: dict[str, str]) -> SiteOutcome:
    reason = refusals.get(outcome.crawl_id)
    if reason is None:
        return outcome
    return replace(outcome, coverage="failed", coverage_reason=f"not loaded: {reason}")
