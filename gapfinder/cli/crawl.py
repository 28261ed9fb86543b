"""`gapfinder crawl`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from gapfinder.cli.options import Age, data_option, engagement_option, engine_option, read_engagement

if TYPE_CHECKING:
    from crawler.distributing.engines import Engine
    from crawler.run import SiteOutcome
    from gapfinder.engagement import Engagement

COLUMNS = ("site", "coverage", "categories", "products", "requests", "reason")


class CrawlOptions(TypedDict):
    """The command's options as click passes them."""

    engagement: Path | None
    data: Path | None
    max_age: timedelta | None
    fresh: bool
    full: bool
    structure_only: bool
    processes: int | None
    engine: Engine | None


def _set_log_level(_ctx: click.Context, _param: click.Parameter, verbose: bool) -> None:
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(levelname)s %(message)s"
    )


@click.command()
@click.argument("sites", metavar="[SITE]...", nargs=-1)
@engagement_option
@data_option
@click.option(
    "--max-age", metavar="AGE", type=Age(), help="Leave out sites observed within this time, such as 12h or 7d."
)
@click.option("--fresh", is_flag=True, help="Start anew instead of resuming what an earlier run left unfinished.")
@click.option(
    "--full", is_flag=True, help="Ask for every page, also for what cannot have changed since the last crawl."
)
@click.option("--structure-only", is_flag=True, help="Read the trees of categories only: no product pages.")
@click.option(
    "--processes",
    metavar="N",
    type=click.IntRange(min=1),
    help="Crawl in at most so many processes.  [default: as many as the sites keep busy]",
)
@engine_option
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    expose_value=False,
    callback=_set_log_level,
    help="Log what happens on the way.",
)
def crawl(sites: tuple[str, ...], **options: Unpack[CrawlOptions]) -> None:
    """Crawl the engagement's sites, load and publish.

    All of them, or the ones named. A crawl that was interrupted goes on where it stopped; a site that was crawled
    before is asked only for what can have changed. Exits 3 where a site could not be observed, or its crawl is held
    back.
    """
    from gapfinder.cli.progress import show_progress
    from gapfinder.cli.tables import print_table
    from gapfinder.crawling import Start, crawl_engagement

    case = _read_case(options)
    start = Start(
        resume=not options["fresh"],
        full=options["full"],
        processes=options["processes"],
        engine=options["engine"],
    )
    with show_progress() as progress:
        outcomes = crawl_engagement(case, sites=sites, max_age=options["max_age"], start=start, progress=progress)
    if not outcomes:
        click.echo("Nothing to crawl: every site was observed recently enough.")
        return
    print_table(COLUMNS, [_list_cells(outcome) for outcome in outcomes])
    if not _is_well(case, outcomes):
        click.get_current_context().exit(3)


def _is_well(case: Engagement, outcomes: Sequence[SiteOutcome]) -> bool:
    """Say whether every site was observed, and what was seen of it became its catalogue."""
    from gapfinder.choice import OBSERVED
    from gapfinder.standing import read_standings

    if any(outcome.coverage not in OBSERVED for outcome in outcomes):
        return False
    crawled = {outcome.site for outcome in outcomes}
    standings = read_standings(case, now=datetime.now(UTC), is_running=False)
    return not any(standing.is_urgent for standing in standings if standing.site in crawled)


def _read_case(options: CrawlOptions) -> Engagement:
    from gapfinder.engagement import keep_to_structure

    case = read_engagement(options["engagement"], options["data"])
    return keep_to_structure(case) if options["structure_only"] else case


def _list_cells(outcome: SiteOutcome) -> tuple[str, ...]:
    counts = (outcome.categories, outcome.products, outcome.requests)
    return (outcome.site, outcome.coverage, *map(str, counts), outcome.coverage_reason)
