"""Whole crawls of a shop that its script alone draws: what is found, what is asked for, and what is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.run import SiteOutcome, crawl_sites
from tests.browsing.script_shop import PATHS, list_goods, make_script_shop
from tests.crawl.shops import Answer, Shop, make_site

Crawl = Callable[..., SiteOutcome]


@pytest.fixture
def tracker() -> Iterator[Shop]:
    yield from serve({"*": "counted"})


@pytest.fixture
def shop(tracker: Shop) -> Iterator[Shop]:
    yield from serve(make_script_shop(tracker.url))


def serve(pages: dict[str, Answer]) -> Iterator[Shop]:
    shop = Shop(pages)
    shop.start()
    yield shop
    shop.stop()


@pytest.fixture
def crawl(tmp_path: Path, chromium: None) -> Crawl:
    def run(shop: Shop, **politeness: object) -> SiteOutcome:
        return crawl_sites([make_site(shop, **politeness)], spool=tmp_path / "spool")[0]

    return run


def read_rows(tmp_path: Path, outcome: SiteOutcome, name: str) -> list[dict[str, object]]:
    path = tmp_path / "spool" / outcome.crawl_id / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_whole_catalogue_is_read(shop: Shop, crawl: Crawl, tmp_path: Path) -> None:
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.coverage_reason) == ("complete", "")
    assert {tuple(row["path"]) for row in read_rows(tmp_path, outcome, "categories")} == PATHS
    found = {(row["title"], row["price"], row["currency"]) for row in read_rows(tmp_path, outcome, "products")}
    assert found == {(title, price, "EUR") for _, title, price in list_goods()}
