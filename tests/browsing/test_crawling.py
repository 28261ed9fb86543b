"""Whole crawls of a shop that its script alone draws: what is found, what is asked for, and what is not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.browsing.installation import VARIABLE
from crawler.recalling.memories import Memories
from crawler.run import SiteOutcome, crawl_sites
from gapfinder.demo.server import serve_shops
from gapfinder.demo.shop_file import read_shop
from tests.browsing.script_shop import PATHS, list_goods, make_half_scripted_shop, make_script_shop
from tests.crawl.shops import Answer, Served, Shop, make_site
from warehouse.manifest import read_manifest

Crawl = Callable[..., SiteOutcome]
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Counting(Shop):
    """A shop that remembers what is posted to it, too."""

    def __init__(self, pages: dict[str, Answer], *, address: str = "127.0.0.1") -> None:
        super().__init__(pages, address=address)
        self.posted: list[str] = []
        handler = self.server.RequestHandlerClass
        handler.do_POST = lambda self_: self.posted.append(self_.path)  # type: ignore[attr-defined]


def serve(pages: dict[str, Answer], *, address: str = "127.0.0.1") -> Iterator[Counting]:
    shop = Counting(pages, address=address)
    shop.start()
    yield shop
    shop.stop()


@pytest.fixture
def tracker() -> Iterator[Counting]:
    yield from serve({"*": "counted"}, address="127.0.0.2")


@pytest.fixture
def shop(tracker: Counting) -> Iterator[Counting]:
    yield from serve(make_script_shop(tracker.url))


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    def run(shop: Shop, **politeness: object) -> SiteOutcome:
        return crawl_sites([make_site(shop, **politeness)], spool=tmp_path / "spool")[0]

    return run


def read_rows(tmp_path: Path, outcome: SiteOutcome, name: str) -> list[dict[str, object]]:
    path = tmp_path / "spool" / outcome.crawl_id / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.usefixtures("chromium")
def test_the_whole_catalogue_is_read_and_nothing_else_is_asked_for(
    shop: Counting, tracker: Counting, crawl: Crawl, tmp_path: Path
) -> None:
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.coverage_reason) == ("complete", "")
    assert {tuple(row["path"]) for row in read_rows(tmp_path, outcome, "categories")} == PATHS  # type: ignore[arg-type]
    found = {(row["title"], row["price"], row["currency"]) for row in read_rows(tmp_path, outcome, "products")}
    assert found == {(title, price, "EUR") for _, title, price in list_goods()}

    assert (tracker.asked, tracker.posted, shop.posted) == ([], [], [])
    asked = Counter(shop.paths)
    assert asked.pop("/") == 2, "the home page as it is, and once more to be drawn"
    assert max(asked.values()) == 1
    pages = {path for path in asked if path.startswith(("/shelf/", "/good/"))}
    data = {path for path in asked if path.startswith("/data/")} - {"/data/cart.json"}
    assert {path.replace(".json", "") for path in data} == {f"/data{page}" for page in pages} | {"/data/menu"}
    others = {"/robots.txt", "/sitemap.xml", "/static/shop.js", "/static/price.js"}
    assert asked.keys() == pages | data | others, "no pictures, styles, fonts, sockets, windows, beacons"

    assert shop.most_open == 1
    assert {headers["user-agent"] for headers in shop.headers} == {"gapfinder/0.1 (+mailto:t@shop.example)"}
    strange = {"cookie", "referer", "origin", "accept-language", "sec-ch-ua", "sec-fetch-mode"}
    assert not any(strange & headers.keys() for headers in shop.headers)
    asked_for_data = [headers for (_, path), headers in zip(shop.asked, shop.headers, strict=True) if path in data]
    assert {headers["x-shop"] for headers in asked_for_data} == {"web"}
    manifest = read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl
    assert manifest["requests"] == len(shop.asked)
    assert manifest["refusals"] > 0, "robots.txt forbids what every page asks for"


@pytest.mark.usefixtures("chromium")
def test_listings_that_only_a_script_fills_are_drawn(tracker: Counting, crawl: Crawl, tmp_path: Path) -> None:
    for shop in serve(make_half_scripted_shop(tracker.url)):
        outcome = crawl(shop)
        assert (outcome.coverage, outcome.coverage_reason) == ("complete", "")
        found = {(row["title"], row["price"]) for row in read_rows(tmp_path, outcome, "products")}
        assert found == {(title, price) for _, title, price in list_goods()}


def test_listings_that_only_a_script_fills_are_not_taken_for_empty(tracker: Counting, crawl: Crawl) -> None:
    for shop in serve(make_half_scripted_shop(tracker.url)):
        outcome = crawl(shop, browser="never")
        assert (outcome.coverage, outcome.coverage_reason) == (
            "needs browser",
            f"none of {len(PATHS)} category pages lists goods without scripts",
        )


@pytest.mark.usefixtures("chromium")
def test_the_demo_s_script_shop_is_read(tmp_path: Path) -> None:
    lumen = read_shop("lumen")
    with serve_shops([lumen]) as addresses:
        outcome = crawl_sites([make_site(addresses["lumen"], product_pages=False)], spool=tmp_path / "spool")[0]
    assert outcome.coverage == "complete"
    paths = {tuple(row["path"]) for row in read_rows(tmp_path, outcome, "categories")}  # type: ignore[arg-type]
    assert paths == {tuple(shelf.path) for shelf in lumen.shelves if not shelf.promo}
    found = {(row["title"], row["price"]) for row in read_rows(tmp_path, outcome, "products")}
    assert found == {(article.title, str(article.price)) for article in lumen.articles}


@pytest.mark.usefixtures("chromium")
def test_every_request_of_a_page_waits_for_its_turn(shop: Counting, crawl: Crawl) -> None:
    outcome = crawl(shop, delay=0.15, browser_pages=3)
    assert outcome.coverage == "capped"
    assert "left out" in outcome.coverage_reason
    times = [time for time, _ in shop.asked]
    assert (times[-1] - times[0]) / (len(times) - 1) > 0.9 * 0.15
    assert shop.most_open == 1


def test_a_browser_that_is_not_wanted_is_not_used(shop: Counting, crawl: Crawl) -> None:
    outcome = crawl(shop, browser="never")
    assert (outcome.coverage, outcome.requests, len(shop.asked)) == ("needs browser", 3, 3)
    assert outcome.coverage_reason.startswith("home page: ")
    assert ";" not in outcome.coverage_reason


@pytest.mark.parametrize("mode", ["auto", "always"])
def test_a_browser_that_is_not_there_is_told_of(
    shop: Counting, crawl: Crawl, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv(VARIABLE, "/nowhere/chromium")
    outcome = crawl(shop, browser=mode)
    assert outcome.coverage == "needs browser"
    assert "to have its pages drawn: " in outcome.coverage_reason
    assert shop.pages_asked == ["/"] * (mode == "auto")


@pytest.mark.usefixtures("chromium")
@pytest.mark.parametrize("program", ["true", "false", "sleep"])
def test_a_browser_that_does_not_start_is_told_of(
    shop: Counting, crawl: Crawl, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv(VARIABLE, program)
    outcome = crawl(shop)
    assert outcome.coverage == "needs browser"
    assert f"{program} could not be started" in outcome.coverage_reason
    assert "\n" not in outcome.coverage_reason


@pytest.mark.usefixtures("chromium")
def test_pages_are_drawn_from_the_first_where_that_is_asked_for(shop: Counting, crawl: Crawl) -> None:
    outcome = crawl(shop, browser="always", browser_pages=4)
    assert outcome.coverage == "capped"
    assert Counter(shop.paths)["/"] == 1


@pytest.mark.usefixtures("chromium")
def test_plain_pages_that_hold_the_catalogue_are_not_drawn(crawl: Crawl, shop: Counting) -> None:
    """The shop's script is in every page; once its server sends what it draws, none of its data is asked for."""
    tiles = "".join(f'<li><a href="/good/{n}">Saw {n}</a> <b>€{n}.00</b></li>' for n in range(6))
    shop.pages["/"] = str(shop.pages["*"]).replace('<div id="root">', f"<div id=root><h1>Saws</h1><ul>{tiles}</ul>")
    crawl(shop, max_pages=3)
    assert not [path for path in shop.paths if path.startswith(("/data", "/static"))]


@pytest.mark.usefixtures("chromium")
def test_scripts_of_other_hosts_are_taken_where_the_page_names_them_and_their_robots_allow(
    shop: Counting, crawl: Crawl
) -> None:
    library = Served(body=b"window.library = 1", headers={"Content-Type": "text/javascript"})
    free = next(opened := serve({"/lib.js": library, "/robots.txt": "User-agent: *\nAllow: /\n"}, address="127.0.0.3"))
    shut = next(closed := serve({"/lib.js": library, "/robots.txt": "User-agent: *\nDisallow: /\n"}))
    named = [f'<script src="{other.url}lib.js"></script>' for other in (free, shut)]
    named.append('<script src="http://169.254.169.254/latest/meta-data.js"></script>')
    for path in ("/", "*"):
        shop.pages[path] = str(shop.pages["*"]).replace("<body>", f"<body>{''.join(named)}")
    outcome = crawl(shop, browser_pages=3)
    assert outcome.categories > 0
    assert free.paths == ["/robots.txt", "/lib.js"]
    assert shut.paths == ["/robots.txt"]
    for other in (opened, closed):
        next(other, None)


@pytest.mark.usefixtures("chromium")
def test_redirects_are_followed_on_the_site_alone(
    shop: Counting, tracker: Counting, crawl: Crawl, tmp_path: Path
) -> None:
    shop.pages["/shelf/watering"] = Served(status=301, headers={"Location": "/shelf/digging/forks"})
    shop.pages["/shelf/pruning"] = Served(status=301, headers={"Location": f"{tracker.url}away"})
    shop.pages["/data/shelf/digging.json"] = Served(status=302, headers={"Location": f"{tracker.url}data.json"})
    outcome = crawl(shop, structure_only=True)
    visits = {str(row["url"]).partition("/shelf/")[2]: row for row in read_rows(tmp_path, outcome, "visits")}
    assert (visits["watering"]["outcome"], visits["pruning"]["outcome"]) == ("read", "redirected")
    assert tracker.asked == []
    assert Counter(shop.paths)["/shelf/digging/forks"] <= 2


@pytest.mark.usefixtures("chromium")
def test_pages_that_show_nothing_in_a_browser_either(shop: Counting, crawl: Crawl) -> None:
    for name in ("/static/shop.js", "/static/price.js"):
        shop.pages[name] = Served(status=404)
    outcome = crawl(shop)
    assert outcome.coverage == "needs browser"
    assert outcome.coverage_reason.endswith(", in a browser too")
    assert len(shop.asked) < 8


@pytest.mark.usefixtures("chromium")
def test_a_shop_whose_robots_forbid_its_data_is_not_read_past_them(shop: Counting, crawl: Crawl) -> None:
    shop.pages["/robots.txt"] = "User-agent: *\nDisallow: /data/\n"
    outcome = crawl(shop)
    assert outcome.coverage in ("needs browser", "failed", "disallowed")
    assert not [path for path in shop.paths if path.startswith("/data/")]


def test_no_more_empty_pages_are_asked_for_than_prove_it(shop: Counting, crawl: Crawl) -> None:
    urls = "".join(f"<url><loc>{shop.url}good/{number}</loc></url>" for number in range(30))
    shop.pages["/sitemap.xml"] = Served(body=f"<urlset>{urls}</urlset>".encode(), headers={"Content-Type": "text/xml"})
    outcome = crawl(shop, browser="never")
    assert outcome.coverage == "needs browser"
    assert len(shop.pages_asked) == 5


@pytest.mark.usefixtures("chromium")
def test_a_drawn_site_is_drawn_again_by_the_next_crawl(shop: Counting, tmp_path: Path) -> None:
    """Its empty page never changes, says its server; what its scripts draw does."""
    validators = {"ETag": '"1"', "Last-Modified": "Tue, 03 Nov 2026 09:00:00 GMT"}
    shop.pages["*"] = Served(body=str(shop.pages["*"]).encode(), headers=HTML | validators)
    site = make_site(shop, structure_only=True)
    memories = Memories(folder=tmp_path / "memory")
    first = crawl_sites([site], spool=tmp_path / "spool", memories=memories)[0]
    menu = json.loads(shop.pages["/data/menu.json"].body)  # type: ignore[union-attr]
    shop.pages["/data/menu.json"] = json.dumps(menu[:-1])
    shop.asked.clear()
    second = crawl_sites([site], spool=tmp_path / "spool", memories=memories)[0]
    assert (first.coverage, first.categories) == ("complete", len(PATHS))
    assert (second.coverage, second.categories) == ("complete", len(PATHS) - 1)
