"""The header of a table: the first line that makes it one of the kinds that can be imported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from gapfinder.imports.kinds import Kind, find_kind, list_missing
from gapfinder.imports.rows import name_column

MOST_ABOVE = 50
"""Lines among which the header is looked for: exports put a title above it."""
MOST_COLUMNS = 1_000
_SHOWN = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A line that heads a table: its cells as they are, and the kind of file that they make it, None for no kind."""

    line: int
    cells: Sequence[str]
    kind: Kind | None

    def describe_mismatch(self, kind: Kind | None) -> str:
        """Say in words what a header lacks to be of a kind, or of any."""
        shown = ", ".join(self.cells)[:_SHOWN]
        if not self.cells:
            return "is empty"
        if kind is not None:
            lacking = ", ".join(list_missing(kind, list(map(name_column, self.cells))))
            return f"line {self.line} has no column {lacking}, as a file of the kind {kind.name} has: {shown!r}"
        return (
            f"line {self.line} names neither `path` nor `title` and `category` nor the columns of a Google or Shopify"
            f" export: {shown!r}"
        )


def find_header(records: Iterable[tuple[int, list[str]]], kind: Kind | None) -> Header:
    """Return the first of a table's first records that heads it as `kind`, or as any kind where that is None.

    Where none does, it is the very first, of no kind.
    """
    first: Header | None = None
    for line, cells in islice(records, MOST_ABOVE):
        header = Header(line=line, cells=cells, kind=_match_kind(cells, kind))
        if header.kind:
            return header
        first = first or header
    return first or Header(line=1, cells=(), kind=None)


def _match_kind(cells: Sequence[str], kind: Kind | None) -> Kind | None:
    if len(cells) > MOST_COLUMNS:
        return None
    names = list(map(name_column, cells))
    if kind is None:
        return find_kind(names)
    return kind if not list_missing(kind, names) else None
