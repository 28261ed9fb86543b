"""A query's result in a file of one of four formats, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gapfinder.errors import GapfinderError, UsageError
from gapfinder.whole_file import write_whole
from warehouse.errors import QueryRejected
from warehouse.export import write_csv, write_json
from warehouse.query import Result
from warehouse.reader import Reader
from warehouse.workbook import write_workbook

TEXTS: dict[str, Callable[..., None]] = {"csv": write_csv, "json": write_json}
FORMATS = ("csv", "json", "parquet", "xlsx")


def name_format(out: Path) -> str:
    """Return the format that a file's ending names.

    Raises UsageError where it names none.

    >>> name_format(Path("gaps.XLSX"))
    'xlsx'
    """
    ending = out.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise UsageError(f"{out}: its ending names no format: say which by --format, one of {', '.join(FORMATS)}")
    return ending


def save_result(reader: Reader, query: str, out: Path, *, style: str) -> str:
    """Write what a query finds; return what a person has to know of the file, which is most often nothing.

    Raises QueryRejected where the query fails, WarehouseError where the format has no room for so much, and what
    `write_whole` raises.
    """
    note = ""
    with write_whole(out) as draft:
        _refuse_unwritable(draft, out)
        if style == "parquet":
            _write_parquet(reader, query, draft, out)
        elif style == "xlsx":
            cut = write_workbook(reader.ask(query), draft)
            note = f"{out}: {cut} texts were cut: Excel takes no more than 32,767 characters in a cell" if cut else ""
        else:
            _write_text(reader.ask(query), draft, TEXTS[style])
    return note


def _refuse_unwritable(draft: Path, out: Path) -> None:
    """Raise before the query is run, which may take long, where its file cannot be made."""
    try:
        draft.touch()
    except OSError as error:
        raise GapfinderError(f"{out}: cannot be written: {error.strerror}") from None


def _write_parquet(reader: Reader, query: str, draft: Path, out: Path) -> None:
    # DuckDB writes it itself, by way of a file beside the draft
    beside = draft.with_name(f"tmp_{draft.name}")
    try:
        reader.save_parquet(query, draft)
    except QueryRejected as error:
        if str(beside) in str(error) or str(draft) in str(error):
            raise GapfinderError(f"{out}: cannot be written: {str(error).rpartition(': ')[2]}") from None
        raise
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _write_text(result: Result, draft: Path, write: Callable[..., None]) -> None:
    with draft.open("w", encoding="utf-8", newline="") as stream:
        write(result, stream)
