from __future__ import annotations

import json

import pytest

from crawler.findings import Finding, ListedProduct
from crawler.items import Visit
from crawler.pages import Link, Page, Why
from crawler.planning.answers import Answer, dump_answer, load_answer
from crawler.planning.coverage import Coverage
from crawler.planning.endpoints import LONGEST, Endpoints
from crawler.planning.rerun import Rerun
from crawler.planning.survey import Survey
from crawler.sightings import Offer
from crawler.sites import Site

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


HOME = "<html><head><script>Shopify.shop = 'a.myshopify.com';</script></head><body><p>Tools.</p></body></html>"


def take_page(
    survey: Survey, text: str, *, status: int = 200, outcome: str = "read", pending: list[Link] | None = None
) -> str:
    """Answer what is pending, or what the survey asks for next; return what that was."""
    asked = pending.pop() if pending else survey.next_link()
    assert asked is not None
    visit = Visit(
        site="shop", url=asked.url, why=asked.why, status=status, outcome=outcome, kind=None, bytes=len(text),
        fetched_at="2026-01-02T03:04:05Z", note=None,
    )  # fmt: skip
    page = Page(url=asked.url, requested_url=asked.url, text=text, status=status)
    survey.take(survey.read_answer(asked, page, visit))
    return asked.url.removeprefix(SHOP)


def list_products(*titles: str) -> str:
    return json.dumps({"products": [{"title": title, "handle": title} for title in titles]})


def test_what_a_platform_does_not_give_out_makes_a_crawl_capped() -> None:
    survey = Survey(Site(name="shop", url=SHOP))
    take_page(survey, HOME)
    take_page(survey, json.dumps({"collections": []}))
    for page in range(1, 101):
        titles = [f"{page}-{number}" for number in range(250)]
        assert take_page(survey, list_products(*titles)) == f"products.json?limit=250&page={page}"
    assert survey.is_over
    assert survey.coverage() == Coverage(verdict="capped", reason="1 listing is longer than is followed")


def test_a_refusal_among_many_answers_costs_the_crawl_no_page_of_the_shop() -> None:
    survey = Survey(Site(name="shop", url=SHOP))
    take_page(survey, HOME)
    take_page(survey, json.dumps({"collections": [{"title": name, "handle": name} for name in "abcdefg"]}))
    for name in "abcdefg":
        status, outcome = (403, "refused") if name == "c" else (200, "read")
        assert take_page(survey, list_products(name), status=status, outcome=outcome).startswith(f"collections/{name}/")
    assert take_page(survey, list_products(*"abcdefg")) == "products.json?limit=250&page=1"
    assert [answer.visit.note for answer in survey.answers if answer.visit.note] == [
        "/collections/c/products.json answered 403"
    ]
    assert survey.is_over
    assert survey.coverage().verdict == "capped"


@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_a_killed_crawl_goes_on_among_the_endpoints(most: int) -> None:
    answers = [HOME, json.dumps({"collections": [{"title": name, "handle": name} for name in "ab"]})]
    answers += [list_products("a"), list_products("b"), list_products("a", "b")]
    survey, resumed = Survey(Site(name="shop", url=SHOP)), Survey(Site(name="shop", url=SHOP))
    for text in answers[:most]:
        take_page(survey, text)
    rerun = Rerun(resumed, at_once=1)
    for answer in survey.answers:
        rerun.take(load_answer(dump_answer(answer)))
    assert resumed.platform == survey.platform
    for text in answers[most:]:
        assert take_page(resumed, text, pending=rerun.pending) == take_page(survey, text)
    assert (resumed.is_over, resumed.coverage()) == (True, Coverage(verdict="complete"))
