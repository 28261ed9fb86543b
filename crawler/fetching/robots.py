"""robots.txt after RFC 9309 (https://www.rfc-editor.org/rfc/rfc9309), read so that doubt forbids."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from itertools import islice

from protego import Protego

_PACKED = b"\x1f\x8b"
"""How what is packed with gzip begins."""
MOST_BYTES = 1 << 20
"""Rules beyond this are not read; the RFC asks for at least 500 KiB."""
MOST_REDIRECTS = 8
"""The RFC asks for at least five."""
LONGEST_DELAY = 600.0
"""A Crawl-delay beyond these seconds is taken for what it amounts to: a site that does not want to be crawled."""
MOST_SITEMAPS = 200

ALLOWED, MISSING, DISALLOWED, UNREACHABLE = "allowed", "no robots.txt", "disallowed", "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What a host's robots.txt says to us. `crawl_delay` is in seconds; `sitemaps` are as it names them.

    `reason` says in a few words why there are no rules.
    """

    rules: Protego | None = None
    token: str = ""
    free: bool = False
    reason: str = ""
    crawl_delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def judge(self, url: str) -> str:
        """Return the verdict on a URL: `allowed`, `no robots.txt`, `disallowed` or `unreachable`."""
        if self.rules is None:
            return MISSING if self.free else UNREACHABLE
        if self.crawl_delay > LONGEST_DELAY or not self.rules.can_fetch(url, self.token):
            return DISALLOWED
        return ALLOWED

    def allows(self, url: str) -> bool:
        """Say whether a URL may be asked for."""
        return self.judge(url) in (ALLOWED, MISSING)


def read_robots(status: int, body: bytes, *, agent: str) -> Robots:
    """Read the answer to a request for robots.txt.

    A client error means that there is none, and all is free; 429 and every other failure mean that nothing is known
    of the rules, and nothing is free.

    >>> read_robots(404, b"", agent="gapfinder").judge("http://shop.example/")
    'no robots.txt'
    >>> read_robots(503, b"User-agent: *\\nAllow: /", agent="gapfinder").judge("http://shop.example/")
    'unreachable'
    """
    if 400 <= status < 500 and status != 429:
        return Robots(free=True, reason=f"HTTP {status}")
    if not 200 <= status < 300:
        return unreachable(f"HTTP {status}")
    text = _read_text(body[:MOST_BYTES])
    if text is None:
        return unreachable("packed, and not as it says")
    rules = Protego.parse(text)
    token = token_of(agent)
    return Robots(
        rules=rules,
        token=token,
        crawl_delay=_delay_of(rules, token),
        sitemaps=tuple(islice(rules.sitemaps, MOST_SITEMAPS)),
    )


def _read_text(body: bytes) -> str | None:
    """Return the text of a robots.txt; None where it is packed and nothing is known of the rules.

    >>> _read_text("Allow: /".encode("utf-16")), _read_text(b"Allow: /")
    ('Allow: /', 'Allow: /')
    """
    if body.startswith(_PACKED):
        return None
    is_wide = body.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return body.decode("utf-16" if is_wide else "utf-8-sig", "replace")


def unreachable(reason: str) -> Robots:
    """Return the rules of a host whose robots.txt could not be had: nothing is allowed.

    >>> unreachable("timed out").allows("http://shop.example/")
    False
    """
    return Robots(reason=reason)


def token_of(agent: str) -> str:
    """Return the name that robots.txt knows an agent by.

    An agent that poses as a browser is matched as a whole: any part of it may be the name.

    >>> token_of("gapfinder/0.1 (+mailto:research@shop.example)")
    'gapfinder'
    >>> token_of("Mozilla/5.0 (compatible; Foobot/1.0)")
    'Mozilla/5.0 (compatible; Foobot/1.0)'
    """
    agent = agent.strip()
    if agent.lower().startswith("mozilla/"):
        return agent
    return re.split(r"[/\s]", agent, maxsplit=1)[0]


def _delay_of(rules: Protego, token: str) -> float:
    rate = rules.request_rate(token)
    return max(rules.crawl_delay(token) or 0.0, rate.seconds / rate.requests if rate else 0.0)
