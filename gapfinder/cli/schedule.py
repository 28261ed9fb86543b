"""`gapfinder schedule`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from gapfinder.cli.options import data_option, engagement_option, read_engagement
from gapfinder.cli.run_options import RunOptions, list_arguments, run_options
from gapfinder.errors import UsageError
from gapfinder.printable import make_printable

if TYPE_CHECKING:
    from gapfinder.scheduling.cron_line import Job

ACTIONS = ("install", "remove", "print_line", "systemd")
SHOWN_STARTS = 3
PATH_LIMIT = 1000


class ScheduleOptions(RunOptions):
    """The command's options as click passes them."""

    install: str | None
    remove: bool
    print_line: str | None
    systemd: str | None
    crontab: Path | None
    engagement: Path | None
    data: Path | None


@click.command()
@click.option("--install", metavar="WHEN", help="Add the engagement's crontab line, or put a new one in its place.")
@click.option("--remove", is_flag=True, help="Take the engagement's crontab line out.")
@click.option("--print", "print_line", metavar="WHEN", help="Print the line instead of adding it.")
@click.option("--systemd", metavar="WHEN", help="Print a service and a timer for systemd.")
@click.option(
    "--crontab",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Use this file.  [default: the user's crontab]",
)
@engagement_option
@data_option
@run_options
def schedule(**options: Unpack[ScheduleOptions]) -> None:
    """Let cron or systemd crawl: show, install, remove.

    Without an option, shows the crontab line of the engagement and its timer, or the lines of all where there is no
    ./engagement.toml. WHEN is "daily 03:00", "mondays 03:00", "weekdays 22:30", "monthly 1 03:00", "every 6 hours",
    "hourly :15", or a cron expression such as "0 3 * * *". The line calls `gapfinder run` with the options below; other
    lines of the crontab are left as they are.
    """
    asked = [name for name in ACTIONS if options[name] not in (None, False)]  # type: ignore[literal-required]
    if len(asked) > 1:
        raise UsageError("--install, --remove, --print and --systemd are one at a time")
    for_a_run = list_arguments(options, None)
    if for_a_run and asked in ([], ["remove"]):
        raise UsageError(f"{for_a_run[0]} goes with --install, --print or --systemd")
    if options["remove"]:
        _remove_line(options)
    elif options["install"] is not None:
        _install_line(options, options["install"])
    elif options["print_line"] is not None:
        _print_line(_make_job(options, options["print_line"]))
    elif options["systemd"] is not None:
        _print_units(options, options["systemd"])
    else:
        _show_lines(options)


def _locate(options: ScheduleOptions) -> Path:
    if options["engagement"] is None:
        raise UsageError("no engagement.toml here: name one with --engagement FILE")
    return options["engagement"].resolve()


def _make_job(options: ScheduleOptions, when: str) -> Job:
    from gapfinder.scheduling.cron_line import Job
    from gapfinder.scheduling.timing import read_timing

    return Job(
        name=read_engagement(options["engagement"]).name,
        engagement=_locate(options),
        timing=read_timing(when),
        arguments=list_arguments(options, options["data"]),
        since=datetime.now(UTC),
    )


def _install_line(options: ScheduleOptions, when: str) -> None:
    from gapfinder.scheduling.crontab import find_job, put_job, read_crontab, write_crontab

    job = _make_job(options, when)
    before = read_crontab(options["crontab"])
    write_crontab(put_job(before, job), options["crontab"])
    former = find_job(before, job.engagement)
    click.echo(f"{'Updated' if former else 'Installed'}: {_describe(job)}")
    if former and former.arguments != job.arguments:
        told = [make_printable(" ".join(each.arguments), limit=PATH_LIMIT) or "none" for each in (former, job)]
        click.echo(f"Its options were: {told[0]}; now: {told[1]}")


def _remove_line(options: ScheduleOptions) -> None:
    from gapfinder.scheduling.crontab import drop_job, find_job, read_crontab, write_crontab

    path = _locate(options)
    before = read_crontab(options["crontab"])
    job = find_job(before, path)
    if job is None:
        click.echo(f"Nothing to remove: no crontab line for {_show_path(path)}")
        return
    write_crontab(drop_job(before, path), options["crontab"])
    click.echo(f"Removed: {_name(job)}")


def _show_lines(options: ScheduleOptions) -> None:
    from gapfinder.scheduling.crontab import list_jobs, read_crontab
    from gapfinder.scheduling.timers import find_timer

    path = _locate(options) if options["engagement"] else None
    found = [entry for entry in list_jobs(read_crontab(options["crontab"])) if path in (None, entry[0].engagement)]
    timer = find_timer(path) if path and not options["crontab"] else None
    if timer:
        click.echo(f"{_describe(timer[0])}\n{_show_path(timer[1])}")
    elif not found:
        whose = _show_path(path) if path else "any engagement"
        click.echo(f"No crontab line for {whose}; to add one: gapfinder schedule --install 'daily 03:00'")
    for job, line in found:
        gone = "" if job.engagement.exists() else f"; {_show_path(job.engagement)} IS GONE"
        click.echo(f"{_describe(job)}{gone}")
        click.echo(line.rstrip())


def _print_line(job: Job) -> None:
    from gapfinder.scheduling.cron_line import write_line

    click.echo(write_line(job))


def _print_units(options: ScheduleOptions, when: str) -> None:
    from gapfinder.scheduling.systemd import write_units

    jitter = options["jitter"]
    options["jitter"] = timedelta()
    units = write_units(_make_job(options, when), jitter=jitter)
    folder = "~/.config/systemd/user"
    click.echo(f"# {folder}/{units.name}.service\n{units.service}")
    click.echo(f"# {folder}/{units.name}.timer\n{units.timer}")
    click.echo(f"# then: systemctl --user daemon-reload && systemctl --user enable --now {units.name}.timer")


def _describe(job: Job) -> str:
    from gapfinder.scheduling.timing import list_starts, local_zone

    zone = local_zone()
    starts = list_starts(job.timing, after=datetime.now(UTC), zone=zone, most=SHOWN_STARTS)
    told = ", ".join(f"{start.astimezone(zone):%a %Y-%m-%d %H:%M %Z}" for start in starts)
    following = f"; next: {told}" if told else ""
    return f"{_name(job)}{following}"


def _name(job: Job) -> str:
    from gapfinder.scheduling.timing import tell_timing

    return f"{make_printable(job.name)}: {tell_timing(job.timing)} ({job.timing.expression})"


def _show_path(path: Path) -> str:
    return make_printable(path, limit=PATH_LIMIT)
