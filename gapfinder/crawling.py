"""Crawls an engagement's sites and brings what they showed into the warehouse."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from crawler.distributing.engines import Engine, check_engine
from crawler.distributing.run import crawl_on_engine
from crawler.errands import Errand
from crawler.errors import Interrupted
from crawler.processes import crawl_in_processes
from crawler.recalling.memories import Memories
from crawler.run import Progress, SiteOutcome, crawl_sites
from crawler.shares import share_out
from crawler.sites import Site
from crawler.urls import host_of
from gapfinder.choice import choose_sites, drop_fresh, read_hosts
from gapfinder.early_loading import REST, EarlyLoader
from gapfinder.engagement import Engagement
from gapfinder.folder_lock import lock_folder
from gapfinder.loading import load_crawls, load_left
from warehouse.homes import Home

logger = logging.getLogger(__name__)

MEMORY = "memory"
"""The folder within a data folder of what a crawl leaves to the next one."""

CROWD = 8
"""Tasks at once of each worker of an engine that is started here: each is a process of a hundred megabytes. Where there
are more hosts than that, a task has several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a crawl begins. With `resume` it goes on with what an earlier run left unfinished; with `full` it asks for
    every page that it has not read itself, whatever the crawl before saw. `processes` bounds how many crawl; None means
    as many as the sites keep busy, and no more than there are cores. With `engine` they are those of its workers, and
    None means one a host, or CROWD a worker where the engine is started here. What was closed is loaded every
    `load_every` seconds at most while others are still crawled."""

    resume: bool = True
    full: bool = False
    processes: int | None = None
    engine: Engine | None = None
    load_every: float = REST


def crawl_engagement(
    engagement: Engagement,
    *,
    sites: Collection[str] = (),
    max_age: timedelta | None = None,
    start: Start | None = None,
    progress: Progress | None = None,
) -> list[SiteOutcome]:
    """Crawl the engagement's sites (all, or the named ones), load what came and publish it.

    Sites that were observed within `max_age` are left out. A site that was crawled before is asked only for what can
    have changed. What an interrupted run closed is loaded before the interruption goes on. Returns an outcome for each
    crawled site.

    Raises UsageError for a name that is no site's, FolderLockedError while another crawl uses the data folder,
    EngineMissing, EngineUnreachable.
    """
    if start and start.engine:
        check_engine()
    chosen = choose_sites(engagement, sites)
    with lock_folder(engagement.data):
        return crawl_chosen(engagement, chosen, max_age=max_age, start=start, progress=progress)


def crawl_chosen(
    engagement: Engagement,
    chosen: Sequence[Site],
    *,
    max_age: timedelta | None = None,
    start: Start | None = None,
    progress: Progress | None = None,
) -> list[SiteOutcome]:
    """Do what `crawl_engagement` does, for a caller that holds the data folder; what a run before left comes first."""
    start, spool = start or Start(), engagement.data / "spool"
    memories = Memories(folder=engagement.data / MEMORY, is_full=start.full)
    left = load_left(engagement)
    if max_age is not None:
        chosen = drop_fresh(chosen, engagement.home, since=datetime.now(UTC) - max_age)
    _warn_of_moves(chosen, engagement.home)
    loader = EarlyLoader(engagement, told=left, rest=start.load_every)
    try:
        with loader:
            errand = Errand(spool=spool, resume=start.resume, memories=memories)
            outcomes = _crawl(chosen, errand, start, loader.listen(progress))
    except Interrupted:
        load_crawls(engagement, told=loader.told)
        raise
    refusals = load_crawls(engagement, told=loader.told)
    return [_mark_refusal(outcome, refusals) for outcome in outcomes]


def _crawl(sites: Sequence[Site], errand: Errand, start: Start, progress: Progress | None) -> list[SiteOutcome]:
    """Crawl in this process where one is enough, else in several; return the outcomes in the order of the sites."""
    if start.engine:
        outcomes = _crawl_on_engine(start.engine, sites, errand, start.processes, progress)
        return _put_in_order(outcomes, sites)
    shares = share_out(sites, most=start.processes)
    if len(shares) <= 1:
        return crawl_sites(sites, spool=errand.spool, resume=errand.resume, progress=progress, memories=errand.memories)
    return _put_in_order(crawl_in_processes(shares, errand, progress=progress), sites)


def _crawl_on_engine(
    engine: Engine, sites: Sequence[Site], errand: Errand, processes: int | None, progress: Progress | None
) -> list[SiteOutcome]:
    """Crawl on the workers of an engine, each host's sites as one task."""
    workers = processes or len(share_out(sites))
    most = processes or (len(sites) if engine.address else CROWD * workers)
    shares = share_out(sites, most=most) if sites else []
    return crawl_on_engine(engine, shares, errand, workers=min(workers, len(shares)), progress=progress)


def _put_in_order(outcomes: Sequence[SiteOutcome], sites: Sequence[Site]) -> list[SiteOutcome]:
    found = {outcome.site: outcome for outcome in outcomes}
    return [found[site.name] for site in sites if site.name in found]


def _warn_of_moves(sites: Sequence[Site], home: Home) -> None:
    """Say which sites are now at another host: what is crawled there takes the place of what is known of them."""
    known = read_hosts(home)
    for site in sites:
        before = known.get(site.name)
        if before and before != host_of(site.url):
            logger.warning(
                "%s was at %s before: its catalogue becomes that of %s", site.name, before, host_of(site.url)
            )


def _mark_refusal(outcome: SiteOutcome, refusals: dict[str, str]) -> SiteOutcome:
    reason = refusals.get(outcome.crawl_id)
    if reason is None:
        return outcome
    return replace(outcome, coverage="failed", coverage_reason=f"not loaded: {reason}")
