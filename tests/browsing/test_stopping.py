"""Crawls that draw pages and are stopped: they go on where they were, and leave no process behind."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from crawler.browsing.browser import Browser
from crawler.browsing.exchange import Ask
from crawler.run import crawl_sites
from tests.browsing.conftest import SITE, Site, make_means
from tests.browsing.script_shop import PATHS, list_goods, make_script_shop
from tests.crawl.shops import Shop, make_site

MARK = "GAPFINDER_TEST_OF"
RUN = """
import sys
from pathlib import Path
from crawler.errors import Interrupted
from crawler.browsing.browser import Browser
from crawler.browsing.exchange import Ask
from crawler.run import crawl_sites
from tests.crawl.shops import make_site

try:
    crawl_sites([make_site(sys.argv[1], product_pages=False)], spool=Path(sys.argv[2]))
except Interrupted:
    sys.exit(130)
"""
STOPS = {
    "Ctrl-C": (os.killpg, signal.SIGINT),
    "SIGTERM": (os.kill, signal.SIGTERM),
    "SIGKILL": (os.kill, signal.SIGKILL),
}

pytestmark = [
    pytest.mark.usefixtures("chromium"),
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes where Linux shows them"),
]


def find_processes(mark: str) -> dict[int, str]:
    """Return the commands, by number, of the living processes that were started with a mark in their environment."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def find_browsers(mark: str) -> list[int]:
    """Return the numbers of those that are a browser's first process, which has no `--type`."""
    return [number for number, line in find_processes(mark).items() if "--headless" in line and "--type=" not in line]


def wait_until(condition: Callable[[], bool], *, seconds: float = 60.0) -> None:
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it never came to that"
        sleep(0.05)


def read_catalogue(spool: Path) -> tuple[set[tuple[str, ...]], set[str]]:
    """Return the paths of the categories and the titles of the products in the only folder of a spool."""
    (folder,) = spool.iterdir()
    rows = {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in ("categories", "products")
    }
    return {tuple(row["path"]) for row in rows["categories"]}, {row["title"] for row in rows["products"]}


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop(make_script_shop("http://127.0.0.2:9/"))
    shop.start()
    yield shop
    shop.stop()


def stop_crawl(shop: Shop, tmp_path: Path, name: str) -> None:
    """Crawl in a process of its own, and stop it while pages are drawn: nothing that it started outlives it."""
    stop, number = STOPS[name]
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, shop.url, str(tmp_path / "spool")],
        env=os.environ | {MARK: str(tmp_path)},
        start_new_session=True,
        stderr=subprocess.PIPE,
    )
    wait_until(lambda: len(shop.asked) >= 12)
    assert find_browsers(str(tmp_path))
    begun = monotonic()
    stop(process.pid, number)
    _, err = process.communicate(timeout=30)
    assert process.returncode == (-number if number == signal.SIGKILL else 130), err.decode()
    assert b"Traceback" not in err
    wait_until(lambda: not find_processes(str(tmp_path)), seconds=10)
    assert monotonic() - begun < 15


@pytest.mark.parametrize("name", ["Ctrl-C", "SIGTERM"])
def test_a_stopped_crawl_leaves_nothing_running(shop: Shop, tmp_path: Path, name: str) -> None:
    stop_crawl(shop, tmp_path, name)


def test_a_killed_crawl_leaves_nothing_running_and_goes_on(shop: Shop, tmp_path: Path) -> None:
    stop_crawl(shop, tmp_path, "SIGKILL")
    before = Counter(shop.paths)
    outcome = crawl_sites([make_site(shop, product_pages=False)], spool=tmp_path / "spool")[0]
    assert outcome.coverage == "complete"
    again = [path for path, count in (Counter(shop.paths) - before).items() if before[path] and "/shelf/" in path]
    assert len([path for path in again if not path.startswith("/data/")]) <= 1, "the page that was being drawn"
    assert read_catalogue(tmp_path / "spool") == (PATHS, {title for _, title, _ in list_goods()})


def test_a_browser_that_is_killed_under_way_is_started_again(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MARK, str(tmp_path))
    answer = shop.pages["/data/shelf/digging.json"]
    killed: list[int] = []

    def kill_once(path: str) -> object:
        if not killed:
            killed.extend(find_browsers(str(tmp_path)))
            for number in killed:
                os.kill(number, signal.SIGKILL)
        return answer

    shop.pages["/data/shelf/digging.json"] = kill_once  # type: ignore[assignment]
    outcome = crawl_sites([make_site(shop, structure_only=True)], spool=tmp_path / "spool")[0]
    assert killed
    assert (outcome.coverage, outcome.categories) == ("complete", len(PATHS))


def test_a_fresh_browser_takes_over_and_the_old_one_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MARK, str(tmp_path))
    monkeypatch.setattr("crawler.browsing.browser.PAGES_OF_A_LIFE", 1)
    site = Site({"/": "<a href=/>one</a>"})

    async def draw_three() -> list[list[int]]:
        browser, living = Browser(), []
        for _ in range(3):
            await browser.draw(await site.fetch(Ask(url=f"{SITE}/", kind="document")), make_means(site))
            living.append(find_browsers(str(tmp_path)))
        await browser.close()
        return [*living, find_browsers(str(tmp_path))]

    living = asyncio.run(draw_three())
    assert [len(numbers) for numbers in living] == [1, 1, 1, 0]
    assert len({number for numbers in living for number in numbers}) == 3
