"""`gapfinder run`."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from gapfinder.cli.options import data_option, engagement_option, read_engagement
from gapfinder.cli.run_options import RunOptions, run_options

if TYPE_CHECKING:
    from gapfinder.engagement import Engagement
    from gapfinder.scheduling.run import Manner

NOT_WELL = 3


class RunCommandOptions(RunOptions):
    """The command's options as click passes them."""

    engagement: Path | None
    data: Path | None


@click.command()
@click.argument("sites", metavar="[SITE]...", nargs=-1)
@engagement_option
@data_option
@run_options
def run(sites: tuple[str, ...], **options: Unpack[RunCommandOptions]) -> None:
    """Crawl as cron does: one at a time, into a log.

    Does what `gapfinder crawl` does for all sites, or the ones named, and prints a line at the end. Exits 3 where a
    site was not observed or needs attention, and 4, with nothing done, while another crawl uses the data folder.
    """
    from gapfinder.cli.progress import Lines
    from gapfinder.folder_lock import FolderLockedError
    from gapfinder.scheduling.run import run_unattended, wait_at_random

    case = read_engagement(options["engagement"], options["data"])
    manner = _make_manner(case, options)
    if not (sys.stdin.isatty() or sys.stdout.isatty()):
        wait_at_random(options["jitter"])
    try:
        account = run_unattended(case, manner, sites=sites, progress=Lines(logging.getLogger(__name__).info).show)
    except FolderLockedError as error:
        if options["quiet"]:
            click.get_current_context().exit(error.exit_code)
        raise
    if not (options["quiet"] and account.is_well):
        click.echo(account.summary)
    if not account.is_well:
        click.get_current_context().exit(NOT_WELL)


def _make_manner(case: Engagement, options: RunCommandOptions) -> Manner:
    from gapfinder.crawling import Start
    from gapfinder.scheduling.run import Manner
    from gapfinder.scheduling.run_log import LogPlan, place_log

    path = (options["log"] or place_log(case.data)).resolve()
    log = LogPlan(path=path, size=options["log_size"], count=options["log_count"])
    start = Start(engine=options["engine"])
    return Manner(log=log, max_age=options["max_age"], start=start)
