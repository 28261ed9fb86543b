"""Commands killed at chosen and at random points: nothing that was closed is lost, and the next run says what it mends.

`GAPFINDER_KILLS=20 pytest tests/durability` kills at so many points of each stage instead of one.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import Any

import duckdb
import pytest

from tests.durability.conftest import AT_REST, Case

KILLS = int(os.environ.get("GAPFINDER_KILLS", "1"))
CRAWL = ("crawl", "shop")
IMPORT = ("import", "FOLDER/after.csv", "--site", "listed")
REPORT = ("report",)
RESUMED = "which was interrupted after"
LATE = "was closed by a run that did not load it, and is loaded now"
MOVED = "was loaded by a run that was interrupted, and is moved to the others now"
BEHIND = "was behind the store, and is published anew"
DRAFT = "the draft of a publication that was interrupted is removed"
STAGED = "what an import left that was interrupted is removed"
LOG = "whoever wrote last was interrupted; what they had completed is kept"
POINTS = [
    (CRAWL, "crawling", 60, (RESUMED,)),
    (CRAWL, "remembering", 2, (RESUMED,)),
    (CRAWL, "closing", 6, (RESUMED,)),
    (CRAWL, "closed", 3, (RESUMED, LATE)),
    (CRAWL, "loading", 40, (LATE,)),
    (IMPORT, "closing", 5, (STAGED,)),
    (IMPORT, "closed", 20, (STAGED, LATE)),
    (IMPORT, "loading", 40, (LATE,)),
    (IMPORT, "loaded", 1, (MOVED,)),
    (IMPORT, "between load and publish", 3, (BEHIND,)),
    (IMPORT, "publishing", 7, (BEHIND, DRAFT)),
    (IMPORT, "published", 1, (BEHIND, DRAFT)),
    (REPORT, "publishing", 7, (BEHIND, DRAFT)),
]
"""A command, a stage of it, how many things it does there, and what the next run says: one of these at least."""
Point = tuple[tuple[str, ...], str, int, tuple[str, ...]]
Told = Callable[..., dict[str, list[tuple[Any, ...]]]]


def draw_points() -> list[Any]:
    dice = random.Random(20261126)  # noqa: S311 - nothing secret
    drawn = [
        (command, stage, number, told)
        for command, stage, most, told in POINTS
        for number in sorted(dice.sample(range(1, most + 1), k=min(KILLS, most)))
    ]
    return [pytest.param(point, id=f"{point[0][0]} {point[1]} {point[2]}") for point in drawn]


@pytest.mark.parametrize("point", draw_points())
def test_what_is_killed_is_made_good(point: Point, case: Case, after: Told, caplog: pytest.LogCaptureFixture) -> None:
    command, stage, number, told = point
    old, new = case.read_state(), after(*command)
    case.kill(stage, number, *command)
    assert case.read_state() in (old, new)
    closed = case.list_closed()
    done = case.run(*command)
    assert (done.exit_code, "Traceback" in done.output) == (0, False)
    assert [line for line in caplog.messages if any(part in line for part in told)] != []
    assert case.read_state() == new
    assert closed <= {path.name for path in (case.data / "spool" / "loaded").iterdir()}
    check_rest(case)


def check_rest(case: Case) -> None:
    """Make sure that nothing is left over, and each crawl is there once."""
    assert {path.name for path in case.data.iterdir()} <= AT_REST
    assert [path.name for path in (case.data / "spool").iterdir()] == ["loaded"]
    assert list((case.data / "spool" / "loaded").glob("*/journal.jsonl")) == []
    assert list((case.data / "memory").glob("*.part")) == []
    with duckdb.connect(case.data / "warehouse.duckdb", read_only=True) as published:
        crawls = [row[0] for row in published.execute("select crawl_id from crawls order by 1").fetchall()]
    assert crawls == sorted(path.name for path in (case.data / "spool" / "loaded").iterdir())


@pytest.mark.parametrize("seed", range(max(2, KILLS // 2)))
def test_a_command_is_killed_again_and_again_at_any_moment(case: Case, after: Told, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    old, new = case.read_state(), after(*IMPORT)
    for _ in range(2):
        process = case.start(*IMPORT)
        sleep(dice.uniform(0.3, 1.5))
        process.kill()
        process.communicate()
        assert case.read_state() in (old, new)
    closed = case.list_closed()
    assert case.run(*IMPORT).exit_code == 0
    assert case.read_state() == new
    assert closed <= case.list_closed()
    check_rest(case)


@pytest.mark.parametrize("stage", ["backing up", "upgrading"])
def test_an_upgrade_that_is_killed_begins_anew(tmp_path: Path, stage: str, caplog: pytest.LogCaptureFixture) -> None:
    case, whole = Case(folder=tmp_path / "case"), Case(folder=tmp_path / "whole")
    for each in (case, whole):
        each.data.mkdir(parents=True)
        with duckdb.connect(each.data / "store.duckdb") as store:
            store.execute((Path(__file__).parents[1] / "warehouse/stores/version_1.sql").read_text(encoding="utf-8"))
        (each.folder / "engagement.toml").write_text(
            'name = "case"\n[prospect]\nname = "a"\nurl = "https://a.example/"'
        )
    assert whole.run("match").exit_code == 0
    dice = random.Random(stage)  # noqa: S311 - nothing secret
    for number in dice.sample(range(1, 3 if stage == "backing up" else 25), k=2):
        untouched = shutil.copytree(case.folder, tmp_path / str(number))
        case_of_it = Case(folder=untouched)
        case_of_it.kill(stage, number, "match")
        caplog.clear()
        assert case_of_it.run("match").exit_code == 0
        assert any("its tables are upgraded to version" in line or LOG in line for line in caplog.messages)
        assert case_of_it.read_state() == whole.read_state()
        with duckdb.connect(case_of_it.data / "store.duckdb.v1.bak", read_only=True) as backup:
            assert backup.execute("select max(tables) from records.versions").fetchall() == [(1,)]
        names = {path.name for path in case_of_it.data.iterdir()}
        assert names <= AT_REST | {"store.duckdb.v1.bak"}


def test_a_log_that_was_left_is_told(case: Case, caplog: pytest.LogCaptureFixture) -> None:
    """A process that holds the store dies with what it has committed in the log beside it."""
    code = (
        "import os, sys; from pathlib import Path; from warehouse.store import open_store\n"
        "with open_store(Path(sys.argv[1])) as store:\n"
        "    store.execute(\"insert into records.members (engagement, site, role) values ('e', 's', 'reference')\")\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(case.data)], check=False)
    assert (case.data / "store.duckdb.wal").exists()
    assert case.run("match").exit_code == 0
    assert [line for line in caplog.messages if LOG in line or BEHIND in line] != []
    assert ("e", "s", "reference") in case.read_state()["members"]
