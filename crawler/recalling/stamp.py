"""When a page was read and by what it can be known again: what is kept beside its sighting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b

from crawler.recalling.validators import Validators, read_validators

READ_HEADERS = ("content-type", "content-language", "x-robots-tag")
"""Headers that the readers of pages and sitemaps look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Times are UTC in ISO 8601.

    `read_at` is when the page came whole, `seen_at` when the site last said that it is still so; `digest` is of what
    came, `rules` the X-Robots-Tag that came with it.
    """

    read_at: str
    seen_at: str
    digest: str
    validators: Validators = field(default_factory=Validators)
    rules: str = ""


def stamp_page(body: bytes, headers: Mapping[str, str], *, now: datetime) -> Stamp:
    """Return the stamp of a page that came whole at this moment."""
    moment = _format(now)
    return Stamp(
        read_at=moment,
        seen_at=moment,
        digest=digest_page(body, headers),
        validators=read_validators(headers, now=now),
        rules=headers.get("x-robots-tag", ""),
    )


def renew_stamp(stamp: Stamp, headers: Mapping[str, str], *, now: datetime) -> Stamp:
    """Return the stamp of a page that the site says is unchanged; a new validator takes the place of the old one."""
    fresh = read_validators(headers, now=now)
    known = stamp.validators
    validators = Validators(etag=fresh.etag or known.etag, modified=fresh.modified or known.modified)
    return replace(stamp, seen_at=_format(now), validators=validators)


def digest_page(body: bytes, headers: Mapping[str, str]) -> str:
    """Return a digest of all that the readers of a page get to see of it, its address aside."""
    digest = blake2b(digest_size=16)
    for name in READ_HEADERS:
        digest.update(headers.get(name, "").encode("utf-8", "replace") + b"\0")
    digest.update(body)
    return digest.hexdigest()


def _format(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
