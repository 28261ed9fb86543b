"""Whole crawls of small shops on loopback: what is asked, how politely, and what comes of it."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.run import SiteOutcome, SiteProgress, crawl_sites
from tests.crawl.shops import Served, Shop, listing_page, make_shop_pages, make_site, page, product_page
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
HTML = {"Content-Type": "text/html; charset=utf-8"}


def mean_gap(shop: Shop) -> float:
    """Return the seconds between two requests as the server saw them; the mean, as single ones arrive late at times.

    One of the first that was late makes all after it look hurried: of the means from each on the largest counts.
    """
    moments = [asked[0] for asked in shop.asked]
    return max((moments[-1] - first) / (len(moments) - 1 - at) for at, first in enumerate(moments[:4]))


def test_a_shop_is_read_to_its_end_and_its_folder_can_be_loaded(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    shop = serve(make_shop_pages())
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.categories, outcome.products) == ("complete", 2, 8)
    manifest = read_manifest(tmp_path / "spool" / outcome.crawl_id)
    assert manifest.crawl["robots"] == "no robots.txt"
    assert manifest.crawl["requests"] == outcome.requests == len(shop.asked)
    assert manifest.crawl["responses"] == len(shop.asked)
    assert not (tmp_path / "spool" / outcome.crawl_id / "journal.jsonl").exists()


def test_nothing_is_asked_twice_and_every_request_says_who_asks(serve: Serve, crawl: Crawl) -> None:
    shop = serve(make_shop_pages())
    crawl(shop)
    assert max(Counter(shop.paths).values()) == 1
    assert shop.paths[0] == "/robots.txt"
    assert {headers["user-agent"] for headers in shop.headers} == {"gapfinder/0.1 (+mailto:t@shop.example)"}
    assert not any("cookie" in headers or "accept-language" in headers for headers in shop.headers)


def test_one_request_at_a_time_unless_told_otherwise(serve: Serve, crawl: Crawl) -> None:
    pages = {path: Served(body=str(body).encode(), headers=HTML, wait=0.02) for path, body in make_shop_pages().items()}
    one, several = serve(pages), serve(pages)
    assert crawl(one).coverage == "complete"
    assert crawl(several, name="other", concurrency=4).coverage == "complete"
    assert one.most_open == 1
    assert 1 < several.most_open <= 4
    assert sorted(one.paths) == sorted(several.paths)


def test_sites_are_crawled_at_once_each_at_its_own_pace(serve: Serve, tmp_path: Path) -> None:
    slow, quick = serve(make_shop_pages(1)), serve(make_shop_pages(1), address="127.0.0.2")
    sites = [make_site(slow, name="slow", delay=0.25), make_site(quick, name="quick", delay=0.05)]
    outcomes = crawl_sites(sites, spool=tmp_path / "spool")
    assert [(outcome.site, outcome.coverage) for outcome in outcomes] == [("slow", "complete"), ("quick", "complete")]
    assert mean_gap(slow) > 0.9 * 0.25
    assert mean_gap(quick) > 0.9 * 0.05
    assert quick.asked[-1][0] < slow.asked[-2][0]


def test_two_sites_on_one_host_share_its_delay(serve: Serve, tmp_path: Path) -> None:
    shop = serve(make_shop_pages(1))
    sites = [make_site(shop, name=name, delay=0.08) for name in ("one", "two")]
    crawl_sites(sites, spool=tmp_path / "spool")
    assert shop.most_open == 1
    assert mean_gap(shop) > 0.9 * 0.08


def test_a_site_that_is_down_touches_no_other(serve: Serve, tmp_path: Path) -> None:
    shop = serve(make_shop_pages(1))
    sites = [
        make_site("http://127.0.0.1:9/", name="down"),
        make_site(shop),
        make_site("http://no.invalid/", name="gone"),
    ]
    outcomes = crawl_sites(sites, spool=tmp_path / "spool")
    assert [outcome.coverage for outcome in outcomes] == ["unreachable", "complete", "unreachable"]
    assert outcomes[0].coverage_reason == "home page: robots.txt: connection: refused"
    assert "DNS" in outcomes[2].coverage_reason


def test_progress_is_told_and_ends_with_done(serve: Serve, tmp_path: Path) -> None:
    told: list[SiteProgress] = []
    crawl_sites([make_site(serve(make_shop_pages(1)))], spool=tmp_path / "spool", progress=told.append)
    assert [progress.pages for progress in told] == sorted(progress.pages for progress in told)
    assert [progress.done for progress in told] == [False] * (len(told) - 1) + [True]
    assert (told[-1].queued, told[-1].categories, told[-1].products) == (0, 2, 2)


@pytest.mark.parametrize(
    ("names", "folder"),
    [(["hand-saw", "rip-saw"], False), (["a", "b"], False), (["hand-saw", "rip-saw"], True)],
    ids=["parameter", "unreadable goods", "folder"],
)
def test_pagination_without_end_ends(serve: Serve, crawl: Crawl, names: list[str], folder: bool) -> None:
    """The listing shows the same goods on every page, and so does every address that nothing else is found at."""
    place = "/saws/page/{}" if folder else "/saws/?page={}"
    same = listing_page("Saws", names, more="NEXT")

    def more(path: str) -> str:
        number = "".join(filter(str.isdecimal, path))
        return same.replace("NEXT", place.format(int(number or 1) + 1))

    shop = serve(make_shop_pages(2) | {"/saws/": more, "*": more})
    outcome = crawl(shop, max_pages=200)
    assert (outcome.coverage, outcome.categories) == ("complete", 2)
    assert len([path for path in shop.pages_asked if "page" in path]) <= 3
    assert len(shop.pages_asked) <= 10


@pytest.mark.parametrize("place", ["/saws/?page={}", "/saws/page/{}/", "/saws/?start={}0"])
def test_a_listing_goes_on_behind_a_page_that_is_lost(serve: Serve, crawl: Crawl, place: str) -> None:
    """Every page names the next one only; two of five always break off, behind their first product."""
    names = [f"saws-{number}" for number in range(10)]
    numbers = range(1, 6) if "start" not in place else range(5)
    shop = serve(make_shop_pages(1) | {f"/p/{name}": product_page(name.title()) for name in names})
    for at, number in enumerate(numbers):
        more = place.format(number + 1) if at < 4 else ""
        text = listing_page("Saws", names[2 * at : 2 * at + 2], more=more)
        shop.pages[place.format(number) if at else "/saws/"] = Served(
            body=text.encode(), headers=HTML, cut=at in (1, 3)
        )
    outcome = crawl(shop)
    assert outcome.products == 6 + 2 + 1
    assert outcome.coverage_reason == "2 of 6 category pages could not be read"


def test_a_category_goes_on_behind_its_first_page(serve: Serve, crawl: Crawl) -> None:
    """How a second page's address is made shows on the other categories."""
    tops = ("/saws/", "/drills/", "/planes/")
    shop = serve({"/": page("Tools", "/", *tops)})
    for top in tops:
        names = [f"{top.strip('/')}-{number}" for number in range(4)]
        shop.pages[top] = listing_page(top.strip("/").title(), names[:2], more=f"{top}?seite=2")
        shop.pages[f"{top}?seite=2"] = listing_page(top.strip("/").title(), names[2:])
        shop.pages |= {f"/p/{name}": product_page(name.title()) for name in names}
    shop.pages["/planes/"] = Served(body=b"<html>" * 99, headers=HTML, cut=True)
    outcome = crawl(shop)
    assert (outcome.categories, outcome.products) == (3, 10)
    assert outcome.coverage_reason == "1 of 6 category pages could not be read"


def test_a_calendar_does_not_outlast_the_budget(serve: Serve, crawl: Crawl) -> None:
    def day(path: str) -> str:
        number = int(path.rpartition("-")[2] or 0) if "-" in path else 0
        return page(f"Day {number}", *(f"/day/{path.count('/')}-{number + step}" for step in range(1, 9)))

    shop = serve(make_shop_pages(2) | {"/drills/": day, "*": day})
    crawl(shop, max_pages=25)
    assert len(shop.pages_asked) <= 25


def test_a_redirect_within_the_site_is_followed_with_its_cookie(serve: Serve, crawl: Crawl) -> None:
    pages = make_shop_pages(2)
    shop = serve(pages)
    home = pages["/"]

    def ask_for_cookie(_: str) -> Served | str:
        if "cookie" not in shop.headers[-1]:
            return Served(status=302, headers={"Location": "/", "Set-Cookie": "seen=1; Path=/"})
        assert isinstance(home, str)
        return home

    shop.pages["/"] = ask_for_cookie
    assert crawl(shop).products == 4
    assert shop.headers[2]["cookie"] == "seen=1"
    assert "cookie" not in shop.headers[3]


def test_a_compressed_sitemap_is_read(serve: Serve, crawl: Crawl) -> None:
    shop = serve(make_shop_pages(2) | {"/p/hidden": product_page("Hidden")})
    sitemap = f"<urlset><url><loc>{shop.url}p/hidden</loc></url></urlset>"
    shop.pages["/robots.txt"] = f"Sitemap: {shop.url}map.xml.gz\n"
    shop.pages["/map.xml.gz"] = Served(
        body=gzip.compress(sitemap.encode()), headers={"Content-Type": "application/gzip"}
    )
    assert crawl(shop).products == 5


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_to_wait_is_waited_for(serve: Serve, crawl: Crawl, status: int) -> None:
    pages = make_shop_pages(1)
    busy = iter([Served(status=status, headers={"Retry-After": "1"})])
    shop = serve(pages | {"/saws/": lambda path: next(busy, pages[path])})  # type: ignore[arg-type, return-value]
    assert crawl(shop).coverage == "complete"
    first = shop.paths.index("/saws/")
    assert shop.asked[first + 1][1] == "/saws/"
    assert shop.asked[first + 1][0] - shop.asked[first][0] >= 1.0
