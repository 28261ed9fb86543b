"""Servers that answer with anything but a page: what is made of it, and that it costs no more than itself."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.shops import Answer, Served, Shop, make_shop_pages, page
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
HTML = {"Content-Type": "text/html; charset=utf-8"}


def read_rows(tmp_path: Path, outcome: SiteOutcome, name: str) -> list[dict[str, object]]:
    path = tmp_path / "spool" / outcome.crawl_id / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()]


def outcome_of(tmp_path: Path, outcome: SiteOutcome, path: str) -> tuple[object, object]:
    rows = [row for row in read_rows(tmp_path, outcome, "visits") if str(row["url"]).endswith(path)]
    return rows[-1]["outcome"], rows[-1]["note"]


CHALLENGE = (
    "<html><head><title>Just a moment...</title></head><body><div id='cf-challenge-running' class='g-recaptcha'>"
)
CHALLENGE += "Checking your browser: please complete the captcha to continue</div></body></html>"
SHELL = (
    "<html><head><title>Shop</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript>"
)
SHELL += "<div id='root'></div><script src='/static/js/main.js'></script></body></html>"
SHELL_HOME = {"/": SHELL, "*": SHELL}
ALL_BAD: list[tuple[str, dict[str, Answer], str]] = [
    ("home page is missing", {}, "failed"),
    ("home page is refused", {"/": Served(status=401, body=b"no")}, "blocked"),
    ("home page is a challenge", {"/": Served(status=403, body=CHALLENGE.encode(), headers=HTML)}, "blocked"),
    ("challenge with status 200", {"/": CHALLENGE}, "blocked"),
    ("nothing without scripts", SHELL_HOME, "needs browser"),
    ("redirects in a circle", {"*": Served(status=302, headers={"Location": "/"})}, "unreachable"),
    ("redirects without end", {"*": lambda path: Served(status=302, headers={"Location": path + "x"})}, "unreachable"),
    ("redirects to a file", {"/": Served(status=302, headers={"Location": "file:///etc/passwd"})}, "unreachable"),
    ("answer is cut short", {"/": Served(body=b"<html>" * 99, headers=HTML, cut=True)}, "unreachable"),
    (
        "broken gzip",
        {"/": Served(body=gzip.compress(b"x" * 99)[:-9], headers={"Content-Encoding": "gzip"})},
        "unreachable",
    ),
    ("server error", {"/": Served(status=500, body=b"sorry")}, "unreachable"),
    ("disallowed", {"/robots.txt": "User-agent: gapfinder\nDisallow: /\n", **make_shop_pages()}, "disallowed"),
]


@pytest.mark.parametrize(("pages", "coverage"), [case[1:] for case in ALL_BAD], ids=[case[0] for case in ALL_BAD])
def test_what_cannot_be_observed_is_named(serve: Serve, crawl: Crawl, pages: dict[str, Answer], coverage: str) -> None:
    outcome = crawl(serve(pages))
    assert (outcome.coverage, outcome.categories, outcome.products) == (coverage, 0, 0)
    assert outcome.coverage_reason
    assert "\n" not in outcome.coverage_reason


def test_nothing_but_robots_is_asked_of_a_site_that_forbids_it(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    shop = serve({"/robots.txt": "User-agent: *\nDisallow: /\n", **make_shop_pages()})
    outcome = crawl(shop)
    assert shop.paths == ["/robots.txt"]
    assert read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl["refusals"] == 1


def with_page(body: Answer, path: str = "/saws/") -> dict[str, Answer]:
    return make_shop_pages(3) | {path: body}


ONE_BAD: list[tuple[str, Answer, tuple[str, str | None]]] = [
    ("30 MB", Served(body=b"<html>" + b"x" * 30_000_000, headers=HTML), ("too large", "30000006 bytes")),
    (
        "bomb",
        Served(body=gzip.compress(b"x" * 30_000_000), headers={"Content-Encoding": "gzip"}),
        ("too large", "unfolds to more than 10000000 bytes"),
    ),
    ("gone", Served(status=410), ("missing", "HTTP 410")),
    ("led away", Served(status=301, headers={"Location": "http://127.0.0.9:9/"}), (("redirected", None))),
    ("unknown encoding", Served(body=b"x", headers={"Content-Encoding": "lzma"}), (("failed", None))),
    ("slow", Served(body=b"x", wait=0.7), (("failed", "timed out after 0.3 s"))),
    (
        "deflate",
        Served(body=zlib.compress(page("Saws").encode()), headers={"Content-Encoding": "deflate"}),
        ("read", None),
    ),
    (
        "wrong charset",
        Served(body=page("Sägen").encode(), headers={"Content-Type": "text/html; charset=ascii"}),
        ("read", None),
    ),
    (
        "no charset",
        Served(body=page("Sägen").encode("cp1252"), headers={"Content-Type": "text/html"}),
        (("read", None)),
    ),
    (
        "bad codec",
        Served(body=page("Saws").encode(), headers={"Content-Type": "text/html; charset=rot13"}),
        ("read", None),
    ),
    ("bytes", Served(body=bytes(range(256)) * 9, headers={"Content-Type": "image/png"}), (("read", None))),
    (
        "no JSON",
        page("Saws", body='<script type="application/ld+json">{"@type": "Product", {{</script>'),
        (("read", None)),
    ),
    ("nested", page("Saws", body="<div>" * 100_000), (("read", None))),
]


@pytest.mark.parametrize(("answer", "expected"), [case[1:] for case in ONE_BAD], ids=[case[0] for case in ONE_BAD])
def test_one_bad_page_costs_itself_only(
    serve: Serve, crawl: Crawl, tmp_path: Path, answer: Answer, expected: tuple[str, str | None]
) -> None:
    outcome, note = expected
    done = crawl(serve(with_page(answer)), timeout=0.3 if note and "timed" in note else 30.0)
    assert done.products >= 3
    found = outcome_of(tmp_path, done, "/saws/")
    assert found[0] == outcome
    assert note is None or found[1] == note


def test_a_private_address_is_refused_wherever_it_is_met(serve: Serve, crawl: Crawl) -> None:
    shop = serve(make_shop_pages())
    port = shop.server.server_port
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"):
        outcome = crawl(f"http://{host}:{port}/", allow_private=False)
        assert outcome.coverage == "unreachable"
        assert "address refused" in outcome.coverage_reason or "cannot be asked for" in outcome.coverage_reason, host
    assert shop.asked == []


def test_a_site_that_starts_to_block_is_left_alone(serve: Serve, crawl: Crawl) -> None:
    left = iter(range(1000))
    pages = make_shop_pages(20)

    def guard(path: str) -> Served | str:
        if next(left) > 4:
            return Served(status=403, body=CHALLENGE.encode(), headers=HTML)
        answer = pages[path]
        assert isinstance(answer, str)
        return answer

    shop = serve(dict.fromkeys(pages, guard))
    assert crawl(shop).coverage == "blocked"
    assert len(shop.pages_asked) < 15


def test_a_site_that_goes_down_is_given_up(serve: Serve, crawl: Crawl) -> None:
    pages = make_shop_pages(40)
    dead: dict[str, Answer] = {path: Served(cut=True, body=b"xx") for path in pages if path.startswith("/p/")}
    shop = serve(pages | dead)
    outcome = crawl(shop, timeout=5.0)
    assert outcome.coverage in ("capped", "failed")
    assert len(set(shop.pages_asked)) < 30
