"""The tree of categories in a file, its names as they are written there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from gapfinder.imports.kinds import Kind
from gapfinder.imports.records import Branch, Setting
from gapfinder.imports.rows import Row, check_width
from gapfinder.imports.source import Wanted, open_source
from gapfinder.imports.values import split_names

_COLUMNS = {"categories": "path", "products": "category"}


def read_tree(path: Path) -> list[tuple[str, ...]]:
    """Return the paths in a file in their order, those above a path before it.

    Lines that make no sense are passed over. Raises CatalogueUnreadable for a file that is missing or of no kind that
    can be imported.
    """
    found: dict[tuple[str, ...], None] = {}
    with open_source(path, Wanted()) as source:
        list_paths = _choose_reader(source.kind)
        for row in source.table.rows:
            try:
                check_width(source.table.header, row)
                paths = list_paths(row)
            except ValueError:
                continue
            for names in paths:
                found.update(dict.fromkeys(names[:depth] for depth in range(1, len(names) + 1)))
    return list(found)


def _choose_reader(kind: Kind) -> Callable[[Row], Iterable[tuple[str, ...]]]:
    column = _COLUMNS.get(kind.name)
    if column:
        return lambda row: (split_names(row.get(column), key=column),)
    read = kind.make_reader(Setting(now=datetime.now(UTC)))

    def list_paths(row: Row) -> Iterable[tuple[str, ...]]:
        record = read(row)
        return (record.path,) if isinstance(record, Branch) else record.paths

    return list_paths
