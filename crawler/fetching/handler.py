"""Scrapy's download handler of this project: GET over HTTP, with every bound that a hostile server makes needful.

Connections go to public addresses only, checked as they are made, whatever a name resolved to; certificates are
verified; size, time and unpacking are bounded; every request waits for its host's turn.
"""

from __future__ import annotations

import errno
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from yarl import URL

from crawler.fetching.addresses import NEVER, PrivateAddress, judge_address
from crawler.fetching.body import Body
from crawler.fetching.failures import tell_failure
from crawler.fetching.fetch_errors import FetchFailed, Stopped, TooLarge
from crawler.fetching.ledger import count_in
from crawler.fetching.pacing import Pace, Paces
from crawler.fetching.unpacking import ENCODINGS, TooMuch, unpack_body

LONGEST_HEADER = 1 << 16
"""Bytes of one header line; some shops send policies that are longer than most clients take."""
_READ_IN_PART = frozenset({"text/html", "application/xhtml+xml", "text/xml", "application/xml"})
"""Pages and sitemaps: what stands at their head is worth having without the rest."""
BROKEN_OFF = "broken off"
"""Flag of a response of which only the beginning came."""

_AddressInfo = tuple[Any, Any, int, str, tuple[Any, ...]]


class FetchHandler(BaseDownloadHandler):
    """Fetches a request's URL. Raises FetchFailed or one of its kinds, and Stopped.

    A request's `download_maxsize` bounds its answer, in bytes as sent and as unpacked; with `may_be_cut` in its meta
    the answer is cut there instead of dropped. With `may_break_off` the beginning of a page is taken for it, marked by
    the flag `BROKEN_OFF`, where the server breaks off.
    """

    lazy = True  # a session wants a running loop

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._limit = settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._allow_private = settings.getbool("ALLOW_PRIVATE_ADDRESSES")
        self._paces = getattr(crawler.spider, "paces", None) or Paces()
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, ssl=ssl.create_default_context(), socket_factory=self._open_socket),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            max_line_size=LONGEST_HEADER,
            max_field_size=LONGEST_HEADER,
            skip_auto_headers=("User-Agent", "Accept"),
            # the handler bounds the whole of a request by itself
            timeout=aiohttp.ClientTimeout(total=None),
        )

    async def download_request(self, request: Request) -> Response:
        """Wait for the host's turn and fetch."""
        if request.method != "GET" or not request.url.lower().startswith(("http://", "https://")):
            raise FetchFailed(f"{request.method} {request.url[:80]}: only pages of the web are asked for")
        stats = self.crawler.stats
        async with pace_of(request.url, self._paces, self.crawler).take_turn():
            count_in(stats, "requests")
            try:
                async with self._paces.limit_time(self._timeout):
                    return await self._fetch(request)
            except TimeoutError as error:
                count_in(stats, "errors")
                if self._paces.is_stopping:
                    raise Stopped from error
                raise FetchFailed(f"timed out after {self._timeout:g} s", retries=1) from error
            except (aiohttp.ClientError, FetchFailed, OSError, ValueError) as error:
                count_in(stats, "errors")
                raise tell_failure(error) from error

    async def close(self) -> None:
        """Close the connections that are kept for reuse."""
        await self._session.close()

    async def _fetch(self, request: Request) -> Response:
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in _header_lines(request)]
        url = URL(request.url.partition("#")[0], encoded=True)
        async with self._session.get(
            url, headers=[*headers, ("Accept-Encoding", ENCODINGS)], allow_redirects=False
        ) as answer:
            count_in(self.crawler.stats, "responses")
            limit = int(request.meta.get("download_maxsize") or self._limit)
            body = Body(limit=limit, may_be_cut=bool(request.meta.get("may_be_cut")))
            try:
                await body.read(answer)
            except aiohttp.ClientPayloadError:
                if not (request.meta.get("may_break_off") and body.size and answer.content_type in _READ_IN_PART):
                    raise
                body.is_part = True
            count_in(self.crawler.stats, "bytes", body.size)
            request.meta["bytes_sent"] = body.size
            return self._make_response(request, answer, body)

    def _make_response(self, request: Request, answer: aiohttp.ClientResponse, body: Body) -> Response:
        encoding = ",".join(answer.headers.getall("Content-Encoding", ()))
        try:
            unpacked = unpack_body(body.sent, encoding, limit=body.limit, is_part=body.is_part)
        except TooMuch as error:
            raise TooLarge(str(error)) from None
        headers = Headers(list(answer.raw_headers))
        kind = responsetypes.from_args(headers=headers, url=request.url, body=unpacked)
        flags = [BROKEN_OFF] if body.is_part else []
        return kind(request.url, status=answer.status, headers=headers, body=unpacked, flags=flags)

    def _open_socket(self, info: _AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        reason = judge_address(str(address[0]))
        if reason and (reason in NEVER or not self._allow_private):
            raise PrivateAddress(errno.EACCES, f"{reason} address refused")
        return socket.socket(family=family, type=kind, proto=protocol)


def pace_of(url: str, paces: Paces, crawler: Crawler) -> Pace:
    """Return the pace of a URL's host, as the crawl's settings would have it."""
    settings = crawler.settings
    return paces.of_host(
        urlsplit(url).netloc.rpartition("@")[2].lower(),
        delay=settings.getfloat("DOWNLOAD_DELAY"),
        concurrency=max(1, settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")),
    )


def _header_lines(request: Request) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, values in request.headers.items() for value in values]
