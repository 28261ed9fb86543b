"""Crawls sites, several at once, each into a folder of the spool."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.sites import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProgress:
    """Where a site's crawl stands: pages answered, links queued, what was found so far."""

    site: str
    pages: int
    queued: int
    categories: int
    products: int
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOutcome:
    """How a site's crawl ended. `coverage` is a word of `docs/crawling.md`."""

    site: str
    crawl_id: str
    coverage: str
    coverage_reason: str = ""
    categories: int = 0
    products: int = 0
    requests: int = 0


Progress = Callable[[SiteProgress], None]


def crawl_sites(
    sites: Sequence[Site], *, spool: Path, resume: bool = True, progress: Progress | None = None
) -> list[SiteOutcome]:
    """Crawl sites at once, each within its own politeness, and return an outcome for each, in order.

    Raises Interrupted where the crawl was asked to stop.
    """
    raise NotImplementedError
