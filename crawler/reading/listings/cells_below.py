"""Prices of tiles that a table cuts into rows: pictures in one, names in the next, prices in a third."""

from __future__ import annotations

from crawler.reading.layout.repeats import Item
from crawler.reading.layout.scene import Scene
from crawler.reading.markup.spots import Spot

_MOST_ROWS = 4
"""Rows below one of tiles that may belong to it."""
_MOST_CELLS = 40
_MOST_LINKS = 5


def find_price_below(scene: Scene, item: Item) -> Spot | None:
    """Return the cell with a price below an item that is a cell without one; None where a row of tiles comes first."""
    cell, row = item.spot, item.spot.parent
    if cell.tag != "td" or row is None or row.tag != "tr":
        return None
    cells = _cells(row)
    place = cells.index(cell) if cell in cells else _MOST_CELLS
    for _ in range(_MOST_ROWS):
        row = _next_row(scene, row)
        cells = _cells(row) if row is not None else []
        if row is None or place >= len(cells) or cells[place].links > _MOST_LINKS:
            return None
        if scene.till.has_price(cells[place].texts, cells[place].texts_end):
            return cells[place]
        if any(scene.url_of(link) != item.url for link in scene.outline.inside(cells[place], scene.links)):
            return None
    return None


def _next_row(scene: Scene, row: Spot) -> Spot | None:
    spots = scene.outline.spots
    following = spots[row.end] if row.end < len(spots) else None
    return following if following is not None and following.tag == "tr" and following.parent is row.parent else None


def _cells(row: Spot) -> list[Spot]:
    return [cell for cell in row.children[: 2 * _MOST_CELLS] if isinstance(cell, Spot) and cell.tag == "td"][
        :_MOST_CELLS
    ]
