"""Each question of `docs/sql-cookbook.md`, asked of a warehouse of five sites and two months."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from warehouse.analysis import save_concepts, save_engagement, save_findings
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.reader import Reader
from warehouse.store import open_store

PAGE = Path(__file__).parents[2] / "docs" / "sql-cookbook.md"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="runs in a checkout, not where only the wheel is")

MEMBERS = [
    ("acme", "prospect", "fasteners"),
    ("boltco", "competitor", "fasteners"),
    ("zinc", "competitor", "fasteners"),
    ("outdoor", "reference", "outdoor"),
    ("garden", "reference", "garden"),
]
FIRST = {
    "acme": {
        "categories": ["Bolts", "Sale"],
        "products": [("Hex bolt", {"price": "2.00", "currency": "EUR", "brand": "Fixit", "gtin": "4006381333931"})],
        "product_categories": ["Hex bolt @ Bolts"],
    },
    "boltco": {
        "categories": ["Bolts", "Bolts > Eye bolts", "Nuts"],
        "products": [
            ("Eye bolt", {"price": "4.00", "currency": "EUR", "availability": "InStock"}),
            ("Ring bolt", {"price": "8.00", "currency": "EUR", "availability": "InStock"}),
            ("Nut", {"price": "1.00", "currency": "EUR"}),
        ],
        "product_categories": ["Eye bolt @ Bolts > Eye bolts", "Ring bolt @ Bolts > Eye bolts", "Nut @ Nuts"],
    },
    "outdoor": {
        "categories": ["Tents", "Gift cards"],
        "products": [("Tent", {"price": "300.00", "currency": "EUR", "brand": "Nordvik"})],
        "product_categories": ["Tent @ Tents"],
    },
}
SECOND = {
    "boltco": {
        "categories": ["Bolts", "Bolts > Eye bolts", "Bolts > Sale", "Nuts", ("Services", {"product_count": 3})],
        "products": [
            ("Eye bolt", {"price": "3.00", "currency": "EUR", "availability": "OutOfStock"}),
            ("Ring bolt", {"price": "9.00", "currency": "EUR", "availability": "InStock"}),
            ("Hex bolt M8", {"price": "1.50", "currency": "EUR", "brand": "Fixit", "gtin": "4006381333931"}),
            ("Wing nut", {"brand": "Flugel"}),
        ],
        "product_categories": [
            *("Eye bolt @ Bolts > Eye bolts", "Eye bolt @ Bolts > Sale", "Ring bolt @ Bolts > Eye bolts"),
            *("Hex bolt M8 @ Bolts", "Wing nut @ Nuts"),
        ],
    },
    "garden": {
        "categories": ["Spades", "Gift cards"],
        "products": [
            ("Spade", {"brand": "Nordvik"}),
            ("Rake", {"brand": "Nordvik", "availability": "OutOfStock"}),
        ],
        "product_categories": ["Spade @ Spades", "Rake @ Spades"],
    },
}
GIFT_CARDS = {"subject_kind": "concept", "subject_id": "c1", "label": "Gift cards"}
PICK_UP = {"subject_kind": "offer model", "subject_id": "pick-up", "label": "Pick-up in store"}
SEEN = {
    "acme": ("absent", "absent"),
    "boltco": ("absent", "present"),
    "zinc": ("not observed", "not observed"),
    "outdoor": ("present", "present"),
    "garden": ("present", "absent"),
}
GAP = {
    **GIFT_CARDS,
    "rank": 1,
    "kind": "white space",
    **dict.fromkeys(("score", "adoption", "absence", "fit", "strength"), 0.5),
    "reference_sites": 2,
    "references_observed": 2,
    "industries": 2,
    "competitors_absent": 1,
    "competitors_observed": 1,
    "confidence": "low",
    "related": [],
}
JANUARY, MARCH = datetime(2026, 1, 1, 3, 4, 5), datetime(2026, 3, 2, 3, 4, 5)

DAYS_OLD = (datetime.now(UTC).date() - MARCH.date()).days

ANSWERS: dict[str, list[tuple[Any, ...]]] = {
    "Which sites have the widest assortment?": [
        ("boltco", "fasteners", 5, 4, "complete"),
        ("garden", "garden", 2, 2, "complete"),
        ("acme", "fasteners", 2, 1, "complete"),
        ("outdoor", "outdoor", 2, 1, "complete"),
    ],
    "May an absence be trusted?": [
        ("case", "competitor", "boltco", "complete", "", "yes", MARCH),
        ("case", "competitor", "zinc", "blocked", "a challenge page", "no: never observed", None),
        ("case", "prospect", "acme", "complete", "", "yes", JANUARY),
        ("case", "reference", "garden", "complete", "", "yes", MARCH),
        ("case", "reference", "outdoor", "unreachable", "no answer", "as of the last crawl that counts", JANUARY),
    ],
    "What do all references carry and no competitor?": [("case", "concept", "Gift cards", 2, 1)],
    "What is the evidence of one gap, in one row?": [
        (
            "case",
            "white space",
            1,
            "Gift cards",
            "garden, outdoor",
            "acme, boltco",
            "zinc",
            ["https://garden.example/gifts", "https://outdoor.example/gifts"],
            MARCH,
        )
    ],
    "Which offer models are common in which industry?": [
        ("Pick-up in store", "outdoor", 1, 1, 1.0),
        ("Pick-up in store", "fasteners", 1, 2, 0.5),
        ("Pick-up in store", "garden", 0, 1, 0.0),
    ],
    "How was a concept matched?": [
        ("Gift cards", "outdoor", "Gift cards", 1.0, "words", "gift, card", "machine", "https://outdoor.example/"),
        ("Gift cards", "garden", "Gift cards", 0.9, "words", "gift, card", "machine", "https://garden.example/"),
    ],
    "In what price bands are a site's categories?": [
        (
            "Bolts",
            "EUR",
            1,
            Decimal("1.5000"),
            Decimal("1.5000"),
            Decimal("1.5000"),
            Decimal("1.5000"),
            Decimal("1.5000"),
        ),
        (
            "Bolts > Eye bolts",
            "EUR",
            2,
            Decimal("3.0000"),
            Decimal("4.5000"),
            Decimal("6.0000"),
            Decimal("7.5000"),
            Decimal("9.0000"),
        ),
        (
            "Bolts > Sale",
            "EUR",
            1,
            Decimal("3.0000"),
            Decimal("3.0000"),
            Decimal("3.0000"),
            Decimal("3.0000"),
            Decimal("3.0000"),
        ),
    ],
    "What changed in the last 30 days?": [
        ("boltco", "category", "appearance", "", 2, MARCH),
        ("boltco", "product", "appearance", "", 2, MARCH),
        ("boltco", "product", "change", "availability", 1, MARCH),
        ("boltco", "product", "change", "price", 2, MARCH),
        ("boltco", "product", "disappearance", "", 1, MARCH),
    ],
    "Which brands bring new products?": [
        ("boltco", "Fixit", 1, ["Hex bolt M8"]),
        ("boltco", "Flugel", 1, ["Wing nut"]),
    ],
    "What became cheaper, and by how much?": [
        ("boltco", "Eye bolt", MARCH, Decimal("4.0000"), Decimal("3.0000"), 25.0)
    ],
    "Which categories hold nothing?": [
        ("acme", "Sale", None),
        ("boltco", "Services", 3),
        ("garden", "Gift cards", None),
        ("outdoor", "Gift cards", None),
    ],
    "Which products stand in several categories?": [("boltco", "Eye bolt", 2, ["Bolts > Eye bolts", "Bolts > Sale"])],
    "Who sells the same product, and at what price?": [
        ("4006381333931", "EUR", 2, "boltco", Decimal("1.5000"), Decimal("2.0000"), 33.3)
    ],
    "Which brands do references carry that no competitor does?": [("Nordvik", 2, 3)],
    "How much is out of stock?": [("garden", 1, 1, 100.0), ("boltco", 2, 1, 50.0)],
    "What is stale?": [
        ("zinc", None, None, "blocked"),
        ("acme", JANUARY, DAYS_OLD + 60, "complete"),
        ("outdoor", JANUARY, DAYS_OLD + 60, "unreachable"),
        ("boltco", MARCH, DAYS_OLD, "complete"),
        ("garden", MARCH, DAYS_OLD, "complete"),
    ],
    "How do sites' assortments compare, side by side?": [
        ("Bolts", 1, 4, None, None),
        ("Nuts", None, 1, None, None),
        ("Spades", None, None, 2, None),
        ("Tents", None, None, None, 1),
    ],
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., Path]) -> Iterator[Reader]:
    data = tmp_path_factory.mktemp("cookbook")
    industries = {site: industry for site, _, industry in MEMBERS}
    for day, crawls in ((0, FIRST), (60, SECOND)):
        for site, records in crawls.items():
            write(data, records, day=day, site=site, industry=industries[site])
    write(data, {}, day=60, site="zinc", coverage="blocked", coverage_reason="a challenge page")
    write(data, {}, day=60, site="outdoor", industry="outdoor", coverage="unreachable", coverage_reason="no answer")
    load_closed(data)
    with open_store(data) as store:
        _save_analysis(store)
    publish(data)
    with Reader(data) as reader:
        yield reader


def _save_analysis(store: Any) -> None:
    presence, evidence = [], []
    for site, role, _ in MEMBERS:
        for subject, verdict in zip((GIFT_CARDS, PICK_UP), SEEN[site], strict=True):
            row = {"site": site, "role": role, "presence": verdict}
            presence.append({**subject, **row, "products": None, "share": None, "evidence": ""})
            page = f"https://{site}.example/gifts" if verdict == "present" else f"https://{site}.example/"
            looked = {"category_path": None, "url": page, "crawled_at": MARCH, "note": ""}
            evidence.append({"subject_id": subject["subject_id"], **row, **looked})
    matched = [
        {"site": site, "category_id": "Gift cards", "concept_id": "c1", "score": score, "method": "words"}
        | {"evidence": "gift, card", "decided_by": "machine"}
        for site, score in (("outdoor", 1.0), ("garden", 0.9))
    ]
    save_engagement(store, "case", pd.DataFrame(MEMBERS, columns=["site", "role", "industry"]))
    save_concepts(
        store, pd.DataFrame([{"concept_id": "c1", "label": "Gift cards", "name": "Gift cards"}]), pd.DataFrame(matched)
    )
    save_findings(store, "case", pd.DataFrame(presence), pd.DataFrame([GAP]), pd.DataFrame(evidence))


def read_questions() -> dict[str, str]:
    text = PAGE.read_text(encoding="utf-8")
    return dict(re.findall(r"^## (.+?)\n.*?^```sql\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


def test_every_question_has_its_answer() -> None:
    assert list(read_questions()) == list(ANSWERS)


@pytest.mark.parametrize("question", ANSWERS)
def test_question_is_answered(question: str, reader: Reader) -> None:
    assert list(reader.ask(read_questions()[question]).rows) == ANSWERS[question]


@pytest.mark.parametrize("question", ANSWERS)
def test_question_has_a_row_for_each_answer_once(question: str, reader: Reader) -> None:
    """An order that leaves ties open, or a join that doubles rows, would differ from run to run."""
    result = reader.ask(read_questions()[question])
    assert len({column.name.casefold() for column in result.columns}) == len(result.columns)
    rows = [repr(row) for row in result.rows]
    assert len(set(rows)) == len(rows)
