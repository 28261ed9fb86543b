"""When cron starts a job, in its notation or in plain words; a library that follows Debian's cron tells it ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from gapfinder.errors import UsageError

LONGEST = 200
"""Characters of an expression that is read at all."""
LOCALTIME = Path("/etc/localtime")
NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
DAYS = {
    "weekdays": "1-5",
    "weekends": "0,6",
    **{
        name + ending: str(number)
        for number, whole in enumerate(("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"))
        for name in (whole, whole[:3])
        for ending in ("", "s")
    },
}
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
WEEKDAYS = "sun|mon|tue|wed|thu|fri|sat"
STEPS = {"minutes": 60, "hours": 24}

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)"
_HOURLY = re.compile(r"hourly(?: :(?P<minute>\d\d))?")
_EVERY = re.compile(r"every (?P<number>\d{1,2}) (?P<unit>minutes|hours)")
_DAILY = re.compile(rf"(?:daily|every day)(?: at)? {_CLOCK}")
_WEEKLY = re.compile(rf"(?:weekly |every )?(?:on )?(?P<day>{'|'.join(DAYS)})(?: at)? {_CLOCK}")
_MONTHLY = re.compile(rf"monthly(?: on)? (?:(?P<date>\d{{1,2}}) )?(?:at )?{_CLOCK}")
_ATOM = rf"(?:\d{{1,2}}|{MONTHS}|{WEEKDAYS})"
# A step after a single number means something else to every cron, and nothing to Debian's.
_PART = rf"(?:\*(?:/\d{{1,2}})?|{_ATOM}(?:-{_ATOM}(?:/\d{{1,2}})?)?)"
_FIELD = re.compile(rf"{_PART}(?:,{_PART})*")
EXAMPLES = '"daily 03:00", "mondays 03:00", "weekdays 22:30", "monthly 1 03:00", "every 6 hours" or "0 3 * * *"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When a job starts; `expression` is in cron's notation, as its line has it."""

    expression: str


def read_timing(text: str) -> Timing:
    """Read plain words or a cron expression.

    Raises UsageError where it is neither, or names a time that never comes.

    >>> read_timing("daily 03:00").expression, read_timing(" Mondays  at 9:30").expression
    ('0 3 * * *', '30 9 * * 1')
    >>> read_timing("every 6 hours").expression, read_timing("hourly :15").expression
    ('0 */6 * * *', '15 * * * *')
    >>> read_timing("monthly 15 04:00").expression, read_timing("0  3 * * MON-fri").expression
    ('0 4 15 * *', '0 3 * * mon-fri')
    """
    words = " ".join(text[: LONGEST + 1].lower().split())
    expression = _translate(words) or words
    fields = expression.split(" ")
    if len(words) > LONGEST or len(fields) != 5 or not all(map(_FIELD.fullmatch, fields)):
        raise UsageError(f"{text[:LONGEST]!r} is no time that cron knows: say {EXAMPLES}")
    try:
        if next(CronSim(expression, datetime(2026, 1, 1, tzinfo=UTC)), None) is None:
            raise UsageError(f"{text!r} is a time that never comes")
    except CronSimError as error:
        raise UsageError(f"{text!r} is no time that cron knows: {str(error).lower()}; say {EXAMPLES}") from None
    return Timing(expression=expression)


def list_starts(timing: Timing, *, after: datetime, zone: tzinfo, most: int = 1) -> list[datetime]:
    """Return the next moments (UTC) at which cron starts a job after a moment; none where they cannot be told.

    `zone` is the zone that cron runs in. Lines written by hand may hold what only their own cron understands.
    """
    expression = NICKNAMES.get(timing.expression.lower(), timing.expression)
    try:
        starts: Iterator[datetime] = CronSim(expression, after.astimezone(zone))
        return [start.astimezone(UTC) for start in islice(starts, most)]
    except (CronSimError, ValueError, OverflowError):
        return []


def tell_timing(timing: Timing) -> str:
    """Return a timing in words.

    >>> tell_timing(Timing(expression="30 3 * * 1")), tell_timing(Timing(expression="@reboot"))
    ('At 03:30 on Monday', '@reboot')
    """
    expression = NICKNAMES.get(timing.expression.lower(), timing.expression)
    try:
        return CronSim(expression, datetime(2026, 1, 1, tzinfo=UTC)).explain()
    except CronSimError:
        return timing.expression


def local_zone() -> tzinfo:
    """Return the zone of this machine, which its cron runs in; UTC where it names none."""
    try:
        with LOCALTIME.open("rb") as file:
            return ZoneInfo.from_file(file, key="localtime")
    except (OSError, ValueError):
        return UTC


def _translate(words: str) -> str:
    """Return the expression of plain words, empty where they are none."""
    if words in NICKNAMES:
        return NICKNAMES[words]
    if found := _HOURLY.fullmatch(words):
        return f"{int(found['minute'] or 0)} * * * *"
    if found := _EVERY.fullmatch(words):
        return _translate_steps(int(found["number"]), found["unit"])
    for pattern in (_DAILY, _WEEKLY, _MONTHLY):
        if found := pattern.fullmatch(words):
            told = found.groupdict()
            date = int(told.get("date") or 1) if pattern is _MONTHLY else "*"
            return f"{int(told['minute'])} {int(told['hour'])} {date} * {DAYS.get(told.get('day') or '', '*')}"
    return ""


def _translate_steps(number: int, unit: str) -> str:
    whole = STEPS[unit]
    if not number or whole % number or number == whole:
        fitting = ", ".join(str(step) for step in range(2, whole) if whole % step == 0)
        raise UsageError(f'"every {number} {unit}" does not divide evenly: cron can do {fitting}')
    return f"*/{number} * * * *" if unit == "minutes" else f"0 */{number} * * *"
