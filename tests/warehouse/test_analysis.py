from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from warehouse.analysis import (
    read_catalogue,
    read_concepts,
    read_members,
    read_offers,
    read_sites,
    save_concepts,
    save_engagement,
    save_findings,
    save_offers,
)
from warehouse.errors import FrameRejected
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.store import open_store

Write = Callable[..., Path]
Ask = Callable[[Path, str], list[tuple[Any, ...]]]
MEMBERS = pd.DataFrame(
    [("acme", "prospect", "fasteners"), ("zinc", "competitor", None)], columns=["site", "role", "industry"]
)
CONCEPTS = pd.DataFrame([("c1", "Saws", "Saws"), ("c2", "Glue", "Glue")], columns=["concept_id", "label", "name"])
CATEGORY_CONCEPTS = pd.DataFrame(
    [
        ("acme", "Tools > Saws", "c1", 0.9, "name", "saw", "machine"),
        ("zinc", "Saws", "c1", 1.0, "name", None, "machine"),
        ("zinc", "Hand saws", "c1", 0.7, "name", "saw", "machine"),
    ],
    columns=["site", "category_id", "concept_id", "score", "method", "evidence", "decided_by"],
)
PRESENCE = pd.DataFrame(
    [
        ("concept", "c1", "Saws", "acme", "prospect", "present", 3, 0.5, "Tools > Saws"),
        ("concept", "c1", "Saws", "zinc", "competitor", "not observed", None, None, "blocked"),
    ],
    columns=["subject_kind", "subject_id", "label", "site", "role", "presence", "products", "share", "evidence"],
)
GAPS = pd.DataFrame(
    [(1, "white space", "concept", "c1", "Saws", 0.8, 0.6, 0.5, 0.4, 0.3, 3, 4, 2, 1, 1, "low", ["Hand saws"])],
    columns=[
        *("rank", "kind", "subject_kind", "subject_id", "label", "score", "adoption", "absence", "fit", "strength"),
        *("reference_sites", "references_observed", "industries", "competitors_absent", "competitors_observed"),
        *("confidence", "related"),
    ],
)
GAP_EVIDENCE = pd.DataFrame(
    [
        (
            "c1",
            "acme",
            "prospect",
            "present",
            "Tools > Saws",
            "https://a.example/",
            datetime(2026, 1, 1, tzinfo=UTC),
            "n",
        )
    ],
    columns=["subject_id", "site", "role", "presence", "category_path", "url", "crawled_at", "note"],
)


def test_catalogue_comes_as_frames(data: Path, write: Write) -> None:
    saw = ("Saw", {"price": "9.90", "url": "/saw"})
    write(data, {"categories": ["Tools > Saws"], "products": [saw], "product_categories": ["Saw @ Tools > Saws"]})
    load_closed(data)
    with open_store(data) as store:
        catalogue = read_catalogue(store)
    columns = ["site", "category_id", "path", "depth"]
    assert catalogue.categories[columns].to_dict("records") == [
        {"site": "acme", "category_id": "Tools > Saws", "path": ["Tools", "Saws"], "depth": 2}
    ]
    assert catalogue.products[["site", "title", "price", "url"]].to_dict("records") == [
        {"site": "acme", "title": "Saw", "price": 9.9, "url": "/saw"}
    ]
    assert catalogue.product_categories.to_dict("records") == [
        {"site": "acme", "product_id": "Saw", "category_id": "Tools > Saws"}
    ]


def test_empty_store_gives_empty_frames(data: Path) -> None:
    with open_store(data) as store:
        catalogue = read_catalogue(store)
        frames = [catalogue.categories, catalogue.products, catalogue.product_categories, read_sites(store)]
    assert [len(frame) for frame in frames] == [0, 0, 0, 0]
    assert {"path", "product_count"} <= set(catalogue.categories)


def test_sites_tell_what_was_observed(data: Path, write: Write) -> None:
    write(data, {"products": ["Saw"]}, day=0)
    write(data, {}, day=1, coverage="blocked", coverage_reason="a challenge")
    write(data, {}, site="zinc", coverage="unreachable", coverage_reason="no answer")
    load_closed(data)
    with open_store(data) as store:
        save_engagement(store, "case", pd.DataFrame([("new", "reference", "toys")], columns=MEMBERS.columns))
        sites = read_sites(store).astype(object).where(lambda frame: frame.notna(), None)
    columns = ["site", "industry", "coverage", "coverage_reason", "observed", "observed_coverage", "products"]
    assert sites[columns].to_numpy().tolist() == [
        ["acme", "fasteners", "blocked", "a challenge", True, "complete", 1],
        ["new", "toys", None, None, False, None, 0],
        ["zinc", "fasteners", "unreachable", "no answer", False, None, 0],
    ]


def test_findings_are_replaced_for_their_engagement_only(data: Path, ask: Ask) -> None:
    with open_store(data) as store:
        for name in ("case", "other"):
            save_engagement(store, name, MEMBERS)
            save_findings(store, name, PRESENCE, GAPS, GAP_EVIDENCE)
        save_engagement(store, "case", MEMBERS[:1])
        save_findings(store, "case", PRESENCE[:1], GAPS[:0], GAP_EVIDENCE[:0])
    publish(data)
    assert ask(data, "from engagements order by all") == [
        ("case", "acme", "prospect", "fasteners"),
        ("other", "acme", "prospect", "fasteners"),
        ("other", "zinc", "competitor", None),
    ]
    shown = "select engagement, site, presence, products, share from presence order by all"
    assert ask(data, shown) == [
        ("case", "acme", "present", 3, 0.5),
        ("other", "acme", "present", 3, 0.5),
        ("other", "zinc", "not observed", None, None),
    ]
    shown = "select engagement, rank, kind, reference_sites, competitors_observed, related from gaps"
    assert ask(data, shown) == [("other", 1, "white space", 3, 1, ["Hand saws"])]
    shown = "select engagement, subject_id, site, category_path, crawled_at from gap_evidence"
    assert ask(data, shown) == [("other", "c1", "acme", "Tools > Saws", datetime(2026, 1, 1))]


def test_concepts_and_offers_are_replaced_whole(data: Path, ask: Ask) -> None:
    offers = pd.DataFrame(
        [("acme", "kits", "Tools", None, True, "kit"), ("acme", "kits", None, "Saw", False, "set")],
        columns=["site", "offer_model", "category_id", "product_id", "is_sure", "evidence"],
    )
    with open_store(data) as store:
        save_concepts(store, CONCEPTS, CATEGORY_CONCEPTS)
        save_concepts(store, CONCEPTS, CATEGORY_CONCEPTS)
        save_offers(store, offers)
        save_offers(store, offers[:1])
        concepts, members = read_concepts(store)
        kept = read_offers(store)
    assert concepts.to_numpy().tolist() == CONCEPTS.to_numpy().tolist()
    assert sorted(members["category_id"]) == ["Hand saws", "Saws", "Tools > Saws"]
    assert kept["category_id"].tolist() == ["Tools"]
    publish(data)
    assert ask(data, "from concepts order by 1") == [("c1", "Saws", 2, 3, None), ("c2", "Glue", 0, 0, None)]
    assert ask(data, "select site, evidence from category_concepts order by all limit 2") == [
        ("acme", "saw"),
        ("zinc", "saw"),
    ]


def test_members_come_back_with_their_addresses(data: Path) -> None:
    with open_store(data) as store:
        save_engagement(store, "case", MEMBERS.assign(url="https://x.example/"))
        assert read_members(store, "case")["url"].tolist() == ["https://x.example/"] * 2
        assert read_members(store, "none").empty


@pytest.mark.parametrize(
    ("presence", "reason"),
    [
        (PRESENCE.drop(columns="share"), "share"),
        (PRESENCE.assign(products="many"), "many"),
        (PRESENCE.assign(site=None), "NOT NULL constraint failed: presence.site"),
    ],
)
def test_frame_that_cannot_be_kept_changes_nothing(presence: pd.DataFrame, reason: str, data: Path, ask: Ask) -> None:
    with open_store(data) as store:
        save_findings(store, "case", PRESENCE, GAPS, GAP_EVIDENCE)
        with pytest.raises(FrameRejected, match=reason):
            save_findings(store, "case", presence, GAPS[:0], GAP_EVIDENCE[:0])
    publish(data)
    assert ask(data, "select (select count(*) from presence), (select count(*) from gaps)") == [(2, 1)]
