"""Several shops in so many processes, as `gapfinder crawl --processes` crawls them."""

from __future__ import annotations

from benchmarks.speed.contestants.task import Task, read_task
from crawler.errands import Errand
from crawler.processes import crawl_in_processes
from crawler.run import crawl_sites
from crawler.shares import share_out
from crawler.sites import Politeness, Site


def run(task: Task) -> None:
    """Crawl the shops of all URLs; the pattern is the number of processes."""
    politeness = Politeness(delay=0.0, concurrency=task.concurrency, max_pages=task.pages, allow_private=True)
    urls = task.url.split()
    sites = [Site(name=f"shop{number}", url=url, politeness=politeness) for number, url in enumerate(urls)]
    shares = share_out(sites, most=int(task.pattern))
    spool = task.folder / "spool"
    if len(shares) == 1:
        crawl_sites(sites, spool=spool)
    else:
        crawl_in_processes(shares, Errand(spool=spool))


if __name__ == "__main__":
    run(read_task())
