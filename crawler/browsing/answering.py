"""Answers what one page in the browser asks for, each request by the page's terms and within bounds."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from crawler.browsing.exchange import Ask, Fetch, Fetched
from crawler.browsing.kept import Kept
from crawler.browsing.questions import ask_with_get
from crawler.browsing.replies import BLANKS, list_headers, own_headers
from crawler.browsing.stopwatch import Stopwatch
from crawler.browsing.terms import Terms, Treatment
from crawler.decoding import decode_body
from crawler.fetching.fetch_errors import FetchFailed, Stopped

logger = logging.getLogger(__name__)

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Route

MOST_REQUESTS = 100
"""Requests of one page to the network; what it shares with earlier pages does not count."""
MOST_MOVES = 2
"""Other addresses of the site that scripts may lead the page to."""


class Answering:
    """Gives a page its document, and counts: `requests` to the network, `stand_ins`, `refused`.

    `clock` stands still while something is being fetched.
    """

    def __init__(self, document: Fetched, *, fetch: Fetch, kept: Kept, clock: Stopwatch) -> None:
        self.requests = self.stand_ins = self.refused = 0
        self._document = document
        self._fetch_it = fetch
        self._kept = kept
        self._clock = clock
        self._terms = Terms(document.url, decode_body(document.body, document.headers.get("content-type")))
        self._moves = -1

    async def answer(self, route: Route, request: Request, page: Page) -> None:
        """Answer a request of a page, or refuse it; whatever goes wrong is a refusal."""
        from playwright.async_api import Error

        try:
            if request.is_navigation_request():
                await self._answer_move(route, request, page)
            else:
                await self._answer_part(route, request)
        except Exception as error:
            if not isinstance(error, FetchFailed | Stopped | Error):
                logger.exception("%s: could not be answered", request.url[:200])
            with suppress(Error):  # the page may be gone by now
                await self._refuse(route, request)

    async def _answer_move(self, route: Route, request: Request, page: Page) -> None:
        """Answer the page itself, and a few further addresses of its host that scripts lead it to."""
        is_ours = request.frame == page.main_frame and request.method == "GET"
        self._moves += is_ours
        if not is_ours or self._moves > MOST_MOVES or not self._terms.may_move_to(request.url):
            await self._refuse(route, request)
        elif self._moves == 0:
            await self._fulfil(route, self._document)
        else:
            await self._fulfil(route, await self._fetch(Ask(url=request.url, kind=request.resource_type)))

    async def _answer_part(self, route: Route, request: Request) -> None:
        question = ask_with_get(request.url, _posted(request)) if request.method == "POST" else None
        ask = Ask(
            url=question or request.url,
            kind=request.resource_type,
            method="GET" if question else request.method,
            headers=own_headers(request.headers),
            is_ahead=any("prefetch" in f"{name} {value}".lower() for name, value in request.headers.items()),
        )
        treatment = self._terms.judge(ask)
        if treatment == Treatment.STAND_IN:
            self.stand_ins += 1
            kind, body = BLANKS[ask.kind]
            await route.fulfill(body=body, content_type=kind)
        elif treatment == Treatment.FETCH:
            await self._fulfil(route, await self._fetch(ask))
        else:
            await self._refuse(route, request)

    async def _fetch(self, ask: Ask) -> Fetched:
        if kept := self._kept.find(ask):
            return kept
        if self.requests >= MOST_REQUESTS:
            raise FetchFailed("browser: too many requests of one page")
        self.requests += 1
        with self._clock.stand_still():
            answer = await self._fetch_it(ask)
        self._kept.keep(ask, answer)
        return answer

    async def _fulfil(self, route: Route, answer: Fetched) -> None:
        headers = list_headers(answer, page_url=self._document.url)
        await route.fulfill(status=answer.status, headers=headers, body=answer.body)

    async def _refuse(self, route: Route, request: Request) -> None:
        self.refused += 1
        # a move that is aborted leaves the page where it is; any other reason would show a page on the error
        await route.abort("aborted" if request.is_navigation_request() else "blockedbyclient")


def _posted(request: Request) -> str | None:
    try:
        return request.post_data
    except UnicodeDecodeError:
        return None
