"""Lines of a file, by the names of its columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

CONTROLS = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)])
_BRACKETED = re.compile(r".*\[\s*([^\[\]]+?)\s*\]")
_GAP = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line, or an element, of a file. `number` is the line on which it begins, from 1, the header included.

    `values` holds what is filled in, by column; a column may be there several times. `cells` are all of the line's as
    they were; none where the file has no columns.
    """

    number: int
    values: Mapping[str, Sequence[str]]
    cells: Sequence[str] = ()

    def get(self, name: str) -> str:
        """Return the first value of a column on one line, without control characters; empty where there is none."""
        found = self.values.get(name)
        return clean_cell(found[0]) if found else ""

    def list_values(self, name: str) -> Sequence[str]:
        """Return all values of a column, as they were."""
        return self.values.get(name, ())

    def list_cells(self) -> Sequence[str]:
        """Return the line as it was, for whoever has to mend it."""
        return self.cells or [json.dumps(self.values, ensure_ascii=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file of rows. `header` is what stands at the head of its columns, as it was; empty where it has no columns."""

    header: Sequence[str]
    rows: Iterator[Row]


def clean_cell(cell: str) -> str:
    """Return a cell without control characters, its white space single.

    >>> clean_cell(" Nuts\\t&  \\x1b[1mbolts\\n")
    'Nuts & [1mbolts'
    """
    if cell.isprintable() and "  " not in cell:
        return cell.strip()
    return " ".join(cell.translate(CONTROLS).split())


def name_column(cell: str) -> str:
    """Return a column's name as it is looked for: lower case, underscores, no prefix of Google's.

    Google's own templates head columns with a translation and the name in brackets
    (https://support.google.com/merchants/answer/160588).

    >>> [name_column(cell) for cell in ("g:Image Link", "n-products", "Marke [brand]", "Body (HTML)", "\\ufeffID")]
    ['image_link', 'n_products', 'brand', 'body_(html)', 'id']
    """
    name = clean_cell(cell[:200].replace("\ufeff", "")).casefold()
    bracketed = _BRACKETED.fullmatch(name)
    return _GAP.sub("_", bracketed[1] if bracketed else name).removeprefix("g:")


def pair_rows(header: Sequence[str], records: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    """Yield the records below a header as rows; those with more cells than columns have no values to read."""
    names = [name_column(cell) for cell in header]
    single = len(set(names)) == len(names)
    for number, cells in records:
        values = _pair_values(names, cells) if single else _gather_values(names, cells)
        yield Row(number=number, values=values, cells=cells)


def check_width(header: Sequence[str], row: Row) -> None:
    """Raise ValueError where a line has more cells than the header, as when a comma was not quoted."""
    width, most = len(row.cells), len(header)
    if width > most and any(cell.strip() for cell in row.cells[most:]):
        raise ValueError(f"{width} cells, the header has {most}")


def _pair_values(names: list[str], cells: list[str]) -> Mapping[str, Sequence[str]]:
    return {name: (cell,) for name, cell in zip(names, cells, strict=False) if cell}


def _gather_values(names: list[str], cells: list[str]) -> Mapping[str, Sequence[str]]:
    values: dict[str, tuple[str, ...]] = {}
    for name, cell in zip(names, cells, strict=False):
        if cell:
            values[name] = (*values.get(name, ()), cell)
    return values
