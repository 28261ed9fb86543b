"""`gapfinder accept`."""

from __future__ import annotations

from pathlib import Path

import click

from gapfinder.cli.options import data_option, engagement_option, find_home, read_engagement
from gapfinder.login import name_login


@click.command(name="accept")
@click.argument("crawl_id")
@click.option("--by", metavar="NAME", help="Who accepts it, as the warehouse will say.  [default: your login]")
@engagement_option
@data_option
def accept(crawl_id: str, by: str | None, engagement: Path | None, data: Path | None) -> None:
    """Let a crawl that was held back become its site's catalogue.

    `gapfinder status` names the crawls that are held back, with the reason. A complete crawl takes the place of what is
    known of its site, any other adds to it. Crawls that came after it are judged anew.
    """
    from gapfinder.accepting import accept_held_back

    home = find_home(engagement, data)
    max_shrink = read_engagement(engagement).warehouse.max_shrink if engagement else None
    site = accept_held_back(home, crawl_id, by=by or name_login(), max_shrink=max_shrink)
    click.echo(f"{site}: {crawl_id} is accepted")
