"""Shops on loopback, and crawls of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from crawler.run import SiteOutcome, crawl_sites
from tests.crawl.shops import Answer, Shop, make_site


@pytest.fixture
def serve() -> Iterator[Callable[..., Shop]]:
    """Start shops; they are stopped after the test."""
    shops: list[Shop] = []

    def start(pages: Mapping[str, Answer], **where: object) -> Shop:
        shop = Shop(pages, **where)  # type: ignore[arg-type]
        shop.start()
        shops.append(shop)
        return shop

    yield start
    for shop in shops:
        shop.stop()


@pytest.fixture
def crawl(tmp_path: Path) -> Callable[..., SiteOutcome]:
    """Crawl one shop into the test's spool."""

    def run(shop: Shop | str, **politeness: object) -> SiteOutcome:
        return crawl_sites([make_site(shop, **politeness)], spool=tmp_path / "spool")[0]

    return run
