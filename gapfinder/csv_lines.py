"""Reads the lines of a CSV file that somebody exported somewhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from gapfinder.errors import GapfinderError

DELIMITERS = ",;\t"
COLUMNS = ({"path"}, {"title", "category"})
"""A file has to have all columns of one of these."""
CONTROLS = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)])


class CatalogueUnreadable(GapfinderError):  # noqa: N818 - what happened is the name
    """A file is not a catalogue that can be imported; the message names the file and the line."""


def read_lines(path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Return the header's names, lower-cased, and the records below it with the line on which each begins.

    Commas, semicolons and tabs are told apart by the header. Raises CatalogueUnreadable, also while lines are read, for
    a file that is missing, not UTF-8, not CSV or of other columns.
    """
    text = _read_text(path)
    head = re.split(r"[\r\n]", text, maxsplit=1)[0]
    for delimiter in DELIMITERS:
        names = _read_header(path, head, delimiter)
        if any(wanted <= set(names) for wanted in COLUMNS):
            return names, _number_lines(path, text, delimiter)
    raise CatalogueUnreadable(f"{path}: line 1 names neither `path` nor `title` and `category`: {head[:120]!r}")


def pair_cells(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return a line's cells by column, cleaned; raises ValueError where there are more cells than columns."""
    if len(cells) > len(names):
        raise ValueError(f"{len(cells)} cells, the header has {len(names)}")
    return {name: clean_cell(cell) for name, cell in zip(names, cells, strict=False)}


def clean_cell(cell: str) -> str:
    """Return a cell without control characters, its white space single.

    >>> clean_cell(" Nuts\\t&  \\x1b[1mbolts\\n")
    'Nuts & [1mbolts'
    """
    return " ".join(cell.translate(CONTROLS).split())


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CatalogueUnreadable(f"{path}: cannot be read: {error.strerror}") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CatalogueUnreadable(f"{path}: line {line} is not UTF-8 (byte {content[error.start]:#04x})") from None


def _read_header(path: Path, head: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([head], delimiter=delimiter), [])
    except csv.Error as error:
        raise CatalogueUnreadable(f"{path}: line 1: {error}") from None
    return [clean_cell(cell).lower().replace(" ", "_") for cell in cells]


def _number_lines(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if start > 1 and any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise CatalogueUnreadable(f"{path}: line {start}: {error}; is a quotation mark left open?") from None
