from __future__ import annotations

import pytest

from crawler.pages import Link, Why
from crawler.planning.frontier import BARREN_AFTER, Frontier
from crawler.sightings import Kind


def link(path: str, why: Why = Why.LINK, **fields: object) -> Link:
    return Link(url=f"https://shop.example{path}", why=why, **fields)  # type: ignore[arg-type]


def fill(*links: Link, max_pages: int = 100) -> Frontier:
    frontier = Frontier(max_pages=max_pages)
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
        ([link("/seen", Why.LINK), link("/x", Why.SUBCATEGORY), link("/seen", Why.MENU)], ["/seen", "/x"]),
        ([link("/seen", Why.MENU), link("/seen", Why.LINK)], ["/seen"]),
    ],
    ids=["structure before goods", "near before far", "spellings once", "evenly over groups", "moves up", "never down"],
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
