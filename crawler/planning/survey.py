"""One site's crawl without a network: which page to ask for, what its answer teaches, and when enough was seen.

Any engine can run it: take `next_link`, fetch, `read_answer`, `take`. A journal of answers, taken again in order,
brings a killed crawl back to where it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin

from crawler.findings import Platform
from crawler.items import FORBIDDEN, READ, Visit
from crawler.pages import Link, Page, Why
from crawler.planning.answer_reader import AnswerReader
from crawler.planning.answers import Answer
from crawler.planning.copies import Copies, read_canonical
from crawler.planning.coverage import LOST, Coverage, Rest, judge_coverage
from crawler.planning.endpoints import Endpoints
from crawler.planning.followups import Pagers, find_followups
from crawler.planning.frontier import Frontier
from crawler.planning.kept_answers import KeptAnswers
from crawler.planning.known import Known
from crawler.planning.losses import Losses
from crawler.planning.memory import Memory
from crawler.planning.refusals import Refusals
from crawler.planning.scope import scope_of
from crawler.planning.shells import Shells
from crawler.planning.sitemaps import Sitemaps
from crawler.planning.tally import Tally
from crawler.planning.traps import Fence
from crawler.sightings import Kind, Sighting
from crawler.sites import Site
from crawler.sources import list_first_links
from crawler.sources.sitemap import Sitemap
from crawler.urls import fold_url, host_of


class Survey:
    """Holds what a crawl of one site knows. Everything it does follows from the answers it took, in their order."""

    def __init__(self, site: Site, *, scratch: Path | None = None) -> None:
        """Begin a survey; what memory shall not hold is put into a nameless file in the folder `scratch`."""
        self.site = site
        self.scratch = scratch
        self.scope = scope_of(site.politeness)
        self.tally = Tally()
        self.shells = Shells(site.politeness, self.tally)
        self.frontier = Frontier(max_pages=self.shells.most_pages, scope=self.scope)
        self.fence = Fence(host=host_of(site.url), allowed_paths=site.allowed_paths)
        self.platform: Platform | None = None
        self.home_url = site.url
        self.foreign: set[str] = set()
        """Folded URLs of pages in another language than the home page's."""
        self._memory = Memory(scratch)
        self._reader = AnswerReader()
        self.copies = Copies()
        self._pagers = Pagers()
        self._known = Known()
        self._sitemaps = Sitemaps()
        self._refusals = Refusals()
        self.endpoints = Endpoints()
        self.losses = Losses(self.frontier, self.endpoints)
        self.frontier.add(Link(url=site.url, why=Why.HOME))
        for url in site.start_urls:
            self.frontier.add(Link(url=urljoin(site.url, url), why=Why.MENU, depth=1))

    @property
    def answers(self) -> KeptAnswers:
        """What was taken so far, without links."""
        return self._memory.answers

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be asked: all seen, the budget spent, or the site refuses."""
        is_hollow = self.shells.are_all and not self.frontier.platform_only
        return self.is_refused or is_hollow or not self.frontier.has_next()

    @property
    def needs_browser(self) -> bool:
        """Whether plain pages showed no catalogue, and a browser may be asked to draw them."""
        return self.shells.may_be_drawn and self.is_over and self.coverage().verdict == "needs browser"

    @property
    def is_refused(self) -> bool:
        """Whether the site refused so often in a row that it is left alone."""
        return self._refusals.are_enough

    def next_link(self) -> Link | None:
        """Return what to ask for now; None when nothing is left for the moment."""
        while not self.is_over and (link := self.frontier.pop()):
            if self._is_worth_it(link):
                return link
            self.frontier.refund()
        return None

    def _is_worth_it(self, link: Link) -> bool:
        """Judge a link by what was learnt since it was queued."""
        respelled = self.fence.views.respell_link(link)
        if respelled is not link:
            self._add_all([respelled])
            return False
        return not self.fence.views.shows_again(link)

    def coverage(self) -> Coverage:
        """Judge how much of the catalogue was seen."""
        rest = Rest(
            links=0 if self.frontier.has_next() else self.frontier.count_unseen(),
            product_pages=self.frontier.count_goods() + self.frontier.entries.count_left_out(Why.LISTED),
            later_pages=self.frontier.entries.count_left_out(Why.NEXT_PAGE),
            listings=self.endpoints.cut if self.endpoints.are_asked else self._pagers.cut,
            asks_endpoints=self.endpoints.are_asked,
            is_refused=self.is_refused,
            choice=self.scope.describe(),
        )
        return judge_coverage(self.losses.list_last(self.answers.briefs, drawn=self.shells.are_drawn), rest)

    def close(self) -> None:
        """Make room for merging: forget what was planned, now that nothing more is asked and coverage was judged."""
        self.frontier.close()
        self._known.forget()
        self._pagers.seen.clear()

    def read_answer(self, link: Link, page: Page, visit: Visit) -> Answer:
        """Read a page with the reader that its link calls for; later pages are read for what is new on them."""
        return self._reader.read(link, page, visit, platform=self.platform, is_drawn=self.shells.draws(link))

    def take(self, answer: Answer, *, sitemaps: Iterable[str] = ()) -> Answer:
        """Learn from an answer and queue the links worth asking for; return what a journal has to remember of it.

        `sitemaps` are those that robots.txt names; they matter with the home page's answer.
        """
        answer = self.shells.note(self._memory.strip_known(self.fence.views.respell_answer(answer)))
        self._note_outcome(answer)
        if answer.visit.outcome in READ or answer.visit.outcome == "empty shell":
            self.frontier.mark_answered(answer.final_url)
        if answer.link.why == Why.HOME:
            self._take_home(answer, sitemaps)
        if answer.sighting and answer.visit.outcome in READ:
            self._take_sighting(answer, answer.sighting)
        elif answer.link.why == Why.PLATFORM:
            self._take_endpoint(answer)
        elif answer.sitemap:
            self._take_sitemap(answer, answer.sitemap)
        if self.frontier.platform_only and not len(self.frontier):
            self._settle_platform()
        self._memory.keep(answer)
        self.frontier.entries.release(answer.link)
        return answer

    def _note_outcome(self, answer: Answer) -> None:
        """Learn from how a request ended, whatever the page holds; what robots.txt forbids was never asked for."""
        if not self.losses.is_last_try(answer.link):
            self._refusals.note(answer)
        self.losses.note(answer)
        if answer.visit.note == FORBIDDEN:
            self.frontier.refund()
        if answer.visit.outcome in ("disallowed", "missing"):
            self.frontier.learn(answer.link, Kind.OTHER)
        elif answer.visit.outcome in LOST:
            self._add_all(self._pagers.skip(answer.link, self.fence.pagers))

    def _take_home(self, answer: Answer, sitemaps: Iterable[str]) -> None:
        if not (answer.visit.outcome in READ or answer.visit.outcome == "empty shell" or answer.is_torn):
            return
        self.home_url = answer.final_url
        self.fence.host = host_of(answer.final_url)
        self.frontier.mark_answered("/")
        if answer.sighting:
            self.fence.language = answer.sighting.head.language
        if answer.platform:
            self.platform = answer.platform
            self.fence.endpoints = host_of(answer.platform.root)
            links = list_first_links(answer.platform)
            self.frontier.platform_only = self.endpoints.are_asked = bool(links)
            self._add_all(links)
        named = [url for url in sitemaps if host_of(url) == self.fence.host]
        self._add_sitemaps(named or [urljoin(self.home_url, "/sitemap.xml")], depth=1)

    def _settle_platform(self) -> None:
        """Go on with the pages where the endpoints were closed; be content with the endpoints where they told all."""
        self.frontier.platform_only = False
        found = self.tally.categories if self.scope.structure_only else self.tally.products
        self.endpoints.are_asked = bool(found) and self.endpoints.tell_all
        if self.endpoints.are_asked:
            self.frontier.drop_pages()

    def _take_endpoint(self, answer: Answer) -> None:
        if answer.finding:
            self.tally.count_finding(answer.finding)
        self._add_all(self.endpoints.take(answer))
        if self.endpoints.are_shut:
            self.frontier.drop_endpoints()

    def _take_sitemap(self, answer: Answer, sitemap: Sitemap) -> None:
        self._add_sitemaps(sitemap.sitemaps, depth=answer.link.depth + 1)
        self._add_all(Link(url=url, why=Why.LINK, depth=2, group=answer.final_url) for url in sitemap.urls)

    def _add_sitemaps(self, urls: Iterable[str], *, depth: int) -> None:
        for link in self._sitemaps.follow(urls, depth=depth):
            if host_of(link.url) == self.fence.host:
                self.frontier.add(link)

    def _take_sighting(self, answer: Answer, sighting: Sighting) -> None:
        self.fence.learn_languages(sighting.url, sighting.head.alternates, links=sighting.links)
        if self.fence.is_foreign(sighting.url, sighting.head.language):
            self.frontier.learn(answer.link, Kind.OTHER)
            self.foreign.add(fold_url(answer.final_url))
            return
        original = self._find_original(answer, sighting)
        is_product = sighting.kind == Kind.PRODUCT
        hidden = sighting.head.noindex or (original is not None and not is_product)
        if is_product:
            self.frontier.learn_product(answer.final_url, read_canonical(sighting))
        self.frontier.learn(answer.link, Kind.OTHER if hidden else sighting.kind, is_bare=sighting.is_bare)
        if original is not None:
            self._add_all([replace(answer.link, url=urljoin(self.home_url, original), group="", name="", goods=False)])
        if answer.link.why != Why.NEXT_PAGE and not sighting.head.noindex:
            shown = original or fold_url(answer.final_url)
            self.tally.count_page(self.frontier.spellings.spell(shown) if is_product else shown, sighting.kind)
        if sighting.listing and sighting.listing.next_page:
            self.fence.learn_pager(answer.final_url, sighting.listing.next_page)
        if not sighting.head.nofollow and (original is None or is_product):
            self._add_all(find_followups(answer, sighting, self._pagers, self.fence, self._known))

    def _find_original(self, answer: Answer, sighting: Sighting) -> str | None:
        """Return the folded URL of the page that this one shows again, and learn from it; None for most pages."""
        views = self.fence.views
        if views.learn(answer, sighting, pagers=self.fence.pagers):
            # what was answered under another spelling is not asked for again
            self._known.forget()
            for before in chain(self.answers.outlines(), (answer,)):
                self.frontier.mark_answered(views.respell(before.final_url))
        original = self.copies.find_original(answer, sighting)
        if original is not None:
            views.filters.learn_copy(answer.final_url, original)
        return original

    def _add_all(self, links: Iterable[Link]) -> None:
        for link in links:
            spelled = self.fence.views.respell_link(link)
            is_good = self.fence.judge(spelled) is None
            if is_good:
                self.frontier.add(spelled)
            if not link.chain:
                self._known.note(link.url, link.why, queued=is_good)
