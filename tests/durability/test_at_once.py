"""Several at work on one data folder: everybody gets there, nobody sees half of it, and the newest catalogue wins."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from tests.durability.conftest import Case
from tests.warehouse.conftest import dump_store, read_rows, write_folder
from warehouse.load import load_closed
from warehouse.publish import is_behind, publish
from warehouse.reader import Reader

LOAD = """
import sys; from pathlib import Path
from warehouse.load import load_closed
from warehouse.publish import publish
results = load_closed(Path(sys.argv[1]))
publish(Path(sys.argv[1]))
print(*(f"{result.crawl_id} {result.status} {result.reason}" for result in results), sep="\\n")
"""
PUBLISH = """
import sys; from pathlib import Path
from warehouse.publish import publish
from warehouse.store import open_store
for number in range(4):
    with open_store(Path(sys.argv[1])) as store:
        concept = [f"{sys.argv[2]}-{number}", "a label"]
        store.execute("insert into records.concepts (concept_id, label) values (?, ?)", concept)
    publish(Path(sys.argv[1]))
"""
ANALYSE = """
import sys; from pathlib import Path
from gapfinder.analysis_turn import hold_analysis
with hold_analysis(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str]) -> str:
    """Wait for a process that says nothing is wrong, and return what it printed."""
    out, told = process.communicate()
    assert (process.returncode, told) == (0, "")
    return out


def test_loads_at_once_load_each_folder_once(tmp_path: Path) -> None:
    data, alone = tmp_path / "data", tmp_path / "alone"
    for folder in (data, alone):
        for day in range(8):
            goods = [f"Saw {number}" for number in range(day, day + 5)]
            write_folder(folder, {"products": goods, "categories": ["Tools"]}, day=day, site=f"shop{day % 2}")
    load_closed(alone)
    outs = [end(process) for process in [start(LOAD, data) for _ in range(3)]]
    lines = [line.split(maxsplit=2) for out in outs for line in out.splitlines() if line]
    assert {line[1] for line in lines} == {"loaded", "skipped"}
    assert sorted(line[0] for line in lines if line[1] == "loaded") == sorted(
        path.name for path in (alone / "spool" / "loaded").iterdir()
    )
    assert dump_store(data) == dump_store(alone)
    assert not is_behind(data)
    assert [path.name for path in (data / "spool").iterdir()] == ["loaded"]


def test_who_publishes_at_once_leaves_nothing_unpublished(tmp_path: Path) -> None:
    write_folder(tmp_path, {"products": ["Saw"]})
    load_closed(tmp_path)
    publish(tmp_path)
    processes = [start(PUBLISH, tmp_path, name) for name in ("a", "b", "c")]
    counts = []
    with Reader(tmp_path) as reader:
        while any(process.poll() is None for process in processes):
            counts += [row[0] for row in reader.ask("select count(*) from concepts").rows]
            sleep(0.02)
    assert [end(process) for process in processes] == [""] * 3
    assert counts == sorted(counts)
    assert read_rows(tmp_path, "select count(*) from concepts") == [(12,)]
    assert not is_behind(tmp_path)


@contextmanager
def hold_analysis(data: Path) -> Iterator[None]:
    """Keep an analysis going in another process."""
    with start(ANALYSE, data) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.communicate()


def test_an_analysis_waits_for_another_and_loads_do_not(case: Case) -> None:
    """What the second finds is of the catalogue as it is when the first has ended, so nothing older takes its place."""
    with hold_analysis(case.data):
        second = case.start("match")
        assert second.stderr is not None
        assert "another analysis is running here; waiting for it" in second.stderr.readline()
        began = monotonic()
        assert case.run("import", "FOLDER/after.csv", "--site", "fresh").exit_code == 0
        assert case.run("sql", "select count(*) from products").exit_code == 0
        assert monotonic() - began < 20
        assert second.poll() is None
    second.communicate()
    assert second.returncode == 0
    found = read_rows(case.data, "select count(*) from category_concepts where site = 'fresh'")
    assert found == [(3,)]


def test_readers_and_writers_get_there_together(case: Case) -> None:
    """A crawl of two processes, an import, an analysis, a query and a look at the state, all at the same time."""
    commands = [
        ("crawl", "shop"),
        ("import", "FOLDER/after.csv", "--site", "listed"),
        ("import", "FOLDER/before.csv", "--site", "other"),
        ("report",),
        ("match",),
        ("sql", "--format", "json", "select count(*) from product_categories"),
        ("status",),
    ]
    processes = [case.start(*command) for command in commands]
    for command, process in zip(commands, processes, strict=True):
        out, told = process.communicate()
        assert process.returncode in ((0, 3) if command == ("status",) else (0,)), (command, told)
        wrong = [line for line in told.splitlines() if "gapfinder: " in line or "lock" in line or "Traceback" in line]
        assert wrong == [], command
        if command[0] == "sql":
            assert next(iter(json.loads(out)[0].values())) > 0
    state = case.read_state()
    assert {row[0] for row in state["products"]} == {"shop", "listed", "other"}
    assert not is_behind(case.data)
