"""The end of a site's crawl: its catalogue is merged, and its folder of the spool closed."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from crawler.errors import SpoolUnwritable
from crawler.merging.catalogue import Catalogue, build_catalogue
from crawler.outcomes import SiteOutcome, describe_fault
from crawler.planning.coverage import Coverage
from crawler.spooling.site_crawl import SiteCrawl
from crawler.spooling.spool import Spool, Totals

logger = logging.getLogger(__name__)

UNUSABLE = frozenset({"failed", "missing", "refused", "blocked", "too large"})
"""Outcomes of requests that brought no usable answer."""
NOTHING = Catalogue(categories=(), products=(), product_categories=())


def close_crawl(crawl: SiteCrawl, spool: Spool, *, robots: str, delay: float) -> SiteOutcome:
    """Write what a crawl found and close its folder, unless the disk refuses: then the folder stays open.

    `robots` is the verdict on the site's home page, `delay` the seconds that were kept between requests.
    """
    crawl.end()
    if crawl.is_open:
        return describe_outcome(crawl, spool, Coverage(verdict="failed", reason=crawl.broken))
    catalogue, coverage = _merge(crawl)
    ledger = crawl.ledger
    totals = Totals(
        platform=crawl.survey.platform.name if crawl.survey.platform else None,
        finished_at=datetime.now(UTC),
        outcome="failed" if coverage.verdict == "failed" else "finished",
        coverage=coverage.verdict,
        coverage_reason=coverage.reason,
        requests=ledger.requests,
        responses=ledger.responses,
        errors=max(ledger.errors, sum(answer.visit.outcome in UNUSABLE for answer in crawl.survey.answers)),
        bytes=ledger.bytes,
        robots=robots,
        delay=delay,
        refusals=ledger.refusals,
    )
    try:
        spool.close(
            totals,
            visits=(answer.visit for answer in crawl.survey.answers),
            categories=catalogue.categories,
            products=catalogue.products,
            product_categories=catalogue.product_categories,
        )
    except SpoolUnwritable as error:
        reason = f"{error}; the next crawl goes on from here"
        return describe_outcome(crawl, spool, Coverage(verdict="failed", reason=reason))
    return describe_outcome(crawl, spool, coverage, catalogue)


def describe_outcome(crawl: SiteCrawl, spool: Spool, coverage: Coverage, catalogue: Catalogue = NOTHING) -> SiteOutcome:
    """Return how a crawl ended."""
    return SiteOutcome(
        site=crawl.site.name,
        crawl_id=spool.crawl_id,
        coverage=coverage.verdict,
        coverage_reason=coverage.reason,
        categories=len(catalogue.categories),
        products=len(catalogue.products),
        requests=crawl.ledger.requests,
    )


def _merge(crawl: SiteCrawl) -> tuple[Catalogue, Coverage]:
    try:
        coverage = crawl.coverage()
        return (NOTHING if crawl.broken else build_catalogue(crawl.survey)), coverage
    except Exception as error:
        logger.exception("%s: what was seen could not be merged", crawl.site.name)
        return NOTHING, Coverage(verdict="failed", reason=describe_fault(error))
