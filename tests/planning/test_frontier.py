from __future__ import annotations

import pytest

from crawler.pages import Link, Why
from crawler.planning.frontier import Frontier
from crawler.planning.prospects import BARREN_AFTER, GOODS_BARREN_AFTER, SHELF_AFTER
from crawler.planning.scope import Scope
from crawler.sightings import Kind


def link(path: str, why: Why = Why.LINK, **fields: object) -> Link:
    return Link(url=f"https://shop.example{path}", why=why, **fields)  # type: ignore[arg-type]


def fill(*links: Link, max_pages: int = 100, **choices: bool) -> Frontier:
    frontier = Frontier(max_pages=max_pages, scope=Scope(**choices))
    for each in links:
        frontier.add(each)
    return frontier


def drain(frontier: Frontier) -> list[str]:
    paths = []
    while found := frontier.pop():
        paths.append(found.url.removeprefix("https://shop.example"))
    return paths


@pytest.mark.parametrize(
    ("links", "order"),
    [
        (
            [
                link("/x", Why.LINK),
                link("/p", Why.LISTED),
                link("/c?page=2", Why.NEXT_PAGE),
                link("/s", Why.SUBCATEGORY),
                link("/m", Why.MENU),
                link("/sitemap.xml", Why.SITEMAP),
                link("/api", Why.PLATFORM),
                link("/", Why.HOME),
            ],
            ["/", "/api", "/sitemap.xml", "/m", "/s", "/c?page=2", "/x", "/p"],
        ),
        ([link("/b", Why.MENU, depth=2), link("/a", Why.MENU, depth=1)], ["/a", "/b"]),
        ([link("/a"), link("/a/"), link("/a#top"), link("/a?utm_source=mail")], ["/a"]),
        (
            [link(f"/{group}{number}", Why.LISTED, group=group) for group in "ab" for number in (1, 2)],
            ["/a1", "/b1", "/a2", "/b2"],
        ),
        (
            [link(f"/{name}", Why.LISTED, group=name[0]) for name in ("a1", "a2", "a3", "b1")],
            ["/a1", "/b1", "/a2", "/a3"],
        ),
        ([link("/seen", Why.LINK), link("/x", Why.SUBCATEGORY), link("/seen", Why.MENU)], ["/seen", "/x"]),
        ([link("/seen", Why.MENU), link("/seen", Why.LINK)], ["/seen"]),
    ],
    ids=[
        "structure before goods",
        "near before far",
        "spellings once",
        "evenly over groups",
        "while they last",
        "moves up",
        "never down",
    ],
)
def test_order(links: list[Link], order: list[str]) -> None:
    frontier = fill(*links)
    assert len(frontier) == len(order)
    assert drain(frontier) == order
    assert len(frontier) == 0


def test_budget_ends_the_crawl_and_leaves_the_rest_counted() -> None:
    frontier = fill(link("/a", Why.MENU), link("/b", Why.MENU), link("/p", Why.LISTED), max_pages=1)
    assert drain(frontier) == ["/a"]
    assert (frontier.has_next(), len(frontier), frontier.count_unseen(), frontier.count_goods()) == (False, 2, 1, 1)


def test_links_whose_like_led_nowhere_are_given_up() -> None:
    frontier = fill(*(link(f"/help/{number}") for number in range(50)), link("/p/1", Why.LISTED))
    asked = []
    while found := frontier.pop():
        asked.append(found.url)
        frontier.learn(found, Kind.OTHER)
    assert len([url for url in asked if "/help/" in url]) == BARREN_AFTER
    assert len(frontier) == 0


def test_links_whose_like_led_to_categories_come_before_goods() -> None:
    frontier = fill(*(link(f"/c/{number}") for number in range(4)), link("/p/1", Why.LISTED))
    order = []
    while found := frontier.pop():
        order.append(found.url)
        frontier.learn(found, Kind.CATEGORY if "/c/" in found.url else Kind.PRODUCT)
    assert order[-1] == "https://shop.example/p/1"


def test_link_that_was_given_up_comes_back_when_a_menu_shows_it() -> None:
    frontier = fill(*(link(f"/help/{number}") for number in range(20)))
    for _ in range(BARREN_AFTER):
        found = frontier.pop()
        assert found
        frontier.learn(found, Kind.OTHER)
    assert frontier.pop() is None
    frontier.add(link("/help/19", Why.MENU))
    assert drain(frontier) == ["/help/19"]


def test_only_endpoints_are_asked_while_the_platform_answers() -> None:
    frontier = fill(link("/", Why.HOME), link("/m", Why.MENU), link("/api", Why.PLATFORM))
    frontier.platform_only = True
    assert drain(frontier) == ["/", "/api"]
    frontier.platform_only = False
    assert drain(frontier) == ["/m"]


def test_pages_are_forgotten_when_the_endpoints_told_all() -> None:
    frontier = fill(link("/m", Why.MENU), link("/p", Why.LISTED), link("/x"), link("/api", Why.PLATFORM))
    frontier.drop_pages()
    assert drain(frontier) == ["/api"]


def test_answers_of_an_earlier_run_cost_budget_and_are_not_asked_again() -> None:
    frontier = fill(link("/a", Why.MENU), link("/b", Why.MENU), max_pages=2)
    frontier.settle(link("/a", Why.MENU))
    assert drain(frontier) == ["/b"]


def test_end_of_a_redirect_is_not_asked_again() -> None:
    frontier = fill(link("/new", Why.MENU))
    frontier.mark_answered("https://www.shop.example/new/")
    assert drain(frontier) == []


@pytest.mark.parametrize(
    ("shown", "canonical", "waiting", "asked"),
    [
        ("/tools/saws/jigsaw", "/jigsaw", "/jigsaw", []),
        ("/p?c=1&id=2", "/p?id=2", "/p?id=2", []),
        ("/tools/saws/jigsaw", "/item/jigsaw", "/item/jigsaw", []),
        ("/jigsaw", None, "/jigsaw", []),
        ("/jigsaw-red", "/jigsaw", "/jigsaw", ["/jigsaw"]),
        ("/tools/saws/jigsaw", "/jigsaw", "/fretsaw", ["/fretsaw"]),
    ],
    ids=["folders", "parameter", "another folder", "no canonical", "another page", "another product"],
)
def test_another_spelling_of_a_product_is_not_asked_for(
    shown: str, canonical: str | None, waiting: str, asked: list[str]
) -> None:
    frontier = fill(link(shown, Why.LISTED))
    assert drain(frontier) == [shown]
    frontier.add(link(waiting))
    frontier.learn_product(f"https://shop.example{shown}", canonical)
    assert drain(frontier) == asked
    assert len(frontier) == 0


def test_a_spelling_is_learnt_for_products_that_were_not_seen_yet() -> None:
    frontier = fill(*(link(f"/tools/p{number}", Why.LISTED) for number in range(8)))
    for number in range(5):
        frontier.pop()
        frontier.learn_product(f"https://shop.example/tools/p{number}", f"/p{number}")
    frontier.add(link("/sale/p3", Why.LISTED))
    frontier.add(link("/sale/p6", Why.LISTED))
    assert drain(frontier) == ["/tools/p5", "/tools/p6", "/tools/p7"]


@pytest.mark.parametrize(("kind", "asked"), [(Kind.OTHER, GOODS_BARREN_AFTER), (Kind.PRODUCT, 50)])
def test_product_pages_that_cannot_be_read_are_given_up(kind: Kind, asked: int) -> None:
    frontier = fill(*(link(f"/p/{number}", Why.LISTED) for number in range(50)))
    count = 0
    while found := frontier.pop():
        count += 1
        frontier.learn(found, kind)
    assert (count, len(frontier)) == (asked, 0)


def test_what_was_not_asked_after_all_costs_nothing() -> None:
    frontier = fill(link("/a", Why.MENU), link("/b", Why.MENU), max_pages=1)
    assert frontier.pop()
    frontier.refund()
    assert drain(frontier) == ["/b"]


@pytest.mark.parametrize("stop", range(7))
def test_an_earlier_run_is_gone_on_with_in_its_order(stop: int) -> None:
    links = [link(f"/{group}{number}", Why.LISTED, group=group) for group in "ab" for number in range(3)]
    whole = drain(fill(*links))
    second = fill(*links)
    for path in whole[:stop]:
        second.settle(link(path, Why.LISTED, group=path[1]))
    assert drain(second) == whole[stop:]


def test_an_earlier_run_in_another_order_loses_nothing() -> None:
    frontier = fill(*(link(f"/{name}", Why.MENU) for name in "abcd"))
    frontier.settle(link("/c", Why.MENU))
    frontier.settle(link("/x", Why.MENU))
    assert sorted(drain(frontier)) == ["/a", "/b", "/d"]


DEEP = (
    link("/m", Why.MENU),
    link("/p", Why.LISTED),
    link("/c?page=2", Why.NEXT_PAGE, goods=True),
    link("/all?page=2", Why.NEXT_PAGE),
    link("/api/products", Why.PLATFORM, goods=True),
    link("/sitemap-products.xml", Why.SITEMAP, goods=True),
)


@pytest.mark.parametrize(
    ("choices", "asked", "left_out"),
    [
        ({}, ["/api/products", "/sitemap-products.xml", "/m", "/c?page=2", "/all?page=2", "/p"], (0, 0)),
        (
            {"product_pages": False},
            ["/api/products", "/sitemap-products.xml", "/m", "/c?page=2", "/all?page=2"],
            (1, 0),
        ),
        ({"structure_only": True}, ["/m", "/all?page=2"], (1, 1)),
    ],
)
def test_what_is_left_out_by_choice(choices: dict[str, bool], asked: list[str], left_out: tuple[int, int]) -> None:
    frontier = fill(*DEEP, **choices)
    assert len(frontier) == len(asked)
    assert drain(frontier) == asked
    assert (frontier.entries.count_left_out(Why.LISTED), frontier.entries.count_left_out(Why.NEXT_PAGE)) == left_out
    assert frontier.count_unseen() == 0


def test_what_was_left_out_as_a_product_is_asked_for_where_a_menu_shows_it() -> None:
    frontier = fill(link("/x", Why.LISTED), link("/x", Why.LINK), structure_only=True)
    assert drain(frontier) == []
    frontier.add(link("/x", Why.MENU))
    assert drain(frontier) == ["/x"]
    assert frontier.entries.count_left_out(Why.LISTED) == 0


@pytest.mark.parametrize(("shown", "asked"), [(0, BARREN_AFTER), (BARREN_AFTER, 1)])
def test_links_that_lead_to_products_are_given_up_where_only_the_tree_counts(shown: int, asked: int) -> None:
    tiles = [link(f"/p/seen-{number}", Why.LISTED) for number in range(shown)]
    frontier = fill(*tiles, *(link(f"/p/{number}", group="/map.xml") for number in range(50)), structure_only=True)
    count = 0
    while found := frontier.pop():
        frontier.learn(found, Kind.PRODUCT)
        count += 1
    assert (count, len(frontier)) == (asked, 0)


@pytest.mark.parametrize(("structure_only", "asked"), [(True, SHELF_AFTER), (False, 9)])
def test_sub_categories_that_are_products_are_goods(structure_only: bool, asked: int) -> None:
    below = [link(f"/x/{number}", Why.SUBCATEGORY, group="/planes") for number in range(9)]
    frontier = fill(*below, link("/saws?page=2", Why.NEXT_PAGE), structure_only=structure_only)
    order = []
    while found := frontier.pop():
        order.append(found.url.removeprefix("https://shop.example"))
        frontier.learn(found, Kind.PRODUCT if found.why != Why.NEXT_PAGE else Kind.CATEGORY)
    assert order.index("/saws?page=2") == SHELF_AFTER
    assert len(order) == asked + 1
    assert frontier.shelved == {f"/x/{number}" for number in range(SHELF_AFTER, 9)}


def test_sub_categories_of_which_one_is_a_category_are_asked_for() -> None:
    frontier = fill(*(link(f"/x/{number}", Why.SUBCATEGORY, group="/all") for number in range(9)), structure_only=True)
    count = 0
    while found := frontier.pop():
        frontier.learn(found, Kind.CATEGORY if found.url.endswith("/2") else Kind.PRODUCT)
        count += 1
    assert (count, frontier.shelved) == (9, set())


def test_a_category_that_is_found_late_catches_up() -> None:
    frontier = fill(*(link(f"/a{number}", Why.LISTED, group="a") for number in range(6)))
    order = [found.url[-2:] for found in (frontier.pop(), frontier.pop(), frontier.pop()) if found]
    for number in range(6):
        frontier.add(link(f"/b{number}", Why.LISTED, group="b"))
    order += [path[1:] for path in drain(frontier)]
    assert order == ["a0", "a1", "a2", "b0", "b1", "b2", "a3", "b3", "a4", "b4", "a5", "b5"]
