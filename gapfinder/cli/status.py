"""`gapfinder status`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gapfinder.ages import tell_age
from gapfinder.cli.options import Age, data_option, engagement_option, read_engagement
from gapfinder.printable import make_printable

if TYPE_CHECKING:
    from gapfinder.scheduling.cron_line import Job
    from gapfinder.scheduling.plan import Plan
    from gapfinder.standing import Changes, Standing

COLUMNS = ("site", "role", "last crawl", "age", "coverage", "categories", "products", "change", "next run")
NOT_WELL = 3
ATTENTION_LIMIT = 1000


@click.command(name="status")
@click.option("--format", "style", type=click.Choice(("table", "json")), default="table", show_default=True)
@click.option("--max-age", metavar="AGE", type=Age(), help="Complain of sites crawled longer ago than this.")
@click.option(
    "--crontab",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to look for the next run.  [default: the user's crontab, then systemd's timers]",
)
@engagement_option
@data_option
def status(
    style: str, max_age: timedelta | None, crontab: Path | None, engagement: Path | None, data: Path | None
) -> None:
    """Show every site: last crawl, coverage, changes, what needs attention.

    Exits with 0 only when all is well, with 3 when a site was not observed or something waits to be done. Times are
    UTC; the change is that of the last crawl that counts, as categories and products that came and went and prices.
    With --data alone, all sites that the folder knows are shown.
    """
    from gapfinder.choice import engage_known
    from gapfinder.standing import Expectation, read_standings
    from warehouse.standing import find_fault

    read = engage_known(data) if data and not engagement else read_engagement(engagement, data)
    expected = Expectation(plan=_find_plan(engagement, crontab), max_age=max_age)
    standings = read_standings(read, now=datetime.now(UTC), expected=expected)
    fault = find_fault(read.home)
    if style == "json":
        sites = [to_object(standing) for standing in standings]
        click.echo(json.dumps({"engagement": read.name or None, "attention": fault, "sites": sites}, indent=2))
    else:
        from gapfinder.cli.records import print_fitting

        print_fitting(COLUMNS, [to_cells(standing) for standing in standings])
        _print_attention(standings, fault)
    if fault or not all(standing.is_well for standing in standings):
        click.get_current_context().exit(NOT_WELL)


def to_object(standing: Standing) -> dict[str, object]:
    """Return a standing as JSON has it; times are ISO 8601 in UTC."""
    return {
        "site": standing.site,
        "role": standing.role or None,
        "well": standing.is_well,
        "last_crawl_id": standing.last_crawl_id,
        "last_crawled_at": standing.last_crawled_at.isoformat() if standing.last_crawled_at else None,
        "age_seconds": int(standing.age.total_seconds()) if standing.age is not None else None,
        "coverage": standing.coverage or None,
        "reason": standing.reason,
        "held_back": standing.is_held_back,
        "observed_at": standing.observed_at.isoformat() if standing.observed_at else None,
        "categories": standing.categories,
        "products": standing.products,
        "changes": standing.changes.total,
        "appearances": standing.changes.appearances,
        "disappearances": standing.changes.disappearances,
        "price_changes": standing.changes.prices,
        "next_run_at": standing.next_run.isoformat() if standing.next_run else None,
        "attention": standing.attention,
    }


def to_cells(standing: Standing) -> list[str]:
    """Return a standing as the table has it."""
    return [
        standing.site,
        standing.role,
        f"{standing.last_crawled_at:%Y-%m-%d %H:%M}" if standing.last_crawled_at else "never",
        tell_age(standing.age) if standing.age is not None else "",
        standing.coverage,
        str(standing.categories),
        str(standing.products),
        _tell_changes(standing.changes),
        f"{standing.next_run:%Y-%m-%d %H:%M}" if standing.next_run else "",
    ]


def _tell_changes(changes: Changes) -> str:
    others = changes.total - changes.appearances - changes.disappearances - changes.prices
    counts = (
        (f"+{changes.appearances}", changes.appearances),
        (f"-{changes.disappearances}", changes.disappearances),
        (f"{changes.prices} {'price' if changes.prices == 1 else 'prices'}", changes.prices),
        (f"{others} other", others),
    )
    return " ".join(text for text, count in counts if count)


def _print_attention(standings: list[Standing], fault: str) -> None:
    told = [(standing.site, standing.attention) for standing in standings if standing.concerns]
    if fault:
        told.insert(0, ("nothing can be loaded", fault))
    if told:
        click.echo("\nAttention:")
    for name, attention in told:
        click.echo(f"  {make_printable(name)}: {make_printable(attention, limit=ATTENTION_LIMIT)}")


def _find_plan(engagement: Path | None, crontab: Path | None) -> Plan | None:
    """Return the plan of the engagement's crontab line or timer; None where there is neither.

    A crontab that is named is all that is looked at.
    """
    from gapfinder.scheduling.plan import make_plan
    from gapfinder.scheduling.timers import find_timer
    from gapfinder.scheduling.timing import local_zone

    if engagement is None:
        return None
    if job := _find_line(engagement.resolve(), crontab):
        return make_plan(job, local_zone())
    found = find_timer(engagement.resolve()) if crontab is None else None
    return make_plan(found[0], local_zone(), keeper="its systemd timer") if found else None


def _find_line(engagement: Path, crontab: Path | None) -> Job | None:
    from gapfinder.scheduling.crontab import CrontabError, find_job, read_crontab

    try:
        return find_job(read_crontab(crontab), engagement)
    except CrontabError:
        if crontab is not None:
            raise
        return None
