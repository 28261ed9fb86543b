"""What a page in the browser may ask for, and what is made of what it asks; no browser is needed to judge that."""

from __future__ import annotations

import json
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.browsing.exchange import Ask, Fetched
from crawler.browsing.kept import Kept
from crawler.browsing.questions import ask_with_get
from crawler.browsing.replies import list_headers
from crawler.browsing.terms import Terms, Treatment

SHOP = "https://www.shop.co.uk/saws"
MARKUP = """
<script src="/own.js"></script><script async src="https://cdn.example/lib.js"></script>
<link rel="modulepreload" href="https://modules.example/a.mjs"><link rel=preload as=script href=//parts.example/b.js>
<link rel="preload" as="font" href="https://fonts.example/f.woff2"><link rel="stylesheet" href="https://styles.example/s.css">
<script src="https://www.googletagmanager.com/gtag/js?id=1"></script><script src="data:text/javascript,1"></script>
<script>document.write("https://hidden.example/h.js")</script>
"""
UNWANTED = ("font", "media", "ping", "eventsource", "other", "manifest", "websocket", "texttrack")
FETCH, STAND_IN, REFUSE = Treatment.FETCH, Treatment.STAND_IN, Treatment.REFUSE
CASES = [
    ("script", "https://www.shop.co.uk/own.js", FETCH),
    ("script", "https://static.shop.co.uk/x.js", FETCH),
    ("script", "https://cdn.example/other.js", FETCH),
    ("script", "https://modules.example/a.mjs", FETCH),
    ("script", "https://parts.example/b.js", FETCH),
    ("script", "https://fonts.example/x.js", REFUSE),
    ("script", "https://hidden.example/h.js", REFUSE),
    ("script", "https://other.co.uk/x.js", REFUSE),
    ("script", "https://www.googletagmanager.com/gtag/js?id=1", REFUSE),
    ("script", "https://www.google-analytics.com/analytics.js", REFUSE),
    ("fetch", "https://www.shop.co.uk/api/search?category=saws", FETCH),
    ("xhr", "https://api.shop.co.uk/products", FETCH),
    ("fetch", "https://cdn.example/data.json", REFUSE),
    ("fetch", "https://www.shop.co.uk/cart.js", REFUSE),
    ("fetch", "https://www.shop.co.uk/rest/V1/carts/mine", REFUSE),
    ("fetch", "https://www.shop.co.uk/cartridges.json", FETCH),
    ("fetch", "https://www.shop.co.uk:8443/x", FETCH),
    ("fetch", "data:text/plain,x", REFUSE),
    ("fetch", "blob:https://www.shop.co.uk/1", REFUSE),
    ("image", "https://anywhere.example/i.png", STAND_IN),
    ("stylesheet", "https://styles.example/s.css", STAND_IN),
    *((kind, "https://www.shop.co.uk/x", REFUSE) for kind in UNWANTED),
]


@pytest.mark.parametrize(("kind", "url", "treatment"), CASES)
def test_treatment(kind: str, url: str, treatment: Treatment) -> None:
    assert Terms(SHOP, MARKUP).judge(Ask(url=url, kind=kind)) == treatment


@pytest.mark.parametrize("ask", [{"method": "POST"}, {"method": "HEAD"}, {"is_ahead": True}])
def test_refused_whatever_it_is(ask: dict[str, object]) -> None:
    asked = Ask(url="https://www.shop.co.uk/data.json", kind="fetch", **ask)  # type: ignore[arg-type]
    assert Terms(SHOP, MARKUP).judge(asked) == REFUSE


@pytest.mark.parametrize("markup", ["<script src=" * 50_000, "<link as=script" * 50_000, "<script " + "x " * 300_000])
def test_hostile_markup_takes_no_time(markup: str) -> None:
    begun = monotonic()
    Terms(SHOP, markup)
    assert monotonic() - begun < 1.0


@given(st.text(), st.text(), st.text())
def test_anything_can_be_judged(url: str, markup: str, posted: str) -> None:
    assert Terms(url, markup).judge(Ask(url=url, kind="fetch")) in Treatment
    assert ask_with_get(url, posted) is None or "query" in posted


@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_question_becomes_an_address(value: object) -> None:
    address = ask_with_get("https://s.example/g?a=1", json.dumps({"query": "{ a }", "variables": value, "x": value}))
    assert address is None or address.startswith("https://s.example/g?a=1&query=%7B+a+%7D")


def make_answer(size: int, **headers: str) -> Fetched:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fetched(url="https://s.example/a", status=200, headers=told, body=b"x" * size)


def test_what_is_kept_is_bounded_and_the_oldest_goes_first() -> None:
    kept = Kept(most_bytes=100)
    asks = [Ask(url=f"https://s.example/{number}", kind="script") for number in range(4)]
    for ask in asks[:3]:
        kept.keep(ask, make_answer(30))
    assert kept.find(asks[0])
    kept.keep(asks[3], make_answer(30))
    assert [bool(kept.find(ask)) for ask in asks] == [True, False, True, True]
    kept.keep(asks[1], make_answer(101))
    assert kept.find(asks[1]) is None


@pytest.mark.parametrize(
    ("kind", "headers", "is_kept"),
    [
        ("fetch", {}, True),
        ("fetch", {"cache_control": "public, max-age=60"}, True),
        ("fetch", {"cache_control": "No-Store"}, False),
        ("fetch", {"cache_control": "private, max-age=9"}, False),
        ("fetch", {"set_cookie": "a=b"}, False),
        ("script", {"cache_control": "no-cache"}, True),
    ],
)
def test_what_may_be_kept(kind: str, headers: dict[str, str], is_kept: bool) -> None:
    kept = Kept()
    kept.keep(Ask(url="https://s.example/a", kind=kind), make_answer(1, **headers))
    same = Ask(url="https://s.example/a", kind=kind, headers={"cookie": "c"})
    other = Ask(url="https://s.example/a", kind=kind, headers={"store": "de"})
    assert (kept.find(same) is not None, kept.find(other)) == (is_kept, None)


def test_a_page_may_read_what_it_gets_and_gets_no_orders() -> None:
    answer = make_answer(1, content_type="text/plain", content_encoding="br", set_cookie="a=b", refresh="0;url=/x")
    own = list_headers(answer, page_url="https://s.example/page")
    other = list_headers(answer, page_url="https://www.other.example/page")
    assert own["set-cookie"] == "a=b"
    assert other == {
        "content-type": "text/plain",
        "access-control-allow-origin": "https://www.other.example",
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "content-type",
    }
