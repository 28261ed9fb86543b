"""When a sitemap's dates are believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.recalling.lastmods import FIRST_CHECKS, REST_IN_A_ROW, Lastmods, Standing, latest_of
from crawler.sources.sitemap import Sitemap

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SEEN = "2026-05-20T00:00:00+00:00"
MAP = "https://shop.example/products.xml"


def name(number: int) -> str:
    return f"https://shop.example/p/{number}"


def make_sitemap(dates: list[str]) -> Sitemap:
    return Sitemap(urls=tuple(name(number) for number in range(len(dates))), lastmods=tuple(dates))


OLD = [f"2026-01-{day:02}" for day in range(1, 29)]
MOVED = ["2026-05-28", *OLD[1:]]


def take(old: list[str], new: list[str], before: Standing | None = None, *, checks: int = FIRST_CHECKS) -> Lastmods:
    """Take a sitemap in, and find so many of its dates kept."""
    lastmods = Lastmods(before={MAP: before} if before else {})
    lastmods.take(MAP, make_sitemap(new), make_sitemap(old), now=NOW)
    for _ in range(checks):
        lastmods.note(name(5), "kept")
    return lastmods


ALL_MOVED = [date.replace("2026-01", "2026-02") for date in OLD]
TODAY = ["2026-06-01"] * 28
CASES: dict[str, tuple[Lastmods, bool]] = {
    "one date moved, the others stayed": (take(OLD, MOVED), True),
    "no date moved, but some did before": (take(OLD, OLD, Standing(is_kept=True)), True),
    "no date ever moved": (take(OLD, OLD), False),
    "not seen before": (take([], MOVED), False),
    "all moved at once": (take(OLD, ALL_MOVED), False),
    "all of today": (take(TODAY, TODAY, Standing(is_kept=True)), False),
    "all the same": (take(OLD, ["2020-01-01"] * 28, Standing(is_kept=True)), False),
    "made as it is asked for": (take(OLD, ["2026-06-01T11:59:00Z"] * 27 + OLD[:1], Standing(is_kept=True)), False),
    "one of a time to come": (take(OLD, ["2027-01-01", *OLD[1:]]), False),
    "not checked yet": (take(OLD, MOVED, checks=FIRST_CHECKS - 1), False),
    "broken in the last crawl": (take(OLD, MOVED, Standing(is_kept=True, asked=90, broken=1)), False),
    "no dates that are any": (take(["x"] * 28, ["soon"] * 28, Standing(is_kept=True)), False),
}


@pytest.mark.parametrize(("lastmods", "believed"), CASES.values(), ids=CASES)
def test_dates_are_believed_for_reasons_only(lastmods: Lastmods, believed: bool) -> None:
    assert lastmods.may_rest(name(9)) == believed


@pytest.mark.parametrize(
    ("date", "settled"),
    [
        ("2026-05-18", True),
        ("2026-05-19", False),
        ("2026-05-18T23:00:00Z", True),
        ("2026-05-19T01:00:00Z", False),
        ("2026-05-19T01:00:00+14:00", True),
        ("", False),
        ("long ago", False),
    ],
)
def test_a_change_must_be_a_day_older_than_the_last_look(date: str, settled: bool) -> None:
    lastmods = take(OLD, [date, *OLD[1:]])
    assert lastmods.is_settled(name(0), SEEN) == settled


def test_one_broken_date_is_enough() -> None:
    lastmods = take(OLD, MOVED)
    assert lastmods.may_rest(name(9))
    lastmods.note(name(7), "broken")
    assert not lastmods.may_rest(name(9))
    assert lastmods.sum_up() == {MAP: Standing(is_kept=True, asked=FIRST_CHECKS + 1, broken=1)}


def test_a_page_is_asked_for_now_and_then() -> None:
    lastmods = take(OLD, MOVED)
    rested = []
    for _ in range(60):
        rested.append(lastmods.may_rest(name(3)))
        lastmods.note(name(3), "rested" if rested[-1] else "kept")
    assert rested == ([True] * REST_IN_A_ROW + [False]) * 3


def test_a_page_that_shows_up_changed_elsewhere_is_not_settled() -> None:
    lastmods = take(OLD, MOVED)
    lastmods.stir([f"{name(9)}?utm_source=x"])
    assert not lastmods.is_settled(name(9), SEEN)
    assert not lastmods.may_rest(name(9))


def test_of_several_dates_the_latest_counts() -> None:
    lastmods = take(OLD, MOVED)
    for date in ("2026-05-30", "2019-01-01"):
        lastmods.take(f"{MAP}?2", Sitemap(urls=(name(9),), lastmods=(date,)), Sitemap(), now=NOW)
        assert not lastmods.is_settled(name(9), SEEN)


def test_a_crawl_that_checked_nothing_hands_on_what_was_found_before() -> None:
    standing = Standing(is_kept=True, asked=30, broken=2)
    assert take(OLD, OLD, standing, checks=0).sum_up() == {MAP: standing}


@given(st.text(max_size=40) | st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat) | st.dates().map(str))
def test_any_date_can_be_read(text: str) -> None:
    moment = latest_of(text)
    assert moment is None or moment.utcoffset() == timedelta(0)
