from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from warehouse.describe import describe_views
from warehouse.errors import StoreDamaged
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.query import open_published
from warehouse.store import open_store

Write = Callable[..., Path]
Ask = Callable[[Path, str], list[tuple[Any, ...]]]
REPOSITORY = Path(__file__).parents[2]

CONTRACT = {
    "sites": "site url industry platform last_crawl_id last_crawled_at coverage coverage_reason",
    "engagements": "engagement site role industry",
    "crawls": "crawl_id site started_at finished_at outcome coverage coverage_reason requests responses errors bytes"
    " categories products",
    "categories": "site category_id parent_id path name depth url product_count seen_by first_seen_at last_seen_at",
    "products": "site product_id title brand sku gtin price currency availability url first_seen_at last_seen_at",
    "product_categories": "site product_id category_id",
    "prices": "site product_id title price currency since until first_seen_crawl_id last_seen_crawl_id",
    "catalog_changes": "site kind subject name from to crawl_id at",
    "concepts": "concept_id label sites categories parent_id",
    "concept_parents": "concept_id label parent_id parent_label sites is_main",
    "category_concepts": "site category_id concept_id score method evidence decided_by",
    "presence": "engagement subject_kind subject_id label site role presence products share evidence",
    "gaps": "engagement rank kind subject_id label score adoption absence fit strength reference_sites industries"
    " competitors_absent competitors_observed confidence",
    "politeness": "site robots delay requests refusals",
    "decisions": "decided_at decided_by verdict site category_id path other_site other_category_id other_path reason",
    "gap_evidence": "engagement subject_id site role presence category_path url crawled_at note",
}
READ = """
import sys
from pathlib import Path
from warehouse.query import open_published
held = open_published(Path(sys.argv[1]))
for _ in sys.stdin:
    print(held.execute("select count(*) from products").fetchone()[0], flush=True)
"""


def test_published_views_are_the_contract(data: Path, ask: Ask) -> None:
    publish(data)
    shown = "select table_name, column_name from information_schema.columns where table_schema = 'main'"
    found: dict[str, list[str]] = {}
    for view, column in ask(data, f"{shown} order by table_name, ordinal_position"):
        found.setdefault(view, []).append(column)
    assert set(found) == set(CONTRACT)
    assert {view: sorted(set(columns.split()) - set(found[view])) for view, columns in CONTRACT.items()} == {
        view: [] for view in CONTRACT
    }
    types = "select data_type from information_schema.columns where table_name = $table and column_name = $column"
    with open_store(data) as store:
        for table, column, wanted in (
            ("categories", "path", "VARCHAR[]"),
            ("products", "price", "DECIMAL(18,4)"),
            ("catalog_changes", "at", "TIMESTAMP"),
            ("gap_evidence", "crawled_at", "TIMESTAMP"),
        ):
            assert store.execute(
                types + " and table_schema = 'main'", {"table": table, "column": column}
            ).fetchall() == [(wanted,)]


def test_views_and_columns_carry_comments_and_the_page_repeats_them(data: Path, ask: Ask) -> None:
    publish(data)
    connection = open_published(data)
    try:
        page = describe_views(connection)
    finally:
        connection.close()
    assert "None" not in page
    assert page == (REPOSITORY / "docs" / "views.md").read_text(encoding="utf-8")


def test_reader_keeps_what_it_opened(data: Path, write: Write, ask: Ask) -> None:
    write(data, {"products": ["Saw"]})
    load_closed(data)
    publish(data)
    command = [sys.executable, "-c", READ, str(data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        print(file=reader.stdin, flush=True)
        assert reader.stdout.readline() == "1\n"
        write(data, {"products": ["Saw", "Axe"]}, day=1)
        load_closed(data)
        publish(data)
        print(file=reader.stdin, flush=True)
        assert reader.stdout.readline() == "1\n"
        assert ask(data, "select count(*) from products") == [(2,)]
        reader.communicate()


@pytest.mark.parametrize("content", [b"", b"not a database" * 999])
def test_published_file_that_is_none_is_told_and_replaced(content: bytes, data: Path) -> None:
    data.mkdir()
    path = data / "warehouse.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="cannot be read as a warehouse") as raised:
        open_published(data)
    assert str(path) in str(raised.value)
    publish(data)
    open_published(data).close()


def test_foreign_database_is_no_warehouse(data: Path) -> None:
    with open_store(data / "other") as store:
        store.execute("drop view sites")
        store.execute("checkpoint")
    (data / "other" / "store.duckdb").rename(data / "warehouse.duckdb")
    with pytest.raises(StoreDamaged, match="sites"):
        open_published(data)


def test_what_lies_free_in_a_large_store_is_not_published(
    data: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.publish.LARGE", 1_000_000)
    with open_store(data) as store:
        store.execute("insert into records.concepts select range, md5(range::varchar), null from range(200_000)")
    publish(data)
    whole = (data / "warehouse.duckdb").stat().st_size
    assert whole == (data / "store.duckdb").stat().st_size
    with open_store(data) as store:
        store.execute("delete from records.concepts where concept_id <> '7'")
        store.execute("checkpoint")
    publish(data)
    assert (data / "warehouse.duckdb").stat().st_size < whole / 2
    assert ask(data, "select concept_id from concepts") == [("7",)]


def test_left_over_log_and_drafts_are_removed(data: Path) -> None:
    data.mkdir()
    for name in ("warehouse.duckdb.wal", ".warehouse-draft-1.duckdb", ".warehouse-draft-1.duckdb.wal"):
        (data / name).write_bytes(b"left by somebody")
    publish(data)
    assert sorted(path.name for path in data.iterdir()) == [
        *(".store.lock", ".store.queue", "store.duckdb", "warehouse.duckdb")
    ]


def test_full_disk_leaves_what_was_published(data: Path, ask: Ask) -> None:
    publish(data)
    before = (data / "warehouse.duckdb").read_bytes()
    with open_store(data) as store:
        store.execute("insert into records.concepts select range, repeat('x', 999) || range, null from range(5000)")
    program = (
        "import resource, sys; from pathlib import Path; from warehouse.publish import publish\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "publish(Path(sys.argv[1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(data)], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "WarehouseError" in done.stderr.splitlines()[-1]
    assert (data / "warehouse.duckdb").read_bytes() == before
    publish(data)
    assert ask(data, "select count(*) from concepts") == [(5000,)]
