"""`gapfinder sql`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypedDict, Unpack

import click

from gapfinder.cli.options import data_option, engagement_option, find_home
from gapfinder.errors import GapfinderError, UsageError

if TYPE_CHECKING:
    from gapfinder.cli.result_table import Showing
    from warehouse.reader import Reader

FORMATS = ("table", "csv", "json", "parquet", "xlsx")
FILES_ONLY = ("parquet", "xlsx")
MOST_SHOWN = 1000
"""Rows that a table shows; files and pipes get all."""


class SqlOptions(TypedDict):
    """The command's options as click passes them."""

    style: str | None
    out: Path | None
    most: int
    expanded: bool
    engagement: Path | None
    data: Path | None


class Asking(click.Command):
    """A command whose query may begin with a comment of SQL, which looks like an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line."""
        at = next((number for number, word in enumerate(args) if word.startswith(("-- ", "--\n"))), None)
        if at is not None and "--" not in args[:at]:
            args = [*args[:at], *args[at + 1 :], "--", args[at]]
        return super().parse_args(ctx, args)


@click.command(name="sql", cls=Asking)
@click.argument("query", required=False)
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    help="How to print or write.  [default: as --output ends; else table on a terminal, csv in a pipe]",
)
@click.option(
    "-o",
    "--output",
    "--out",
    "out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all rows to a file instead.",
)
@click.option(
    "--max-rows",
    "most",
    metavar="N",
    type=click.IntRange(min=0),
    default=MOST_SHOWN,
    show_default=True,
    help="Rows of a table at most; 0 shows all.",
)
@click.option("-x", "--expanded", is_flag=True, help="Show each field on a line of its own.")
@engagement_option
@data_option
def sql(query: str | None, **options: Unpack[SqlOptions]) -> None:
    """Run one QUERY on the warehouse, or open a prompt.

    Without QUERY, the query is read from standard input; a terminal gets a prompt with completion and history. The
    warehouse is read-only, and a query reaches neither files nor the network. `show tables` lists the views, `describe
    sites` the columns of one.
    """
    from gapfinder.cli.result_table import Showing
    from warehouse.reader import Reader
    from warehouse.sandbox import limit_memory

    style = options["style"] or _choose_format(options["out"], expanded=options["expanded"])
    if style in FILES_ONLY and options["out"] is None:
        raise UsageError(f"--format {style} writes a file: name it with --output FILE")
    showing = Showing(most=options["most"] or None, expanded=options["expanded"])
    with limit_memory(), Reader(find_home(options["engagement"], options["data"])) as reader:
        if query is None and sys.stdin.isatty():
            from gapfinder.cli.prompt import answer_prompt

            answer_prompt(reader, showing)
            return
        text = _read_stdin() if query is None else query
        try:
            reader.attend(lambda: _answer(reader, text, style, options["out"], showing))
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise GapfinderError(f"standard output: cannot be written: {error.strerror}") from None


def _choose_format(out: Path | None, *, expanded: bool) -> str:
    if out is None:
        return "table" if expanded or sys.stdout.isatty() else "csv"
    from gapfinder.result_file import name_format

    return "table" if out.suffix.lower() in (".table", ".txt") else name_format(out)


def _read_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"the query on standard input is not UTF-8 (byte {error.start})") from None


def _answer(reader: Reader, query: str, style: str, out: Path | None, showing: Showing) -> None:
    from gapfinder.cli.result_table import print_result
    from gapfinder.result_file import TEXTS, save_result

    if style == "table":
        with _open_table(out) as stream:
            print_result(reader.ask(query), showing, stream=stream)
    elif out is not None:
        note = save_result(reader, query, out, style=style)
        if note:
            click.echo(note, err=True)
    else:
        TEXTS[style](reader.ask(query), sys.stdout)


@contextmanager
def _open_table(out: Path | None) -> Iterator[TextIO]:
    from gapfinder.whole_file import write_whole

    if out is None:
        yield sys.stdout
        return
    with write_whole(out) as draft, draft.open("w", encoding="utf-8") as stream:
        yield stream
