"""Lengths of time as people write and read them: `90m`, `12h`, `7d`."""

from __future__ import annotations

import re
from datetime import timedelta

from gapfinder.errors import UsageError

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def read_age(text: str) -> timedelta:
    """Return the length of time that a whole number and its unit name.

    Raises UsageError for anything else.

    >>> [str(read_age(text)) for text in ("90m", "12h", "2w")]
    ['1:30:00', '12:00:00', '14 days, 0:00:00']
    """
    told = re.fullmatch(r"([0-9]{1,5})([mhdw])", text)
    if told is None:
        raise UsageError(f"{text!r} is no age: a whole number and one of m, h, d, w, such as 7d")
    return int(told[1]) * UNITS[told[2]]


def write_age(age: timedelta) -> str:
    """Return an age as `read_age` reads it, in its largest whole unit.

    >>> [write_age(age) for age in (timedelta(minutes=90), timedelta(hours=12), timedelta(days=14))]
    ['90m', '12h', '2w']
    """
    unit = next((name for name, unit in reversed(UNITS.items()) if age and not age % unit), "m")
    return f"{age // UNITS[unit]}{unit}"


def tell_age(age: timedelta) -> str:
    """Return an age in its largest whole unit.

    >>> [tell_age(timedelta(**{unit: 50})) for unit in ("seconds", "minutes", "hours", "days")]
    ['0 min', '50 min', '2 d', '50 d']
    >>> tell_age(timedelta(hours=30))
    '30 h'
    """
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes >= 48 * 60:
        return f"{minutes // (24 * 60)} d"
    return f"{minutes // 60} h" if minutes >= 120 else f"{minutes} min"
