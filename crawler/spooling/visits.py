"""Answers and failures as visits: what a status code or an error says of a page, before anything reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from crawler.decoding import decode_body
from crawler.fetching.unpacking import unpack_file
from crawler.items import Visit
from crawler.pages import Link, Page, Why
from crawler.spooling.spool import format_time

SITEMAP_BYTES = 52_428_800
"""The sitemap protocol's own limit for one file, unpacked."""

MISSING = frozenset({404, 410})
REFUSED = frozenset({401, 402, 403, 407, 429, 451})
"""Answers that say no to us, not to the page. Which of them are challenges is told by what is on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as an engine got it, redirects followed. `size` is its bytes as sent; header names are lower-cased.

    `is_part` says that the server broke off.
    """

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    size: int = 0
    is_part: bool = False

    @property
    def is_success(self) -> bool:
        """Whether the page that was asked for came."""
        return 200 <= self.status < 300


def name_outcome(status: int) -> str:
    """Return a visit's outcome by its status code alone.

    >>> [name_outcome(status) for status in (200, 404, 403, 429, 503, 302)]
    ['read', 'missing', 'refused', 'refused', 'failed', 'failed']
    """
    if 200 <= status < 300:
        return "read"
    if status in MISSING:
        return "missing"
    return "refused" if status in REFUSED else "failed"


def count_failures(visit: Visit, before: int) -> int:
    """Return how many requests in a row came to nothing, given how many it were before this one."""
    if visit.status is None:
        return before + (visit.outcome == "failed")
    return before + 1 if visit.status >= 500 else 0


def describe_reply(link: Link, reply: Reply, *, site: str, now: datetime) -> Visit:
    """Return the visit of a page that was answered."""
    outcome = name_outcome(reply.status)
    note = None if outcome == "read" else f"HTTP {reply.status}"
    if reply.is_part and outcome == "read":
        outcome, note = "read in part", "broken off by the server"
    return Visit(
        site=site,
        url=link.url,
        why=link.why.value,
        status=reply.status,
        outcome=outcome,
        kind=None,
        bytes=reply.size,
        fetched_at=format_time(now),
        note=note,
    )


def describe_failure(link: Link, *, outcome: str, note: str, site: str, now: datetime) -> Visit:
    """Return the visit of a page that was not answered."""
    return Visit(
        site=site,
        url=link.url,
        why=link.why.value,
        status=None,
        outcome=outcome,
        kind=None,
        bytes=0,
        fetched_at=format_time(now),
        note=note,
    )


def make_page(link: Link, reply: Reply) -> Page:
    """Return an answer as a page, decoded; a sitemap that is a gzip file is unpacked.

    Raises TooMuch and Damaged for a sitemap that cannot be unpacked.
    """
    body = unpack_file(reply.body, limit=SITEMAP_BYTES) if link.why == Why.SITEMAP else reply.body
    return Page(
        url=reply.url,
        text=decode_body(body, reply.headers.get("content-type")),
        requested_url=link.url,
        status=reply.status,
        headers=reply.headers,
        is_part=reply.is_part,
    )
