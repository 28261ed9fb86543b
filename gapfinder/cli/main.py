"""The command `gapfinder`: which commands there are, and how each ends.

Commands are imported when they are called, so that help and completion answer at once.
"""

from __future__ import annotations

import traceback as tracebacks
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from gapfinder.interruption import is_interruption
from gapfinder.printable import make_printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where a command lives (`module:object`) and the line that help shows of it."""

    target: str
    summary: str


COMMANDS = {
    "init": Entry(target="gapfinder.cli.init:init", summary="Write a commented engagement file to start from."),
    "crawl": Entry(target="gapfinder.cli.crawl:crawl", summary="Crawl the engagement's sites, load and publish."),
    "import": Entry(
        target="gapfinder.cli.import_:import_", summary="Load a catalogue from a FILE as if it had been crawled."
    ),
    "match": Entry(
        target="gapfinder.cli.match:match", summary="Find what categories of different sites have in common."
    ),
    "report": Entry(target="gapfinder.cli.report:report", summary="Find the gaps and write the report."),
    "sql": Entry(target="gapfinder.cli.sql:sql", summary="Run one QUERY on the warehouse, or open a prompt."),
    "status": Entry(
        target="gapfinder.cli.status:status",
        summary="Show every site: last crawl, coverage, changes, what needs attention.",
    ),
    "schedule": Entry(
        target="gapfinder.cli.schedule:schedule", summary="Let cron or systemd crawl: show, install, remove."
    ),
    "run": Entry(target="gapfinder.cli.run:run", summary="Crawl as cron does: one at a time, into a log."),
    "review": Entry(target="gapfinder.cli.review:review", summary="Decide what doubtful matches are to each other."),
    "accept": Entry(
        target="gapfinder.cli.accept:accept", summary="Let a crawl that was held back become its site's catalogue."
    ),
    "extract": Entry(target="gapfinder.cli.extract:extract", summary="Print what the readers see on saved pages."),
    "demo": Entry(target="gapfinder.cli.demo:demo", summary="Run the whole chain on bundled sample shops."),
}


class Face(click.Group):
    """A group whose commands are imported on call and whose failures are told in one line.

    Errors of every room of the house carry an `exit_code`; an error without one is a fault of the program.
    """

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None where there is none of that name."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.target.partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above is ours
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their summaries, none of them imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; tell what it raises, after a traceback where one was asked for."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except (KeyboardInterrupt, Exception) as error:
            if is_interruption(error):
                tell_failure("interrupted")
                ctx.exit(130)
            if ctx.params["traceback"]:
                tracebacks.print_exc()
            ctx.exit(_tell_error(error))


def tell_failure(message: str) -> None:
    """Print a message on standard error, a line for each problem; what a site put into it is made harmless."""
    for line in message.splitlines():
        click.echo(f"gapfinder: {make_printable(line, limit=2000)}", err=True)


def _tell_error(error: BaseException) -> int:
    exit_code = getattr(error, "exit_code", None)
    if isinstance(exit_code, int):
        tell_failure(str(error) or type(error).__name__)
        return exit_code
    tell_failure(
        f"unexpected {type(error).__name__}: {' '.join(str(error).split())}"
        " (a fault of gapfinder; `gapfinder --traceback COMMAND` shows where)"
    )
    return 1


@click.group(cls=Face, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gapfinder")
@click.option(
    "--traceback",
    is_flag=True,
    envvar="GAPFINDER_TRACEBACK",
    help="Show where in the program a failure arose; so does GAPFINDER_TRACEBACK=1.",
)
def gapfinder(traceback: bool) -> None:
    """Find product mixes that other industries' shops prove and a prospect's competitors lack."""


def run() -> None:
    """Run the command line of this process.

    Exits 0 done, 1 failed, 2 wrong usage, 3 some sites not observed, 4 another crawl uses the data folder.
    """
    gapfinder(prog_name="gapfinder")
