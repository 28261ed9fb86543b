"""The end of a site's crawl: its catalogue is merged, and its folder of the spool closed."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from crawler.errors import SpoolUnwritable
from crawler.manners import Manners
from crawler.merging.catalogue import Catalogue, build_catalogue
from crawler.outcomes import SiteOutcome, describe_fault
from crawler.planning.coverage import Coverage
from crawler.spooling.remembering import remember_crawl
from crawler.spooling.site_crawl import SiteCrawl
from crawler.spooling.spool import Spool, Totals

logger = logging.getLogger(__name__)

UNUSABLE = frozenset({"failed", "missing", "refused", "blocked", "too large"})
"""Outcomes of requests that brought no usable answer."""
NOTHING = Catalogue(categories=(), products=(), product_categories=())


def close_crawl(crawl: SiteCrawl, spool: Spool, manners: Manners) -> SiteOutcome:
    """Write what a crawl found and close its folder, unless the disk refuses: then the folder stays open."""
    crawl.end()
    if crawl.is_open:
        return describe_outcome(crawl, spool, Coverage(verdict="failed", reason=crawl.broken))
    catalogue, coverage = _merge(crawl)
    remember_crawl(crawl, spool)
    try:
        spool.close(
            _sum_up(crawl, coverage, manners),
            visits=(answer.visit for answer in crawl.survey.answers.outlines()),
            categories=catalogue.categories,
            products=catalogue.products,
            product_categories=catalogue.product_categories,
        )
    except SpoolUnwritable as error:
        reason = f"{error}; the next crawl goes on from here"
        return describe_outcome(crawl, spool, Coverage(verdict="failed", reason=reason))
    return describe_outcome(crawl, spool, coverage, catalogue)


def _sum_up(crawl: SiteCrawl, coverage: Coverage, manners: Manners) -> Totals:
    ledger, politeness, answers = crawl.ledger, crawl.site.politeness, crawl.survey.answers.briefs
    heads = [answer.sighting.head for answer in answers if answer.sighting]
    return Totals(
        platform=crawl.survey.platform.name if crawl.survey.platform else None,
        finished_at=datetime.now(UTC),
        outcome="failed" if coverage.verdict == "failed" else "finished",
        coverage=coverage.verdict,
        coverage_reason=coverage.reason,
        requests=ledger.requests,
        responses=ledger.responses,
        errors=max(ledger.errors, sum(answer.visit.outcome in UNUSABLE for answer in answers)),
        bytes=ledger.bytes,
        robots=manners.robots,
        delay=manners.delay,
        refusals=ledger.refusals,
        structure_only=politeness.structure_only,
        user_agent=politeness.agent,
        crawl_delay=manners.crawl_delay,
        ignores_crawl_delay=politeness.ignore_crawl_delay,
        concurrency=politeness.concurrency,
        retries=ledger.retries,
        throttled=ledger.throttled,
        noindex_pages=sum(head.noindex for head in heads),
        nofollow_pages=sum(head.nofollow for head in heads),
    )


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
        crawl.survey.close()
        return (NOTHING if crawl.broken else build_catalogue(crawl.survey)), coverage
    except Exception as error:
        logger.exception("%s: what was seen could not be merged", crawl.site.name)
        return NOTHING, Coverage(verdict="failed", reason=describe_fault(error))
