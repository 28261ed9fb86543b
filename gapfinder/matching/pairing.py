"""Maps one category tree in a file onto another, with no warehouse."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from crawler.identity import category_id, path_key
from gapfinder.errors import UsageError
from gapfinder.imports.tree import Tree, read_tree
from gapfinder.imports.unreadable import CatalogueUnreadable
from gapfinder.imports.values import SEPARATOR, show_value
from gapfinder.matching.catalogues.meanings import FindReader, Reader
from gapfinder.matching.catalogues.trees import Node, Place, find_whole_words, plant_forest
from gapfinder.matching.explaining import Explanation, explain_pair
from gapfinder.matching.names.languages import list_spoken, list_uncompared
from gapfinder.matching.pairs.match import Matches, match_trees, read_weights
from gapfinder.matching.pairs.relations import NONE
from gapfinder.matching.pausing import pause_collecting
from gapfinder.spreadsheet_cells import guard_cell
from gapfinder.whole_file import write_whole

COLUMNS = ("source_path", "target_path", "score", "relation")
LIKELY = 0.5
"""From this score on an answer is rather right than wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """How many categories were read, how many sources have a counterpart, and whether a sentence model helped.

    `likely` are those `matched` ones whose answer is `LIKELY` at least. `spoken` are the codes of the languages of
    either file, `uncompared` those of both where nothing at hand compares them with each other. `passed_over` says of
    each file with lines that make no sense what is wrong with the first, and how many there are.
    """

    sources: int
    targets: int
    matched: int
    likely: int
    by_meaning: bool
    spoken: tuple[tuple[str, ...], tuple[str, ...]]
    uncompared: tuple[str, ...]
    passed_over: tuple[str, ...]


@pause_collecting()
def pair_files(source: Path, target: Path, *, output: Path, top: int, find_reader: FindReader | None = None) -> Paired:
    """Match the categories of one CSV file with those of another and write the pairs.

    Columns: source_path, target_path, score (0..1, how sure the answer is), relation (what the target is to the source:
    `equivalent`, `broader`, `narrower` or `none`), up to `top` rows a source, best first. A source that nothing stands
    for begins with a row of relation `none` without a target; what comes nearest follows, if there is room for it.
    Where names are in languages that nothing at hand compares, `none` is said only of what is no goods; other sources
    have what comes nearest, no row where nothing does.

    `find_reader` finds a sentence model for the languages of both.

    Raises CatalogueUnreadable for a file that is no category tree, GapfinderError where the output cannot be written,
    UsageError where it would take the place of one of the two.
    """
    if any(output.exists() and given.exists() and output.samefile(given) for given in (source, target)):
        raise UsageError(f"{output}: is one of the two files, and was left as it is")
    trees = _read_trees(source, target)
    nodes = _plant(trees)
    reader = _find_reader(nodes, find_reader)
    matches = _match(nodes, reader)
    source_spoken, target_spoken = (list_spoken(node.place.path[-1] for node in side) for side in nodes)
    uncompared = list_uncompared((source_spoken, target_spoken), reader.languages if reader else frozenset())
    _write_rows(output, _list_rows(matches, top, is_compared=not uncompared))
    is_matched = (matches.scores >= _find_cutoff(matches)) & (np.array(matches.relations) != NONE)
    return Paired(
        sources=len(nodes[0]),
        targets=len(nodes[1]),
        matched=len(np.unique(matches.rows[is_matched])),
        likely=len(np.unique(matches.rows[is_matched & (matches.sureness >= LIKELY)])),
        by_meaning=reader is not None,
        spoken=(source_spoken, target_spoken),
        uncompared=uncompared,
        passed_over=tuple(
            f"{path}: {_tell_passed_over(tree)}"
            for path, tree in zip((source, target), trees, strict=True)
            if tree.passed_over
        ),
    )


def explain_files(
    source: Path, target: Path, names: tuple[str, str], *, find_reader: FindReader | None = None
) -> Explanation:
    """Return why a category of one file matches one of another as it does; `names` are their paths.

    `find_reader` finds a sentence model for the languages of both.

    Raises CatalogueUnreadable for a file that is no category tree, UsageError where it has no such category.
    """
    nodes = _plant(_read_trees(source, target))
    rows = [_find_row(path, side, name) for path, side, name in zip((source, target), nodes, names, strict=True)]
    return explain_pair(_match(nodes, _find_reader(nodes, find_reader)), rows[0], rows[1])


def _match(nodes: Sequence[list[Node]], reader: Reader | None) -> Matches:
    return match_trees(nodes[0], nodes[1], encode=reader.find_vectors if reader else None)


def _find_reader(sides: Sequence[Sequence[Node]], find_reader: FindReader | None) -> Reader | None:
    languages = frozenset(node.language for side in sides for node in side)
    return find_reader(languages) if find_reader else None


def _find_row(path: Path, nodes: list[Node], name: str) -> int:
    wanted = name.strip()
    found = next((row for row, node in enumerate(nodes) if SEPARATOR.join(node.place.path) == wanted), None)
    if found is None:
        raise UsageError(f"{path}: has no category {show_value(wanted)}")
    return found


def _read_trees(*files: Path) -> list[Tree]:
    trees = [read_tree(path) for path in files]
    for path, tree in zip(files, trees, strict=True):
        if not tree.paths:
            told = f"; {_tell_passed_over(tree)}" if tree.passed_over else ""
            raise CatalogueUnreadable(f"{path}: holds no category{told}")
    return trees


def _tell_passed_over(tree: Tree) -> str:
    return f"{tree.first_problem} ({tree.passed_over} {'lines' if tree.passed_over > 1 else 'line'} passed over)"


def _plant(trees: Sequence[Tree]) -> list[list[Node]]:
    sides = [_list_places(tree.paths, side) for tree, side in zip(trees, ("source", "target"), strict=True)]
    whole_words = find_whole_words([place for places in sides for place in places])
    return [plant_forest(places, whole_words=whole_words) for places in sides]


def _list_places(paths: Sequence[tuple[str, ...]], side: str) -> list[Place]:
    ids = {names: category_id(side, path_key(names)) for names in paths}
    return [Place(site=side, category_id=ids[names], path=names, parent_id=ids.get(names[:-1])) for names in paths]


def _find_cutoff(matches: Matches) -> float:
    """Return the score below which nothing in the other tree is called the same."""
    return read_weights(matches.source)["none"]["below"]


def _list_rows(matches: Matches, top: int, *, is_compared: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows of each source; unless both trees are compared nothing like goods proves no absence."""
    answer = _find_cutoff(matches)
    found: dict[int, list[int]] = {}
    for at, (row, relation) in enumerate(zip(matches.rows.tolist(), matches.relations, strict=True)):
        if relation != NONE:
            found.setdefault(row, []).append(at)
    for row, node in enumerate(matches.source.nodes):
        path, best = SEPARATOR.join(node.place.path), found.get(row, [])
        score = float(matches.scores[best[0]]) if best else 0.0
        is_absent = score < answer and (is_compared or not node.is_goods)
        if is_absent:
            yield path, "", f"{1 - score:.4f}", NONE
        for at in best[: top - is_absent]:
            there = matches.target.nodes[matches.others[at]]
            yield path, SEPARATOR.join(there.place.path), f"{matches.sureness[at]:.4f}", matches.relations[at]


def _write_rows(output: Path, rows: Iterable[tuple[str, str, str, str]]) -> None:
    with write_whole(output) as draft, draft.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(guard_cell, row) for row in rows)
