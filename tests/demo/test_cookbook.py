"""The questions of `docs/sql-cookbook.md`, asked of what the demo found, and of a shop's next crawl."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.reader import Reader

PAGE = Path(__file__).parents[2] / "docs" / "sql-cookbook.md"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="runs in a checkout, not where only the wheel is")

NAMES = {"acme": "kestrel", "boltco": "alderson", "case": "demo", "Gift cards": "Cold Storage"}
"""What the page's examples are called in the demo."""
SHOP, CHEAPER = "alderson", 20


def read_questions() -> dict[str, str]:
    if not PAGE.exists():
        return {}
    text = PAGE.read_text(encoding="utf-8")
    return dict(re.findall(r"^## (.+?)\n.*?^```sql\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


def write_next_crawl(data: Path, sold_elsewhere: str) -> None:
    """Write what the shop shows a day later: some goods are cheaper, and one is new that another shop sells."""
    (before,) = (data / "spool" / "loaded").glob(f"{SHOP}-*")
    folder = data / "spool" / f"{before.name}a"
    shutil.copytree(before, folder)
    path = folder / "products.jsonl"
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text().splitlines()]
    for row in rows[:CHEAPER]:
        row["price"] = str(Decimal(row["price"]) / 2)
    rows.append(rows[-1] | {"product_id": "new", "title": "New", "gtin": sold_elsewhere})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["crawl_id"] = folder.name
    manifest["products"] = len(rows)
    for key in ("started_at", "finished_at"):
        manifest[key] = (datetime.fromisoformat(manifest[key]) + timedelta(days=1)).isoformat()
    content = path.read_bytes()
    manifest["files"][path.name] = {
        "rows": len(rows),
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.fixture(scope="module")
def reader(run: Any, warehouse: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    data = tmp_path_factory.mktemp("later") / "data"
    shutil.copytree(run.folder / "data", data)
    (gtin,) = warehouse.execute("select min(gtin) from products where site = 'kestrel'").fetchone()
    write_next_crawl(data, gtin)
    assert [(result.site, result.status, result.held_back) for result in load_closed(data)] == [(SHOP, "loaded", "")]
    publish(data)
    with Reader(data) as reader:
        yield reader


@pytest.mark.parametrize("question", read_questions())
def test_question_has_an_answer(question: str, reader: Reader) -> None:
    query = read_questions()[question]
    for example, name in NAMES.items():
        query = query.replace(f"'{example}'", f"'{name}'")
    result = reader.ask(query)
    rows = [repr(row) for row in result.rows]
    assert rows
    assert len(set(rows)) == len(rows)
    assert len({column.name.casefold() for column in result.columns}) == len(result.columns)


def test_what_became_cheaper_is_what_did(reader: Reader) -> None:
    query = read_questions()["What became cheaper, and by how much?"]
    assert [(row[0], row[-1]) for row in reader.ask(query).rows] == [(SHOP, 50.0)] * CHEAPER
