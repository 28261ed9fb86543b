"""Crawls an engagement's sites and brings what they showed into the warehouse."""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd

from crawler.errors import Interrupted
from crawler.run import Progress, SiteOutcome, crawl_sites
from crawler.sites import Site
from gapfinder.engagement import Engagement
from gapfinder.errors import GapfinderError, UsageError
from warehouse.analysis import save_engagement
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.query import open_published
from warehouse.store import open_store

OBSERVED = frozenset({"complete", "capped"})
"""Coverages of crawls that saw a catalogue."""

logger = logging.getLogger(__name__)


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

    Raises UsageError for a name that is no site's, GapfinderError while another crawl uses the data folder.
    """
    chosen = choose_sites(engagement, sites)
    with _lock_folder(engagement.data):
        if max_age is not None:
            fresh = list_fresh(engagement.data, chosen, since=datetime.now(UTC) - max_age)
            chosen = [site for site in chosen if site.name not in fresh]
        try:
            outcomes = (
                crawl_sites(chosen, spool=engagement.data / "spool", resume=resume, progress=progress) if chosen else []
            )
        except Interrupted:
            load_engagement_crawls(engagement)
            raise
        refusals = load_engagement_crawls(engagement)
    return [_mark_refusal(outcome, refusals) for outcome in outcomes]


def choose_sites(engagement: Engagement, names: Collection[str] = ()) -> list[Site]:
    """Return the engagement's sites, or those of them that are named.

    Raises UsageError for a name that is no site's.
    """
    known = {member.site.name: member.site for member in engagement.members}
    for name in names:
        if name not in known:
            raise UsageError(f'no site "{name}" in {engagement.name}; its sites are {", ".join(known)}')
    return [site for name, site in known.items() if not names or name in names]


def list_fresh(data: Path, sites: Sequence[Site], *, since: datetime) -> frozenset[str]:
    """Return the names of sites that were observed since a time, at the URL that they have now."""
    if not (data / "warehouse.duckdb").exists():
        return frozenset()
    with open_published(data) as published:
        rows = published.execute("select site, url, coverage, last_crawled_at from sites").fetchall()
    urls = {site.name: site.url for site in sites}
    return frozenset(
        name
        for name, url, coverage, crawled_at in rows
        if urls.get(name) == url and coverage in OBSERVED and crawled_at is not None and _add_zone(crawled_at) >= since
    )


def load_engagement_crawls(engagement: Engagement) -> dict[str, str]:
    """Load what lies closed in the spool, note who takes part in the engagement, and publish.

    Returns why a crawl could not be loaded, by crawl id.
    """
    results = load_closed(engagement.data)
    members = pd.DataFrame(
        [(member.site.name, member.role, member.industry, member.site.url) for member in engagement.members],
        columns=["site", "role", "industry", "url"],
    )
    with open_store(engagement.data) as store:
        save_engagement(store, engagement.name, members)
    publish(engagement.data)
    refusals = {result.crawl_id: result.reason for result in results if result.status == "rejected"}
    for crawl_id, reason in refusals.items():
        logger.warning("%s was not loaded: %s", crawl_id, reason)
    return refusals


def _mark_refusal(outcome: SiteOutcome, refusals: dict[str, str]) -> SiteOutcome:
    reason = refusals.get(outcome.crawl_id)
    if reason is None:
        return outcome
    return replace(outcome, coverage="failed", coverage_reason=f"not loaded: {reason}")


def _add_zone(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@contextmanager
def _lock_folder(data: Path) -> Iterator[None]:
    """Hold a data folder against a second crawl; the lock goes with the process, however it ends."""
    path = data / "crawl.lock"
    try:
        data.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="ascii")
    except OSError as error:
        raise GapfinderError(f"{path}: cannot be written: {error.strerror}") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read(20).strip()
            raise GapfinderError(
                f"{data}: another crawl is running here (process {holder}); wait for it or end it"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
