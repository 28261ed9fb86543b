"""Pages that the server breaks off each time they are asked for: what came of them counts, as the part that it is."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.shops import Answer, Served, Shop, listing_page, make_shop_pages
from tests.crawl.test_bad_answers import HTML, outcome_of, read_rows

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]


def break_off(answer: Answer, *, encode: bool = False) -> Served:
    body = str(answer).encode()
    headers = HTML | ({"Content-Encoding": "gzip"} if encode else {})
    return Served(body=gzip.compress(body, mtime=0) if encode else body, headers=headers, cut=True)


@pytest.mark.parametrize("encode", [False, True], ids=["plain", "gzip"])
def test_beginning_of_listing_is_read(serve: Serve, crawl: Crawl, tmp_path: Path, encode: bool) -> None:
    pages = make_shop_pages(size=30)
    names = [f"saws-{number}" for number in range(30)]
    whole = listing_page("Saws", names)
    pages["/saws/"] = break_off(whole, encode=encode)
    outcome = crawl(serve(pages))
    titles = {row["title"] for row in read_rows(tmp_path, outcome, "products")}
    saws = {title for title in titles if str(title).startswith("Saws")}
    assert outcome_of(tmp_path, outcome, "/saws/") == ("read in part", "broken off by the server")
    assert 2 < len(saws) < 20
    assert outcome.coverage == "failed"
    assert outcome.coverage_reason == "1 of 2 category pages could not be read"


def test_beginning_that_does_not_tell_what_a_page_is_is_lost(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    pages = make_shop_pages()
    pages["/p/saws-1"] = break_off("<html><body><nav class=breadcrumb><a href=/>Home</a> / Saws</nav><h1>Saws</h1>" * 2)
    outcome = crawl(serve(pages))
    assert outcome_of(tmp_path, outcome, "/p/saws-1") == ("failed", "broken off by the server")
    assert outcome.categories == 2


def test_page_that_breaks_off_once_is_read_whole(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    pages = make_shop_pages()
    whole = str(pages["/saws/"])
    tries = iter([True, False])
    pages["/saws/"] = lambda _: Served(body=whole.encode(), headers=HTML, cut=next(tries, False))
    outcome = crawl(serve(pages))
    assert outcome_of(tmp_path, outcome, "/saws/") == ("read", None)
    assert outcome.coverage == "complete"
