"""A shop full of traps on a real server: the crawl ends with the true tree, and little is asked for in vain."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.shops import Served, Shop
from tests.crawl.trap_shop import GOODS, NAMES, PATHS, TRAPS, TrapShop

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
NEEDED = len(("robots.txt", "sitemap.xml", "home")) + len(PATHS) + GOODS * len(NAMES)


@pytest.mark.parametrize(
    ("traps", "wasted"),
    [
        ((), 0),
        (("filters",), 0),
        (("facets",), 0),
        (("orders",), 6),
        (("print",), 3),
        (("calendar",), 2),
        (("visits",), 0),
        (("references",), 8),
        (("parameters",), 2),
        (("nested",), 6),
        (TRAPS, 36),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else None,
)
def test_traps_cost_little_and_leave_the_tree_as_it_is(
    serve: Serve, crawl: Crawl, tmp_path: Path, traps: tuple[str, ...], wasted: int
) -> None:
    missing = Served(status=404)
    shop = serve({"*": TrapShop(*traps).answer, "/robots.txt": missing, "/sitemap.xml": missing})
    outcome = crawl(shop, max_pages=600)
    lines = (tmp_path / "spool" / outcome.crawl_id / "categories.jsonl").read_text().splitlines()
    assert {tuple(json.loads(line)["path"]) for line in lines} == PATHS
    assert (outcome.coverage, outcome.categories, outcome.products) == ("complete", len(PATHS), GOODS * len(NAMES))
    assert len(shop.asked) <= NEEDED + wasted


def test_a_trap_takes_no_more_with_several_requests_at_once(serve: Serve, crawl: Crawl) -> None:
    missing = Served(status=404)
    shop = serve({"*": TrapShop(*TRAPS).answer, "/robots.txt": missing, "/sitemap.xml": missing})
    outcome = crawl(shop, max_pages=600, concurrency=4)
    assert (outcome.coverage, outcome.categories, outcome.products) == ("complete", len(PATHS), GOODS * len(NAMES))
    assert len(shop.asked) <= NEEDED + 60
