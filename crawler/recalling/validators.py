"""What a server says of an answer, so that it can be asked whether that still holds: RFC 9110, sections 8.8 and 13."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_TAG = 500
_TAG = re.compile(rf'(?:W/)?"[\x21\x23-\x7e]{{0,{LONGEST_TAG}}}"')
SETTLED = timedelta(minutes=1)
"""How much older than its answer a Last-Modified must be: one of the same moment says when the page was made for us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """An ETag and a Last-Modified as the server wrote them; None where it gave none that can be used."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What a conditional request carries: the stronger of the two, for some servers are content with either."""
        if self.etag:
            return {"If-None-Match": self.etag}
        return {"If-Modified-Since": self.modified} if self.modified else {}


def read_validators(headers: Mapping[str, str], *, now: datetime) -> Validators:
    """Read an answer's validators; header names are lower-cased.

    >>> noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
    >>> read_validators({"etag": 'W/"1f"', "last-modified": "Thu, 01 Jan 2026 12:00:00 GMT"}, now=noon)
    Validators(etag='W/"1f"', modified='Thu, 01 Jan 2026 12:00:00 GMT')
    >>> read_validators({"etag": "1f", "last-modified": "Fri, 02 Jan 2026 12:00:00 GMT"}, now=noon)
    Validators(etag=None, modified=None)
    """
    etag, modified = headers.get("etag", "").strip(), headers.get("last-modified", "").strip()
    moment = _read_date(modified)
    is_old = moment is not None and moment <= (_read_date(headers.get("date", "")) or now) - SETTLED
    return Validators(etag=etag if _TAG.fullmatch(etag) else None, modified=modified if is_old else None)


def _read_date(text: str) -> datetime | None:
    """Read an HTTP date; None for anything else.

    >>> _read_date("Fri, 02 Jan 2026 12:00:00 GMT").isoformat(), _read_date("Fri, 99 Jan 2026 12:00:00 GMT")
    ('2026-01-02T12:00:00+00:00', None)
    """
    if not text.isascii() or not text.isprintable() or len(text) > 40:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
