"""Pages that are lost on the way: when they are asked for again, how often, and by which other address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.fetching import pacing, retry_after
from crawler.run import SiteOutcome
from tests.crawl.shops import Answer, Served, Shop, listing_page, make_shop_pages, page, product_page
from tests.crawl.test_bad_answers import HTML, read_rows

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
XML = {"Content-Type": "application/xml"}


def fail_first(answer: Answer, times: int) -> Callable[[str], Answer]:
    """Return an answer that comes after so many server errors."""
    faults: Iterator[Answer] = iter([Served(status=500)] * times)
    return lambda _: next(faults, answer)


def tear(text: str) -> Served:
    return Served(body=text.encode(), headers=HTML, cut=True)


@pytest.mark.parametrize("path", ["/saws/", "/p/saws-1"])
def test_a_lost_page_is_asked_for_again_at_the_end(serve: Serve, crawl: Crawl, tmp_path: Path, path: str) -> None:
    pages = make_shop_pages()
    shop = serve(pages | {path: fail_first(pages[path], 3)})
    outcome = crawl(shop)
    visits = read_rows(tmp_path, outcome, "visits")
    assert [row["outcome"] for row in visits if str(row["url"]).endswith(path)] == ["failed", "read"]
    assert (outcome.coverage, outcome.coverage_reason) == ("complete", "")
    assert (outcome.categories, outcome.products) == (2, 8)
    asked = [at for at, each in enumerate(shop.paths) if each == path]
    assert len(asked) == 4
    assert {"/p/drills-3", "/p/drills-2"} <= set(shop.paths[asked[2] : asked[3]])


def test_a_page_that_never_comes_is_asked_for_four_times_and_counts_once(serve: Serve, crawl: Crawl) -> None:
    shop = serve(make_shop_pages() | {"/saws/": Served(status=500)})
    outcome = crawl(shop)
    assert shop.paths.count("/saws/") == 4
    assert outcome.coverage_reason == "1 of 2 category pages could not be read"


@pytest.mark.parametrize("status", [403, 404, 410, 501])
def test_what_a_server_means_is_not_asked_again(serve: Serve, crawl: Crawl, status: int) -> None:
    shop = serve(make_shop_pages() | {"/saws/": Served(status=status)})
    crawl(shop)
    assert shop.paths.count("/saws/") == 1


def test_no_budget_is_no_second_try(serve: Serve, crawl: Crawl) -> None:
    shop = serve(make_shop_pages() | {"/saws/": Served(status=500)})
    crawl(shop, max_pages=4)
    assert shop.paths.count("/saws/") == 3


def test_a_crawl_rests_before_it_comes_back(serve: Serve, crawl: Crawl) -> None:
    shop = serve(make_shop_pages(1) | {"/saws/": Served(status=500)})
    crawl(shop, delay=0.1)
    (before, _), (last, path) = shop.asked[-2:]
    assert path == "/saws/"
    assert last - before >= 0.9


def make_torn_listing(*, pager: str) -> dict[str, Answer]:
    """Return a shop where a listing's first page always breaks off, its second page linking it by `pager`."""
    names = [f"saws-{number}" for number in range(30)]
    first = listing_page("Saws", names[:20]).replace("<head>", '<head><link rel="next" href="/saws/?page=2">')
    second = listing_page("Saws", names[20:]).replace("</main>", f'<div><a href="{pager}">1</a> <b>2</b></div></main>')
    goods: dict[str, Answer] = {f"/p/{name}": product_page(name.replace("-", " ").title()) for name in names}
    return make_shop_pages(1) | goods | {"/saws/": tear(first), "/saws/?page=2": second}


@pytest.mark.parametrize("pager", ["/saws/?page=1", "/saws/?p=1"])
def test_a_torn_first_page_is_asked_for_by_its_other_address(serve: Serve, crawl: Crawl, pager: str) -> None:
    pages = make_torn_listing(pager=pager)
    torn = pages["/saws/"]
    assert isinstance(torn, Served)
    shop = serve(pages | {pager: torn.body.decode()})
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.coverage_reason) == ("complete", "")
    assert (outcome.categories, outcome.products) == (2, 31)
    assert shop.paths.count("/saws/") == 3
    assert shop.paths.count(pager) == 1


def test_a_first_page_that_is_torn_by_either_address_counts_once(serve: Serve, crawl: Crawl) -> None:
    pages = make_torn_listing(pager="/saws/?page=1")
    shop = serve(pages | {"/saws/?page=1": pages["/saws/"]})
    outcome = crawl(shop)
    assert outcome.coverage_reason == "1 of 3 category pages could not be read"
    assert [shop.paths.count(path) for path in ("/saws/", "/saws/?page=1")] == [4, 3]


def test_a_torn_home_page_leads_on(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    pages = make_shop_pages()
    home = page("Tools", "/", "/saws/", "/drills/", body="<p>Good tools.</p>" * 200)
    outcome = crawl(serve(pages | {"/": tear(home)}))
    assert read_rows(tmp_path, outcome, "visits")[0]["outcome"] == "read in part"
    assert (outcome.categories, outcome.products) == (2, 8)
    assert outcome.coverage_reason == "1 of 3 category pages could not be read"


def test_sitemaps_lead_on_where_nothing_of_the_home_page_can_be_read(serve: Serve, crawl: Crawl) -> None:
    pages = make_shop_pages()
    shop = serve(pages | {"/": tear("<html><style>" + "a{}" * 9999)})
    entries = "".join(f"<url><loc>{shop.url[:-1]}{path}</loc></url>" for path in pages if path != "/")
    shop.pages["/sitemap.xml"] = Served(body=f"<urlset>{entries}</urlset>".encode(), headers=XML)
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.categories, outcome.products) == ("failed", 2, 8)


def test_the_beginning_of_a_torn_sitemap_is_read(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    pages = make_shop_pages()
    shop = serve(pages)
    named = [f"/p/hidden-{number}" for number in range(10)]
    shop.pages |= {path: product_page(path[3:].title()) for path in named}
    entries = "".join(f"<url><loc>{shop.url[:-1]}{path}</loc></url>" for path in named)
    shop.pages["/sitemap.xml"] = Served(body=f"<urlset>{entries}</urlset>".encode(), headers=XML, cut=True)
    outcome = crawl(shop)
    assert 8 + 3 < outcome.products < 8 + 7
    assert ("sitemap", "read in part") in {
        (row["why"], row["outcome"]) for row in read_rows(tmp_path, outcome, "visits")
    }


def test_the_one_link_of_a_torn_last_page_is_followed(serve: Serve, crawl: Crawl) -> None:
    names = [f"saws-{number}" for number in range(7)]
    pages = make_shop_pages(1) | {f"/p/{name}": product_page(name.replace("-", " ").title()) for name in names}
    last = listing_page("Saws", names[6:]).replace("</main>", "<p>Gladly sold.</p>" * 40 + "</main>")
    pages |= {"/saws/": listing_page("Saws", names[:6], more="/saws/?page=2"), "/saws/?page=2": tear(last)}
    outcome = crawl(serve(pages))
    assert (outcome.categories, outcome.products) == (2, 8)


@pytest.mark.parametrize("status", [500, 429])
def test_pages_that_never_come_do_not_end_a_crawl_that_saw_all_else(
    serve: Serve, crawl: Crawl, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """Lost one by one they are single pages; asked for again in a row they look like a site that refuses or is down."""
    monkeypatch.setattr(pacing, "MOST_PENALTY", 0.01)
    monkeypatch.setattr(retry_after, "SHORTEST_WAIT", 0.01)
    pages = make_shop_pages(40)
    lost = [path for path in pages if path.startswith("/p/saws-")][:24]
    shop = serve(pages | dict.fromkeys(lost, Served(status=status, body=b"sorry")))
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.coverage_reason) == ("complete", "24 pages could not be read")
    assert outcome.products == 80
    last = max(at for at, path in enumerate(shop.paths) if path not in lost)
    assert len(shop.paths[last + 1 :]) == 10
