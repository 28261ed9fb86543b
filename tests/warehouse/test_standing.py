"""How sites stand at a moment that the test chooses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from gapfinder.cli.status import to_cells, to_object
from gapfinder.concerns import Concern, Weight
from gapfinder.engagement import Engagement, load_engagement
from gapfinder.scheduling.plan import Plan
from gapfinder.scheduling.timing import Timing
from gapfinder.standing import Changes, Expectation, Standing, read_standings
from warehouse.errors import WarehouseOutdated
from warehouse.load import load_closed
from warehouse.publish import publish

Write = Callable[..., Path]
NOW = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
DAILY = Plan(timing=Timing(expression="0 3 * * *"), zone=UTC, max_age=timedelta(hours=20))


def day(number: int) -> datetime:
    """Return when the crawl of a day ends, as `write` has it."""
    return datetime(2026, 1, 1 + number, 3, 9, 5, tzinfo=UTC)


@pytest.fixture
def engage(tmp_path: Path) -> Callable[..., Engagement]:
    def make(*names: str) -> Engagement:
        path = tmp_path / "engagement.toml"
        tables = "".join(
            f'{"[prospect]" if not number else "[[competitors]]"}\nname = "{name}"\nurl = "https://{name}.example/"\n'
            for number, name in enumerate(names)
        )
        path.write_text(f'name = "case"\n{tables}', encoding="utf-8")
        return load_engagement(path)

    return make


def load(case: Engagement) -> None:
    load_closed(case.data)
    publish(case.data)


def test_a_site_that_is_well(engage: Callable[..., Engagement], write: Write) -> None:
    case = engage("acme")
    old = [("Saw", {"price": "9.90"}), ("Axe", {"price": "5.00"}), ("Rasp", {"title": "Rasp"})]
    new = [("Saw", {"price": "8.90"}), ("Rasp", {"title": "Rasp 2"}), ("File", {}), ("Plane", {})]
    write(case.data, {"products": old, "categories": ["Tools"]}, day=0)
    folder = write(case.data, {"products": new, "categories": ["Tools"]}, day=9)
    load(case)
    (standing,) = read_standings(case, now=NOW, expected=Expectation(plan=DAILY, max_age=timedelta(days=1)))
    assert standing == Standing(
        site="acme",
        role="prospect",
        last_crawl_id=folder.name,
        last_crawled_at=day(9),
        observed_at=datetime(2026, 1, 10, 3, 4, 5, tzinfo=UTC),
        age=NOW - day(9),
        coverage="complete",
        categories=1,
        products=4,
        changes=Changes(total=5, appearances=2, disappearances=1, prices=1),
        next_run=datetime(2026, 1, 11, 3, 0, tzinfo=UTC),
    )
    assert standing.is_well
    assert to_cells(standing) == [
        *("acme", "prospect", "2026-01-10 03:09", "8 h", "complete", "1", "4"),
        *("+2 -1 1 price 1 other", "2026-01-11 03:00"),
    ]
    assert to_object(standing) == {
        "site": "acme",
        "role": "prospect",
        "well": True,
        "last_crawl_id": folder.name,
        "last_crawled_at": "2026-01-10T03:09:05+00:00",
        "age_seconds": 8 * 3600 + 50 * 60 + 55,
        "coverage": "complete",
        "reason": "",
        "held_back": False,
        "observed_at": "2026-01-10T03:04:05+00:00",
        "categories": 1,
        "products": 4,
        "changes": 5,
        "appearances": 2,
        "disappearances": 1,
        "price_changes": 1,
        "next_run_at": "2026-01-11T03:00:00+00:00",
        "attention": "",
    }


def test_what_needs_attention(engage: Callable[..., Engagement], write: Write) -> None:
    case = engage("walled", "lost", "large", "late", "shrunk", "unseen", "fresh")
    goods = {"products": [f"Saw {number}" for number in range(40)]}
    write(case.data, goods, day=0, site="walled")
    write(case.data, {}, day=9, site="walled", coverage="blocked", coverage_reason="a challenge page")
    write(case.data, {}, day=9, site="lost", coverage="unreachable")
    write(case.data, goods, day=9, site="large", coverage="capped", coverage_reason="max_pages")
    write(case.data, goods, day=5, site="late")
    write(case.data, goods, day=0, site="shrunk")
    write(case.data, {"products": ["Saw 1"]}, day=9, site="shrunk")
    write(case.data, goods, day=9, site="fresh")
    load(case)
    expected = Expectation(plan=DAILY, max_age=timedelta(days=2))
    found = {standing.site: standing for standing in read_standings(case, now=NOW, expected=expected)}
    assert {site: standing.attention for site, standing in found.items()} == {
        "walled": "blocked: a challenge page; the catalogue is of 2026-01-01",
        "lost": "unreachable; never observed",
        "large": "capped: max_pages",
        "late": "older than 2d: 4 d; no crawl since the one due at 2026-01-07 03:00 UTC: is cron running?",
        "shrunk": (
            "held back, for it shrank from 40 to 1 products; the catalogue is of 2026-01-01;"
            " `gapfinder accept shrunk-20260110T030405Z-0009` takes it all the same"
        ),
        "unseen": "never crawled",
        "fresh": "",
    }
    assert [site for site, standing in found.items() if standing.is_well] == ["fresh"]
    assert [site for site, standing in found.items() if not standing.is_urgent] == ["large", "fresh"]


def test_a_warehouse_of_an_earlier_gapfinder_is_told(engage: Callable[..., Engagement]) -> None:
    case = engage("walled")
    case.data.mkdir()
    with duckdb.connect(case.data / "warehouse.duckdb") as connection:
        connection.execute("create view sites as select 'walled' as site")
    with pytest.raises(WarehouseOutdated, match="was published by an earlier gapfinder; `gapfinder crawl`"):
        read_standings(case, now=NOW)


def test_what_lies_in_the_spool(engage: Callable[..., Engagement], write: Write) -> None:
    case = engage("closed", "open", "spoilt", "other-shop")
    write(case.data, {}, site="closed")
    (write(case.data, {}, site="open") / "manifest.json").unlink()
    (write(case.data, {"products": ["Saw"]}, site="spoilt") / "products.jsonl").write_bytes(b"")
    write(case.data, {}, site="other-shop", format=99)
    (case.data / "spool" / "what is this").mkdir()
    urgent, note = Weight.URGENT, Weight.NOTE

    def read(*, is_running: bool) -> list[tuple[str, Weight]]:
        standings = read_standings(case, now=NOW, is_running=is_running)
        concerns: list[Concern] = [concern for standing in standings for concern in standing.concerns]
        return [(concern.text.rpartition(" (")[0], concern.weight) for concern in concerns]

    assert read(is_running=False) == [
        ("a crawl waits to be loaded", urgent),
        ("a crawl was interrupted: `gapfinder crawl` resumes it", urgent),
        ("a crawl cannot be loaded: products.jsonl: bytes is 0, manifest says 227", urgent),
        ("a crawl cannot be loaded: manifest format 99; this gapfinder reads format 1", urgent),
    ]
    assert read(is_running=True) == [
        ("a crawl is being loaded", note),
        ("a crawl is running", note),
        ("a crawl is being loaded", note),
        ("a crawl is being loaded", note),
    ]


def test_a_crawl_that_was_rejected_does_not_just_wait(engage: Callable[..., Engagement], write: Write) -> None:
    case = engage("acme")
    folder = write(case.data, {"products": [("Saw", {"product_id": None})]})
    told = "products.jsonl: a row has no id or is of site 'acme'"
    assert [(result.status, result.reason) for result in load_closed(case.data)] == [("rejected", f"{folder}/{told}")]
    (standing,) = read_standings(case, now=NOW, is_running=False)
    assert standing.attention == f"a crawl was not loaded: {told}; the next load tries again ({folder.name})"
    shutil.rmtree(folder)
    assert write(case.data, {"products": ["Saw"]}) == folder
    (folder / "rejected.txt").write_text("as before")
    assert [result.status for result in load_closed(case.data)] == ["loaded"]
    assert not list(case.data.rglob("rejected.txt"))
