"""Timers of systemd that are turned on and that `gapfinder schedule --systemd` wrote, read from their files.

Turned on is what lies among the wants of a target, whether systemd runs or not:
https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html. The first line of such a timer is the
crontab line that would do the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from gapfinder.scheduling.cron_line import Job, read_line
from gapfinder.scheduling.systemd import SAME_IN_CRON, list_calendars

TURNED_ON = "timers.target.wants/gapfinder-*.timer"
FOLDERS = (Path("/etc/systemd/user"), Path("/etc/systemd/system"))
LONGEST = 65_536


def find_timer(engagement: Path) -> tuple[Job, Path] | None:
    """Return what a timer does for an engagement file, and the timer; None where there is none, or one that was changed
    by hand."""
    for path in _list_timers():
        job = _read_timer(path)
        if job is not None and job.engagement == engagement:
            return job, path
    return None


def _list_timers() -> Iterator[Path]:
    own = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("HOME", "/") + "/.config"
    for folder in (Path(own, "systemd", "user"), *FOLDERS):
        yield from sorted(folder.glob(TURNED_ON))


def _read_timer(path: Path) -> Job | None:
    try:
        with path.open("rb") as file:
            lines = file.read(LONGEST).splitlines()
    except OSError:
        return None
    marked = next((line for line in lines if line.startswith(SAME_IN_CRON)), b"")
    job = read_line(marked.removeprefix(SAME_IN_CRON))
    told = [os.fsdecode(line.partition(b"=")[2]) for line in lines if line.startswith(b"OnCalendar=")]
    return job if job is not None and told == list_calendars(job.timing) else None
