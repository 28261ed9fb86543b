"""What processes that were killed leave in folders is removed by the next one that writes there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.leftovers import remove_leftovers
from gapfinder.whole_file import write_whole


@pytest.fixture(scope="module")
def dead() -> int:
    """The number of a process that is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_only_what_a_dead_process_left_is_removed(tmp_path: Path, dead: int) -> None:
    kept = [f"turns-{os.getpid()}-ab_1", f"turns-{dead}.txt", f"other-{dead}-ab", "turns-", "turns-x", "turns"]
    for name in [*kept, f"turns-{dead}-ab_1"]:
        (tmp_path / name).mkdir()
    (tmp_path / f"turns-{dead}-ab_1" / "file").write_text("left")
    (tmp_path / f"turns-{dead}").write_text("left")
    remove_leftovers(tmp_path, "turns-")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    remove_leftovers(tmp_path / "nowhere", "turns-")
    assert list(tmp_path.iterdir()) == []


def test_drafts_of_the_same_file_go_with_the_next_one(tmp_path: Path, dead: int) -> None:
    path = tmp_path / "it's [a] result*.csv"
    for name in (f".{path.name}.{dead}", f".other.csv.{dead}", f".{path.name}.{os.getpid()}1x"):
        (tmp_path / name).write_text("half")
    with write_whole(path) as draft:
        draft.write_text("whole")
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(
        [path.name, f".other.csv.{dead}", f".{path.name}.{os.getpid()}1x"]
    )
