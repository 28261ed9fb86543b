from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse import turns
from warehouse.errors import StoreDamaged, StoreLocked, StoreNewer, WarehouseError
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.store import open_store

Write = Callable[..., Path]
HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@contextmanager
def hold_open(path: Path) -> Iterator[None]:
    """Keep a database open in another process."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield
        holder.communicate("")


def write_junk(path: Path) -> None:
    path.write_bytes(b"id,name\n1,Tools\n" * 1000)


def write_cut_store(path: Path) -> None:
    with open_store(path.parent):
        pass
    path.write_bytes(path.read_bytes()[:20_000])


def write_foreign_store(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("create table customers as select 1 as id")


def write_later_store(path: Path) -> None:
    with open_store(path.parent) as connection:
        connection.execute("update records.versions set tables = 999")


@pytest.mark.parametrize(
    ("write", "error", "reason"),
    [
        (write_junk, StoreDamaged, "not a valid DuckDB database file"),
        (write_cut_store, StoreDamaged, "cannot be read as a store"),
        (write_foreign_store, StoreDamaged, "not a store of gapfinder"),
        (write_later_store, StoreNewer, "its tables are version 999, this gapfinder knows"),
    ],
)
def test_file_that_is_no_store_of_ours_is_left_alone(
    write: Callable[[Path], None], error: type[WarehouseError], reason: str, data: Path
) -> None:
    data.mkdir()
    path = data / "store.duckdb"
    write(path)
    before = path.read_bytes()
    with pytest.raises(error, match=reason) as raised, open_store(data):
        pass
    assert str(path) in str(raised.value)
    assert raised.value.exit_code == 1
    assert path.read_bytes() == before


def test_locked_store_leaves_the_folder_for_later(data: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.3)
    with open_store(data):
        pass
    folder = write(data, {"categories": ["Tools"]})
    with hold_open(data / "store.duckdb"), pytest.raises(StoreLocked, match="another process is using the store"):
        load_closed(data)
    assert folder.exists()
    assert [result.status for result in load_closed(data)] == ["loaded"]


ADD = """
import sys
from pathlib import Path
from warehouse.store import open_store
for number in range(int(sys.argv[3])):
    with open_store(Path(sys.argv[1])) as store:
        site = f"{sys.argv[2]}-{number}"
        store.execute("insert into records.members (engagement, site, role) values ('e', ?, 'reference')", [site])
"""


def test_those_who_want_the_store_at_once_wait_for_each_other(data: Path) -> None:
    commands = [[sys.executable, "-c", ADD, str(data), str(number), "5"] for number in range(4)]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for command in commands]
    told = [process.communicate()[1] for process in processes]
    assert told == [""] * 4
    with open_store(data) as store:
        rows = store.execute("select site from records.members order by site").fetchall()
    assert rows == [(f"{number}-{turn}",) for number in range(4) for turn in range(5)]


def test_opening_again_changes_nothing(data: Path) -> None:
    with open_store(data):
        pass
    before = (data / "store.duckdb").read_bytes()
    with open_store(data):
        pass
    assert (data / "store.duckdb").read_bytes() == before


def test_views_of_an_earlier_version_are_replaced(data: Path) -> None:
    with open_store(data) as connection:
        connection.execute("create or replace view concepts as select 1 as one")
        connection.execute("update records.versions set views = 'earlier'")
    with open_store(data) as connection:
        columns = connection.execute("select column_name from (describe concepts)").fetchall()
    assert columns == [("concept_id",), ("label",), ("sites",), ("categories",), ("parent_id",)]


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with (
        pytest.raises(WarehouseError, match=r"store\.duckdb: cannot be made: File exists"),
        open_store(tmp_path / "data"),
    ):
        pass


@pytest.mark.parametrize(
    ("program", "loaded"),
    [
        # Ended between load and publish, between commit and move, and in the middle of a transaction.
        ("load_closed(data)", []),
        ("load.move_away = lambda folder: os._exit(9)\nload_closed(data)", ["skipped"]),
        ("load.take_in = lambda *_, **__: os._exit(9)\nload_closed(data)", ["loaded"]),
        ("publish._replace_file = lambda *_: os._exit(9)\nload_closed(data)\npublish.publish(data)", []),
    ],
)
def test_killed_run_is_made_good_by_the_next(
    program: str, loaded: list[str], data: Path, write: Write, ask: Callable[[Path, str], Any]
) -> None:
    write(data, {"categories": ["Tools"], "products": ["Saw"]})
    head = "import os, sys\nfrom pathlib import Path\nfrom warehouse import load, publish\n"
    body = "from warehouse.load import load_closed\ndata = Path(sys.argv[1])\n"
    subprocess.run([sys.executable, "-c", f"{head}{body}{program}\nos._exit(9)", str(data)], check=False)
    assert not (data / "warehouse.duckdb").exists()
    assert [result.status for result in load_closed(data)] == loaded
    publish(data)
    assert ask(data, "select site, categories, products from sites") == [("acme", 1, 1)]
    assert sorted(path.name for path in data.iterdir()) == [
        *(".store.lock", ".store.queue", "spool", "store.duckdb", "warehouse.duckdb")
    ]
    assert [path.name for path in (data / "spool").iterdir()] == ["loaded"]


def test_full_disk_leaves_the_folder_for_later(data: Path, write: Write, ask: Callable[[Path, str], Any]) -> None:
    with open_store(data):
        pass
    folder = write(data, {"products": [f"Saw {number:06} {hash(number):>200}" for number in range(3000)]})
    limit = (data / "store.duckdb").stat().st_size + 30_000
    program = (
        "import resource, sys; from pathlib import Path; from warehouse.load import load_closed\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "load_closed(Path(sys.argv[1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(data)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("warehouse.errors.WarehouseError: ")
    assert f"{data / 'store.duckdb'}: cannot be written" in done.stderr.splitlines()[-1]
    assert folder.exists()
    assert [result.status for result in load_closed(data)] == ["loaded"]
    publish(data)
    assert ask(data, "select count(*) from products") == [(3000,)]
