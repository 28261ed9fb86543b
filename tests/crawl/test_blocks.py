"""Sites that turn a crawl away halfway, in every way they do: the crawl says so, and what was known stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from crawler.fetching import pacing
from gapfinder.cli.main import gapfinder
from tests.crawl.shops import Answer, Served, Shop, make_shop_pages, product_page
from tests.crawl.test_bad_answers import CHALLENGE, HTML

Serve = Callable[..., Shop]
ENGAGEMENT = """
name = "case"
data = "data"
[crawl]
delay = 0
allow_private = true
contact = "mailto:t@shop.example"
[prospect]
name = "shop"
url = "{url}"
"""
GOODS = 20
BLOCK_AFTER = 18
DENIED = Served(status=403, body=b"<html><title>Access denied</title>Are you a robot?</html>", headers=HTML)
BLOCKS: dict[str, Served] = {
    "403": DENIED,
    "429": Served(status=429, body=b"slow down"),
    "429 with a wait": Served(status=429, body=b"slow down", headers={"Retry-After": "0"}),
    "challenge with status 200": Served(body=CHALLENGE.encode(), headers=HTML),
    "challenge with status 503": Served(status=503, body=CHALLENGE.encode(), headers=HTML),
}
RESET = Served(reset=True)
CATALOGUE = """
select 'category', category_id, array_to_string(path, ' > ') from categories
union all select 'product', product_id, concat(title, ' ', price, ' ', currency) from products
union all select 'in', product_id, category_id from product_categories order by all
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(gapfinder, [str(argument) for argument in arguments])


def ask(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(folder / "data" / "warehouse.duckdb"), read_only=True) as warehouse:
        return warehouse.execute(query).fetchall()


def read_status(folder: Path) -> tuple[int, dict[str, Any]]:
    done = run("status", "--format", "json", "--engagement", folder / "engagement.toml")
    (site,) = json.loads(done.stdout)["sites"]
    return done.exit_code, site


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a host that is asked too fast be asked again within the test's life."""
    monkeypatch.setattr(pacing, "MOST_PENALTY", 0.02)


@pytest.fixture
def case(serve: Serve, tmp_path: Path) -> tuple[Shop, Path]:
    """A shop that was crawled whole, and the folder that holds what is known of it."""
    shop = serve(make_shop_pages(GOODS))
    (tmp_path / "engagement.toml").write_text(ENGAGEMENT.format(url=shop.url), encoding="utf-8")
    done = run("crawl", "--engagement", tmp_path / "engagement.toml")
    assert (done.exit_code, read_status(tmp_path)[1]["coverage"]) == (0, "complete"), done.output
    return shop, tmp_path


def block(shop: Shop, answer: Answer, *, after: int = BLOCK_AFTER) -> None:
    """Let everything cost more, and turn away all requests but the first `after`."""
    shop.asked.clear()
    before = {path: page for path, page in shop.pages.items() if not path.startswith("/p/")}
    before |= {
        path: product_page(path[3:].replace("-", " ").title(), price="1.00")
        for path in shop.pages
        if path.startswith("/p/")
    }

    def guard(path: str) -> Served | str:
        found = before.get(path, Served(status=404)) if len(shop.asked) <= after else answer
        assert isinstance(found, Served | str)
        return found

    shop.pages = {"*": guard}


@pytest.mark.parametrize("answer", BLOCKS.values(), ids=BLOCKS)
def test_a_site_that_blocks_overwrites_nothing(case: tuple[Shop, Path], answer: Served) -> None:
    shop, folder = case
    known = ask(folder, CATALOGUE)
    block(shop, answer)
    done = run("crawl", "--engagement", folder / "engagement.toml")
    assert done.exit_code == 3
    exit_code, site = read_status(folder)
    assert (exit_code, site["coverage"], site["categories"], site["products"]) == (3, "blocked", 2, 2 * GOODS)
    assert site["reason"].startswith("the site refused at last, after ")
    assert "the catalogue is of " in site["attention"]
    assert ask(folder, CATALOGUE) == known
    assert ask(folder, "select * from catalog_changes") == []
    assert ask(folder, "select coverage, counts from crawls order by started_at, coverage desc") == [
        ("complete", True),
        ("blocked", False),
    ]
    assert len(shop.asked) <= BLOCK_AFTER + 15


@pytest.mark.parametrize("answer", [DENIED, RESET], ids=["403", "resets"])
def test_a_site_that_blocks_at_first_sight_overwrites_nothing(case: tuple[Shop, Path], answer: Served) -> None:
    shop, folder = case
    known = ask(folder, CATALOGUE)
    block(shop, answer, after=0)
    run("crawl", "--engagement", folder / "engagement.toml")
    assert read_status(folder)[1]["coverage"] in ("blocked", "unreachable")
    assert ask(folder, CATALOGUE) == known


def test_a_site_that_resets_connections_takes_nothing_away(case: tuple[Shop, Path]) -> None:
    """Nobody can tell such a block from a server that went down: what was seen by then waits for a person's word."""
    shop, folder = case
    block(shop, RESET)
    assert run("crawl", "--engagement", folder / "engagement.toml").exit_code == 3
    site = read_status(folder)[1]
    assert (site["coverage"], site["categories"], site["products"]) == ("capped", 2, 2 * GOODS)
    assert site["reason"].startswith("the site stopped answering after ")
    prices = "select count(distinct price), count(*) from products"
    assert ask(folder, prices) == [(1, 2 * GOODS)]
    assert ask(folder, "select distinct kind from catalog_changes") == []
    ((crawl_id, reason),) = ask(folder, "select crawl_id, verdict_reason from crawls where verdict = 'held back'")
    assert reason == "is capped, where a complete crawl is current"
    run("accept", crawl_id, "--engagement", folder / "engagement.toml")
    assert ask(folder, prices) == [(2, 2 * GOODS)]
    assert ask(folder, "select distinct kind from catalog_changes") == [("change",)]
    assert len(shop.asked) <= BLOCK_AFTER + 40


def test_what_was_seen_of_a_new_site_before_it_blocked_is_not_taken_for_its_catalogue(
    serve: Serve, tmp_path: Path
) -> None:
    shop = serve(make_shop_pages(GOODS))
    (tmp_path / "engagement.toml").write_text(ENGAGEMENT.format(url=shop.url), encoding="utf-8")
    block(shop, DENIED)
    assert run("crawl", "--engagement", tmp_path / "engagement.toml").exit_code == 3
    site = read_status(tmp_path)[1]
    assert (site["coverage"], site["products"]) == ("blocked", 0)
    assert ask(tmp_path, "select coverage, products > 0, counts from crawls") == [("blocked", True, False)]
