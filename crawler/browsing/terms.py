"""What a page in the browser may ask for: what its catalogue is made of, and nothing else.

Scripts, and data of the shop's own, are fetched. Pictures and styles are answered with empty ones, since scripts wait
for them and no reader looks at them. Everything else is refused: fonts, media, frames, beacons, whatever is not a GET,
trackers, what is fetched ahead, and what belongs to the visitor (carts, accounts).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from crawler.browsing.exchange import Ask
from crawler.urls import host_of, segments_of
from crawler.words import read_words

if TYPE_CHECKING:
    from tldextract import TLDExtract

_WORDS = read_words("browsing")
TRACKERS, VISITORS = frozenset(_WORDS["trackers"]), frozenset(_WORDS["visitors"])

STAND_INS = frozenset({"image", "stylesheet"})
DATA = frozenset({"fetch", "xhr"})
MOST_HOSTS = 5
"""Other hosts that scripts are taken from."""
MOST_MARKUP = 500_000
"""Characters of a document that are searched for the scripts it names."""
_SCRIPT = re.compile(
    r"""<(?:script|link(?=[^<>]*\b(?:modulepreload|as\s*=\s*["']?script)))\b[^<>]{0,2000}?\b(?:src|href)\s*=\s*["']?([^"'\s<>]+)""",
    re.IGNORECASE,
)


class Treatment(StrEnum):
    """What becomes of a page's request."""

    FETCH = "fetch"
    STAND_IN = "stand in"
    REFUSE = "refuse"


class Terms:
    """The terms of one page: `url` is its own, `markup` what its server sent."""

    def __init__(self, url: str, markup: str) -> None:
        self._host = host_of(url)
        self._domain = find_domain(self._host)
        self._script_hosts = _find_script_hosts(url, markup)

    def judge(self, ask: Ask) -> Treatment:
        """Say what becomes of a request that is no page."""
        if ask.kind in STAND_INS:
            return Treatment.STAND_IN
        host = host_of(ask.url)
        if ask.method != "GET" or ask.is_ahead or not host or find_domain(host) in TRACKERS:
            return Treatment.REFUSE
        own = self._owns(host)
        if ask.kind == "script":
            wanted = own or host in self._script_hosts
        else:
            wanted = own and ask.kind in DATA and not _is_visitors(ask.url)
        return Treatment.FETCH if wanted else Treatment.REFUSE

    def may_move_to(self, url: str) -> bool:
        """Say whether a script may lead the page to another address: to one of the same host."""
        return host_of(url) == self._host

    def _owns(self, host: str) -> bool:
        return host == self._host or (self._domain != "" and find_domain(host) == self._domain)


@cache
def _extractor() -> TLDExtract:
    from tldextract import TLDExtract

    # the list that comes with the package: none is downloaded, none is written
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@cache
def find_domain(host: str) -> str:
    """Return what a host is registered under, for two hosts of one owner; empty for addresses and single names.

    >>> find_domain("api.shop.co.uk:8443"), find_domain("one.myshopify.com"), find_domain("www.shop.example")
    ('shop.co.uk', 'one.myshopify.com', 'shop.example')
    >>> find_domain("127.0.0.1:80"), find_domain("[::1]:80"), find_domain("localhost"), find_domain("co.uk")
    ('', '', '', '')
    """
    name = re.sub(r":\d*$", "", host)
    found = _extractor().extract_str(name)
    if found.suffix or found.ipv4 or found.ipv6:
        return found.top_domain_under_public_suffix
    # a suffix that no list knows is taken for one of a single label, as the list's own rules say
    return ".".join(name.split(".")[-2:]) if "." in name else ""


def _is_visitors(url: str) -> bool:
    return any(part.partition(".")[0] in VISITORS for part in segments_of(url))


def _find_script_hosts(url: str, markup: str) -> frozenset[str]:
    """Return the hosts of the scripts that a document itself names; scripts that scripts add come from these too.

    >>> sorted(_find_script_hosts("https://s.example/", '<script src="//cdn.example/a.js"></script><script src=/b.js>'))
    ['cdn.example', 's.example']
    """
    hosts: dict[str, None] = {}
    for match in _SCRIPT.finditer(markup[:MOST_MARKUP]):
        try:
            address = urljoin(url, match[1])
        except ValueError:
            continue
        if urlsplit(address).scheme in ("http", "https"):
            hosts.setdefault(host_of(address))
        if len(hosts) > MOST_HOSTS:
            break
    return frozenset(hosts)
