from __future__ import annotations

import pytest

from crawler.pages import Link, Why
from crawler.planning.traps import Fence

SHOP = "https://www.shop.example"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"{SHOP}/tools/saws", None),
        ("http://shop.example/tools", None),
        (f"{SHOP}/index.php?main_page=index&cPath=1_2", None),
        (f"{SHOP}/press-tools", None),
        ("https://other.example/tools", "other site"),
        ("mailto:sales@shop.example", "other site"),
        ("https://[broken/", "other site"),
        (f"{SHOP}/tools?sort=price", "another view"),
        (f"{SHOP}/tools?dir=desc&order=name", "another view"),
        (f"{SHOP}/tools?filter_colour=red", "another view"),
        (f"{SHOP}/tools?view=grid", "another view"),
        (f"{SHOP}/tools?price=10-20", "another view"),
        (f"{SHOP}/cart", "not the catalogue"),
        (f"{SHOP}/my-account/orders", "not the catalogue"),
        (f"{SHOP}/index.php?route=account/login&action=login", "not the catalogue"),
        (f"{SHOP}/saw?add-to-cart=12", "not the catalogue"),
        (f"{SHOP}/blog/how-to-saw", "not the catalogue"),
        (f"{SHOP}/manual.pdf", "file"),
        (f"{SHOP}/a/a/a/b", "endless URL"),
        (f"{SHOP}/a/b/a/b", "endless URL"),
        (f"{SHOP}/tools/saws/tools", None),
        (f"{SHOP}/" + "x" * 1000, "endless URL"),
        (f"{SHOP}/t?a=1&b=2&c=3&d=4&e=5&f=6", "endless URL"),
    ],
)
def test_links_are_told_before_they_cost_a_request(url: str, reason: str | None) -> None:
    assert Fence(host="shop.example").judge_link(url) == reason


@pytest.mark.parametrize(
    ("url", "why", "reason"),
    [
        (f"{SHOP}/tools?sort=price&page=2", Why.NEXT_PAGE, None),
        (f"{SHOP}/wp-json/products", Why.PLATFORM, None),
        ("https://other.example/api", Why.PLATFORM, "other site"),
        (f"{SHOP}/saw?variant=12", Why.LISTED, None),
        (f"{SHOP}/saw?variant=12", Why.LINK, "another view"),
        (f"{SHOP}/cart", Why.LISTED, "not the catalogue"),
        (f"{SHOP}/saw?add-to-cart=12", Why.LISTED, "not the catalogue"),
        (f"{SHOP}/news/2026/05", Why.LINK, "a date"),
        (f"{SHOP}/events?on=2026-05-31", Why.SUBCATEGORY, "a date"),
        (f"{SHOP}/2026-5/", Why.BREADCRUMB, "a date"),
        (f"{SHOP}/diaries/2026", Why.LINK, None),
        (f"{SHOP}/saw-2026-05", Why.LINK, None),
        (f"{SHOP}/diaries/2026/05", Why.MENU, None),
    ],
)
def test_some_links_are_trusted_for_who_names_them(url: str, why: Why, reason: str | None) -> None:
    assert Fence(host="shop.example").judge(Link(url=url, why=why)) == reason


@pytest.mark.parametrize(
    ("page", "alternates", "foreign"),
    [
        ("/", [("de", "/de/"), ("fr-CA", "/fr-ca/"), ("en", "/")], ["/de/saegen", "/fr-ca"]),
        ("/tools", [("de", "/de/werkzeug")], ["/de/werkzeug/saegen"]),
        ("/de/", [("de", "/de/"), ("en", "/en/")], ["/en/tools"]),
        ("/", [("en-us", "/tools")], []),
    ],
)
def test_copies_in_other_languages_are_left_alone(
    page: str, alternates: list[tuple[str, str]], foreign: list[str]
) -> None:
    fence = Fence(host="shop.example")
    fence.learn_languages(SHOP + page, [(language, SHOP + path) for language, path in alternates])
    assert [fence.judge_link(SHOP + path) for path in foreign] == ["other language"] * len(foreign)
    assert fence.judge_link(f"{SHOP}/tools/saws") is None
    assert fence.judge_link(f"{SHOP}/design") is None


@pytest.mark.parametrize(
    ("path", "language", "is_copy"),
    [("/de/saegen", "de", True), ("/de-at", "de", True), ("/saegen", "de", False), ("/de/saws", "fr", False)],
)
def test_a_folder_named_after_its_language_is_a_copy(path: str, language: str, is_copy: bool) -> None:
    fence = Fence(host="shop.example")
    assert fence.is_copy(SHOP + path, language=language) is is_copy
    assert fence.judge_link(f"{SHOP}{path}/more") == ("other language" if is_copy else None)


def test_paths_that_are_allowed() -> None:
    fence = Fence(host="shop.example", allowed_paths=("/tools",))
    assert fence.judge_link(f"{SHOP}/tools/saws") is None
    assert fence.judge_link(f"{SHOP}/garden") == "outside allowed paths"


@pytest.mark.parametrize(
    ("page", "following", "later"),
    [("/tools", "/tools?p=2", "/tools?p=7"), ("/tools", "/tools/page/2", "/saws/page/3")],
)
def test_a_sites_own_pager_is_learnt(page: str, following: str, later: str) -> None:
    fence = Fence(host="shop.example")
    assert fence.judge(Link(url=SHOP + later, why=Why.LINK)) is None
    fence.learn_pager(SHOP + page, SHOP + following)
    assert fence.judge(Link(url=SHOP + later, why=Why.LINK)) == "a listing's page"
    assert fence.judge(Link(url=SHOP + later, why=Why.NEXT_PAGE)) is None


@pytest.mark.parametrize(
    ("page", "link", "adds"),
    [
        ("/tools", "/tools?colour=red", True),
        ("/tools?p=2", "/tools?colour=red", True),
        ("/tools?p=2", "/tools?p=2&colour=red", True),
        ("/tools?cat=1&p=2", "/tools?cat=1&colour=red", True),
        ("/tools/page/2", "/tools?colour=red", True),
        ("/tools/page/2", "/tools/page/2?colour=red", True),
        ("/tools", "/tools/", False),
        ("/tools?p=2", "/tools?p=3", False),
        ("/tools?cat=1&p=2", "/tools?cat=2", False),
        ("/tools?colour=red", "/tools", False),
        ("/tools/page/2", "/tools/saws?colour=red", False),
    ],
)
def test_facets_are_told_from_any_page_of_a_listing(page: str, link: str, adds: bool) -> None:
    assert Fence(host="shop.example", pagers={"p", "page"}).adds_view(SHOP + page, SHOP + link) is adds
