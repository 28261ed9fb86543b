"""Crawls killed at any moment: what they closed when they went on is what an uninterrupted crawl closes.

`GAPFINDER_KILLS=60 pytest tests/crawl/test_kills.py` kills at so many moments instead of a few.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest

from crawler.recalling.first_pages import FIRST_PAGES
from crawler.run import crawl_sites
from crawler.spooling.journal import read_journal
from tests.crawl.living_shop import Crawls, LivingShop, by_tag
from tests.crawl.shops import (
    CATEGORIES,
    Answer,
    Served,
    Shop,
    listing_page,
    make_shop_pages,
    make_site,
    page,
    product_page,
)
from tests.crawl.test_resume import start_crawl

KILLS = int(os.environ.get("GAPFINDER_KILLS", "6"))
GOODS = [f"bits-{number}" for number in range(9)]
RECORDS = ("visits", "categories", "products", "product_categories")
OWN = ("crawl_id", "started_at", "finished_at", "files", "requests", "responses", "bytes")
"""What differs from one run to the next: robots.txt and what was under way are asked for again."""


def make_pages() -> dict[str, Answer]:
    """Return a shop with later pages, a redirect, a sitemap, and pages that are missing, refused or broken."""
    pages = make_shop_pages(7)
    pages["/"] = page("Tools", "/", *CATEGORIES, "/bits/", "/old-bits/")
    pages["/bits/"] = listing_page("Bits", GOODS[:5], more="/bits/?page=2")
    pages["/bits/?page=2"] = listing_page("Bits", GOODS[5:])
    pages["/old-bits/"] = Served(status=301, headers={"Location": "/offcuts/"})
    pages["/offcuts/"] = listing_page("Offcuts", GOODS[3:6])
    pages["/p/saws-1"] = Served(status=508, body=b"broken")
    pages["/p/saws-2"] = Served(status=403, body=b"no")
    pages["/p/drills-1"] = Served(status=410)
    return pages | {f"/p/{name}": f"<html><title>{name}</title><h1>{name}</h1>" for name in GOODS}


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    shop = Shop(make_pages())
    links = "".join(f"<url><loc>{shop.url}p/{name}</loc></url>" for name in (*GOODS, "drills-3"))
    shop.pages["/sitemap.xml"] = Served(body=f"<urlset>{links}</urlset>".encode())
    shop.start()
    yield shop
    shop.stop()


@pytest.fixture(scope="module", params=[1, 3], ids=["one at a time", "three at once"])
def whole(
    request: pytest.FixtureRequest, shop: Shop, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, object], int]:
    """Crawl the shop without interruption: what was closed, and how many requests were under way at once."""
    spool = tmp_path_factory.mktemp("whole")
    outcome = crawl_sites([make_site(shop, concurrency=request.param)], spool=spool)[0]
    return read_folder(spool / outcome.crawl_id), request.param


def read_folder(folder: Path) -> dict[str, object]:
    """Return all rows of a closed folder in their order, and its manifest, without times and ids."""
    rows: dict[str, object] = {
        name: [json.loads(line) | {"fetched_at": ""} for line in (folder / f"{name}.jsonl").read_text().splitlines()]
        for name in RECORDS
    }
    manifest = json.loads((folder / "manifest.json").read_text())
    return rows | {"manifest": {key: value for key, value in manifest.items() if key not in OWN}}


def crawl_until(shop: Shop, spool: Path, count: int, *, pause: float, memory: str = "", at_once: int = 1) -> None:
    """Crawl in a process of its own, and kill it once it has asked so often."""
    process = start_crawl(spool, {"shop": shop.url}, delay=0.0, memory=memory, concurrency=at_once)
    end = monotonic() + 20
    while len(shop.asked) < count and process.poll() is None:
        assert monotonic() < end
        sleep(0.0005)
    sleep(pause)
    process.kill()
    process.communicate()


def list_answered(spool: Path) -> set[str]:
    """Return the paths whose answers a killed crawl has written down."""
    records = [record for folder in spool.glob("*") for record in read_journal(folder / "journal.jsonl")]
    urls = [urlsplit(record["answer"]["link"]["url"]) for record in records if "answer" in record]
    return {f"{url.path}?{url.query}" if url.query else url.path for url in urls}


@pytest.mark.parametrize("seed", range(KILLS // 2))
def test_a_killed_crawl_ends_as_if_it_had_not_been(
    shop: Shop, whole: tuple[dict[str, object], int], tmp_path: Path, seed: int
) -> None:
    expected, at_once = whole
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    for _ in range(dice.randint(1, 2)):
        answered = list_answered(tmp_path)
        shop.asked.clear()
        crawl_until(shop, tmp_path, dice.randint(1, 18), pause=dice.random() * 0.004, at_once=at_once)
        assert not answered & set(shop.paths)
    answered = list_answered(tmp_path)
    shop.asked.clear()
    resumed = crawl_sites([make_site(shop, concurrency=at_once)], spool=tmp_path)[0]
    assert not answered & set(shop.paths)
    assert max(Counter(shop.paths).values()) == 1
    assert read_folder(tmp_path / resumed.crawl_id) == expected


def test_a_crawl_is_killed_again_and_again_behind_its_first_pages(tmp_path: Path) -> None:
    """The first pages are read again by each run, and none of them for one that came later."""
    shop = Shop(make_shop_pages(FIRST_PAGES // 2 + 5))
    shop.start()
    whole = crawl_sites([make_site(shop)], spool=tmp_path / "whole")[0]
    for more in (FIRST_PAGES + 4, 3, 3):
        crawl_until(shop, tmp_path / "killed", len(shop.asked) + more, pause=0)
    resumed = crawl_sites([make_site(shop)], spool=tmp_path / "killed")[0]
    shop.stop()
    expected = read_folder(tmp_path / "whole" / whole.crawl_id)
    assert read_folder(tmp_path / "killed" / resumed.crawl_id) == expected


@pytest.mark.parametrize("seed", range(max(2, KILLS // 3)))
def test_a_killed_crawl_of_a_known_shop_ends_as_if_it_had_not_been(tmp_path: Path, seed: int) -> None:
    """The shop answers conditions, and its sitemap's dates are kept: some pages are taken without being asked for."""
    pages = {path: str(body) for path, body in make_shop_pages(14).items()}
    shop = LivingShop(pages, by_tag)
    shop.server.start()
    first, whole = Crawls(tmp_path), Crawls(tmp_path / "whole")
    dates = {path: f"2026-01-{10 + number:02}" for number, path in enumerate(path for path in pages if "/p/" in path)}
    shop.date_pages(dates)
    first.run(shop)
    shutil.copytree(tmp_path / "memory", tmp_path / "whole" / "memory")
    shop.change({"/p/drills-9": product_page("Drills 9", price="1.00")})
    shop.date_pages(dates | {"/p/drills-9": datetime.now(UTC).isoformat()})
    expected = whole.result(whole.run(shop))
    asked, dice = Counter(shop.server.paths[-len(shop.asked) :]), random.Random(seed)  # noqa: S311 - nothing secret

    shutil.rmtree(tmp_path / "spool")
    shop.server.asked.clear()
    count, pause, memory = dice.randint(1, asked.total()), dice.random() * 0.004, str(tmp_path / "memory")
    crawl_until(shop.server, tmp_path / "spool", count, pause=pause, memory=memory)
    answered = list_answered(tmp_path / "spool")
    shop.server.asked.clear()
    resumed = first.run(shop)
    assert not answered & set(shop.server.paths)
    assert first.result(resumed) == expected
    first.run(shop)
    assert shop.count(200) == 0
    shop.server.stop()
