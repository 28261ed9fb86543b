from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from warehouse.errors import QueryRejected, StoreDamaged, WarehouseMissing
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.reader import Reader
from warehouse.sandbox import Bounds, bound_by_machine

Write = Callable[..., Path]
ENDLESS = [
    "select count(*) from range(100_000_000_000) t(x) where x % 7 = 8",
    "select * from range(100_000_000_000) t(x) where x < 0",
    "with recursive r as (select 1 as x union all select x + 1 from r) select max(x) from r",
]


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Lets Ctrl-C interrupt, which shells leave out for what they start in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def spills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what does not fit into memory is kept."""
    folder = tmp_path / "spills"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def published(tmp_path: Path, spills: Path, write: Write) -> Path:
    data = tmp_path / "data"
    write(data, {"categories": ["Tools"]})
    load_closed(data)
    publish(data)
    return data


@pytest.fixture
def reader(published: Path) -> Iterator[Reader]:
    with Reader(published) as reader:
        yield reader


def test_reader_that_stays_sees_what_was_published_last(reader: Reader, published: Path, write: Write) -> None:
    query = "select name from categories order by name"
    assert list(reader.ask(query).rows) == [("Tools",)]
    for day, name in enumerate(("Saws", "Nuts"), start=1):
        write(published, {"categories": ["Tools", name]}, day=day)
        load_closed(published)
        publish(published)
        assert list(reader.ask(query).rows) == [(name,), ("Tools",)]


def test_result_that_is_being_read_is_of_one_file(reader: Reader, published: Path, write: Write) -> None:
    rows = reader.ask("select range, name from range(100_000), categories").rows
    assert next(rows) == (0, "Tools")
    write(published, {"categories": ["Nuts"]}, day=1)
    load_closed(published)
    publish(published)
    assert {name for _, name in rows} == {"Tools"}
    assert list(reader.ask("select name from categories").rows) == [("Nuts",)]


def test_reader_outlives_a_file_that_is_gone_or_damaged(reader: Reader, published: Path) -> None:
    file = published / "warehouse.duckdb"
    whole = file.read_bytes()
    file.unlink()
    with pytest.raises(WarehouseMissing):
        reader.ask("from sites")
    file.write_bytes(b"gone")
    with pytest.raises(StoreDamaged):
        reader.ask("from sites")
    file.write_bytes(whole)
    assert list(reader.ask("select site from sites").rows) == [("acme",)]


def test_catalog_tells_views_and_columns_with_their_comments(reader: Reader) -> None:
    catalog = reader.read_catalog()
    assert catalog.views["engagements"].about == "A site's part in an engagement"
    assert [(column.name, column.type) for column in catalog.views["product_categories"].columns] == [
        ("site", "VARCHAR"),
        ("product_id", "VARCHAR"),
        ("category_id", "VARCHAR"),
        ("first_seen_at", "TIMESTAMP"),
        ("last_seen_at", "TIMESTAMP"),
        ("first_seen_crawl_id", "VARCHAR"),
        ("last_seen_crawl_id", "VARCHAR"),
    ]
    said = {(view.name, column.name): column.about for view in catalog.views.values() for column in view.columns}
    said |= {(view.name, ""): view.about for view in catalog.views.values()}
    assert [name for name, about in said.items() if not about] == []
    assert {"select", "from", "order", "qualify"} <= set(catalog.keywords)
    assert {"count", "list_sort", "regexp_matches"} <= set(catalog.functions)


@pytest.mark.parametrize("query", ENDLESS)
def test_ctrl_c_stops_a_query_and_the_reader_goes_on(query: str, reader: Reader) -> None:
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        reader.attend(lambda: list(reader.ask(query).rows))
    timer.join()
    assert time.monotonic() - begun < 60
    assert reader.attend(lambda: list(reader.ask("select 42").rows)) == [(42,)]


def test_ctrl_c_stops_rows_that_come_without_end(reader: Reader) -> None:
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        reader.attend(lambda: sum(1 for _ in reader.ask("from range(100_000_000_000)").rows))
    timer.join()
    assert reader.attend(lambda: list(reader.ask("select 42").rows)) == [(42,)]


def test_ctrl_c_is_heard_at_any_moment(reader: Reader) -> None:
    for number in range(30):
        timer = threading.Timer(number / 2000, os.kill, (os.getpid(), signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - it may come before the query begins, or while it runs
            timer.start()
            reader.attend(lambda: sum(1 for _ in reader.ask("from range(100_000_000_000)").rows))
        timer.join()
        assert reader.attend(lambda: list(reader.ask("select 42").rows)) == [(42,)]


def bound_tightly(spill: Path) -> Bounds:
    return Bounds(spill=spill, memory=100 << 20, most_spill=50 << 20, threads=1)


@pytest.mark.parametrize(
    "query",
    [
        "select list(range) from range(1_000_000_000)",
        "select md5(range::varchar) as m, range from range(20_000_000) order by m",
        "select string_agg(repeat('x', 1_000_000), '') from range(100_000)",
        "select array_agg(repeat('x', 100_000_000)) from range(100)",
        "select repeat('x', 5_000_000_000)",
    ],
)
def test_query_beyond_its_bounds_fails_and_the_reader_goes_on(query: str, published: Path, spills: Path) -> None:
    with Reader(published, bounds=bound_tightly) as reader:
        with pytest.raises(QueryRejected, match=r"Out of (Memory|Range)"):
            list(reader.ask(query).rows)
        kept = sum(path.stat().st_size for path in spills.rglob("*") if path.is_file())
        assert kept <= 60 << 20
        assert list(reader.ask("select 42").rows) == [(42,)]
    assert list(spills.iterdir()) == []


def test_what_does_not_fit_is_kept_aside_and_removed(published: Path, spills: Path) -> None:
    def bound(spill: Path) -> Bounds:
        return Bounds(spill=spill, memory=100 << 20, most_spill=2 << 30, threads=1)

    query = "select md5(range::varchar) as m, range from range(3_000_000) order by m"
    with Reader(published, bounds=bound) as reader:
        assert next(reader.ask(query).rows)[0].startswith("0000")
        assert [path for path in spills.rglob("*") if path.is_file()]
        assert not (Path.cwd() / ".tmp").exists()
    assert list(spills.iterdir()) == []


def test_bounds_leave_the_machine_usable(reader: Reader, spills: Path) -> None:
    shown = dict(reader.ask("select name, value from duckdb_settings()").rows)
    assert shown["memory_limit"] == "4.0 GiB" or bound_by_machine(spills).memory < 4 << 30
    assert shown["max_temp_directory_size"] == "20.0 GiB"
    assert Path(shown["temp_directory"]).parent == spills
    assert int(shown["threads"]) == bound_by_machine(spills).threads <= 8
    assert (shown["enable_external_access"], shown["lock_configuration"]) == ("false", "true")


def test_leavings_of_a_reader_that_was_killed_are_removed(published: Path, spills: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from warehouse.reader import Reader;"
        "Reader(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    environment = os.environ | {"TMPDIR": str(spills)}
    killed = subprocess.run([sys.executable, "-c", code, str(published)], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(list(spills.iterdir())) == 1
    with Reader(published):
        assert [path.name.split("-")[2] for path in spills.iterdir()] == [str(os.getpid())]
