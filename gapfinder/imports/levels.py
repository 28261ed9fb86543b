"""Published taxonomies that have a column for each level of their tree, as GS1's GPC and UNSPSC come as tables.

GS1's browser (https://gpc-browser.gs1.org) exports `SegmentTitle`, `FamilyTitle`, `ClassTitle` and `BrickTitle`; UNSPSC
(https://www.unspsc.org) has `Segment Title` to `Commodity Title`, elsewhere `Segment Name` to `Commodity Name`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from gapfinder.imports.records import Branch, Setting
from gapfinder.imports.rows import Row

LEVELS = ("segment", "family", "class")
LEAVES = ("brick", "commodity")
_ENDINGS = ("title", "_title", "_name", "_description")
COLUMNS = tuple(tuple(f"{level}{ending}" for level in LEVELS) for ending in _ENDINGS)
"""What a table's columns may be called, besides those of its last level."""


def make_reader(_setting: Setting) -> Callable[[Row], Branch]:
    """Return what reads a line of a table of levels, ValueError where it names none.

    A path may stand in many lines: GS1's tables have one for each value of each attribute of a brick.
    """

    def read_branch(row: Row) -> Branch:
        path = read_path(row)
        if not path:
            raise ValueError("names no segment")
        return Branch(path=path)

    return read_branch


def read_path(row: Row) -> tuple[str, ...]:
    """Return the names of a line's levels down to the first that is not filled in."""
    uppers = [_read_level(row, (level,)) for level in LEVELS]
    return tuple(takewhile(bool, [*uppers, _read_level(row, LEAVES)]))


def _read_level(row: Row, levels: tuple[str, ...]) -> str:
    names = (row.get(f"{level}{ending}") for level in levels for ending in _ENDINGS)
    return next((name for name in names if name), "")
