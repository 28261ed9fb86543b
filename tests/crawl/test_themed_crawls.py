"""Whole crawls of shops on loopback whose software shows its catalogue to everybody in its pages only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.shops import Shop
from tests.crawl.stock import SHELVES, make_items, read_found, tell_truth
from tests.crawl.themed_shop import THEMES, ThemedShop
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
ITEMS = make_items(each=6)
TRUTH = tell_truth(SHELVES, ITEMS)


@pytest.mark.parametrize("theme", THEMES)
def test_pages_tell_the_whole_catalogue(serve: Serve, crawl: Crawl, tmp_path: Path, theme: str) -> None:
    shop = serve(ThemedShop(theme, SHELVES, ITEMS).make_pages())
    outcome = crawl(shop)
    found = read_found(tmp_path / "spool", outcome)
    assert outcome.coverage == "complete"
    assert found.paths == TRUTH.paths
    assert found.products == TRUTH.products
    assert found.assignments >= TRUTH.assignments
    assert read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl["platform"] == theme.replace("-", " ")
    assert not [path for path in shop.paths if "json" in path or "api" in path or "graphql" in path]


def test_pages_may_be_counted_from_nought(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    front = ThemedShop("sap-commerce", SHELVES, ITEMS)
    front.theme["next"] = "page=$index"
    outcome = crawl(serve(front.make_pages()))
    assert outcome.coverage == "complete"
    assert read_found(tmp_path / "spool", outcome).products == TRUTH.products
