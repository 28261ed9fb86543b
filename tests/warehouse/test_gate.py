"""Which crawls become a site's catalogue by themselves, and what a person can do about the others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from warehouse.acceptance import Acceptance, accept_crawl
from warehouse.errors import CrawlUnacceptable
from warehouse.homes import Home, folder_of
from warehouse.load import load_closed
from warehouse.publish import publish

Write = Callable[..., Path]
Ask = Callable[[Home, str], list[tuple[Any, ...]]]
ANN = Acceptance(by="Ann", at=datetime(2026, 2, 1, 9))
STOCK = [f"Saw {number}" for number in range(10)]
WHOLE = {"categories": [f"Tools {number}" for number in range(10)], "products": STOCK}
VERDICTS = "select verdict, verdict_reason, counts from crawls order by started_at"
KEPT = ("counts", "", True)


def load(home: Home, **options: Any) -> list[str]:
    held_back = [result.held_back for result in load_closed(home, **options)]
    publish(home)
    return held_back


@pytest.mark.parametrize(
    ("records", "manifest", "reason"),
    [
        (WHOLE, {}, ""),
        ({**WHOLE, "products": STOCK[:5]}, {}, ""),
        ({**WHOLE, "products": STOCK[:4]}, {}, "shrank from 10 to 4 products"),
        ({**WHOLE, "categories": WHOLE["categories"][:4]}, {}, "shrank from 10 to 4 categories"),
        ({}, {}, "shrank from 10 to 0 categories"),
        ({**WHOLE, "products": []}, {"structure_only": True}, ""),
        ({"categories": ["Tools 1"]}, {"structure_only": True}, "shrank from 10 to 1 categories"),
        (WHOLE, {"coverage": "capped"}, "is capped, where a complete crawl is current"),
        (WHOLE, {"coverage": "capped", "structure_only": True}, "is capped, where a complete crawl is current"),
        (WHOLE, {"coverage": "capped", "platform": "import"}, ""),
        ({}, {"platform": "import"}, "shrank from 10 to 0 categories"),
        (WHOLE, {"coverage": "blocked"}, "is blocked"),
        (WHOLE, {"coverage": "failed"}, "is failed"),
        ({}, {"coverage": "needs browser"}, "is needs browser"),
    ],
)
def test_a_crawl_that_saw_too_little_is_held_back(
    records: dict[str, Any], manifest: dict[str, Any], reason: str, data: Path, request: pytest.FixtureRequest
) -> None:
    write, ask = request.getfixturevalue("write"), request.getfixturevalue("ask")
    write(data, WHOLE, day=0)
    write(data, records, day=1, **manifest)
    assert load(data) == ["", reason]
    assert ask(data, VERDICTS) == [KEPT, ("held back", reason, False) if reason else KEPT]
    if reason:
        assert ask(data, "select categories, products, verdict, verdict_reason from sites") == [
            (10, 10, "held back", reason)
        ]


@pytest.mark.parametrize(("max_shrink", "held_back"), [(0.1, True), (0.2, False), (1.0, False), (0.0, True)])
def test_how_much_may_be_gone_is_a_setting(max_shrink: float, held_back: bool, data: Path, write: Write) -> None:
    write(data, WHOLE, day=0)
    write(data, {**WHOLE, "products": STOCK[:8]}, day=1)
    assert [bool(reason) for reason in load(data, max_shrink=max_shrink)] == [False, held_back]


def test_two_equal_faults_do_not_become_the_truth(data: Path, write: Write, ask: Ask) -> None:
    write(data, WHOLE, day=0)
    for day in (1, 2):
        write(data, {"categories": ["Oops"], "products": ["Oops"]}, day=day)
    write(data, WHOLE | {"products": [*STOCK, "Axe"]}, day=3)
    write(data, {}, day=4)
    load(data)
    assert ask(data, "select verdict from crawls order by started_at") == [
        ("counts",),
        ("superseded",),
        ("superseded",),
        ("counts",),
        ("held back",),
    ]
    assert ask(data, "select kind, name from catalog_changes") == [("appearance", "Axe")]


def test_an_accepted_crawl_becomes_the_catalogue(home: Home, write: Write, ask: Ask) -> None:
    write(home, WHOLE, day=0)
    small = write(home, {"categories": ["Tools 1"], "products": ["Saw 1", "Saw 2"]}, day=1)
    write(home, {"categories": ["Tools 1"], "products": ["Saw 1", "Axe"]}, day=2)
    load(home)
    assert accept_crawl(home, small.name, ANN) == "acme"
    publish(home)
    # The crawl after it agrees with it, and counts by itself now.
    assert ask(home, "select verdict, accepted_by, accepted_at from crawls order by started_at") == [
        ("counts", None, None),
        ("accepted", "Ann", datetime(2026, 2, 1, 9)),
        ("counts", None, None),
    ]
    assert ask(home, "select title from products order by 1") == [("Axe",), ("Saw 1",)]
    assert ask(home, "select kind, count(*) from catalog_changes where subject = 'product' group by 1 order by 1") == [
        ("appearance", 1),
        ("disappearance", 9),
    ]


def test_an_accepted_part_adds_to_what_is_known(data: Path, write: Write, ask: Ask) -> None:
    write(data, WHOLE, day=0)
    part = write(data, {"categories": ["Glue"], "products": ["Saw 1", "Axe"]}, day=1, coverage="capped")
    load(data)
    accept_crawl(data, part.name, ANN)
    write(data, {"products": ["Rope"]}, day=2, coverage="capped")
    load(data)
    assert ask(data, "select categories, products, observed_coverage from sites") == [(11, 12, "capped")]
    seen = "select dayofyear(last_seen_at) - 1, list(title order by title) from products group by 1 order by 1"
    assert ask(data, seen) == [(0, sorted(set(STOCK) - {"Saw 1"})), (1, ["Axe", "Saw 1"]), (2, ["Rope"])]


def test_what_was_accepted_stays_so_when_older_folders_come(data: Path, write: Write, ask: Ask) -> None:
    write(data, WHOLE, day=1)
    small = write(data, {"categories": ["Tools 1"], "products": ["Saw 1"]}, day=2)
    load(data)
    accept_crawl(data, small.name, ANN)
    write(data, WHOLE, day=0)
    load(data)
    assert ask(data, "select title, dayofyear(first_seen_at) - 1 from products") == [("Saw 1", 0)]
    assert ask(data, "select verdict from crawls order by started_at") == [("counts",), ("counts",), ("accepted",)]


def test_an_older_folder_counts_though_the_later_ones_are_gone(home: Home, write: Write, ask: Ask) -> None:
    write(home, {"products": [("Saw", {"price": "2"}), "Axe"]}, day=1)
    write(home, {"products": [("Saw", {"price": "3"}), "Nail"]}, day=2)
    load(home)
    shutil.rmtree(folder_of(home) / "spool" / "loaded")
    write(home, {"products": [("Saw", {"price": "1"})]}, day=0)
    load(home)
    assert ask(
        home, "select price::integer, dayofyear(since) - 1, dayofyear(until) - 1 from prices order by since"
    ) == [
        (1, 0, 1),
        (2, 1, 2),
        (3, 2, None),
    ]
    assert ask(home, "select title, dayofyear(first_seen_at) - 1 from products order by 1") == [("Nail", 2), ("Saw", 0)]
    assert ask(home, "select kind, name from catalog_changes where kind <> 'change' order by all") == [
        ("appearance", "Axe"),
        ("appearance", "Nail"),
        ("disappearance", "Axe"),
    ]


@pytest.mark.parametrize("lose", [False, True])
def test_what_cannot_be_accepted_is_told(lose: bool, data: Path, write: Write) -> None:
    first = write(data, WHOLE, day=0)
    empty = write(data, {}, day=1, coverage="blocked")
    write(data, WHOLE, day=2)
    small = write(data, {"categories": ["Tools 1"], "products": ["Saw 1"]}, day=3)
    unread = write(data, {}, day=4, coverage="unreachable")
    load(data)
    if lose:
        shutil.rmtree(data / "spool" / "loaded")
    reasons = {
        first.name: "is not held back: its verdict is 'counts'",
        empty.name: "is superseded: acme-20260103T030405Z-0002 is later, and counts",
        unread.name: "saw nothing",
        "acme-1": "no such crawl was loaded",
    } | ({small.name: "has no records any more: its spool folder is gone"} if lose else {})
    for crawl_id, reason in reasons.items():
        with pytest.raises(CrawlUnacceptable, match=f"{crawl_id}: {reason}"):
            accept_crawl(data, crawl_id, ANN)
