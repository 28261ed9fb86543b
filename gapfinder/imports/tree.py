"""The tree of categories in a file, its names as they are written there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gapfinder.imports.kinds import READERS, Kind
from gapfinder.imports.records import Branch, Setting
from gapfinder.imports.rows import Row, check_width
from gapfinder.imports.source import Wanted, open_source
from gapfinder.imports.values import split_names

_COLUMNS = {"categories": "path", "products": "category"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The paths in a file in their order, those above a path before it.

    So many lines were `passed_over`, since they make no sense; `first_problem` says which is the first, and why.
    """

    paths: list[tuple[str, ...]]
    passed_over: int
    first_problem: str


def read_tree(path: Path) -> Tree:
    """Return the tree in a file; lines that make no sense are passed over.

    Raises CatalogueUnreadable for a file that is missing or of no kind that can be imported.
    """
    found: dict[tuple[str, ...], None] = {}
    passed_over, first_problem = 0, ""
    with open_source(path, Wanted()) as source:
        list_paths = _choose_reader(source.kind)
        for row in source.table.rows:
            try:
                check_width(source.table.header, row)
                paths = list_paths(row)
            except ValueError as error:
                passed_over += 1
                first_problem = first_problem or f"line {row.number}: {error}"
                continue
            for names in paths:
                found.update(dict.fromkeys(names[:depth] for depth in range(1, len(names) + 1)))
    return Tree(paths=list(found), passed_over=passed_over, first_problem=first_problem)


def _choose_reader(kind: Kind) -> Callable[[Row], Iterable[tuple[str, ...]]]:
    column = _COLUMNS.get(kind.name)
    if column:
        return lambda row: (split_names(row.get(column), key=column),)
    read = READERS[kind.name](Setting(now=datetime.now(UTC)))

    def list_paths(row: Row) -> Iterable[tuple[str, ...]]:
        record = read(row)
        return (record.path,) if isinstance(record, Branch) else record.paths

    return list_paths
