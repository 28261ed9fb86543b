"""`gapfinder sql`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from gapfinder.cli.options import data_folder, data_option, engagement_option
from gapfinder.errors import GapfinderError, UsageError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from warehouse.query import Result

FORMATS = ("table", "csv", "json", "parquet")
MOST_SHOWN = 1000
"""Rows that a table shows; files and pipes get all."""
PROMPT = "gapfinder> "


@click.command(name="sql")
@click.argument("query", required=False)
@click.option(
    "--format", "style", type=click.Choice(FORMATS), help="How to print.  [default: as --out ends, else table]"
)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file instead.")
@engagement_option
@data_option
def sql(query: str | None, style: str | None, out: Path | None, engagement: Path | None, data: Path | None) -> None:
    """Run one QUERY on the warehouse, or open a prompt.

    Without QUERY, the query is read from standard input. The warehouse is read-only, and a query reaches neither files
    nor the network. `show tables` lists the views, `describe sites` the columns of one.
    """
    from warehouse.query import open_published, run_query

    style = style or _name_format(out)
    if style == "parquet" and out is None:
        raise UsageError("--format parquet writes a file: name it with --out FILE")
    connection = open_published(data_folder(engagement, data))
    try:
        if query is None and sys.stdin.isatty():
            _answer_prompt(connection)
            return
        most = MOST_SHOWN if style == "table" and out is None else None
        result = run_query(connection, _read_stdin() if query is None else query, most=most)
    finally:
        connection.close()
    if out is None:
        _print_result(result, style)
    else:
        _write_result(result, style, out)


def _read_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"the query on standard input is not UTF-8 (byte {error.start})") from None


def _answer_prompt(connection: DuckDBPyConnection) -> None:
    from warehouse.errors import QueryRejected
    from warehouse.query import run_query

    click.echo("One query, ended by a semicolon; Ctrl-D leaves.")
    while (query := _read_prompt()) is not None:
        if not query:
            continue
        try:
            _print_result(run_query(connection, query, most=MOST_SHOWN), "table")
        except QueryRejected as error:
            click.echo(f"gapfinder: {error}", err=True)


def _read_prompt() -> str | None:
    lines: list[str] = []
    try:
        while not lines or not lines[-1].rstrip().endswith(";"):
            lines.append(input("...> " if lines else PROMPT))
    except EOFError:
        click.echo()
        return None
    except KeyboardInterrupt:
        click.echo()
        return ""
    return "\n".join(lines)


def _name_format(out: Path | None) -> str:
    ending = out.suffix.lower().removeprefix(".") if out else ""
    if ending and ending not in (*FORMATS, "txt"):
        raise UsageError(f"--out {out}: its ending names no format; say which by --format {', '.join(FORMATS)}")
    return ending if ending in FORMATS else "table"


def _print_result(result: Result, style: str) -> None:
    _write_text(result, style, sys.stdout)
    if not result.whole:
        click.echo(f"The first {len(result.rows)} rows; --format csv prints all.", err=True)


def _write_text(result: Result, style: str, stream: TextIO) -> None:
    from gapfinder.cli.tables import print_table
    from warehouse.export import show_value, write_csv, write_json

    if style == "csv":
        write_csv(result, stream)
    elif style == "json":
        write_json(result, stream)
    else:
        rows = ([*map(show_value, row)] for row in result.rows)
        print_table([column.name for column in result.columns], rows, stream=stream)


def _write_result(result: Result, style: str, out: Path) -> None:
    import duckdb

    from gapfinder.whole_file import write_whole
    from warehouse.export import write_parquet

    with write_whole(out) as draft:
        try:
            if style == "parquet":
                write_parquet(result, draft)
            else:
                with draft.open("w", encoding="utf-8", newline="") as stream:
                    _write_text(result, style, stream)
        except duckdb.Error as error:
            raise GapfinderError(f"{out}: cannot be written: {str(error).splitlines()[0]}") from None
