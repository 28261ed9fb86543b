"""Follows redirects: a bounded number, in no circle, to no other site unless the request may go there.

A redirect becomes a request of its own, so that robots.txt, addresses and delays hold for its target too. Cookies are
sent back along one chain of redirects and forgotten after it: some shops redirect until they get theirs, and none
shall remember us from page to page.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from crawler.fetching.fetch_errors import FetchFailed, LedAway
from crawler.urls import host_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 8
"""RFC 9309 asks for five at least where robots.txt is concerned."""
SAME_AGAIN = 2
"""How often one URL may be met in a chain; the second time may be the one with the cookie."""


class RedirectMiddleware:
    """Turns a redirect into the next request. `may_leave` in a request's meta lets it lead to another site."""

    def process_response(self, request: Request, response: Response) -> Request | Response:
        location = response.headers.get("Location")
        if response.status not in REDIRECTS or not location:
            return response
        target = _join(response.url, location)
        if not request.meta.get("may_leave") and host_of(target) != host_of(request.url):
            raise LedAway(f"redirects to {target[:200]}")
        chain = [*request.meta.get("redirect_urls", ()), request.url]
        if chain.count(target) >= SAME_AGAIN or len(chain) > MOST_REDIRECTS:
            raise FetchFailed("redirect loop" if target in chain else f"more than {MOST_REDIRECTS} redirects")
        return _follow(request, response, target, chain)


def _join(base: str, location: bytes) -> str:
    try:
        target = urljoin(base, location.decode("utf-8", "replace").strip()).partition("#")[0]
    except ValueError:
        target = ""
    if not target.lower().startswith(("http://", "https://")):
        raise FetchFailed("redirects to something that is no page")
    return target


def _follow(request: Request, response: Response, target: str, chain: list[str]) -> Request:
    cookies = dict(request.meta.get("chain_cookies", {}))
    if host_of(target) != host_of(request.url):
        cookies = {}
    for line in response.headers.getlist("Set-Cookie"):
        cookies |= _read_cookie(line.decode("latin-1"))
    try:
        following = request.replace(url=target, dont_filter=True)
    except ValueError:
        raise FetchFailed("redirects to something that is no page") from None
    following.meta.update(redirect_urls=chain, chain_cookies=cookies)
    following.headers.pop("Cookie", None)
    if cookies:
        following.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return following


def _read_cookie(line: str) -> dict[str, str]:
    cookie: SimpleCookie = SimpleCookie()
    try:
        cookie.load(line[:4096])
    except CookieError:
        return {}
    return {name: morsel.coded_value for name, morsel in cookie.items() if morsel.coded_value.isprintable()}
