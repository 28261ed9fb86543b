"""The whole chain on the sample shops: serve, crawl, analyse, report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crawler.run import Progress, SiteOutcome
from gapfinder.crawling import Start, crawl_engagement
from gapfinder.demo.case import write_case
from gapfinder.demo.server import serve_shops
from gapfinder.demo.shop_file import read_shops
from gapfinder.engagement import load_engagement
from gapfinder.reporting import Report, report_engagement


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What came of it; `engagement` is the file that further commands take."""

    engagement: Path
    outcomes: list[SiteOutcome]
    report: Report


def show_chain(folder: Path, *, progress: Progress | None = None) -> Showing:
    """Run the whole chain on the sample shops; everything written lies in the folder.

    Raises what writing the engagement file, crawling and reporting raise.
    """
    shops = read_shops()
    with serve_shops(shops) as addresses:
        path = write_case(folder, shops, addresses)
        engagement = load_engagement(path)
        # The shops have new addresses each time, so what an earlier run left unfinished is of no use.
        outcomes = crawl_engagement(engagement, start=Start(resume=False, processes=1), progress=progress)
    return Showing(engagement=path, outcomes=outcomes, report=report_engagement(engagement))
