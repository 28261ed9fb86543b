"""Columns of tables that are headed as prices: the numbers in them are amounts, though nothing with them says so."""

from __future__ import annotations

import re

from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Spot
from crawler.words import read_words

LONGEST_HEAD = 40
MOST_CELLS = 40
_LABELS = frozenset(read_words("prices")["label"])
_CELLS = frozenset({"td", "th"})
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 2
"""Elements in a cell around a number."""


class PriceColumns:
    """Knows of every cell of a page whether it stands below a head that says price."""

    def __init__(self, outline: Outline) -> None:
        heads: dict[int, frozenset[int]] = {}
        self._cells: set[int] = set()
        for row in outline.spots:
            if row.tag != "tr":
                continue
            table = next((around.number for around in row.ancestors() if around.tag == "table"), -1)
            cells = [cell for cell in row.children if isinstance(cell, Spot) and cell.tag in _CELLS][:MOST_CELLS]
            if table not in heads:
                heads[table] = frozenset(place for place, cell in enumerate(cells) if _says_price(outline, cell))
                continue
            self._cells.update(cells[place].number for place in heads[table] if place < len(cells))

    def hold(self, spot: Spot) -> bool:
        """Say whether an element stands in such a column."""
        cell: Spot | None = spot
        for _ in range(_NEAR + 1):
            if cell is None or not self._cells:
                return False
            if cell.number in self._cells:
                return True
            cell = cell.parent
        return False


def _says_price(outline: Outline, cell: Spot) -> bool:
    if cell.texts_end - cell.texts > 3:
        return False
    text = outline.text_of(cell).lower()
    return len(text) <= LONGEST_HEAD and any(word in _LABELS for word in _WORD.findall(text)[:2])
