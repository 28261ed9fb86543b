"""Why a request brought no answer that could be read."""

# ruff: noqa: N818  (what happened is the name)

from __future__ import annotations


class FetchFailed(Exception):
    """A request came to nothing. `outcome` is a word of `crawler.items.Visit`, `note` says why in a few words.

    `retries` is how often it may be worth asking again.
    """

    outcome = "failed"

    def __init__(self, note: str, *, retries: int = 0) -> None:
        super().__init__(note)
        self.note = note
        self.retries = retries


class Garbled(FetchFailed):
    """What came is no answer in HTTP. It may be the rest of an earlier one, so that asking once more is worth it."""


class TooLarge(FetchFailed):
    """The answer is larger than its bound, as sent or unpacked."""

    outcome = "too large"


class Disallowed(FetchFailed):
    """robots.txt forbids the request; it was not made."""

    outcome = "disallowed"


class LedAway(FetchFailed):
    """The page redirects to another site, which was not asked."""

    outcome = "redirected"


class Stopped(Exception):
    """The crawl was asked to stop before the request was answered; nothing is known of the page."""
