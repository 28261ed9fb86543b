"""`gapfinder report`."""

from __future__ import annotations

from pathlib import Path

import click

from gapfinder.cli.options import data_option, engagement_option, read_engagement
from gapfinder.counting import count

NOT_OBSERVED = 3


@click.command()
@engagement_option
@data_option
@click.option("--format", "formats", metavar="LIST", default="html,md,json", show_default=True, help="What to write.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write it.  [default: report/ in the data folder]",
)
@click.pass_context
def report(context: click.Context, engagement: Path | None, data: Path | None, formats: str, out: Path | None) -> None:
    """Find the gaps and write the report.

    Prints the headline and the files. Exits with 3 when some sites were not observed: the report says which, and claims
    nothing about them.
    """
    from gapfinder.cli.work_bar import show_work
    from gapfinder.reporting import report_engagement

    case = read_engagement(engagement, data)
    names = [name.strip().lower() for name in formats.split(",") if name.strip()]
    with show_work():
        written = report_engagement(case, formats=names, folder=out)
    click.echo(written.headline)
    for path in written.paths:
        click.echo(path)
    unseen = written.findings.not_observed
    if unseen:
        click.echo(f"{len(unseen)} of {count(len(written.findings.sites), 'site')} not observed", err=True)
        context.exit(NOT_OBSERVED)
