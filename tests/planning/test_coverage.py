from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.items import Visit
from crawler.pages import Link, Why
from crawler.planning.answers import Answer
from crawler.planning.coverage import Rest, judge_coverage
from crawler.sightings import Crumb, Kind, Listing, Sighting, Tile

URL = "https://shop.example/"


def visit(outcome: str, why: Why = Why.LINK, *, kind: Kind | None = None, note: str | None = None) -> Answer:
    said = Visit(
        site="acme", url=URL, why=why, status=None, outcome=outcome, kind=kind, bytes=0, fetched_at="", note=note
    )
    sighting = Sighting(url=URL, kind=kind) if kind else None
    return Answer(link=Link(url=URL, why=why), visit=said, final_url=URL, sighting=sighting)


HOME = visit("read", Why.HOME, kind=Kind.HOME)
CATEGORY = visit("read", Why.MENU, kind=Kind.CATEGORY)
FORBIDDEN = visit("disallowed", Why.MENU)
LOST = visit("failed", Why.MENU, note="timed out")
HOLLOW = visit("read", Why.MENU, kind=Kind.OTHER)
GOODS = Listing(products=(Tile(title="Spade", url=URL),))
LISTING = replace(CATEGORY, sighting=Sighting(url=URL, kind=Kind.CATEGORY, listing=GOODS))
BELOW = Listing(subcategories=(Crumb(name="Spades", url=URL),))
TOP = replace(CATEGORY, sighting=Sighting(url=URL, kind=Kind.CATEGORY, listing=BELOW))
PRODUCT = visit("read", Why.LINK, kind=Kind.PRODUCT)


@pytest.mark.parametrize(
    ("answers", "rest", "verdict", "reason"),
    [
        ([HOME, CATEGORY], Rest(), "complete", ""),
        ([HOME, CATEGORY], Rest(product_pages=7), "complete", "7 product pages not asked for"),
        (
            [HOME, CATEGORY],
            Rest(product_pages=7, later_pages=2, choice="structure only, as asked"),
            "complete",
            "structure only, as asked: 2 listings not read past their first page, 7 product pages not asked for",
        ),
        ([HOME, CATEGORY], Rest(choice="structure only, as asked"), "complete", "structure only, as asked"),
        ([HOME, CATEGORY], Rest(links=3), "capped", "the budget of 2 pages left out 3 known links"),
        ([HOME, CATEGORY], Rest(listings=2), "capped", "2 listings are longer than is followed"),
        ([HOME, CATEGORY, FORBIDDEN], Rest(), "capped", "robots.txt forbids 1 of 2 category pages"),
        ([HOME, FORBIDDEN], Rest(), "disallowed", "robots.txt forbids 1 page that the menu shows"),
        ([HOME, *[LISTING] * 99, LOST], Rest(), "complete", "1 page could not be read"),
        ([HOME, *[LISTING] * 20, LOST], Rest(), "capped", "1 of 21 category pages could not be read"),
        ([HOME, *[CATEGORY] * 2, LOST], Rest(), "failed", "1 of 3 category pages could not be read"),
        (
            [HOME, CATEGORY, visit("refused", note="HTTP 403")],
            Rest(is_refused=True),
            "blocked",
            "the site refused at last, after 3 answers: HTTP 403",
        ),
        ([visit("blocked", Why.HOME, note="a challenge")], Rest(), "blocked", "home page: a challenge"),
        ([visit("empty shell", Why.HOME, note="an app root")], Rest(), "needs browser", "home page: an app root"),
        ([visit("disallowed", Why.HOME)], Rest(), "disallowed", "home page: disallowed"),
        ([visit("missing", Why.HOME)], Rest(), "failed", "home page: missing"),
        ([visit("failed", Why.HOME, note="DNS: no such name")], Rest(), "unreachable", "home page: DNS: no such name"),
        ([HOME, visit("read", kind=Kind.OTHER)], Rest(), "failed", "no catalogue was found on 2 pages"),
        (
            [HOME, *[visit("empty shell")] * 3],
            Rest(),
            "needs browser",
            "3 of 4 pages hold nothing without scripts",
        ),
        ([], Rest(), "unreachable", "the home page was never answered"),
        (
            [HOME, *[CATEGORY] * 3, *[HOLLOW] * 2, PRODUCT],
            Rest(links=3),
            "needs browser",
            "none of 5 category pages lists goods without scripts",
        ),
        (
            [replace(answer, drawn=True) for answer in (HOME, *[HOLLOW] * 6)],
            Rest(),
            "needs browser",
            "none of 6 category pages lists goods, in a browser too",
        ),
        ([HOME, *[CATEGORY] * 2, *[HOLLOW] * 2], Rest(), "complete", ""),
        ([HOME, *[HOLLOW] * 5, LISTING], Rest(), "complete", ""),
        ([HOME, *[HOLLOW] * 5, *[TOP] * 6], Rest(), "complete", ""),
        ([HOME, *[HOLLOW] * 5, *[PRODUCT] * 5], Rest(), "complete", ""),
        ([HOME, *[CATEGORY] * 5], Rest(asks_endpoints=True), "complete", ""),
    ],
)  # fmt: skip
def test_coverage_and_its_reason(answers: list[Answer], rest: Rest, verdict: str, reason: str) -> None:
    coverage = judge_coverage(answers, rest)
    assert (coverage.verdict, coverage.reason) == (verdict, reason)
