"""What is asked for with several requests at once depends on what is answered, not on how quickly."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.shops import CATEGORIES, Answer, Served, Shop, listing_page, page, product_page

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
BUDGET = 22


def make_pages() -> dict[str, str]:
    """Return a shop whose two categories have two pages each, the first with twice as many products as the second."""
    pages = {"/": page("Tools", "/", *CATEGORIES)}
    for category, size in (("saws", 24), ("drills", 12)):
        names = [f"{category}-{number}" for number in range(size)]
        pages[f"/{category}/"] = listing_page(category.title(), names[: size // 2], more=f"/{category}/?page=2")
        pages[f"/{category}/?page=2"] = listing_page(category.title(), names[size // 2 :])
        pages |= {f"/p/{name}": product_page(name.replace("-", " ").title()) for name in names}
    return pages


def delay(pages: dict[str, str], seed: int) -> dict[str, Answer]:
    """Let every page take its time, another one for each seed; some fail."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    html = {"Content-Type": "text/html; charset=utf-8"}
    paths = draw.sample(sorted(pages), len(pages))
    served: dict[str, Answer] = {
        path: Served(body=pages[path].encode(), headers=html, wait=draw.choice((0.0, 0.01, 0.05))) for path in paths
    }
    return served | {"/p/saws-1": Served(status=404, wait=draw.choice((0.0, 0.05)))}


@pytest.mark.parametrize("concurrency", [1, 4])
def test_the_same_answers_lead_to_the_same_questions(
    serve: Serve, crawl: Crawl, tmp_path: Path, concurrency: int
) -> None:
    asked, told, outcomes = [], [], []
    for seed in range(4):
        shop = serve(delay(make_pages(), seed), address=f"127.0.0.{seed + 3}")
        outcome = crawl(shop, concurrency=concurrency, max_pages=BUDGET)
        visits = (tmp_path / "spool" / outcome.crawl_id / "visits.jsonl").read_text().splitlines()
        told.append([json.loads(line)["url"].removeprefix(shop.url) for line in visits])
        asked.append(sorted(shop.paths))
        outcomes.append((outcome.coverage, outcome.coverage_reason, outcome.products))
    assert asked == [asked[0]] * 4
    assert told == [told[0]] * 4
    assert outcomes == [("complete", "20 product pages not asked for", 35)] * 4


def test_a_budget_is_spent_evenly_with_several_requests_at_once(serve: Serve, crawl: Crawl) -> None:
    shop = serve(delay(make_pages(), 7))
    crawl(shop, concurrency=4, max_pages=BUDGET)
    goods = [path for path in shop.paths if path.startswith("/p/")]
    counts = [sum(name in path for path in goods) for name in ("saws", "drills")]
    assert abs(counts[0] - counts[1]) <= 1
    assert sum(counts) == BUDGET - len(("home", "sitemap", "saws", "saws 2", "drills", "drills 2"))


def test_one_slow_page_holds_up_no_more_than_those_asked_with_it(serve: Serve, crawl: Crawl) -> None:
    pages: dict[str, Answer] = {**make_pages()}
    pages["/p/saws-0"] = Served(
        body=make_pages()["/p/saws-0"].encode(), headers={"Content-Type": "text/html"}, wait=4.0
    )
    shop = serve(pages)
    assert crawl(shop, concurrency=3).products == 36
    slow = next(time for time, path in shop.asked if path == "/p/saws-0")
    # Those asked with it may arrive before it.
    assert sum(slow - 0.1 < time < slow + 3.5 for time, path in shop.asked if path != "/p/saws-0") >= 2
    assert shop.most_open <= 3
