"""Tables as text: CSV with commas, semicolons, tabs or bars, as programs export them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from pathlib import Path

from gapfinder.imports.encoding import open_text
from gapfinder.imports.headers import Header, find_header
from gapfinder.imports.kinds import Kind
from gapfinder.imports.rows import Table, pair_rows
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
    header: Header
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
    records, header = read_records(path, stream, dialect.delimiter), dialect.header
    for line, _ in records:
        if line >= header.line:
            break
    return Table(header=header.cells, rows=pair_rows(header.cells, records))


def tell_dialect(path: Path, encoding: str, kind: Kind | None) -> Dialect:
    """Return how a file is written, by its header: the delimiter that makes the most of it.

    Raises CatalogueUnreadable where the header is not of that kind, or of none.
    """
    with open_text(path, encoding) as stream:
        head = stream.read(LONGEST_HEADER)
    headers = {delimiter: find_header(_list_first(head, delimiter), kind) for delimiter in DELIMITERS}
    best = max(headers, key=lambda delimiter: (headers[delimiter].kind is not None, len(headers[delimiter].cells)))
    header = headers[best]
    if header.kind is None:
        raise CatalogueUnreadable(f"{path}: {header.describe_mismatch(kind)}")
    return Dialect(delimiter=best, header=header, kind=header.kind)


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


def _list_first(head: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the first records of a file that hold anything, with the line on which each begins."""
    reader = csv.reader(StringIO(head.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    following = 1
    with suppress(csv.Error):
        for cells in reader:
            start, following = following, reader.line_num + 1
            if any(map(str.strip, cells)) and not _is_preface(cells):
                yield start, cells


def _is_preface(cells: list[str]) -> bool:
    """Say whether a line only tells Excel how the others are parted."""
    return cells[0].casefold().startswith("sep=") and not any(cells[1:])
