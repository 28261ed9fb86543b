"""What a crawl that ends leaves to the next one of its site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crawler.recalling.memories import Finished
from crawler.recalling.remembered import make_row
from crawler.spooling.journal import read_journal
from crawler.spooling.json_lines import load_line
from crawler.spooling.site_crawl import SiteCrawl
from crawler.spooling.spool import Spool

SAMPLED = (0.2, 0.4, 0.6, 0.8, 0.95)
"""Places in a journal, as shares of its length, of the pages that are taken for what a site's pages look like."""


def remember_crawl(crawl: SiteCrawl, spool: Spool) -> None:
    """Remember what a crawl read, from its journal, where the next one is to know it."""
    if crawl.memories and crawl.recollection and spool.journal.exists():
        finished = Finished(
            crawl_id=spool.crawl_id,
            platform=crawl.survey.platform,
            records=read_journal(spool.journal),
            samples=_sample_pages(spool.journal),
        )
        crawl.memories.save(crawl.site, crawl.recollection, finished)


def _sample_pages(journal: Path) -> Iterator[bytes]:
    size = journal.stat().st_size
    with journal.open("rb") as file:
        for share in SAMPLED:
            file.seek(int(size * share))
            file.readline()
            row = make_row((load_line(file.readline()) or {}) | {"came": None})
            if row and not row.key.startswith("sitemap"):
                yield row.line
