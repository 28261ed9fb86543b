"""What a crawl tells of itself: while it runs, and when it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from signal import Signals

from crawler.sites import Site


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


def fail_sites(sites: Iterable[Site], reason: str) -> list[SiteOutcome]:
    """Return the outcomes of sites whose crawls broke off with nothing to tell of themselves."""
    return [SiteOutcome(site=site.name, crawl_id="", coverage="failed", coverage_reason=reason) for site in sites]


def describe_fault(error: BaseException) -> str:
    """Return an error of ours in one line.

    >>> describe_fault(KeyError("a\\nb"))
    "KeyError: 'a\\\\nb'"
    """
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def describe_end(code: int | None) -> str:
    """Say how a process ended that did not say so itself.

    >>> describe_end(-9), describe_end(1), describe_end(0)
    ('was ended by SIGKILL', 'broke off with exit code 1', 'was stopped')
    """
    if not code:
        return "was stopped"
    return f"was ended by {Signals(-code).name}" if code < 0 else f"broke off with exit code {code}"
