"""Files that are damaged, foreign or of another version: told in a line that names them, and left as they are."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.durability.conftest import Case
from tests.warehouse.conftest import write_folder

CRAWL = ("crawl", "shop")
IMPORT = ("import", "FOLDER/after.csv", "--site", "listed")
SQL = ("sql", "select count(*) from products")
WRITERS = (CRAWL, IMPORT, ("report",), ("run", "shop"), ("match",), ("accept", "shop-20260101T030405Z-0000"))
READERS = (SQL, ("status",))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def write_text(path: Path) -> None:
    path.write_bytes(b"id,name\n1,Tools\n" * 1000)


def write_sqlite(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("create table customers (id)")
    connection.commit()
    connection.close()


def write_foreign(path: Path) -> None:
    path.unlink()
    with duckdb.connect(path) as connection:
        connection.execute("create table customers as select 1 as id")


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES = (cut, write_text, write_sqlite, write_foreign, make_folder)


def list_lines(told: str) -> list[str]:
    return [line for line in told.splitlines() if " pages, " not in line]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_store_that_is_none_is_named_and_left(case: Case, damage: Callable[[Path], None]) -> None:
    path = case.data / "store.duckdb"
    damage(path)
    before, state = path.is_file() and path.read_bytes(), case.read_state()
    for command in WRITERS if damage is cut else WRITERS[:3]:
        done = case.run(*command)
        assert done.exit_code == 1, command
        (line,) = list_lines(done.stderr)
        assert line.startswith(f"gapfinder: {path}: ")
        assert "Extension" not in line
    for command in READERS:
        assert case.run(*command).exit_code in (0, 3)
    assert (path.is_file() and path.read_bytes()) == before
    assert case.read_state() == state
    # what it advises helps, and what was crawled and imported meanwhile was kept
    waiting = case.list_closed()
    path.rename(path.with_name("aside"))
    assert case.run(*CRAWL).exit_code == 0
    assert waiting <= {folder.name for folder in (case.data / "spool" / "loaded").iterdir()}
    assert case.read_state()["products"] != state["products"]


def cut_within(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size - 400_000])


@pytest.mark.parametrize("damage", [*DAMAGES, cut_within])
def test_status_tells_of_a_store_that_the_next_load_cannot_open(case: Case, damage: Callable[[Path], None]) -> None:
    assert case.run("status").exit_code == 0
    path = case.data / "store.duckdb"
    damage(path)
    told, asked = case.run("status"), case.run("status", "--format", "json")
    assert (told.exit_code, asked.exit_code, case.run(*SQL).exit_code) == (3, 3, 0)
    (line,) = [line.strip() for line in told.stdout.splitlines() if "nothing can be loaded" in line]
    assert line == f"nothing can be loaded: {json.loads(asked.stdout)['attention']}"
    assert line.startswith(f"nothing can be loaded: {path}: ")


def test_status_waits_for_nobody_who_has_the_store(case: Case) -> None:
    hold = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(case.data / "store.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        assert case.run("status").exit_code == 0
        holder.communicate()


@pytest.mark.parametrize("damage", DAMAGES[:-1])
def test_a_published_file_that_is_none_is_named_replaced_and_kept(
    case: Case, damage: Callable[[Path], None], tmp_path: Path
) -> None:
    state, path = case.read_state(), case.data / "warehouse.duckdb"
    damage(path)
    damaged = path.read_bytes()
    for command in READERS:
        done = case.run(*command)
        assert done.exit_code == 1
        (line,) = list_lines(done.stderr)
        assert line.startswith(f"gapfinder: {path}: cannot be read as a warehouse: ")
    for number, command in enumerate((CRAWL, IMPORT, ("match",), ("report",)) if damage is cut else (CRAWL,)):
        copy = case.copy(tmp_path / str(number))
        assert copy.run(*command).exit_code == 0
        assert copy.read_state()["members"] == state["members"]
        assert (copy.data / "warehouse.duckdb.aside").read_bytes() == damaged


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("loss", "command"), [(Path.unlink, ("match",)), (empty, ("report",)), (empty, IMPORT), (Path.unlink, CRAWL)]
)
def test_a_store_that_is_lost_is_made_anew(
    case: Case, loss: Callable[[Path], None], command: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    state = case.read_state()
    loss(case.data / "store.duckdb")
    assert case.run(*command).exit_code == 0
    assert any("was missing, and is made anew from warehouse.duckdb" in line for line in caplog.messages)
    shown = case.read_state()["categories"]
    assert [row for row in state["categories"] if row not in shown] == []


def change_manifest(folder: Path, **keys: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | keys))


def write_parquet(folder: Path) -> None:
    """Put Parquet that is cut short in the place of the products, with the checksum that it has."""
    lines, path = folder / "products.jsonl", folder / "products.parquet"
    duckdb.sql("select 'acme' as site, 'Saw' as product_id").write_parquet(str(path))
    path.write_bytes(path.read_bytes()[:100])
    files = json.loads((folder / "manifest.json").read_bytes())["files"]
    files.pop(lines.name)
    lines.unlink()
    entry = {"bytes": path.stat().st_size, "sha256": sha256(path.read_bytes()).hexdigest()}
    change_manifest(folder, files=files | {path.name: entry})


def alter(folder: Path) -> None:
    path = folder / "products.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Saw", b"Sow"))


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda folder: change_manifest(folder, format=2), ": manifest format 2; this gapfinder reads format 1"),
        (lambda folder: change_manifest(folder, format=0), ": manifest format 0; this gapfinder reads format 1"),
        (alter, "/products.jsonl: sha256 is "),
        (lambda folder: (folder / "products.jsonl").write_bytes(b"{"), "/products.jsonl: bytes is 1, manifest says"),
        (lambda folder: (folder / "categories.jsonl").unlink(), "/categories.jsonl: cannot be read: No such file"),
        (lambda folder: (folder / "manifest.json").write_bytes(b'{"format'), ": manifest cannot be read: "),
        (write_parquet, "/products.parquet: Invalid Input Error: No magic bytes found at end of file"),
    ],
    ids=["newer", "older", "altered", "cut", "gone", "no manifest", "cut Parquet"],
)
def test_a_folder_that_cannot_be_loaded_is_named_and_stays(
    damage: Callable[[Path], object], reason: str, case: Case, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write_folder(case.data, {"products": ["Saw", "Axe"]}, site="listed", day=300)
    damage(folder)
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    for command in (CRAWL, IMPORT):
        caplog.clear()
        assert case.run(*command).exit_code == 0
        (line,) = [line for line in caplog.messages if "was not loaded" in line]
        assert line.startswith(f"{folder.name} was not loaded: {folder}{reason}")
    told = case.run("status")
    assert (told.exit_code, f"({folder.name})" in told.stdout) == (3, True)
    assert {name: (folder / name).read_bytes() for name in kept} == kept


@pytest.mark.parametrize(
    "journal",
    [
        b'{"answer": {"link": 3}}\n{"sitemaps": 3}\n',
        b'{"sitemaps": [], "ledger": {"requests": 1, "of_later_versions": 2}}\n',
        b'{"answer": null, "menus": [], "page": 3}\n[]\n\x00\xff\n{"answer": {}, "came": 3}',
    ],
)
def test_a_journal_of_another_version_is_gone_on_with(
    journal: bytes, case: Case, after: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    closed = next(iter(sorted(case.list_closed() & {f.name for f in (case.data / "spool/loaded").glob("shop-*")})))
    folder = case.data / "spool" / "shop-20260101T030405Z-0000"
    folder.mkdir()
    facts = json.loads((case.data / "spool" / "loaded" / closed / "site.json").read_bytes())
    (folder / "site.json").write_text(json.dumps(facts | {"started_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}))
    (folder / "journal.jsonl").write_bytes(journal)
    assert case.run(*CRAWL).exit_code == 0
    assert any("cannot be read, and their pages are asked for again" in line for line in caplog.messages)
    assert (case.data / "spool" / "loaded" / folder.name).is_dir()
    assert case.read_state()["products"] == after(*CRAWL)["products"]


def test_a_folder_that_was_hardly_begun_is_removed(case: Case) -> None:
    for name in ("shop-20260101T030405Z-0000", ".shop-20260101T030405Z-0001"):
        (case.data / "spool" / name).mkdir()
    other = case.data / "spool" / ".shop-2-20260101T030405Z-0001"
    other.mkdir()
    assert case.run(*CRAWL).exit_code == 0
    assert sorted(path.name for path in (case.data / "spool").iterdir()) == [other.name, "loaded"]
    shutil.rmtree(other)
