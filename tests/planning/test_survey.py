"""A shop in a dict, walked without a network: what is asked for, and what of it becomes the catalogue."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import urlsplit

import pytest

from crawler.items import Visit
from crawler.merging.catalogue import build_catalogue
from crawler.pages import Link, Page, Why
from crawler.planning.answers import Answer, dump_answer, load_answer
from crawler.planning.rerun import Rerun
from crawler.planning.survey import Survey
from crawler.sightings import Kind
from crawler.sites import Politeness, Site

SHOP = "https://shop.example"
CATEGORIES = {"saws": "Saws", "planes": "Planes", "chisels": "Chisels", "clamps": "Clamps"}


def wrap(title: str, body: str, *, trail: str = "", head: str = "") -> str:
    menu = "".join(f'<li><a href="/{path}">{name}</a></li>' for path, name in CATEGORIES.items())
    return f"""<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>
<header><a href="/"><img src="/logo.png" alt="Shop"></a><nav><ul>{menu}</ul></nav>
<a href="/account/login">Log in</a><a href="/cart">Cart</a><a href="/de/">Deutsch</a></header>
{trail}<main><h1>{title}</h1>{body}</main>
<footer><a href="/help/returns">Returns</a><a href="/blog">Blog</a></footer></body></html>"""


def show_tile(path: str, number: int) -> str:
    name = f"{CATEGORIES[path][:-1]} no. {number}"
    return f"""<li class="tile"><a href="/{path}/p{number}"><img src="/{path}{number}.jpg" alt="{name}"></a>
<h3><a href="/{path}/p{number}">{name}</a></h3><span class="price">€ {number + 10}.50</span></li>"""


def show_category(path: str, numbers: range, *, following: str = "") -> str:
    tiles = "".join(show_tile(path, number) for number in numbers)
    facets = "".join(f'<a href="/{path}?colour={colour}">{colour}</a>' for colour in ("red", "blue", "green"))
    sorts = f'<a href="/{path}?sort=price">Price</a><a href="/{path}?PHPSESSID=0a1b2c3d4e5f">Name</a>'
    pager = f'<div class="pages"><b>1</b> <a href="{following}" rel="next">2</a></div>' if following else ""
    return wrap(CATEGORIES[path], f"<aside>{facets}</aside>{sorts}<ul>{tiles}</ul>{pager}")


def show_product(path: str, number: int) -> str:
    category = CATEGORIES[path]
    trail = f'<nav class="breadcrumb"><a href="/">Home</a> &gt; <a href="/{path}">{category}</a></nav>'
    price = f'<p class="price">€ {number + 10}.50</p><form method="post" action="/cart">'
    form = '<input name="quantity" value="1"><button type="submit">Add to cart</button></form><p>SKU: A-1</p>'
    return wrap(f"{category[:-1]} no. {number}", price + form, trail=trail)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    german = '<link rel="alternate" hreflang="de" href="/de/"><link rel="alternate" hreflang="en" href="/">'
    shop = {"/": wrap("Shop", "<p>Tools for wood, since 1902.</p>", head=german)}
    for path in CATEGORIES:
        shop[f"/{path}"] = show_category(path, range(1, 7), following=f"/{path}?page=2")
        shop[f"/{path}?page=2"] = show_category(path, range(7, 10))
        for colour in ("red", "blue", "green"):
            shop[f"/{path}?colour={colour}"] = show_category(path, range(1, 3))
        shop |= {f"/{path}/p{number}": show_product(path, number) for number in range(1, 10)}
    text = wrap("Returns", "<p>Send it back within thirty days, in the box in which it came, and we pay you.</p>")
    return shop | {"/help/returns": text, "/de/": wrap("Laden", "<p>Werkzeug</p>").replace('"en"', '"de"')}


def make_survey(max_pages: int = 500) -> Survey:
    return Survey(Site(name="acme", url=f"{SHOP}/", politeness=Politeness(max_pages=max_pages)))


def make_visit(link: Link, *, status: int | None = 200, outcome: str = "read") -> Visit:
    return Visit(
        site="acme",
        url=link.url,
        why=link.why,
        status=status,
        outcome=outcome,
        kind=None,
        bytes=0,
        fetched_at="",
        note=None,
    )


def take_up(survey: Survey, answers: Iterable[Answer], *, at_once: int = 1) -> list[Link]:
    """Take the answers of an earlier run, and return what it had under way."""
    rerun = Rerun(survey, at_once=at_once)
    for answer in answers:
        rerun.take(answer)
    return rerun.pending


def walk(
    survey: Survey,
    pages: dict[str, str],
    *,
    most: int = 1000,
    at_once: int = 1,
    pending: Sequence[Link] = (),
    lost: Collection[str] = (),
) -> list[Answer]:
    """Let a survey ask for so many pages, the last of those under way first; return what a journal would hold.

    Pages that are `lost` come when they are asked for again.
    """
    journal: list[Answer] = []
    rest = set(lost)
    under_way = list(pending)
    while len(journal) < most:
        while len(under_way) < (at_once if journal or pending else 1) and (found := survey.next_link()):
            under_way.append(found)
        if not under_way and survey.losses.ask_again():
            continue
        if not under_way:
            break
        link = under_way.pop()
        bits = urlsplit(link.url)
        path = f"{bits.path}?{bits.query}" if bits.query else bits.path
        if path in rest:
            rest.discard(path)
            visit = make_visit(link, status=None, outcome="failed")
            journal.append(survey.take(Answer(link=link, visit=visit, final_url=link.url, may_come=True)))
            continue
        text = pages.get(path)
        visit = make_visit(link, status=200 if text else 404, outcome="read" if text else "missing")
        answer = Answer(link=link, visit=visit, final_url=link.url)
        if text:
            answer = survey.read_answer(link, Page(url=link.url, requested_url=link.url, text=text), visit)
        journal.append(survey.take(answer))
    return journal


def test_the_whole_catalogue_and_little_else_is_asked_for(pages: dict[str, str]) -> None:
    survey = make_survey()
    asked = [answer.link.url.removeprefix(SHOP) for answer in walk(survey, pages)]
    goods = {f"/{path}/p{number}" for path in CATEGORIES for number in range(1, 10)}
    listings = {f"/{path}{page}" for path in CATEGORIES for page in ("", "?page=2")}
    assert set(asked) == goods | listings | {"/", "/sitemap.xml", "/help/returns"}
    assert len(asked) == len(set(asked))
    assert survey.coverage().verdict == "complete"
    catalogue = build_catalogue(survey)
    assert sorted(category.path for category in catalogue.categories) == [
        (name,) for name in sorted(CATEGORIES.values())
    ]
    assert len(catalogue.products) == len(catalogue.product_categories) == 36
    assert (survey.tally.categories, survey.tally.products) == (4, 36)
    assert {(product.sku, product.currency) for product in catalogue.products} == {("A-1", "EUR")}


def test_a_budget_is_spent_on_structure_and_then_evenly(pages: dict[str, str]) -> None:
    survey = make_survey(max_pages=18)
    asked = [answer.link.url.removeprefix(SHOP) for answer in walk(survey, pages)]
    goods = [url.split("/")[1] for url in asked if re.search(r"/p\d", url)]
    assert {f"/{path}?page=2" for path in CATEGORIES} <= set(asked)
    assert {goods.count(path) for path in CATEGORIES} <= {1, 2}
    assert survey.coverage().reason == f"{36 - len(goods)} product pages not asked for"


@pytest.mark.parametrize("stop", [1, 2, 5, 9, 20, 40])
def test_a_journal_brings_a_crawl_back_to_where_it_was(pages: dict[str, str], stop: int) -> None:
    whole = make_survey()
    walk(whole, pages)
    first = make_survey()
    journal = [dump_answer(answer) for answer in walk(first, pages, most=stop)]
    second = make_survey()
    rest = walk(second, pages, pending=take_up(second, [load_answer(line) for line in journal]))
    assert [answer.link for answer in second.answers] == [answer.link for answer in whole.answers]
    again = {answer.link.url for answer in first.answers} & {answer.link.url for answer in rest}
    assert again == set()
    assert build_catalogue(second) == build_catalogue(whole)


@pytest.mark.parametrize("stop", range(1, 60, 4))
@pytest.mark.parametrize("at_once", [1, 3])
def test_a_crawl_comes_back_to_lost_pages_wherever_it_was_stopped(
    pages: dict[str, str], stop: int, at_once: int
) -> None:
    lost = {"/planes", "/saws?page=2", "/saws/p3", "/clamps/p1", "/help/returns"}
    whole, first, second = make_survey(), make_survey(), make_survey()
    expected = walk(whole, pages, at_once=at_once, lost=lost)
    asked = [answer.link.url.removeprefix(SHOP) for answer in expected]
    again = asked[asked.index("/planes") + 1 :].index("/planes") + asked.index("/planes") + 1
    assert lost <= set(asked[:again])
    assert whole.coverage().reason == ""
    journal = [dump_answer(answer) for answer in walk(first, pages, most=stop, at_once=at_once, lost=lost)]
    pending = take_up(second, [load_answer(line) for line in journal], at_once=at_once)
    walk(second, pages, at_once=at_once, pending=pending, lost=lost - set(asked[: len(journal)]))
    assert sorted(answer.link.url for answer in second.answers) == sorted(answer.link.url for answer in whole.answers)
    assert build_catalogue(second) == build_catalogue(whole)


@pytest.mark.parametrize("at_once", [2, 4, 16])
@pytest.mark.parametrize("stop", [7, 1000])
def test_how_many_requests_are_under_way_changes_nothing(pages: dict[str, str], at_once: int, stop: int) -> None:
    whole = make_survey()
    walk(whole, pages)
    first, second = make_survey(), make_survey()
    pending = take_up(second, walk(first, pages, most=stop, at_once=at_once), at_once=at_once)
    walk(second, pages, at_once=at_once, pending=pending)
    assert sorted(answer.link.url for answer in second.answers) == sorted(answer.link.url for answer in whole.answers)
    expected, found = build_catalogue(whole), build_catalogue(second)
    assert found.products == expected.products
    assert found.product_categories == expected.product_categories
    assert set(found.categories) == set(expected.categories)


@pytest.mark.parametrize(
    ("why", "url", "kind"),
    [
        (Why.NEXT_PAGE, f"{SHOP}/saws?page=3", Kind.CATEGORY),
        (Why.LISTED, f"{SHOP}/saws?page=3", Kind.PRODUCT),
        (Why.NEXT_PAGE, f"{SHOP}/saws/p1", Kind.PRODUCT),
    ],
    ids=["a listing's last page", "a product", "led on to a product"],
)
def test_a_later_page_of_a_listing_is_no_product(why: Why, url: str, kind: Kind) -> None:
    link = Link(url=f"{SHOP}/saws?page=3", why=why, group="/saws", name="3")
    visit = Visit(
        site="acme", url=link.url, why=why, status=200, outcome="read", kind=None, bytes=0, fetched_at="", note=None
    )
    answer = make_survey().read_answer(link, Page(url=url, text=show_product("saws", 1)), visit)
    assert answer.sighting
    assert (answer.visit.kind, answer.sighting.kind) == (kind, kind)
    assert (answer.sighting.product is None) is (kind == Kind.CATEGORY)


@pytest.mark.parametrize(("between", "refused"), [(None, True), (200, False)], ids=["known", "asked for"])
def test_pages_that_are_known_do_not_hide_that_a_site_refuses(between: int | None, refused: bool) -> None:
    survey = make_survey()
    for number in range(6):
        for status, outcome in ((403, "refused"), (between, "read")):
            link = Link(url=f"{SHOP}/{number}{outcome}", why=Why.LISTED)
            visit = make_visit(link, status=status, outcome=outcome)
            survey.take(Answer(link=link, visit=visit, final_url=link.url))
    assert survey.is_refused == refused
