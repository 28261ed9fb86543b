"""`gapfinder status`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gapfinder.cli.options import data_option, engagement_option, read_engagement

if TYPE_CHECKING:
    from gapfinder.standing import Standing

COLUMNS = (
    *("site", "role", "last crawl", "age", "coverage", "reason"),
    *("categories", "products", "changes", "attention"),
)
NOT_WELL = 3


@click.command(name="status")
@click.option("--format", "style", type=click.Choice(("table", "json")), default="table", show_default=True)
@engagement_option
@data_option
@click.pass_context
def status(context: click.Context, style: str, engagement: Path | None, data: Path | None) -> None:
    """Show every site: last crawl, coverage, changes, what needs attention.

    Exits with 0 only when all is well, with 3 when a site was not observed or something waits to be done.
    """
    from gapfinder.standing import read_standings

    read = read_engagement(engagement, data)
    standings = read_standings(read, now=datetime.now(UTC))
    if style == "json":
        sites = [_to_object(standing) for standing in standings]
        click.echo(json.dumps({"engagement": read.name, "sites": sites}, indent=2))
    else:
        from gapfinder.cli.tables import print_table

        print_table(COLUMNS, [_to_cells(standing) for standing in standings])
    if any(standing.attention for standing in standings):
        context.exit(NOT_WELL)


def _to_object(standing: Standing) -> dict[str, object]:
    return {
        "site": standing.site,
        "role": standing.role,
        "last_crawled_at": standing.last_crawled_at.isoformat() if standing.last_crawled_at else None,
        "age_seconds": int(standing.age.total_seconds()) if standing.age is not None else None,
        "coverage": standing.coverage or None,
        "reason": standing.reason,
        "categories": standing.categories,
        "products": standing.products,
        "changes": standing.changes,
        "attention": standing.attention,
    }


def _to_cells(standing: Standing) -> list[str]:
    from gapfinder.standing import tell_age

    return [
        standing.site,
        standing.role,
        f"{standing.last_crawled_at:%Y-%m-%d %H:%M}" if standing.last_crawled_at else "",
        tell_age(standing.age) if standing.age is not None else "",
        standing.coverage,
        standing.reason,
        str(standing.categories),
        str(standing.products),
        str(standing.changes),
        standing.attention,
    ]
