"""Maps one category tree in a file onto another, with no warehouse."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.identity import category_id, path_key
from gapfinder.errors import UsageError
from gapfinder.imports.tree import Tree, read_tree
from gapfinder.imports.unreadable import CatalogueUnreadable
from gapfinder.imports.values import SEPARATOR, show_value
from gapfinder.matching.explaining import Explanation, explain_pair
from gapfinder.matching.match import Matches, match_trees, read_weights
from gapfinder.matching.meanings import Encode, FindEncode
from gapfinder.matching.relations import NONE
from gapfinder.matching.trees import Node, Place, plant_forest
from gapfinder.whole_file import write_whole

COLUMNS = ("source_path", "target_path", "score", "relation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """How many categories were read, how many sources have a counterpart, and whether a sentence model helped.

    `passed_over` says of each file with lines that make no sense what is wrong with the first, and how many there are.
    """

    sources: int
    targets: int
    matched: int
    by_meaning: bool
    passed_over: tuple[str, ...]


def pair_files(source: Path, target: Path, *, output: Path, top: int, find_encode: FindEncode | None = None) -> Paired:
    """Match the categories of one CSV file with those of another and write the pairs.

    Columns: source_path, target_path, score (0..1, how sure the answer is), relation (what the target is to the source:
    `equivalent`, `broader`, `narrower` or `none`), up to `top` rows a source, best first. A source that nothing stands
    for begins with a row of relation `none` without a target; what comes nearest follows, if there is room for it.

    `find_encode` finds a sentence model for the languages of both.

    Raises CatalogueUnreadable for a file that is no category tree, GapfinderError where the output cannot be written,
    UsageError where it would take the place of one of the two.
    """
    if any(output.exists() and given.exists() and output.samefile(given) for given in (source, target)):
        raise UsageError(f"{output}: is one of the two files, and was left as it is")
    trees = _read_trees(source, target)
    nodes = _plant(trees)
    matches = match_trees(nodes[0], nodes[1], encode=_find_encode(nodes, find_encode))
    rows = list(_list_rows(matches, top))
    _write_rows(output, rows)
    matched = {row[0] for row in rows} - {row[0] for row in rows if row[3] == NONE}
    return Paired(
        sources=len(nodes[0]),
        targets=len(nodes[1]),
        matched=len(matched),
        by_meaning=matches.source.meanings is not None,
        passed_over=tuple(_tell_passed_over(tree) for tree in trees if tree.passed_over),
    )


def explain_files(
    source: Path, target: Path, names: tuple[str, str], *, find_encode: FindEncode | None = None
) -> Explanation:
    """Return why a category of one file matches one of another as it does; `names` are their paths.

    `find_encode` finds a sentence model for the languages of both.

    Raises CatalogueUnreadable for a file that is no category tree, UsageError where it has no such category.
    """
    nodes = _plant(_read_trees(source, target))
    rows = [_find_row(path, side, name) for path, side, name in zip((source, target), nodes, names, strict=True)]
    return explain_pair(match_trees(nodes[0], nodes[1], encode=_find_encode(nodes, find_encode)), rows[0], rows[1])


def _find_encode(sides: Sequence[Sequence[Node]], find_encode: FindEncode | None) -> Encode | None:
    languages = frozenset(node.language for side in sides for node in side)
    return find_encode(languages) if find_encode else None


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
            raise CatalogueUnreadable(f"{path}: holds no category")
    return trees


def _tell_passed_over(tree: Tree) -> str:
    return f"{tree.first_problem} ({tree.passed_over} {'lines' if tree.passed_over > 1 else 'line'} passed over)"


def _plant(trees: Sequence[Tree]) -> list[list[Node]]:
    return [_plant_side(tree.paths, side) for tree, side in zip(trees, ("source", "target"), strict=True)]


def _plant_side(paths: Sequence[tuple[str, ...]], side: str) -> list[Node]:
    ids = {names: category_id(side, path_key(names)) for names in paths}
    return plant_forest(
        [Place(site=side, category_id=ids[names], path=names, parent_id=ids.get(names[:-1])) for names in paths]
    )


def _list_rows(matches: Matches, top: int) -> Iterator[tuple[str, str, str, str]]:
    answer = read_weights(matches.source)["none"]["below"]
    found: dict[int, list[int]] = {}
    for at, row in enumerate(matches.rows.tolist()):
        found.setdefault(row, []).append(at)
    for row, node in enumerate(matches.source.nodes):
        path, best = SEPARATOR.join(node.place.path), found.get(row, [])
        score = float(matches.scores[best[0]]) if best else 0.0
        is_absent = score < answer
        if is_absent:
            yield path, "", f"{1 - score:.4f}", NONE
        for at in best[: top - is_absent]:
            there = matches.target.nodes[matches.others[at]]
            yield path, SEPARATOR.join(there.place.path), f"{matches.sureness[at]:.4f}", matches.relations[at]


def _write_rows(output: Path, rows: list[tuple[str, str, str, str]]) -> None:
    with write_whole(output) as draft, draft.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
