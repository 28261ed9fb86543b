from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gapfinder.scheduling.cron_line import Job
from gapfinder.scheduling.plan import Plan, make_plan
from gapfinder.scheduling.timing import Timing

DAILY = Timing(expression="0 3 * * *")
BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    """Return a moment of November 2026, in UTC."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("arguments", "max_age", "jitter"),
    [
        ((), timedelta(), timedelta()),
        (("--max-age", "20h", "--jitter", "30m", "--quiet"), timedelta(hours=20), timedelta(minutes=30)),
        (("--jitter", "soon", "--max-age"), timedelta(), timedelta()),
    ],
)
def test_make_plan(arguments: tuple[str, ...], max_age: timedelta, jitter: timedelta) -> None:
    job = Job(engagement=Path("/e"), name="case", timing=DAILY, arguments=arguments, since=at("01 12:00"))
    expected = Plan(timing=DAILY, zone=BERLIN, max_age=max_age, jitter=jitter, since=at("01 12:00"))
    assert make_plan(job, BERLIN) == expected


@pytest.mark.parametrize(
    ("hours", "observed", "start"),
    [
        (0, None, "27 02:00"),
        (0, "26 02:30", "27 02:00"),
        (20, "26 02:30", "27 02:00"),
        (24, "26 02:30", "28 02:00"),
        (24, "01 02:30", "27 02:00"),
    ],
)
def test_the_next_start(hours: int, observed: str | None, start: str) -> None:
    plan = Plan(timing=DAILY, zone=BERLIN, max_age=timedelta(hours=hours))
    assert plan.find_next(observed=observed and at(observed), now=at("26 12:00")) == at(start)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("plan", "crawled", "observed", "now", "missed"),
    [
        ({}, "26 02:30", "26 02:30", "26 12:00", None),
        ({}, "25 02:30", "25 02:30", "26 02:59", None),
        ({}, "25 02:30", "25 02:30", "26 03:01", "26 02:00"),
        ({"jitter": timedelta(hours=2)}, "25 02:30", "25 02:30", "26 03:01", None),
        ({"max_age": timedelta(days=2)}, "25 02:30", "25 02:30", "26 12:00", None),
        # what could not be observed is asked again at the next start, whatever its age
        ({"max_age": timedelta(days=2)}, "25 02:30", None, "26 12:00", "26 02:00"),
        ({"since": at("26 11:00")}, "20 02:30", "20 02:30", "26 12:00", None),
        ({"since": at("24 11:00")}, "20 02:30", "20 02:30", "26 12:00", "25 02:00"),
        ({"since": at("24 11:00")}, None, None, "26 12:00", "25 02:00"),
        ({}, None, None, "26 12:00", None),
        ({"timing": Timing(expression="@reboot")}, "20 02:30", "20 02:30", "26 12:00", None),
    ],
)
def test_a_start_that_was_missed(
    plan: dict[str, object], crawled: str | None, observed: str | None, now: str, missed: str | None
) -> None:
    known = Plan(**{"timing": DAILY, "zone": BERLIN, **plan})  # type: ignore[arg-type]
    moments = [moment and at(moment) for moment in (crawled, observed)]
    found = known.find_missed(crawled=moments[0], observed=moments[1], now=at(now))  # type: ignore[arg-type]
    assert found == (missed and at(missed))
