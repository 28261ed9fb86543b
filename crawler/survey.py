"""One site's crawl without a network: which page to ask for, what its answer teaches, and when enough was seen.

Any engine can run it: take `next_link`, fetch, `read_answer`, `take`. A journal of answers, taken again in order,
brings a killed crawl back to where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urljoin

from crawler.answers import Answer
from crawler.coverage import Coverage, judge_coverage
from crawler.findings import Finding, Platform
from crawler.frontier import Frontier
from crawler.items import Visit
from crawler.pages import Link, Page, Why
from crawler.reading.page import read_page
from crawler.sightings import Kind, Sighting
from crawler.sites import Site
from crawler.sources import SOURCES
from crawler.sources.sitemap import read_sitemap
from crawler.traps import Fence, adds_view
from crawler.urls import fold_url, host_of

REFUSALS_IN_A_ROW = 5
"""Refused answers one after another that end a crawl: the site does not want to be asked."""
MOST_SITEMAPS = 50
MOST_SITEMAP_URLS = 100_000
LONGEST_LISTING = 200
"""Pages of one listing that are followed."""


class Survey:
    """Holds what a crawl of one site knows. Everything it does follows from the answers it took, in their order."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.frontier = Frontier(max_pages=site.politeness.max_pages)
        self.fence = Fence(host=host_of(site.url), allowed_paths=site.allowed_paths)
        self.platform: Platform | None = None
        self.answers: list[Answer] = []
        self.outcomes: Counter[str] = Counter()
        self.home_url = site.url
        self._language: str | None = None
        self._menu_seen: set[tuple[tuple[str, ...], str | None]] = set()
        self._listed: dict[str, set[str]] = {}
        self._sitemaps = 0
        self._refused_in_a_row = 0
        self._closed: str | None = None
        self.frontier.add(Link(url=site.url, why=Why.HOME))
        for url in site.start_urls:
            self.frontier.add(Link(url=urljoin(site.url, url), why=Why.MENU, depth=1))

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be asked: all seen, the budget spent, or the site refuses."""
        return self._refused_in_a_row >= REFUSALS_IN_A_ROW or not self.frontier.has_next()

    def next_link(self) -> Link | None:
        """Return what to ask for now; None when nothing is left for the moment."""
        return None if self.is_over else self.frontier.pop()

    def coverage(self) -> Coverage:
        """Judge how much of the catalogue was seen."""
        return judge_coverage(
            self.answers,
            left=0 if self.frontier.has_next() else len(self.frontier),
            refusing=self._refused_in_a_row >= REFUSALS_IN_A_ROW,
        )

    def read_answer(self, link: Link, page: Page, visit: Visit) -> Answer:
        """Read a page with the reader that its link calls for. Pure."""
        if link.why == Why.SITEMAP:
            return Answer(link=link, visit=visit, final_url=page.url, sitemap=read_sitemap(page))
        if link.why == Why.PLATFORM and self.platform:
            source = next(source for source in SOURCES if source.name == self.platform.name)
            return Answer(link=link, visit=visit, final_url=page.url, finding=source.read(self.platform, page))
        sighting = read_page(page)
        platform = None
        if link.why == Why.HOME and sighting.kind not in (Kind.BLOCKED, Kind.SHELL):
            platform = next((found for source in SOURCES if (found := source.detect(page))), None)
        return Answer(link=link, visit=visit, final_url=page.url, sighting=sighting, platform=platform)

    def take(self, answer: Answer, *, sitemaps: Iterable[str] = ()) -> Answer:
        """Learn from an answer and queue the links worth asking for; return what to remember of it.

        `sitemaps` are those that robots.txt names; they matter with the home page's answer.
        """
        self.frontier.mark_asked(answer.final_url)
        self.outcomes[answer.visit.outcome] += 1
        refused = answer.visit.outcome in ("refused", "blocked")
        self._refused_in_a_row = self._refused_in_a_row + 1 if refused else 0
        if answer.link.why == Why.HOME:
            self._take_home(answer, sitemaps)
        if answer.sighting and answer.visit.outcome == "read":
            answer = self._take_sighting(answer, answer.sighting)
        elif answer.finding:
            self._take_finding(answer.finding)
        elif answer.sitemap:
            self._take_sitemap(answer)
        if self.frontier.platform_only and not len(self.frontier):
            self._settle_platform()
        self.answers.append(answer)
        return answer

    def _take_home(self, answer: Answer, sitemaps: Iterable[str]) -> None:
        if answer.visit.outcome not in ("read", "empty shell"):
            return
        self.home_url = answer.final_url
        self.fence.host = host_of(answer.final_url)
        self.frontier.mark_asked("/")
        if answer.sighting:
            self._language = answer.sighting.head.language
        if answer.platform:
            self.platform = answer.platform
            source = next(source for source in SOURCES if source.name == answer.platform.name)
            self.frontier.platform_only = True
            self._add_all(source.start(answer.platform))
        named = [url for url in sitemaps if host_of(url) == self.fence.host]
        guessed = [urljoin(self.home_url, "/sitemap.xml")]
        self._add_sitemaps(named or guessed, depth=1)

    def _settle_platform(self) -> None:
        """Go on with the pages where the endpoints were closed; be content with the endpoints where they told all."""
        self.frontier.platform_only = False
        if self._closed is None:
            self.frontier.drop_pages()

    def _take_finding(self, finding: Finding) -> None:
        self._closed = self._closed or finding.closed
        if finding.closed is None:
            self._add_all(finding.links)

    def _take_sitemap(self, answer: Answer) -> None:
        sitemap = answer.sitemap
        assert sitemap is not None  # noqa: S101 -- narrowed by the caller
        self._add_sitemaps(sitemap.sitemaps, depth=answer.link.depth + 1)
        for url in sitemap.urls[:MOST_SITEMAP_URLS]:
            if self.fence.judge_link(url) is None:
                self.frontier.add(Link(url=url, why=Why.LINK, depth=2, group=answer.final_url))

    def _add_sitemaps(self, urls: Iterable[str], *, depth: int) -> None:
        for url in urls:
            if self._sitemaps < MOST_SITEMAPS and depth <= 3 and host_of(url) == self.fence.host:
                self._sitemaps += self.frontier.add(Link(url=url, why=Why.SITEMAP, depth=depth))

    def _take_sighting(self, answer: Answer, sighting: Sighting) -> Answer:
        self.frontier.learn(answer.link, sighting.kind)
        self.fence.learn_languages(sighting.url, sighting.head.alternates)
        if self._is_foreign(sighting):
            return answer
        if not sighting.head.nofollow:
            self._add_all(self._links_of(answer, sighting))
        return answer

    def _is_foreign(self, sighting: Sighting) -> bool:
        """Tell a copy in another language: it says so itself, and its address is one that a copy would have."""
        if not self._language or not sighting.head.language:
            return False
        own, other = self._language.lower()[:2], sighting.head.language.lower()[:2]
        return own != other and self.fence.judge_link(sighting.url) == "other language"

    def _links_of(self, answer: Answer, sighting: Sighting) -> Iterable[Link]:
        depth = answer.link.depth + 1
        for entry in sighting.menu:
            if entry.url:
                yield Link(url=entry.url, why=Why.MENU, depth=len(entry.path))
        for trail in sighting.breadcrumbs:
            for crumb in trail:
                if crumb.url and not adds_view(sighting.url, crumb.url):
                    yield Link(url=crumb.url, why=Why.BREADCRUMB, depth=depth)
        if sighting.listing and sighting.kind != Kind.PRODUCT:
            yield from self._listing_links(answer, sighting, depth)
        for link in sighting.links:
            if link.url and not adds_view(sighting.url, link.url):
                yield Link(url=link.url, why=Why.LINK, depth=depth)

    def _listing_links(self, answer: Answer, sighting: Sighting, depth: int) -> Iterable[Link]:
        listing = sighting.listing
        assert listing is not None  # noqa: S101 -- narrowed by the caller
        group = listing_key(answer)
        for crumb in listing.subcategories:
            if crumb.url and not adds_view(sighting.url, crumb.url):
                yield Link(url=crumb.url, why=Why.SUBCATEGORY, depth=depth)
        for tile in listing.products:
            if tile.url:
                yield Link(url=tile.url, why=Why.LISTED, depth=depth, group=group)
        seen = self._listed.setdefault(group, set())
        fresh = {tile.url or tile.title for tile in listing.products} | {
            crumb.url or crumb.name for crumb in listing.subcategories
        }
        number = int(answer.link.name) if answer.link.why == Why.NEXT_PAGE else 1
        # a pager that shows nothing new has no end
        if listing.next_page and fresh - seen and number < LONGEST_LISTING:
            yield Link(url=listing.next_page, why=Why.NEXT_PAGE, depth=depth, group=group, name=str(number + 1))
        seen |= fresh

    def _add_all(self, links: Iterable[Link]) -> None:
        for link in links:
            # a pager may use parameters that facets use too; what an endpoint or a pager names is asked for as it is
            trusted = link.why in (Why.PLATFORM, Why.NEXT_PAGE) and host_of(link.url) == self.fence.host
            if trusted or self.fence.judge_link(link.url) is None:
                self.frontier.add(link)


def listing_key(answer: Answer) -> str:
    """Return the folded URL of the listing that a page belongs to: its first page's."""
    return answer.link.group if answer.link.why == Why.NEXT_PAGE else fold_url(answer.final_url)
