"""What a crawl puts on disk comes back as it was, and what it keeps in memory stands for the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import SpoolUnwritable
from crawler.findings import Finding, ListedProduct
from crawler.items import Visit
from crawler.pages import Link, Why
from crawler.planning.answers import Answer
from crawler.planning.hash_set import HashSet
from crawler.planning.kept_answers import KeptAnswers
from crawler.planning.packing import pack, unpack
from crawler.planning.scratch import Scratch
from crawler.sightings import Crumb, Head, Kind, Listing, Offer, Sighting, Tile

SHOP = "https://acme.example"


def make_answer(
    path: str, kind: Kind | None, *, why: Why = Why.LISTED, outcome: str = "read", **seen: object
) -> Answer:
    url = f"{SHOP}{path}"
    visit = Visit(
        site="acme", url=url, why=why, status=200, outcome=outcome, kind=kind, bytes=9, fetched_at="now", note=None
    )
    sighting = Sighting(url=url, kind=kind, **seen) if kind else None  # type: ignore[arg-type]
    return Answer(link=Link(url=url, why=why), visit=visit, final_url=url, sighting=sighting)


TILES = tuple(Tile(title=f"Saw {number}", url=f"{SHOP}/p/{number}", price="9.50") for number in range(3))
OFFERS = tuple(ListedProduct(offer=Offer(title=f"Saw {number}"), categories=("/saws",)) for number in range(3))
ANSWERS = [
    make_answer("/", Kind.HOME, why=Why.HOME),
    make_answer("/saws", Kind.CATEGORY, why=Why.MENU, listing=Listing(title="Saws \ud800", products=TILES)),
    make_answer("/p/1", Kind.PRODUCT, product=Offer(title="Saw 1"), breadcrumbs=((Crumb(name="Saws"),),)),
    make_answer("/p/2", Kind.PRODUCT, product=Offer(title="Saw 2"), skeleton=frozenset({"div.saw"})),
    make_answer("/p/3", Kind.PRODUCT, product=Offer(title="Saw 3"), head=Head(nofollow=True)),
    make_answer("/p/4", None, outcome="missing"),
    replace(make_answer("/api", None, why=Why.PLATFORM), finding=Finding(reader="x", page_url="/api", products=OFFERS)),
]


def keep(answers: list[Answer], folder: Path | None = None) -> KeptAnswers:
    kept = KeptAnswers(folder)
    for answer in answers:
        kept.keep(answer)
    return kept


def test_answers_come_back_whole() -> None:
    kept = keep(ANSWERS)
    assert list(kept) == ANSWERS
    assert len(kept) == len(kept.briefs) == len(ANSWERS)


def test_outlines_hold_the_first_of_the_goods() -> None:
    outlines = list(keep(ANSWERS).outlines())
    listing = outlines[1].sighting.listing if outlines[1].sighting else None
    assert listing == Listing(title="Saws \ud800", products=TILES[:1])
    assert outlines[-1].finding == Finding(reader="x", page_url="/api", products=OFFERS[:1])
    assert [outlines[place] for place in (0, 2, 3, 4, 5)] == [ANSWERS[place] for place in (0, 2, 3, 4, 5)]


def test_pages_of_products_are_no_structure() -> None:
    kept = keep(ANSWERS)
    assert [answer.final_url.removeprefix(SHOP) for answer in kept.structure()] == [
        "/",
        "/saws",
        "/p/2",
        "/p/4",
        "/api",
    ]
    assert kept.count_product_pages() == 2


def test_a_brief_says_why_a_page_was_asked_for_and_what_it_asks_of_us() -> None:
    briefs = keep(ANSWERS).briefs
    told = [(brief.link.why, brief.visit.outcome, brief.sighting and brief.sighting.head.nofollow) for brief in briefs]
    assert told == [(a.link.why, a.visit.outcome, a.sighting and a.sighting.head.nofollow) for a in ANSWERS]


def test_hidden_answers_are_not_there() -> None:
    kept = keep(ANSWERS).hide(frozenset({0, 2, 6}))
    expected = [answer for place, answer in enumerate(ANSWERS) if place not in (0, 2, 6)]
    assert list(kept) == expected
    assert (len(kept), kept.count_product_pages()) == (4, 1)


def test_more_than_fits_into_memory_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Reading begins anew each time, may go on while more is written, and several may read at once."""
    records = [("x" * (number % 4000), number) for number in range(800)]
    scratch = Scratch(tmp_path)
    for record in records[:500]:
        scratch.append(record)
    first = iter(scratch)
    begun = [next(first) for _ in range(100)]
    for record in records[500:]:
        scratch.append(record)
    assert [*begun, *first] == records[:500]
    assert list(scratch) == list(scratch) == records
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "gone")
    with pytest.raises(SpoolUnwritable, match="gone: cannot be written: No such file"):
        scratch.append("x" * 300_000)


@given(st.lists(st.text(max_size=3)))
@settings(max_examples=200)
def test_a_set_of_hashes_is_a_set(texts: list[str]) -> None:
    seen, expected = HashSet(), set[str]()
    for text in texts:
        assert seen.add(text) == (text not in expected)
        expected.add(text)
    assert len(seen) == len(expected)
    assert all(text in seen for text in expected)


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_is_packed_is_unpacked(answer: Answer) -> None:
    assert unpack(pack(answer)) == answer
