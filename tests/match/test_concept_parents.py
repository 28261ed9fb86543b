"""Concepts under concepts, as they stand on the sites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gapfinder.analysing import match_loaded
from gapfinder.loading import load_crawls
from warehouse.query import open_published

TREES = {
    "acme": ["Tools > Drills > Hammer drills", "Tools > Saws", "Nails > Rivets"],
    "boltco": ["Tools > Hammer drills", "Tools > Shop all > Drills"],
    "nutworld": ["Tools > Drills > Hammer drills", "Rivets > Nails"],
}


@pytest.fixture
def data(tmp_path: Path, write: Callable[..., None], engage: Callable[..., Any]) -> Path:
    engagement = engage(tmp_path, {"acme": "prospect", "boltco": "competitor", "nutworld": "competitor"})
    for site, paths in TREES.items():
        write(engagement.data, site, {path: [] for path in paths})
    load_crawls(engagement)
    match_loaded(engagement.home)
    return Path(engagement.data)


def ask(data: Path, query: str) -> list[tuple[Any, ...]]:
    connection = open_published(data)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_concept_stands_under_others_and_one_of_them_is_its_parent(data: Path) -> None:
    """What is no goods is left out between them."""
    told = "select * exclude (concept_id, parent_id) from concept_parents where label not in ('Nails', 'Rivets')"
    assert ask(data, f"{told} order by all") == [
        ("Drills", "Tools", 3, True),
        ("Hammer drills", "Drills", 2, True),
        ("Hammer drills", "Tools", 1, False),
        ("Saws", "Tools", 1, True),
    ]


def test_two_that_stand_under_each_other_make_no_loop(data: Path) -> None:
    told = (
        "select label, parent_label, is_main from concept_parents where label in ('Nails', 'Rivets') order by is_main"
    )
    (one, other, _), (*turned, _) = found = ask(data, told)
    assert turned == [other, one]
    assert [is_main for _, _, is_main in found] == [False, True]


def test_parents_are_read_off_the_concepts(data: Path) -> None:
    tree = "from concepts as lower left join concepts as upper on upper.concept_id = lower.parent_id"
    assert set(ask(data, f"select lower.label, upper.label {tree}")) >= {
        ("Drills", "Tools"),
        ("Hammer drills", "Drills"),
        ("Saws", "Tools"),
        ("Tools", None),
    }
