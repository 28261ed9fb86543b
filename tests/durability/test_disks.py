"""Disks that are full or cannot be written: every command says so in a line, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.durability.boxes import READ_ONLY, SMALL, find_lack, run_in_box
from tests.durability.conftest import Case

pytestmark = pytest.mark.skipif(bool(find_lack()), reason=find_lack() or "there can be boxes")
Told = Callable[..., dict[str, list[tuple[Any, ...]]]]
CRAWL = ["crawl", "shop"]
RUN = ["run", "shop"]
IMPORT = ["import", "FOLDER/after.csv", "--site", "listed"]
SAVE = ["sql", "select * from products", "-o", "FOLDER/data/saved.parquet"]
FULL = [
    # bytes that are left, from none to less than a draft of what is published
    *((left, command) for left in (0, 30_000, 1_000_000, 3_000_000) for command in (CRAWL, IMPORT)),
    *((left, command) for left in (0, 1_000_000) for command in (RUN, ["match"], ["report"])),
    (0, SAVE),
]


def test_a_folder_that_cannot_be_written_is_named(case: Case, tmp_path: Path) -> None:
    held_back = next(iter(case.list_closed()))
    commands = [CRAWL, RUN, IMPORT, ["match"], ["report"], SAVE, ["accept", held_back]]
    reads = [["sql", "select count(*) from products"], ["status"], ["state"]]
    *done, asked, stood, told = run_in_box(READ_ONLY, case, tmp_path / "box", commands + reads)
    assert [ended["exit_code"] for ended in done] == [1] * len(commands)
    for ended in done:
        (line,) = ended["told"]
        assert line.startswith(f"gapfinder: {tmp_path / 'box' / 'case' / 'data'}/")
        assert line.endswith(": cannot be written: Read-only file system")
    assert (asked["exit_code"], stood["exit_code"]) == (0, 0)
    assert told["state"] == plain(case.read_state())


def plain(state: dict[str, list[tuple[Any, ...]]]) -> dict[str, Any]:
    """Return a state as it comes out of a box."""
    found: dict[str, Any] = json.loads(json.dumps(state, default=str))
    return found


def test_a_full_disk_is_told_and_costs_nothing(case: Case, after: Told, tmp_path: Path) -> None:
    """Every command is tried on disks that are full to some point, and again when there is room."""
    steps = [step for left, command in FULL for step in (["fill", left], command, ["state"], ["free"])]
    found = run_in_box(SMALL, case, tmp_path / "box", [*steps, CRAWL, IMPORT, ["report"], ["state"]])
    old = plain(case.read_state())
    for number, (left, command) in enumerate(FULL):
        ended, told = found[4 * number + 1], found[4 * number + 2]
        assert ended["exit_code"] in (1, 3), (left, command, ended)
        lines = [line for line in ended["told"] if "cannot be" in line]
        assert lines, (left, command, ended)
        assert not any("Traceback" in line or "unexpected" in line for line in ended["told"]), (left, command, ended)
        assert told["state"]["members"] == old["members"]
    assert [ended["exit_code"] for ended in found[-4:-1]] == [0, 0, 0]
    new = plain(after(*CRAWL))
    assert [row for row in found[-1]["state"]["products"] if row[0] == "shop"] == [
        row for row in new["products"] if row[0] == "shop"
    ]
    new = plain(after(*IMPORT))
    assert [row for row in found[-1]["state"]["products"] if row[0] == "listed"] == [
        row for row in new["products"] if row[0] == "listed"
    ]
