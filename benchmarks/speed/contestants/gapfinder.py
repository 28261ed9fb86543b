"""The full pipeline: fetch, read everything, merge, spool, as `gapfinder crawl` does it."""

from __future__ import annotations

from benchmarks.speed.contestants.task import Task, read_task
from crawler.run import crawl_sites
from crawler.sites import Politeness, Site


def run(task: Task) -> None:
    """Crawl without delay; the pages do not count robots.txt and the sitemap, which the others do not ask for."""
    politeness = Politeness(
        delay=0.0,
        concurrency=task.concurrency,
        max_pages=task.pages + (task.pages > 1),
        allow_private=True,
        ignore_crawl_delay=True,
    )
    (outcome,) = crawl_sites([Site(name="shop", url=task.url, politeness=politeness)], spool=task.folder / "spool")
    if task.pages > 1 and outcome.coverage not in ("complete", "capped"):
        raise SystemExit(f"{outcome.coverage}: {outcome.coverage_reason}")


if __name__ == "__main__":
    run(read_task())
