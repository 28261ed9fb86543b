"""What becomes of single pages in a real Chromium: well-meant ones, and ones that want to do harm.

Each page holds an empty element `root` and one script of the folder `scripts`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from crawler.browsing.answering import MOST_REQUESTS
from crawler.browsing.exchange import Drawn
from crawler.browsing.kept import Kept
from crawler.fetching.fetch_errors import FetchFailed, TooLarge
from tests.browsing.conftest import SITE, Site

Draw = Callable[..., Drawn]
SCRIPTS = Path(__file__).with_name("scripts")
SETUP = "const root = document.all.root;\n"
TILES = '<x-tile title="Saw"><h3><a href="/p">Saw</a></h3><slot></slot>sharp</x-tile>'
DRAWN = {
    "timer": '<div id="root"><a href="/a">late</a></div>',
    "fetch": ">some data</a>",
    "xhr": ">some data</a>",
    "sister-host": ">sister</a>",
    "shadow": TILES,
    "scrolled": ">seen</a>",
    "picture": ">loaded</a>",
    "style": ">loaded</a>",
    "policy": ">some data</a>",
    "tamper": ">kept</a>",
}


def make_site(name: str) -> Site:
    script = (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
    page = f"<!doctype html><title>s</title><div id=root></div><script>{SETUP}{script}</script>"
    pages = {
        "/": page,
        "/next": "<html><title>n</title><body><a href=/>next</a>",
        "/circle": page,
        "/d.txt": ("text/plain", "some data"),
        "/d.bin": ("application/octet-stream", "x"),
        "/graphql": ("application/json", '{"data": "saws"}'),
        "https://api.shop.example/d": ("text/plain", "sister"),
    }
    return Site(pages)


@pytest.mark.parametrize(("name", "expected"), DRAWN.items(), ids=DRAWN)
def test_drawn(draw: Draw, name: str, expected: str) -> None:
    drawn = draw(make_site(name))
    assert expected in drawn.html
    assert drawn.html.startswith("<!DOCTYPE html><html")
    assert drawn.url == f"{SITE}/"


@pytest.mark.parametrize(
    ("name", "to_end", "count"),
    [("scroll-on", False, 30), ("scroll-on", True, 120), ("scroll-or-next", True, 31), ("scroll-past", True, 26)],
)
def test_lists_that_grow_as_they_are_scrolled(draw: Draw, name: str, to_end: bool, count: int) -> None:
    drawn = draw(make_site(name), to_end=to_end)
    assert drawn.html.partition("<script>")[0].count("<a ") == count
    assert 'href="/1"' in drawn.html


def test_questions_that_a_page_would_post_are_asked_with_get(draw: Draw) -> None:
    site = make_site("graphql")
    assert ">saws</a>" in draw(site).html
    (asked,) = site.asked[1:]
    assert asked.startswith(f"{SITE}/graphql?query=query+Saws")


def test_waiting_for_data_takes_nothing_of_the_page_s_own_time(draw: Draw) -> None:
    site = make_site("impatient")
    site.wait = 1.5
    assert "came" in draw(site).html


def test_what_is_said_to_browsers_without_scripts_is_left_out(draw: Draw) -> None:
    site = make_site("fetch")
    site.pages = dict(site.pages) | {"/": f"<noscript>Enable JavaScript</noscript>{site.pages['/']}"}
    assert "Enable" not in draw(site).html


def test_the_visitor_s_language_is_the_shop_s_own(draw: Draw) -> None:
    site = make_site("language")
    site.pages = dict(site.pages) | {"/": f"<html lang=de>{site.pages['/']}"}
    assert ">de 1.234,5</a>" in draw(site).html


def test_nothing_is_remembered_from_page_to_page(draw: Draw) -> None:
    assert '<a href="/">undefined</a>' in draw(make_site("cookie"), "/", "/").html


def test_what_pages_share_is_asked_for_once(draw: Draw) -> None:
    site = make_site("fetch")
    drawn = draw(site, "/", "/", "/", kept=Kept())
    assert site.asked == [f"{SITE}/", f"{SITE}/d.txt", f"{SITE}/", f"{SITE}/"]
    assert (drawn.requests, ">some data</a>" in drawn.html) == (0, True)


MOVES = {
    "move": ("/next", "next</a>"),
    "move-later": ("/next", "next</a>"),
    "move-silently": ("/same?a=1", "kept</a>"),
    "move-away": ("/", "kept</a>"),
    "move-to-file": ("/", "kept</a>"),
    "move-to-nothing": ("/", "kept</a>"),
    "move-with-form": ("/", "kept</a>"),
    "move-in-circles": ("/circle", "kept</a>"),
    "download": ("/", "kept</a>"),
}


@pytest.mark.parametrize(("name", "path", "shows"), [(name, *case) for name, case in MOVES.items()], ids=MOVES)
def test_moves(draw: Draw, name: str, path: str, shows: str) -> None:
    site = make_site(name)
    drawn = draw(site)
    assert shows in drawn.html
    assert drawn.url.partition("?")[0] == SITE + path.partition("?")[0]
    assert len(site.asked) <= 3


def test_what_no_catalogue_is_made_of_is_not_fetched(draw: Draw) -> None:
    site = make_site("unwanted")
    drawn = draw(site)
    assert site.asked == [f"{SITE}/"]
    assert drawn.refused > 15
    assert ">kept</a>" in drawn.html


HOSTILE = {
    "loop": (FetchFailed, "browser: the page hangs"),
    "loop-later": (FetchFailed, "browser: the page hangs"),
    "fill-memory": (FetchFailed, "browser: "),
    "grow": (TooLarge, "drawn, longer than 1000000 characters"),
}


@pytest.mark.parametrize(("name", "error", "said"), [(name, *case) for name, case in HOSTILE.items()], ids=HOSTILE)
def test_hostile_pages_end(draw: Draw, name: str, error: type[Exception], said: str) -> None:
    begun = monotonic()
    with pytest.raises(error, match=said):
        draw(make_site(name), most=1_000_000, seconds=6.0)
    assert monotonic() - begun < 40


@pytest.mark.parametrize("name", ["ask-on", "ask-all", "open-windows", "ask-person", "never-rest"])
def test_busy_pages_come_to_an_end(draw: Draw, name: str) -> None:
    site = make_site(name)
    begun = monotonic()
    # so long that a busy machine comes to the other bounds before
    assert ">kept</a>" in draw(site, seconds=40.0).html
    assert monotonic() - begun < 60
    assert len(site.asked) <= 1 + MOST_REQUESTS
