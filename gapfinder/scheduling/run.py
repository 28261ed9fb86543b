"""A crawl that nobody watches: after a while, one at a time, into a log, with one line at the end."""

from __future__ import annotations

import logging
import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

from crawler.distributing.engines import check_engine
from crawler.errors import Interrupted
from crawler.run import Progress
from crawler.stop_signals import stop_on_signals
from gapfinder.choice import choose_sites
from gapfinder.crawling import Start, crawl_chosen
from gapfinder.engagement import Engagement
from gapfinder.folder_lock import lock_folder
from gapfinder.interruption import is_interruption
from gapfinder.scheduling.account import Account
from gapfinder.scheduling.run_log import LogPlan, log_to_file
from gapfinder.standing import read_standings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a run goes about it: sites observed within `max_age` are left out; the log and the start are as they say."""

    log: LogPlan
    max_age: timedelta | None = None
    start: Start | None = None


def wait_at_random(most: timedelta) -> None:
    """Wait for a time between none and `most`, so that not every engagement of a machine begins at once.

    Raises Interrupted as soon as Ctrl-C or SIGTERM asks for it.
    """
    with stop_on_signals(_break_off):
        sleep(random.uniform(0, most.total_seconds()))  # noqa: S311 - spreads starts, guards nothing


def _break_off() -> None:
    raise Interrupted("interrupted before the crawl began")


def run_unattended(
    engagement: Engagement, manner: Manner, *, sites: Collection[str] = (), progress: Progress | None = None
) -> Account:
    """Crawl, load and publish with everything logged to a file, and return what there is to say of it.

    Raises what `crawl_engagement` raises, FolderLockedError and EngineMissing before anything is logged, GapfinderError
    where the log cannot be written. What ends the run is logged, too.
    """
    if manner.start and manner.start.engine:
        check_engine()
    chosen = choose_sites(engagement, sites)
    with lock_folder(engagement.data), log_to_file(manner.log):
        sites_told = f"{len(chosen)} {'site' if len(chosen) == 1 else 'sites'}"
        logger.info("%s: the run begins, with %s", engagement.name, sites_told)
        began = monotonic()
        try:
            outcomes = crawl_chosen(engagement, chosen, max_age=manner.max_age, start=manner.start, progress=progress)
        except Interrupted as error:
            logger.warning("%s", error)
            raise
        except (KeyboardInterrupt, Exception) as error:
            if is_interruption(error):
                logger.warning("interrupted; the next run goes on from there")
            else:
                logger.exception("the run failed")
            raise
        # Read before the lock is let go, so that nothing of the next run is in it.
        standings = read_standings(engagement, now=datetime.now(UTC), is_running=False)
        account = Account(
            engagement=engagement.name,
            outcomes=tuple(outcomes),
            left_out=len(chosen) - len(outcomes),
            standings=tuple(standing for standing in standings if standing.site in {site.name for site in chosen}),
            took=timedelta(seconds=monotonic() - began),
            log=manner.log.path,
        )
        logger.info("%s", account.summary)
    return account
