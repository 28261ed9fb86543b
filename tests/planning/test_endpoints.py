from __future__ import annotations

import pytest

from crawler.findings import Finding, ListedProduct
from crawler.items import Visit
from crawler.pages import Link, Why
from crawler.planning.answers import Answer
from crawler.planning.endpoints import LONGEST, Endpoints
from crawler.sightings import Offer

SHOP = "https://shop.example/"
ALL, OTHER = "all", "other"


def link(number: int, group: str = ALL) -> Link:
    return Link(url=f"{SHOP}{group}.json?page={number}", why=Why.PLATFORM, group=group)


def answer(finding: Finding | None, *, number: int = 1) -> Answer:
    asked = link(number)
    visit = Visit(
        site="shop", url=asked.url, why=asked.why, status=200, outcome="read", kind=None, bytes=0,
        fetched_at="2026-01-02T03:04:05Z", note=None,
    )  # fmt: skip
    return Answer(link=asked, visit=visit, final_url=asked.url, finding=finding)


def goods(*titles: str, links: tuple[Link, ...] = (), cut: bool = False) -> Finding:
    products = tuple(ListedProduct(offer=Offer(title=title)) for title in titles)
    return Finding(reader="shopify", page_url=SHOP, products=products, links=links, cut=cut)


def closed(*links: Link) -> Finding:
    return Finding(reader="shopify", page_url=SHOP, closed="no", links=links)


def take(*findings: Finding | None) -> tuple[Endpoints, list[Link]]:
    endpoints = Endpoints()
    found = [link for finding in findings for link in endpoints.take(answer(finding))]
    return endpoints, found


def test_a_listing_that_shows_nothing_new_is_left() -> None:
    endpoints, links = take(
        goods("a", "b", links=(link(2), link(1, OTHER))),
        goods("b", "c", links=(link(3),)),
        goods("b", "c", links=(link(4), link(2, OTHER))),
        goods(links=(link(5),)),
    )
    assert links == [link(2), link(1, OTHER), link(3), link(2, OTHER)]
    assert endpoints.cut == 0


def test_a_listing_without_end_is_followed_so_far_and_counts_as_cut() -> None:
    findings = [goods(f"product {number}", links=(link(number + 1),)) for number in range(LONGEST + 3)]
    endpoints, links = take(*findings)
    assert len(links) == LONGEST - 1
    assert endpoints.cut > 0


@pytest.mark.parametrize(
    ("findings", "are_shut", "tell_all"),
    [
        ((goods("a"),), False, True),
        ((closed(),), False, False),
        ((None, None), True, False),
        ((closed(link(1, OTHER)), closed()), True, False),
        ((closed(link(1, OTHER)), goods("a")), False, True),
        ((goods(), closed(), closed()), True, False),
        ((goods("a"), closed(), closed()), False, False),
        ((goods("a"), *[goods(str(number)) for number in range(4)], closed()), False, True),
        ((closed(), goods(), closed()), False, False),
    ],
    ids=[
        "open", "closed once", "not answered twice", "nor otherwise", "open otherwise", "products closed",
        "open in part", "open but for one", "in turns",
    ],
)  # fmt: skip
def test_when_endpoints_are_asked_no_more(findings: tuple[Finding | None, ...], are_shut: bool, tell_all: bool) -> None:
    endpoints, _ = take(*findings)
    assert (endpoints.are_shut, endpoints.tell_all) == (are_shut, tell_all)


def test_what_an_endpoint_does_not_give_out_counts_as_cut() -> None:
    endpoints, _ = take(goods("a", cut=True))
    assert endpoints.cut == 1
