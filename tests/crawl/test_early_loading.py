"""Sites that are closed are loaded and published while slower ones are still crawled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from crawler.outcomes import SiteProgress
from gapfinder.crawling import Start, crawl_engagement
from gapfinder.engagement import Engagement, load_engagement
from gapfinder.loading import load_crawls
from tests.crawl.shops import Shop, make_shop_pages
from warehouse.errors import WarehouseMissing
from warehouse.query import open_published

Serve = Callable[..., Shop]
SITE = '\n[[{part}]]\nname = "{name}"\nurl = "{url}"\nindustry = "tools"\ndelay = {delay}\n'


@pytest.fixture
def case(serve: Serve, tmp_path: Path) -> Engagement:
    """An engagement of a quick shop, and of one that takes seconds."""
    text = 'name = "case"\n[crawl]\nallow_private = true\nbrowser = "never"\n'
    for part, name, delay, size in (("references", "quick", 0, 2), ("competitors", "slow", 0.3, 5)):
        shop = serve(make_shop_pages(size), address="127.0.0.1" if name == "quick" else "127.0.0.2")
        text += SITE.format(part=part, name=name, url=shop.url, delay=delay)
    text += (
        SITE.format(part="prospect", name="none", url="http://127.0.0.3:9/", delay=0)
        .replace("[[", "[")
        .replace("]]", "]")
    )
    path = tmp_path / "engagement.toml"
    path.write_text(text, encoding="utf-8")
    return load_engagement(path)


def list_known(case: Engagement) -> list[tuple[str, int]]:
    try:
        with open_published(case.data) as published:
            return published.execute("select site, products from sites where observed order by 1").fetchall()
    except WarehouseMissing:
        return []


@pytest.mark.parametrize("processes", [1, 2])
def test_nobody_waits_for_the_slowest(case: Engagement, processes: int) -> None:
    seen: list[list[tuple[str, int]]] = []
    is_over = Event()

    def look() -> None:
        while not is_over.wait(0.1):
            seen.append(list_known(case))

    reader = Thread(target=look)
    reader.start()
    told: list[SiteProgress] = []
    start = Start(processes=processes, load_every=0.1)
    outcomes = crawl_engagement(case, sites=["quick", "slow"], start=start, progress=told.append)
    is_over.set()
    reader.join()
    assert [outcome.coverage for outcome in outcomes] == ["complete", "complete"]
    assert [each.site for each in told if each.done] == ["quick", "slow"]
    assert [("quick", 4)] in seen
    assert list_known(case) == [("quick", 4), ("slow", 10)]
    assert [path.name for path in (case.data / "spool").iterdir()] == ["loaded"]


def test_what_the_warehouse_refuses_is_told_once(case: Engagement, caplog: pytest.LogCaptureFixture) -> None:
    """It waits in the spool, and the load after the crawls says why."""
    store = case.data / "store.duckdb"
    store.mkdir(parents=True)
    with pytest.raises(Exception, match=r"store\.duckdb"):
        crawl_engagement(case, sites=["quick", "slow"], start=Start(processes=1, load_every=0.1))
    assert [record.message for record in caplog.records if "store.duckdb" in record.message] == []
    store.rmdir()
    assert load_crawls(case) == {}
    assert list_known(case) == [("quick", 4), ("slow", 10)]
