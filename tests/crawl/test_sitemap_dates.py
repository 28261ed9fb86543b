"""Product pages that a sitemap says are unchanged: left unasked where its dates are kept, and asked for elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.recalling.lastmods import FIRST_CHECKS
from tests.crawl.living_shop import Crawls, LivingShop, by_tag, without
from tests.crawl.shops import listing_page, make_shop_pages, product_page

SIZE = 12
PAGES: dict[str, str] = {path: str(body) for path, body in make_shop_pages(SIZE).items()}
GOODS = [path for path in PAGES if path.startswith("/p/")]
Dates = dict[str, str]
OLD: Dates = {path: f"2026-01-{1 + number % 28:02}" for number, path in enumerate(GOODS)}
MOST_ASKED = FIRST_CHECKS + len(GOODS) // 15
"""Product pages that are asked for where the dates are kept: the first ones, and one now and then."""


def today() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@pytest.fixture
def crawls(tmp_path: Path) -> Crawls:
    return Crawls(tmp_path)


@pytest.fixture
def shop() -> Iterator[LivingShop]:
    """A shop whose pages have nothing to be known by but the sitemap's dates, and that was crawled before."""
    shop = LivingShop(PAGES, without)
    shop.server.start()
    yield shop
    shop.server.stop()


def list_goods(shop: LivingShop) -> list[str]:
    return [path for path, _ in shop.asked if path in GOODS]


def test_settled_pages_are_left_alone_where_the_dates_are_kept(shop: LivingShop, crawls: Crawls) -> None:
    shop.date_pages(OLD)
    crawls.run(shop)
    assert len(list_goods(shop)) == len(GOODS)
    shop.change({"/p/drills-7": product_page("Drills 7", price="99.00")})
    shop.date_pages(OLD | {"/p/drills-7": today()})
    again = crawls.run(shop)
    asked = list_goods(shop)
    assert "/p/drills-7" in asked
    assert len(asked) <= MOST_ASKED + 1
    assert {path for path, _ in shop.asked} >= set(PAGES) - set(GOODS)
    assert again.requests == len(shop.asked)
    rested = [visit for visit in crawls.read(again, "visits") if visit["status"] is None]
    assert len(rested) == len(GOODS) - len(asked)
    assert {(visit["outcome"], visit["bytes"], str(visit["note"]).partition(", ")[2]) for visit in rested} == {
        ("read", 0, "says its sitemap; not asked for")
    }
    assert crawls.result(again) == crawls.result(crawls.run_full(shop))


def test_pages_that_rested_are_known_in_the_crawl_after_next(shop: LivingShop, crawls: Crawls) -> None:
    for moved in ([], GOODS[:1], GOODS[1:2], GOODS[2:3]):
        shop.date_pages(OLD | dict.fromkeys(moved, today()))
        outcome = crawls.run(shop)
    assert len(list_goods(shop)) <= MOST_ASKED + 1
    assert outcome.products == len(GOODS)
    assert crawls.result(outcome) == crawls.result(crawls.run_full(shop))


def leave_dates(shop: LivingShop) -> None:
    """Change a price and no date, as one shop in two does."""
    for path in GOODS[::2]:
        shop.change({path: product_page(path[3:].replace("-", " ").title(), price="77.00")})
    shop.date_pages(OLD | {GOODS[1]: today()})


def date_all_today(shop: LivingShop) -> None:
    shop.date_pages(dict.fromkeys(GOODS, today()))


def date_some_to_come(shop: LivingShop) -> None:
    shop.date_pages(OLD | {GOODS[0]: "2099-01-01"})


def move_nothing(shop: LivingShop) -> None:
    shop.date_pages(OLD)


@pytest.mark.parametrize("change", [leave_dates, date_all_today, date_some_to_come, move_nothing])
def test_dates_that_prove_nothing_spare_nothing(
    shop: LivingShop, crawls: Crawls, change: Callable[[LivingShop], None]
) -> None:
    shop.date_pages(OLD)
    crawls.run(shop)
    change(shop)
    again = crawls.run(shop)
    assert sorted(list_goods(shop)) == sorted(GOODS)
    assert crawls.result(again) == crawls.result(crawls.run_full(shop))


def test_a_shop_that_broke_its_word_is_asked_for_everything_the_next_time_too(shop: LivingShop, crawls: Crawls) -> None:
    shop.date_pages(OLD)
    crawls.run(shop)
    leave_dates(shop)
    crawls.run(shop)
    shop.date_pages(OLD | dict.fromkeys(GOODS[1:3], today()))
    for asked in (len(GOODS), MOST_ASKED + 2):
        crawls.run(shop)
        assert len(list_goods(shop)) <= asked
        assert len(list_goods(shop)) > asked - 5


def test_a_price_that_a_listing_shows_otherwise_is_asked_for(shop: LivingShop, crawls: Crawls) -> None:
    shop.date_pages(OLD)
    crawls.run(shop)
    last = [f"drills-{SIZE - 1}"]
    cheaper = listing_page("Drills", [f"drills-{number}" for number in range(SIZE - 1)])
    tile = listing_page("Drills", last).partition('<ul class="products">')[2].partition("</ul>")[0]
    shop.change({
        "/drills/": cheaper.replace("</li></ul>", f"</li>{tile.replace('9.90', '4.90')}</ul>"),
        f"/p/{last[0]}": product_page(f"Drills {SIZE - 1}", price="4.90"),
    })  # fmt: skip
    shop.date_pages(OLD | {GOODS[0]: today()})
    again = crawls.run(shop)
    assert f"/p/{last[0]}" in list_goods(shop)
    assert len(list_goods(shop)) <= MOST_ASKED + 2
    assert crawls.result(again) == crawls.result(crawls.run_full(shop))


def test_what_robots_forbid_by_now_is_not_taken_from_memory(shop: LivingShop, crawls: Crawls) -> None:
    shop.date_pages(OLD)
    crawls.run(shop)
    shop.pages["/robots.txt"] = "User-agent: *\nDisallow: /p/\n"
    shop.date_pages(OLD | {GOODS[0]: today()})
    again = crawls.run(shop)
    assert list_goods(shop) == []
    assert crawls.result(again) == crawls.result(crawls.run_full(shop))


def test_dates_and_tags_work_together(shop: LivingShop, crawls: Crawls) -> None:
    shop.answering = by_tag
    shop.date_pages(OLD)
    first = crawls.manifest(crawls.run(shop))
    shop.date_pages(OLD | {GOODS[0]: today()})
    again = crawls.manifest(crawls.run(shop))
    assert (shop.count(200), shop.count(304)) == (1, len(shop.asked) - 2)
    assert int(str(again["requests"])) < 0.4 * int(str(first["requests"]))
    assert int(str(again["bytes"])) < 0.2 * int(str(first["bytes"]))


def test_what_is_not_asked_for_takes_its_turn(shop: LivingShop, crawls: Crawls) -> None:
    """With several requests under way, a page that is known waits for what was asked before it."""
    shop.date_pages(OLD)
    crawls.run(shop, concurrency=4)
    shop.date_pages(OLD | {GOODS[0]: today()})
    again = crawls.run(shop, concurrency=4)
    assert len(list_goods(shop)) <= MOST_ASKED + 4
    assert crawls.result(again) == crawls.result(crawls.run_full(shop, concurrency=4))
