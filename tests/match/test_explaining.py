"""The whole sum of a pair can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gapfinder.cli.main import gapfinder
from gapfinder.loading import load_crawls
from gapfinder.matching.explaining import Explanation, explain_pair
from gapfinder.matching.match import match_trees
from gapfinder.matching.profiles import ACROSS_LANGUAGES, BY_MEANING, BY_WORDS
from gapfinder.words import read_table

SOURCE = ("Tools > Power tools > Drills", "Tools > Hand saws", "Garden > Hoses")
TARGET = ("Hardware > Drills", "Hardware > Cordless drills", "Hardware > Saws", "Vehicles > Tyres")


def explain(plant: Callable[[Any], Any], source: str, target: str) -> Explanation:
    sides = plant({"acme": SOURCE}), plant({"boltco": TARGET})
    rows = [
        next(row for row, node in enumerate(nodes) if node.place.category_id == name)
        for nodes, name in zip(sides, (source, target), strict=True)
    ]
    return explain_pair(match_trees(*sides), *rows)


def test_the_parts_make_the_score(plant: Callable[[Any], Any]) -> None:
    told = explain(plant, SOURCE[0], TARGET[0])
    assert told.score == pytest.approx(1 / (1 + exp(-told.total)))
    assert told.relation == "equivalent"
    assert [abs(part.amount) for part in told.parts] == sorted((abs(part.amount) for part in told.parts), reverse=True)
    assert "Hardware > Cordless drills" in {rival.place.category_id for rival in told.rivals}


def test_what_was_not_compared_is_summed_by_itself(plant: Callable[[Any], Any]) -> None:
    told = explain(plant, SOURCE[2], TARGET[3])
    assert (told.relation, told.score, told.sureness) == (None, None, None)
    assert told.total < 0


def test_every_feature_has_a_meaning() -> None:
    for weights in map(read_table, (BY_WORDS, BY_MEANING, ACROSS_LANGUAGES)):
        assert {*weights["first"], *weights["second"]} - {"bias"} <= read_table("meanings").keys()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(gapfinder, [str(argument) for argument in arguments])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Returns the files of two trees."""
    found = tmp_path / "source.csv", tmp_path / "target.csv"
    for path, tree in zip(found, (SOURCE, TARGET), strict=True):
        path.write_text("path\n" + "\n".join(tree), encoding="utf-8")
    return found


def test_pairs_of_files_are_explained(files: tuple[Path, Path]) -> None:
    result = run("match", *files, "--by-words", "--explain", SOURCE[0], TARGET[0])
    shown = result.stdout
    assert result.stderr == "Matched by words alone.\n"
    assert "equivalent, sure to 0." in shown
    assert "words that both add to the names above them" in shown
    assert "sum, in log odds" in shown


def test_a_name_that_is_not_there_is_told(files: tuple[Path, Path]) -> None:
    result = run("match", *files, "--explain", "Tools > Axes", TARGET[0])
    assert (result.exit_code, result.output) == (2, f"gapfinder: {files[0]}: has no category 'Tools > Axes'\n")


def test_what_is_loaded_is_explained(tmp_path: Path, write: Callable[..., None], engage: Callable[..., Any]) -> None:
    engagement = engage(tmp_path, {"acme": "prospect", "boltco": "competitor"})
    write(engagement.data, "acme", {name: [] for name in SOURCE})
    write(engagement.data, "boltco", {name: [] for name in TARGET})
    load_crawls(engagement)
    options = ("match", "--engagement", tmp_path / "engagement.toml", "--explain", f"acme: {SOURCE[0]}")
    shown = run(*options, f"boltco: {TARGET[0]}").output
    assert shown.startswith(f"acme: {SOURCE[0]}\nboltco: {TARGET[0]}\nequivalent, sure to 0.")
    result = run(*options, "Drills")
    assert result.exit_code == 2
    assert "no category is called 'Drills'" in result.output
