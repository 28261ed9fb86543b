"""Tables as text: CSV with commas, semicolons, tabs or bars, as programs export them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from pathlib import Path

from gapfinder.imports.encoding import open_text
from gapfinder.imports.kinds import Kind, find_kind, list_missing
from gapfinder.imports.rows import Table, check_header, name_column, pair_rows
from gapfinder.imports.unreadable import CatalogueUnreadable

DELIMITERS = ",;\t|"
LONGEST_HEADER = 1 << 16
LONGEST_LINE = 1 << 22
"""Characters; descriptions hold whole pictures at times."""
LONGEST_RECORD = 1 << 23
_END = "\x00end of the lines\x00"
"""A line that stands behind the last one: where it is not read as a record, a quotation mark was left open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a table is written: what parts its cells, its header, and what kind of file that makes it."""

    delimiter: str
    header: list[str]
    kind: Kind


class Lines:
    """The lines of a stream, each bounded; and of one record, which goes over several where line breaks are quoted."""

    def __init__(self, path: Path, stream: TextIOWrapper) -> None:
        self._path = path
        self._stream = stream
        self._number = 0
        self._since = 0

    def begin_record(self) -> None:
        """Note that what came so far is read."""
        self._since = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._read():
            self._number += 1
            self._since += len(line)
            if len(line) > LONGEST_LINE or self._since > LONGEST_RECORD:
                raise CatalogueUnreadable(
                    f"{self._path}: line {self._number}: is too long; is a quotation mark left open?"
                )
            yield line.lstrip("\ufeff") if self._number == 1 else line
        yield _END

    def _read(self) -> str:
        try:
            return self._stream.readline(LONGEST_LINE + 1)
        except OSError as error:
            raise CatalogueUnreadable(f"{self._path}: cannot be read: {error.strerror}") from None


def open_delimited(path: Path, stream: TextIOWrapper, dialect: Dialect) -> Table:
    """Return a table's rows as they are read from a stream. Raises CatalogueUnreadable, also while they are read."""
    records = read_records(path, stream, dialect.delimiter)
    for _, cells in records:
        if not _is_preface(cells):
            break
    return Table(header=dialect.header, rows=pair_rows(dialect.header, records))


def tell_dialect(path: Path, encoding: str, kind: Kind | None) -> Dialect:
    """Return how a file is written, by its header: the delimiter that makes the most of it.

    Raises CatalogueUnreadable where the header is not of that kind, or of none.
    """
    with open_text(path, encoding) as stream:
        head = stream.read(LONGEST_HEADER)
    headers = [(delimiter, *_find_header(path, head, delimiter)) for delimiter in DELIMITERS]
    told = [
        Dialect(delimiter=delimiter, header=header, kind=found)
        for delimiter, _, header in headers
        if (found := match_header(header, kind))
    ]
    if not told:
        _, number, header = max(headers, key=lambda one: len(one[2]))
        if not header:
            raise CatalogueUnreadable(f"{path}: is empty")
        raise CatalogueUnreadable(f"{path}: line {number} {describe_mismatch(header, kind)}")
    best = max(told, key=lambda dialect: len(dialect.header))
    check_header(str(path), best.header)
    return best


def describe_mismatch(header: list[str], kind: Kind | None) -> str:
    """Say in words what a header lacks."""
    shown = ", ".join(header)[:120]
    if kind is not None:
        lacking = ", ".join(list_missing(kind, [name_column(cell) for cell in header]))
        return f"has no column {lacking}, as a file of the kind {kind.name} has: {shown!r}"
    return f"names neither `path` nor `title` and `category` nor the columns of a Google or Shopify export: {shown!r}"


def match_header(header: list[str], kind: Kind | None) -> Kind | None:
    """Return the kind that a header is of: the one asked for, or else the one that it gives away."""
    names = [name_column(cell) for cell in header]
    if kind is None:
        return find_kind(names)
    return kind if not list_missing(kind, names) else None


def read_records(path: Path, stream: TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records that hold anything, with the line on which each begins. Raises CatalogueUnreadable."""
    csv.field_size_limit(LONGEST_RECORD)  # the process's own; ours are the tighter bounds
    lines = Lines(path, stream)
    reader = csv.reader(lines, delimiter=delimiter)
    start, following = 1, 1
    last: list[str] = []
    try:
        for last in reader:
            start, following = following, reader.line_num + 1
            if last != [_END] and any(map(str.strip, last)):
                yield start, last
            lines.begin_record()
    except csv.Error as error:
        raise CatalogueUnreadable(f"{path}: line {following}: {error}") from None
    if last != [_END]:
        raise CatalogueUnreadable(f"{path}: line {start}: a quotation mark is left open")


def _find_header(path: Path, head: str, delimiter: str) -> tuple[int, list[str]]:
    """Return the first record of a file's head that is no preface, with its line; an empty one where there is none."""
    reader = csv.reader(StringIO(head.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)) and not _is_preface(cells):
                return start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise CatalogueUnreadable(f"{path}: line {start}: {error}") from None
    return 1, []


def _is_preface(cells: list[str]) -> bool:
    """Say whether a line only tells Excel how the others are parted."""
    return cells[0].casefold().startswith("sep=") and not any(cells[1:])
