"""The whole analysis over spool folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gapfinder.analysing import Matched, analyse_engagement, match_loaded
from gapfinder.cli.main import gapfinder
from gapfinder.loading import load_crawls
from warehouse.query import open_published

ROLES = {
    "acme": "prospect", "boltco": "competitor", "nutworld": "competitor", "rivets": "competitor", "beans": "reference",
    "peaks": "reference",
}  # fmt: skip
SHELVES: dict[str, dict[str, list[str]]] = {
    "acme": {
        "Fasteners > Screws": ["Wood screw 4x40", "Machine screw M4"],
        "Fasteners > Anchors": ["Nylon anchor 8 mm"],
        "Gloves": ["Nitrile gloves L"],
        "Sale": ["Wood screw 4x40"],
    },
    "boltco": {
        "Screws & Bolts": ["Wood screw 5x50", "Hex bolt M8"],
        "Work Gloves": ["Leather gloves"],
        "New In": ["Hex bolt M8"],
        "Measuring Tools": ["Torque wrench", "Calibration of torque wrenches"],
    },
    "nutworld": {"Screws": ["Screw M3"], "Nuts": ["Hex nut M3"], "Assortments": ["Screw starter kit"]},
    "rivets": {"Rivets": ["Blind rivet"]},
    "beans": {
        "Coffee": ["House blend"],
        "Starter Kits": ["Barista starter kit"],
        "Subscriptions": ["House blend subscription"],
        "Refills": ["House blend refill"],
        "Gifts for Her": ["Mug"],
        "Calibration Services": ["Grinder calibration service"],
    },
    "peaks": {
        "Tents": ["Dome tent"],
        "Starter Kits & Bundles": ["Camping starter kit"],
        "Repair Services": ["Tent repair service"],
        "Tent subscription": ["Tent box, monthly subscription"],
    },
}


@pytest.fixture
def case(tmp_path: Path, write: Callable[..., None], engage: Callable[..., Any]) -> Any:
    engagement = engage(tmp_path, ROLES)
    for site, shelves in SHELVES.items():
        if site == "rivets":
            write(engagement.data, site, {}, coverage="blocked", coverage_reason="a challenge")
        else:
            write(engagement.data, site, shelves)
    load_crawls(engagement)
    return engagement


def ask(data: Path, query: str) -> list[tuple[Any, ...]]:
    connection = open_published(data)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_what_is_missing_everywhere_is_white_space(case: Any) -> None:
    analyse_engagement(case)
    rows = ask(case.data, "select label, related from gaps where kind = 'white space'")
    found = {name for label, related in rows for name in (label, *related)}
    assert found >= {"Subscriptions and auto-replenishment", "Tents", "Coffee"}


@pytest.mark.parametrize(
    ("label", "site", "presence"),
    [
        ("Screws", "boltco", "present"),
        ("Screws", "nutworld", "present"),
        ("Gloves", "boltco", "present"),
        ("Rivets", "rivets", None),
        ("Tents", "rivets", "not observed"),
        ("Starter kits", "nutworld", "not observed"),
        ("Starter kits", "acme", "absent"),
        ("Starter kits", "peaks", "present"),
        ("Calibration Services", "boltco", "not observed"),
        ("Calibration Services", "nutworld", "absent"),
        ("Fasteners", "boltco", "present"),
        ("Work Gloves", "acme", "not observed"),
        ("Work Gloves", "nutworld", "absent"),
        ("Sale", "acme", None),
        ("New In", "boltco", None),
        ("Gifts for Her", "beans", None),
    ],
)
def test_presence_of_a_name(case: Any, label: str, site: str, presence: str | None) -> None:
    analyse_engagement(case)
    rows = ask(case.data, "select label, site, presence from presence where subject_kind = 'concept'")
    assert {row[2] for row in rows if (row[0].lower(), row[1]) == (label.lower(), site)} == ({presence} - {None})


def test_fit_is_not_known_of_what_no_other_shop_carries(case: Any) -> None:
    analyse_engagement(case)
    rows = ask(case.data, "select kind, reference_sites > 0, fit is null from gaps group by all order by all")
    assert {row for row in rows if row[2]} <= {("exclusive", False, True)}
    assert ("exclusive", False, False) not in rows


def test_products_called_alike_raise_doubt(
    tmp_path: Path, write: Callable[..., None], engage: Callable[..., Any]
) -> None:
    """What a category sells decides: eyewear is not missing where safety glasses of the same names are sold."""
    engagement = engage(tmp_path, {"a": "prospect", "b": "competitor", "c": "competitor", "d": "competitor"})
    glasses = ["Wraparound goggles clear", "Wraparound goggles amber", "Splash goggles"]
    write(engagement.data, "a", {"Safety > Visors": glasses, "Pipettes": ["Pipette 10 ml"]})
    write(engagement.data, "b", {"Safety > Eyewear": glasses, "Kits": ["Starter kit"]})
    write(engagement.data, "c", {"Flasks": ["Conical flask"]})
    write(engagement.data, "d", {"Flasks": ["Round flask"]})
    load_crawls(engagement)
    analyse_engagement(engagement)
    rows = ask(engagement.data, "select site, presence from presence where label = 'Eyewear' order by site")
    assert rows == [("a", "not observed"), ("b", "present"), ("c", "absent"), ("d", "absent")]


def test_what_other_languages_call_otherwise_is_not_absent(
    tmp_path: Path, write: Callable[..., None], engage: Callable[..., Any]
) -> None:
    """Nor where a kind of it has a name in that language; nor is a way of selling that no word list knows there."""
    engagement = engage(tmp_path, {"a": "prospect", "b": "competitor", "c": "competitor", "d": "competitor"})
    write(engagement.data, "a", {"Dog clickers": ["Dog clicker"], "Starter kits": ["Starter kit"]})
    write(engagement.data, "b", {"Clicker training pour les chiens": ["Clicker bleu"], "Autres meubles": ["Chaise"]})
    write(engagement.data, "c", {"Outils pour le jardin": ["Binette"], "Chaussures": ["Botte"]})
    write(engagement.data, "d", {name: [name] for name in ("Czajniki", "Młotki", "Wiertarki", "Śruby", "Łóżka")})
    load_crawls(engagement)
    analyse_engagement(engagement)
    rows = ask(
        engagement.data, "select site, presence, evidence, label from presence where site in ('c', 'd') order by all"
    )
    assert [row[:3] for row in rows if row[3] in ("Dog clickers", "Kits and bundles")] == [
        ("c", "absent", "none of 2 categories and 2 product titles speaks of it"),
        ("c", "not observed", "undecided: its names are in another language"),
        ("d", "not observed", "undecided: its names are in another language"),
        ("d", "not observed", "undecided: no words for it are known in the language there"),
    ]


def test_rerun_changes_nothing(case: Any) -> None:
    queries = ("select * from concepts order by all", "select * from category_concepts order by all",
               "select * from gaps order by all", "select * from presence order by all")  # fmt: skip
    analyse_engagement(case)
    before = [ask(case.data, query) for query in queries]
    analyse_engagement(case)
    assert [ask(case.data, query) for query in queries] == before


def test_more_crawls_keep_ids(case: Any, write: Callable[..., None]) -> None:
    analyse_engagement(case)
    before = dict(ask(case.data, "select category_id || site, concept_id from category_concepts"))
    write(case.data, "nutworld", {**SHELVES["nutworld"], "Washers": ["Washer M3"], "Anchors": ["Anchor"]}, day=2)
    load_crawls(case)
    analyse_engagement(case)
    after = dict(ask(case.data, "select category_id || site, concept_id from category_concepts"))
    assert {key: after.get(key) for key in before} == before


def test_matching_alone_needs_no_engagement(case: Any) -> None:
    found = match_loaded(case.data)
    assert (found.sites, found.categories) == (5, 22)
    assert isinstance(found, Matched)
    assert 0 < found.shared < found.concepts < found.categories
    assert not found.leaves_findings


def test_matching_says_that_presence_is_as_of_the_last_report(case: Any) -> None:
    analyse_engagement(case)
    before = ask(case.data, "select * from presence order by all")
    result = CliRunner().invoke(gapfinder, ["match", "--data", str(case.data)])
    told = "Presence and gaps are as of the last report: `gapfinder report` finds them by these concepts.\n"
    assert result.stderr.endswith(told)
    assert ask(case.data, "select * from presence order by all") == before


def test_one_is_told_as_one(tmp_path: Path, write: Callable[..., None], engage: Callable[..., Any]) -> None:
    engagement = engage(tmp_path, {"acme": "prospect"})
    write(engagement.data, "acme", {"Gloves": []})
    load_crawls(engagement)
    result = CliRunner().invoke(gapfinder, ["match", "--data", str(engagement.data)])
    assert result.stdout == "1 category of 1 site: 1 concept, 0 of them on several sites\n"


def test_empty_store_is_analysed(tmp_path: Path, engage: Callable[..., Any]) -> None:
    engagement = engage(tmp_path, ROLES)
    analyse_engagement(engagement)
    assert ask(engagement.data, "select count(*) from gaps") == [(0,)]
