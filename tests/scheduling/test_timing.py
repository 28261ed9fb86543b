from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from gapfinder.errors import UsageError
from gapfinder.scheduling.systemd import list_calendars
from gapfinder.scheduling.timing import NICKNAMES, Timing, list_starts, local_zone, read_timing, tell_timing

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("daily 03:00", "0 3 * * *"),
        ("Daily at 3:05", "5 3 * * *"),
        ("every day 23:59", "59 23 * * *"),
        ("hourly", "0 * * * *"),
        ("hourly :45", "45 * * * *"),
        ("every 15 minutes", "*/15 * * * *"),
        ("every 12 hours", "0 */12 * * *"),
        ("weekly mon 03:00", "0 3 * * 1"),
        ("on Sundays at 04:30", "30 4 * * 0"),
        ("every friday 04:30", "30 4 * * 5"),
        ("weekdays 22:00", "0 22 * * 1-5"),
        ("weekends 22:00", "0 22 * * 0,6"),
        ("monthly 03:00", "0 3 1 * *"),
        ("monthly on 15 at 03:00", "0 3 15 * *"),
        ("@weekly", "0 0 * * 0"),
        (" 0\t3  * *  MON-Fri ", "0 3 * * mon-fri"),
        ("*/7 0-6/2 1,15 jan,jul *", "*/7 0-6/2 1,15 jan,jul *"),
    ],
)
def test_read_timing(text: str, expression: str) -> None:
    assert read_timing(text) == Timing(expression=expression)
    assert read_timing(expression) == Timing(expression=expression)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is no time that cron knows: say"),
        ("tomorrow", "is no time that cron knows: say"),
        ("daily", "is no time that cron knows: say"),
        ("daily 25:00", "bad hour"),
        ("daily 03:60", "bad minute"),
        ("monthly 32 03:00", "bad day-of-month"),
        ("every 5 hours", "cron can do 2, 3, 4, 6, 8, 12"),
        ("every 0 minutes", "does not divide evenly"),
        ("every 60 minutes", "does not divide evenly"),
        ("0 3 * *", "is no time that cron knows: say"),
        ("0 0 3 * * *", "is no time that cron knows: say"),
        ("61 3 * * *", "bad minute"),
        ("5/10 * * * *", "is no time that cron knows: say"),
        ("0 3 * * L", "is no time that cron knows: say"),
        ("0 3 * * mon#2", "is no time that cron knows: say"),
        ("0 3 31 2 *", "bad day-of-month"),
        ("0 3 * * 5-1", "bad day-of-week"),
        ("*/0 * * * *", "bad minute"),
        ("@reboot", "is no time that cron knows: say"),
        ("0 3 * * *\n* * * * * rm", "is no time that cron knows: say"),
        ("0 3 * * *; rm", "is no time that cron knows: say"),
        ("1" * 10_000, "is no time that cron knows: say"),
    ],
)
def test_what_is_no_timing_is_told_in_one_line(text: str, what: str) -> None:
    with pytest.raises(UsageError, match=what) as caught:
        read_timing(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("expression", "after", "starts"),
    [
        ("0 3 * * *", NOON, ["2026-11-27T02:00", "2026-11-28T02:00"]),
        ("@daily", NOON, ["2026-11-26T23:00", "2026-11-27T23:00"]),
        # the hour that is left out in spring is made up for, and that which comes twice in autumn runs once
        ("30 2 * * *", datetime(2026, 3, 28, 12, tzinfo=UTC), ["2026-03-29T01:00", "2026-03-30T00:30"]),
        ("30 2 * * *", datetime(2026, 10, 24, 12, tzinfo=UTC), ["2026-10-25T00:30", "2026-10-26T01:30"]),
        ("0 3 1 * mon", NOON, ["2026-11-30T02:00", "2026-12-01T02:00"]),
        ("@reboot", NOON, []),
        ("0~9 3 * * *", NOON, []),
        ("", NOON, []),
    ],
)
def test_list_starts(expression: str, after: datetime, starts: list[str]) -> None:
    found = list_starts(Timing(expression=expression), after=after, zone=BERLIN, most=2)
    assert [f"{start:%Y-%m-%dT%H:%M}" for start in found] == starts
    assert all(start.tzinfo is UTC for start in found)


def test_the_machine_has_a_zone() -> None:
    assert NOON.astimezone(local_zone()) == NOON


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_timing_or_refused(text: str) -> None:
    try:
        timing = read_timing(text)
    except UsageError:
        return
    assert list_starts(timing, after=NOON, zone=UTC)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_of_a_line_can_be_told(text: str) -> None:
    list_starts(Timing(expression=text), after=NOON, zone=BERLIN, most=2)
    assert isinstance(tell_timing(Timing(expression=text)), str)


def draw_field(lowest: int, highest: int) -> st.SearchStrategy[str]:
    number = st.integers(lowest, highest)
    span = st.tuples(number, number).map(sorted).map(lambda ends: f"{ends[0]}-{ends[1]}")
    step = st.tuples(st.one_of(st.just("*"), span), st.integers(1, highest)).map(lambda pair: f"{pair[0]}/{pair[1]}")
    part = st.one_of(number.map(str), span, step)
    return st.one_of(st.just("*"), part, st.lists(part, min_size=2, max_size=3).map(",".join))


EXPRESSIONS = st.tuples(*(draw_field(*ends) for ends in ((0, 59), (0, 23), (1, 28), (1, 12), (0, 7)))).map(" ".join)


@settings(deadline=None)
@given(EXPRESSIONS)
def test_starts_come_in_order(expression: str) -> None:
    starts = list_starts(read_timing(expression), after=NOON, zone=BERLIN, most=5)
    assert len(starts) == 5
    assert all(first < second for first, second in pairwise([NOON, *starts]))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
@settings(max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate])
@example(["* * 1 * 0-6"])
@example(["0 3 1-31 * 1", "0 3 */2 * 1", "0 3 1 * */2", "0 3 1 * 7"])
@given(st.lists(EXPRESSIONS, min_size=20, max_size=20))
def test_systemd_starts_when_cron_does(expressions: list[str]) -> None:
    """Both are asked for the next start after the same moment; systemd itself reads the calendars."""
    calendars = [list_calendars(read_timing(text)) for text in expressions]
    told = iter(ask_systemd([calendar for several in calendars for calendar in several]))
    expected = [list_starts(read_timing(text), after=NOON, zone=UTC)[0] for text in expressions]
    assert [min(next(told) for _ in several) for several in calendars] == expected


def ask_systemd(calendars: list[str]) -> list[datetime]:
    command = ["systemd-analyze", "calendar", f"--base-time={NOON:%Y-%m-%d %H:%M:%S} UTC", *calendars]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"LC_ALL": "C", "TZ": "UTC"})
    lines = [line.split(None, 3)[3] for line in done.stdout.splitlines() if "Next elapse:" in line]
    return [datetime.strptime(line, "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC) for line in lines]


@pytest.mark.parametrize("name", NICKNAMES)
def test_nicknames_are_times(name: str) -> None:
    assert list_starts(Timing(expression=name), after=NOON, zone=UTC) == list_starts(
        read_timing(name), after=NOON, zone=UTC
    )
