"""The spider as any Scrapy spider is run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawl.shops import Shop, make_shop_pages

Serve = Callable[..., Shop]
PROJECT = Path(__file__).parents[2]


def run_scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_items_are_exported(serve: Serve, tmp_path: Path) -> None:
    shop = serve(make_shop_pages(3))
    output = tmp_path / "out.jsonl"
    done = run_scrapy(
        "crawl",
        "catalog",
        "-a",
        f"url={shop.url}",
        "-a",
        "allow_private=1",
        "-s",
        "DOWNLOAD_DELAY=0.01",
        "-O",
        str(output),
    )
    assert done.returncode == 0, done.stderr
    items = [json.loads(line) for line in output.read_text().splitlines()]
    kinds = Counter("title" if "title" in item else "path" if "path" in item else "pair" for item in items)
    assert (kinds["path"], kinds["title"]) == (2, 6)
    assert kinds["pair"] > 0
    assert "Traceback" not in done.stderr
    assert max(Counter(shop.paths).values()) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "url: '' is no address of a shop"),
        (("-a", "url=ftp://shop.example/"), "is no address of a shop"),
        (("-a", "url=http://s.example/", "-a", "delay=soon"), "delay: 'soon' makes no sense"),
        (("-a", "url=http://s.example/", "-a", "speed=9"), "speed: no such argument"),
    ],
)
def test_wrong_arguments_are_told(arguments: tuple[str, ...], message: str) -> None:
    done = run_scrapy("crawl", "catalog", *arguments)
    assert message in done.stderr
    assert done.returncode == 1


def test_the_budget_and_the_spider_are_known() -> None:
    assert run_scrapy("list").stdout == "catalog\n"
