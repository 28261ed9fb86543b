"""Concepts in the warehouse, brought up to date by what is new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gapfinder.analysing import analyse_engagement, find_loaded_concepts, match_loaded
from gapfinder.loaded_pair import explain_loaded
from gapfinder.loading import load_crawls
from gapfinder.matching.keeping.ledger_files import load_ledger
from warehouse.decisions import Decision, add_decisions
from warehouse.query import open_published
from warehouse.store import open_store

SHELVES: dict[str, dict[str, list[str]]] = {
    "acme": {"Fasteners > Screws": ["Wood screw 4x40"], "Gloves": ["Nitrile gloves L"], "Rings": ["O-ring"]},
    "boltco": {"Screws & Bolts": ["Hex bolt M8"], "Work Gloves": ["Leather gloves"], "Starter Kits": ["Screw kit"]},
    "nutworld": {"Screws": ["Screw M3"], "Nuts": ["Hex nut M3"], "Screw": ["Screw M4"]},
}

PRICED = {"Screws": [f"Screw M{size}" for size in range(3, 8)], "Nuts": ["Hex nut M3"]}


@pytest.fixture
def case(tmp_path: Path, write: Callable[..., None], engage: Callable[..., Any], monkeypatch: Any) -> Any:
    monkeypatch.setattr("gapfinder.kept_matching.SMALL", 0)
    monkeypatch.setattr("gapfinder.matching.keeping.ledger.ENOUGH_NEW", 1000)
    engagement = engage(tmp_path, {"acme": "prospect", "boltco": "competitor", "nutworld": "competitor"})
    for site, shelves in SHELVES.items():
        write(engagement.data, site, shelves)
    load_crawls(engagement)
    match_loaded(engagement.home)
    return engagement


def read(data: Path) -> list[tuple[Any, ...]]:
    """Return all that is published of concepts, and of offers."""
    connection = open_published(data)
    try:
        members = connection.execute(
            "select concepts.label, members.* exclude (concept_id) from category_concepts as members join concepts"
            " using (concept_id) order by all"
        ).fetchall()
        ids = connection.execute("select distinct concept_id from category_concepts order by all").fetchall()
        assert ids == connection.execute("select concept_id from concepts order by all").fetchall()
        offers = connection.execute("select site, offer_model from records.offer_sightings order by all").fetchall()
    finally:
        connection.close()
    return [*members, *offers]


def count_arrivals(data: Path) -> int:
    ledger = load_ledger(data / "matching")
    assert ledger is not None
    return ledger.arrivals


def decide(engagement: Any, one: tuple[str, str], other: tuple[str, str], verdict: str) -> None:
    decision = Decision(
        decided_at=datetime(2026, 1, 9, tzinfo=UTC).replace(tzinfo=None),
        decided_by="ann",
        verdict=verdict,
        site=one[0],
        category_id=one[1],
        path=(one[1],),
        other_site=other[0],
        other_category_id=other[1],
        other_path=(other[1],),
        reason="",
        joined=False,
        by_chance=False,
    )
    with open_store(engagement.home) as store:
        add_decisions(store, [decision])


def assert_as_anew(engagement: Any) -> None:
    match_loaded(engagement.home)
    found = read(engagement.data)
    match_loaded(engagement.home, anew=True)
    assert found == read(engagement.data)


def test_nothing_is_matched_where_nothing_is_new(case: Any) -> None:
    assert_as_anew(case)
    assert count_arrivals(case.data) == 3


@pytest.mark.parametrize("site", ["acme", "nutworld"])
def test_a_crawl_that_changes_a_site_changes_its_concepts(case: Any, write: Callable[..., None], site: str) -> None:
    write(case.data, site, {"Nuts": ["Hex nut M3"], "Fasteners > Work gloves": [], "Repair service": []}, day=2)
    load_crawls(case)
    assert_as_anew(case)


def test_titles_that_change_are_read(case: Any, write: Callable[..., None]) -> None:
    write(case.data, "nutworld", {**SHELVES["nutworld"], "Nuts": ["Hex nut M3", "Nut starter kit"]}, day=2)
    load_crawls(case)
    assert_as_anew(case)
    assert ("nutworld", "kits") in read(case.data)


def price(median: float) -> dict[str, dict[str, str]]:
    """Return the prices of the products of PRICED, of which half cost no more than so much."""
    steps = zip(PRICED["Screws"], (0.5, 0.8, 1.0, 1.1, 1.2), strict=True)
    return {title: {"price": f"{median * step:.2f}", "currency": "EUR"} for title, step in steps}


@pytest.mark.parametrize(("later", "arrivals"), [(10.0, 4), (11.0, 4), (8.5, 4), (13.0, 5), (4.0, 5)])
def test_only_prices_that_moved_far_are_matched_again(
    case: Any, write: Callable[..., None], later: float, arrivals: int
) -> None:
    for day, median in ((2, 10.0), (3, later)):
        write(case.data, "nutworld", PRICED, day=day, priced=price(median))
        load_crawls(case)
        match_loaded(case.home)
    assert count_arrivals(case.data) == arrivals
    assert_as_anew(case)


def test_decisions_are_heeded_at_once(case: Any) -> None:
    pair = ("acme", "Gloves"), ("boltco", "Work Gloves")
    decide(case, *pair, "same")
    assert_as_anew(case)
    assert (
        "Gloves",
        "boltco",
        "Work Gloves",
        1.0,
        "decision",
        "ann says that acme: Gloves is the same",
        "ann",
    ) in read(case.data)
    decide(case, *pair, "different")
    assert_as_anew(case)
    assert [row for row in read(case.data) if row[-1] == "ann"] == [
        ("Gloves", "acme", "Gloves", 1.0, "decision", "ann says that boltco: Work Gloves is different", "ann"),
        ("Work Gloves", "boltco", "Work Gloves", 1.0, "decision", "ann says that acme: Gloves is different", "ann"),
    ]


def list_labels(data: Path) -> list[str]:
    connection = open_published(data)
    try:
        rows = connection.execute("select label from concepts where label like '%Accessories%' order by all").fetchall()
    finally:
        connection.close()
    return [label for (label,) in rows]


def test_a_name_that_another_site_uses_otherwise_is_told_apart_while_it_does(
    case: Any, write: Callable[..., None]
) -> None:
    """Also of a concept that nothing else of the new site leads to."""
    boys, girls = ({f"Pets > {whose} > Accessories": []} for whose in ("Men", "Women"))
    for day, shelves, labels in (
        (2, boys, ["Pets: Accessories"]),
        (3, girls, ["Pets: Accessories (Men)", "Pets: Accessories (Women)"]),
        (4, {"Nuts": []}, ["Pets: Accessories"]),
    ):
        site = "acme" if day == 2 else "nutworld"
        write(case.data, site, {**SHELVES[site], **shelves}, day=day)
        load_crawls(case)
        match_loaded(case.home)
        assert list_labels(case.data) == labels
    assert_as_anew(case)


def test_what_the_store_lost_comes_back(case: Any) -> None:
    before = read(case.data)
    with open_store(case.home) as store:
        store.execute("delete from records.category_concepts where site = 'acme'")
    match_loaded(case.home)
    assert read(case.data) == before


def test_a_pair_of_kept_matches_is_explained(case: Any) -> None:
    concepts, _ = find_loaded_concepts(case.home)
    told, decided = explain_loaded(case.home, ("acme: Gloves", "boltco: Work Gloves"))
    assert (told.source.category_id, told.target.category_id, decided) == ("Gloves", "Work Gloves", [])
    assert "products are called alike" in {part.meaning for part in told.parts}
    assert {concept.label for concept in concepts.found} >= {"Screws", "Nuts"}


def test_gaps_are_found_by_what_is_kept(case: Any) -> None:
    analyse_engagement(case)
    connection = open_published(case.data)
    try:
        found = connection.execute(
            "select distinct presence from presence where label = 'Screws' order by all"
        ).fetchall()
    finally:
        connection.close()
    assert found == [("present",)]
