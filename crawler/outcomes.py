"""What a crawl tells of itself: while it runs, and when it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProgress:
    """Where a site's crawl stands: pages answered, links queued, what was found so far.

    `coverage` is set once it is over, and the counts are then those of the catalogue.
    """

    site: str
    pages: int
    queued: int
    categories: int
    products: int
    coverage: str = ""

    @property
    def done(self) -> bool:
        """Whether the crawl is over."""
        return bool(self.coverage)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOutcome:
    """How a site's crawl ended. `coverage` is a word of `docs/crawling.md`; counts are of what the spool holds."""

    site: str
    crawl_id: str
    coverage: str
    coverage_reason: str = ""
    categories: int = 0
    products: int = 0
    requests: int = 0


Progress = Callable[[SiteProgress], None]


def describe_fault(error: BaseException) -> str:
    """Return an error of ours in one line.

    >>> describe_fault(KeyError("a\\nb"))
    "KeyError: 'a\\\\nb'"
    """
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
