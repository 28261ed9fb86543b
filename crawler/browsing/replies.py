"""Headers of a page's requests and of the answers that it gets, without what is between us and the server."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from crawler.browsing.exchange import Fetched
from crawler.urls import host_of
from crawler.words import read_words

EMPTY_PICTURE = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
BLANKS = {"image": ("image/gif", EMPTY_PICTURE), "stylesheet": ("text/css", b"")}
"""What stands in for a kind of request: its media type and body."""

_WORDS = read_words("browsing")
NOT_SENT, NOT_RETURNED = frozenset(_WORDS["not_sent"]), frozenset(_WORDS["not_returned"])


def own_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that a page's scripts set, of those that Chromium would send.

    >>> own_headers({"user-agent": "x", "sec-fetch-mode": "cors", "accept": "*/*", "store": "de"})
    {'accept': '*/*', 'store': 'de'}
    """
    return {name: value for name, value in headers.items() if name not in NOT_SENT and not name.startswith("sec-")}


def list_headers(answer: Fetched, *, page_url: str) -> dict[str, str]:
    """Return the headers that a page gets with an answer.

    What may be read over hosts was judged before it was fetched, so every page may read what it gets; only answers of
    the page's own host set cookies.
    """
    bits = urlsplit(page_url)
    kept = {
        name: value
        for name, value in answer.headers.items()
        if name not in NOT_RETURNED and not name.startswith("access-control-")
    }
    if host_of(answer.url) != host_of(page_url):
        kept.pop("set-cookie", None)
    return kept | {
        "access-control-allow-origin": f"{bits.scheme}://{bits.netloc}",
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": ", ".join(kept),
    }
