"""How long to wait before asking again."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

RETRY_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Answers that another try may better."""
SLOW_DOWN_STATUSES = frozenset({429, 503})
"""Answers that ask for fewer requests."""
MOST_RETRIES = 2
LONGEST_WAIT = 120.0
"""A site that wants to be left alone for longer, in seconds, is not asked again for the page."""
SHORTEST_WAIT = 0.5


def read_retry_after(value: str | None, *, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for; None where it asks for nothing that makes sense.

    >>> noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
    >>> read_retry_after("7", now=noon), read_retry_after("Fri, 02 Jan 2026 12:01:00 GMT", now=noon)
    (7.0, 60.0)
    >>> read_retry_after("soon", now=noon), read_retry_after(None, now=noon)
    (None, None)
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now).total_seconds())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def choose_wait(asked: float | None, *, tries: int, delay: float) -> float:
    """Return the seconds to wait before a page is asked for again: what the site asks, else longer each time.

    >>> choose_wait(None, tries=1, delay=1.0), choose_wait(None, tries=2, delay=1.0)
    (1.0, 2.0)
    >>> choose_wait(9.0, tries=1, delay=1.0), choose_wait(9999.0, tries=1, delay=1.0)
    (9.0, 120.0)
    """
    if asked is not None:
        return min(asked, LONGEST_WAIT)
    return min(LONGEST_WAIT, max(SHORTEST_WAIT, delay) * 2.0 ** (tries - 1))
