"""What an installed line or timer means for a site: when it is crawled next, and whether a crawl was left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from gapfinder.ages import read_age
from gapfinder.errors import UsageError
from gapfinder.scheduling.cron_line import Job
from gapfinder.scheduling.timing import Timing, list_starts

GRACE = timedelta(hours=1)
"""A crawl that is due is not called late before this has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A line's timing in the zone of its `keeper`, who starts the crawls. `since` is when the line was written;
    `max_age` and `jitter` are the run's. Moments are aware.
    """

    timing: Timing
    zone: tzinfo
    max_age: timedelta = timedelta()
    jitter: timedelta = timedelta()
    since: datetime | None = None
    keeper: str = "cron"

    def find_next(self, *, observed: datetime | None, now: datetime) -> datetime | None:
        """Return the next start at which a site is asked that was last observed at a moment."""
        return self._find_start(max(now, observed + self.max_age) if observed else now)

    def find_missed(self, *, crawled: datetime | None, observed: datetime | None, now: datetime) -> datetime | None:
        """Return the start at which a site should have been crawled since it was last, None where there was none."""
        fresh_until = observed + self.max_age if observed else None
        known = [moment for moment in (crawled, fresh_until, self.since) if moment]
        start = self._find_start(max(known)) if known else None
        return start if start and start + self.jitter + GRACE < now else None

    def _find_start(self, after: datetime) -> datetime | None:
        return next(iter(list_starts(self.timing, after=after, zone=self.zone)), None)


def make_plan(job: Job, zone: tzinfo, *, keeper: str = "cron") -> Plan:
    """Return the plan of an installed line or timer."""
    return Plan(
        timing=job.timing,
        zone=zone,
        max_age=_find_age(job, "--max-age"),
        jitter=_find_age(job, "--jitter"),
        since=job.since,
        keeper=keeper,
    )


def _find_age(job: Job, option: str) -> timedelta:
    if option not in job.arguments:
        return timedelta()
    try:
        return read_age(job.arguments[job.arguments.index(option) + 1])
    except (IndexError, UsageError):
        return timedelta()
