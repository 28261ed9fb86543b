"""Manners, by the log of the server: what it was asked, when, and what was kept of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from time import monotonic, time

import pytest

from crawler.run import SiteOutcome
from tests.crawl.shops import CATEGORIES, Answer, Served, Shop, listing_page, make_shop_pages, page
from tests.crawl.test_scrapy_command import run_scrapy
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
HTML = {"Content-Type": "text/html; charset=utf-8"}


def gaps_of(shop: Shop) -> list[float]:
    """Return the seconds between each request and the next."""
    times = [moment for moment, _ in shop.asked]
    return [later - earlier for earlier, later in pairwise(times)]


def once(first: Served, then: Answer) -> Callable[[str], Served | str]:
    """Answer the first request with one thing and the others with another."""
    answers = iter([first])

    def answer(path: str) -> Served | str:
        found = next(answers, then)
        return found(path) if callable(found) else found

    return answer


def test_a_second_stands_between_two_requests_unless_told_otherwise(serve: Serve, crawl: Crawl) -> None:
    shop = serve({"/": page("Tools", "/saws/"), "/saws/": listing_page("Saws", [])})
    crawl(shop, delay=1.0)
    assert len(shop.asked) >= 4
    assert min(gaps_of(shop)) > 0.95


@pytest.mark.parametrize("status", [429, 503])
def test_a_date_to_come_back_at_is_waited_for(serve: Serve, crawl: Crawl, status: int) -> None:
    pages = make_shop_pages(1)
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=3)
    busy = Served(status=status, headers={"Retry-After": format_datetime(moment, usegmt=True)})
    shop = serve(pages | {"/": once(busy, pages["/"])})
    assert crawl(shop).coverage == "complete"
    again = shop.asked[shop.paths.index("/") + 1]
    assert again[1] == "/"
    assert again[0] + (time() - monotonic()) > moment.timestamp() - 0.05


def test_a_site_that_is_asked_too_fast_is_asked_less_often_and_then_as_before(serve: Serve, crawl: Crawl) -> None:
    pages = make_shop_pages(6)
    shop = serve(pages | {"/saws/": once(Served(status=429), pages["/saws/"])})
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.products) == ("complete", 12)
    after = gaps_of(shop)[shop.paths.index("/saws/") :]
    assert after[0] > 0.45
    assert after[1] > 0.95
    assert max(after[-4:]) < 0.3


def test_a_page_that_is_busy_for_too_long_is_left_alone(serve: Serve, crawl: Crawl) -> None:
    """A day is more than is waited for."""
    busy = Served(status=503, headers={"Retry-After": "86400"})
    shop = serve({"/robots.txt": busy} | make_shop_pages(1))
    assert crawl(shop).coverage == "unreachable"
    assert shop.paths == ["/robots.txt"]


def test_what_was_slow_refused_and_asked_again_is_told(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    pages = make_shop_pages(2)
    extra: dict[str, Answer] = {
        "/robots.txt": "User-agent: *\nCrawl-delay: 0.05\nDisallow: /p/saws-0\n",
        "/saws/": once(Served(status=429, headers={"Retry-After": "0"}), pages["/saws/"]),
        "/drills/": once(Served(status=500), pages["/drills/"]),
        "/p/drills-0": Served(body=str(pages["/p/drills-0"]).encode(), headers=HTML | {"X-Robots-Tag": "noindex"}),
        "/p/drills-1": Served(body=str(pages["/p/drills-1"]).encode(), headers=HTML | {"X-Robots-Tag": "nofollow"}),
    }
    shop = serve(pages | extra)
    outcome = crawl(shop)
    told = read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl
    keys = ("robots", "delay", "crawl_delay", "ignores_crawl_delay", "concurrency", "requests", "refusals")
    keys += ("throttled", "retries", "noindex_pages", "nofollow_pages")
    assert {key: told[key] for key in keys} == {
        "robots": "allowed", "delay": 0.05, "crawl_delay": 0.05, "ignores_crawl_delay": False, "concurrency": 1,
        "requests": len(shop.asked), "refusals": 1, "throttled": 1, "retries": 2, "noindex_pages": 1,
        "nofollow_pages": 1,
    }  # fmt: skip
    assert told["user_agent"] == shop.headers[0]["user-agent"] == "gapfinder/0.1 (+mailto:t@shop.example)"


ASKING = {
    "meta": (lambda rule: f'<meta name="robots" content="{rule}">', {}),
    "header": (lambda _: "", {"X-Robots-Tag": "{rule}"}),
}


@pytest.mark.parametrize("where", ASKING)
@pytest.mark.parametrize("rule", ["noindex", "nofollow", "none"])
def test_a_page_says_what_is_to_be_kept_and_followed(
    serve: Serve, crawl: Crawl, tmp_path: Path, where: str, rule: str
) -> None:
    write, headers = ASKING[where]
    listing = listing_page("Saws", ["saws-0", "saws-1", "saws-2"]).replace("<title>", f"{write(rule)}<title>")
    sent = HTML | {name: value.format(rule=rule) for name, value in headers.items()}
    shop = serve(make_shop_pages(3) | {"/saws/": Served(body=listing.encode(), headers=sent)})
    outcome = crawl(shop)
    goods = [path for path in shop.paths if path.startswith("/p/saws")]
    assert bool(goods) is (rule == "noindex")
    rows = (tmp_path / "spool" / outcome.crawl_id / "product_categories.jsonl").read_text().splitlines()
    assert len(rows) == (6 if rule == "nofollow" else 3)


def test_links_that_are_not_to_be_followed_are_not(serve: Serve, crawl: Crawl) -> None:
    tiles = listing_page("Saws", ["saws-0", "saws-1"]).replace('href="/p/saws-1"', 'rel="nofollow" href="/p/saws-1"')
    pager = '<div class="pagination"><a rel="next nofollow" href="/drills/?page=2">Next</a></div>'
    drills = listing_page("Drills", ["drills-0"]).replace("</main>", f"{pager}</main>")
    home = page("Tools", "/", *CATEGORIES, body='<p>Read <a rel="nofollow" href="/more/">more</a>.</p>')
    shop = serve(make_shop_pages(2) | {"/": home, "/saws/": tiles, "/drills/": drills, "/more/": page("More")})
    outcome = crawl(shop)
    assert shop.paths == ["/robots.txt", "/", "/sitemap.xml", "/saws/", "/drills/", "/p/saws-0", "/p/drills-0"]
    # what the listing says of a product is known all the same; what goes on behind such a link is not
    assert (outcome.coverage, outcome.products) == ("capped", 3)
    assert outcome.coverage_reason == "1 listing is longer than is followed"


DEEDS = [
    ("/korb/rein?nr=5", "In den Warenkorb"), ("/x/ajout/7", "Ajouter au panier"),
    ("/cesta/pon/7", "Añadir al carrito"),
    ("/a/b/c", "Wyloguj się"), ("/sesion", "Cerrar sesión"), ("/k/7", "В корзину"), ("/c/7", "カートに入れる"),
    ("/v/7", "Vergelijken"), ("/d/7", "Löschen"), ("/mag-ich/7", "Add to wishlist"), ("/checkout", "Go"),
    ("/logout", "Go"),
    ("/cart/add/7", "Go"), ("/wishlist/7", "Go"), ("/saws/?add-to-cart=7", "Go"), ("/compare?id=7", "Go"),
    ("/item/7?remove_item=1", "Remove"), ("/do/7?form_key=Abc123", "Go"), ("/do/8?_wpnonce=1f2e", "Go"),
    ("/abmelden", "Go"), ("/wyloguj", "Go"), ("/ajouter-au-panier/7", "Go"), ("/carrinho", "Go"),
]  # fmt: skip


def test_nothing_that_would_do_something_is_asked_for(serve: Serve, crawl: Crawl) -> None:
    links = "".join(f'<p><a href="{url}">{label}</a></p>' for url, label in DEEDS)
    ruby = '<a href="/orders/7" data-method="delete">Go</a><a href="/session" data-turbo-method="post">Go</a>'
    forms = (
        '<form action="/find"><input name="word"><button>Find</button></form>'
        '<form method="post" action="/buy"><input name="id" value="7"><button>Buy</button></form>'
        '<button formaction="/buy-too">Buy</button><a href="javascript:buy(7)">Buy</a>'
    )
    pages = make_shop_pages(2)
    pages["/saws/"] = listing_page("Saws", ["saws-0", "saws-1"]).replace("</main>", f"{links}{ruby}{forms}</main>")
    pages["/"] = page("Tools", "/", *CATEGORIES, body=f"{links}{ruby}{forms}")
    shop = serve(pages | {"*": page("Done", body="It is done, and we thank you for it.")})
    assert crawl(shop).products == 4
    goods = {f"/p/{category}-{number}" for category in ("saws", "drills") for number in (0, 1)}
    assert set(shop.paths) == {"/robots.txt", "/sitemap.xml", "/", *CATEGORIES, *goods}


def test_no_cookie_outlives_the_redirects_that_ask_for_it(serve: Serve, crawl: Crawl) -> None:
    cookie = {"Set-Cookie": "visit=1; Path=/"}
    pages = {path: Served(body=str(text).encode(), headers=HTML | cookie) for path, text in make_shop_pages(2).items()}
    shop = serve(pages)
    assert crawl(shop).products == 4
    assert not [headers for headers in shop.headers if "cookie" in headers]


@pytest.mark.parametrize(
    ("age", "later", "asked", "goods"),
    [
        ("86400", "User-agent: *\nDisallow: /p/\n", 1, True),
        ("0.001", "User-agent: *\nDisallow: /p/\n", 3, False),
        ("0.001", Served(status=500), 3, True),
    ],
    ids=["young rules", "old rules", "old rules that cannot be had again"],
)
def test_old_rules_are_asked_for_again(serve: Serve, age: str, later: Answer, asked: int, goods: bool) -> None:
    shop = serve(make_shop_pages(2))
    shop.pages["/robots.txt"] = once(Served(body=b"User-agent: *\nDisallow: /x/\n"), later)
    settings = ("-s", "DOWNLOAD_DELAY=0.01", "-s", f"ROBOTS_MAX_AGE={age}")
    done = run_scrapy("crawl", "catalog", "-a", f"url={shop.url}", "-a", "allow_private=1", *settings)
    assert done.returncode == 0, done.stderr
    assert shop.paths.count("/robots.txt") >= asked
    assert bool([path for path in shop.paths if path.startswith("/p/")]) is goods
