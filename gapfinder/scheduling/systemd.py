"""A service and a timer for systemd, for machines where that is preferred to cron."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from cronsim import CronSim

from gapfinder.ages import write_age
from gapfinder.errors import UsageError
from gapfinder.printable import make_printable
from gapfinder.scheduling.cron_line import Job, list_words, write_line
from gapfinder.scheduling.timing import Timing

DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
BUSY = 4
"""The exit code of a run that found another one at work: no failure of the service."""
NAME_LENGTH = 40
SAME_IN_CRON = b"# the same for cron: "
"""Begins the line of a timer by which `gapfinder status` knows what it does."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "%": "%%", "$": "$$"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The text of a service and of its timer, and the name that both files have before their endings."""

    name: str
    service: str
    timer: str


def write_units(job: Job, *, jitter: timedelta) -> Units:
    """Return the units of a job; the timer itself waits for up to `jitter`, so the job's arguments need not.

    Raises UsageError where a path cannot be told to systemd.
    """
    described = make_printable(job.name, limit=60).replace("%", "%%").replace("\\", "/")
    command = " ".join(map(quote_for_systemd, list_words(job)))
    service = (
        "[Unit]",
        f"Description=gapfinder crawls the shops of {described}",
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        "Type=oneshot",
        f"ExecStart={command}",
        "# 4: another run is at work.",
        f"SuccessExitStatus={BUSY}",
        "Nice=10",
    )
    timer = (
        *_tell_cron(job, jitter),
        "[Unit]",
        f"Description=When gapfinder crawls the shops of {described}",
        "",
        "[Timer]",
        *(f"OnCalendar={calendar}" for calendar in list_calendars(job.timing)),
        f"RandomizedDelaySec={int(jitter.total_seconds())}s",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
    )
    return Units(name=_name_units(job), service="\n".join(service) + "\n", timer="\n".join(timer) + "\n")


def _tell_cron(job: Job, jitter: timedelta) -> Iterator[str]:
    waits = ("--jitter", write_age(jitter)) if jitter else ()
    # systemd takes what no crontab can hold
    with suppress(UsageError):
        yield os.fsdecode(SAME_IN_CRON + write_line(replace(job, arguments=(*job.arguments, *waits))))


def list_calendars(timing: Timing) -> list[str]:
    """Return a timing as systemd's calendar events: two where cron takes either of a date and a weekday.

    >>> list_calendars(Timing(expression="30 3,15 * * 1-5")), list_calendars(Timing(expression="0 3 1 * 0"))
    (['Mon,Tue,Wed,Thu,Fri *-*-* 3,15:30:00'], ['*-*-1 3:0:00', 'Sun *-*-* 3:0:00'])
    """
    cron = CronSim(timing.expression, datetime(2026, 1, 1, tzinfo=UTC))
    clock = f"{_join(cron.hours, 24)}:{_join(cron.minutes, 60)}:00"
    months, dates = _join(cron.months, 12), _join(cron.days, 31)
    numbers = {int(str(number)) % 7 for number in cron.weekdays}
    days = "" if len(numbers) == 7 else ",".join(DAYS[number] for number in sorted(numbers)) + " "
    if cron.day_and:
        return [f"{days}*-{months}-{dates} {clock}"]
    if not days:
        return [f"*-{months}-* {clock}"]
    return [f"*-{months}-{dates} {clock}", f"{days}*-{months}-* {clock}"]


def quote_for_systemd(word: str) -> str:
    r"""Return a word as systemd reads it back in `ExecStart=`.

    Raises UsageError for control characters.

    >>> print(quote_for_systemd("/cases/acme.toml"), quote_for_systemd('a "b" 5% $x'))
    /cases/acme.toml "a \"b\" 5%% $$x"
    """
    if any(ord(char) < 32 or ord(char) == 127 for char in word):
        raise UsageError(f"{make_printable(word)}: has a control character in it, which no unit can hold")
    if re.fullmatch(r"[A-Za-z0-9_@+=:,./-]+", word):
        return word
    return '"' + "".join(_ESCAPES.get(char, char) for char in word) + '"'


def _join(numbers: set[int], whole: int) -> str:
    return "*" if len(numbers) == whole else ",".join(map(str, sorted(numbers)))


def _name_units(job: Job) -> str:
    kept = re.sub(r"[^A-Za-z0-9]+", "-", job.name).strip("-").lower()[:NAME_LENGTH]
    return f"gapfinder-{kept or 'crawl'}"
