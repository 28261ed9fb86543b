"""Reads what came to a link with the reader that the link calls for."""

from __future__ import annotations

from dataclasses import replace

from crawler.findings import Platform
from crawler.items import Visit
from crawler.pages import Link, Page, Why
from crawler.planning.answers import Answer
from crawler.planning.followups import keep_to_listing
from crawler.reading.page import read_page
from crawler.reading.site_reader import SiteReader
from crawler.sightings import Kind, Sighting
from crawler.sources import read_endpoint, recognise_platform
from crawler.sources.sitemap import read_sitemap

OUTCOME_OF_KIND = {Kind.BLOCKED: "blocked", Kind.SHELL: "empty shell"}


class AnswerReader:
    """Reads one site's pages; later pages are read for what is new on them."""

    def __init__(self) -> None:
        self._pages = SiteReader()

    def read(self, link: Link, page: Page, visit: Visit, *, platform: Platform | None, is_drawn: bool) -> Answer:
        """Return the answer that a page is to a link; `is_drawn` says that a browser ran the page's scripts."""
        answer = Answer(link=link, visit=visit, final_url=page.url, may_come=page.is_part)
        if link.why == Why.SITEMAP:
            return replace(answer, sitemap=read_sitemap(page))
        if link.why == Why.PLATFORM and platform:
            finding = read_endpoint(platform, page)
            return replace(answer, finding=finding, visit=replace(visit, note=finding.closed or visit.note))
        # a page's beginning teaches nothing of how whole ones are built
        seen = read_page(page) if page.is_part else self._pages.read(page)
        sighting = keep_to_listing(link, seen)
        outcome = OUTCOME_OF_KIND.get(sighting.kind, visit.outcome)
        if page.is_part and not _is_told_by_part(link, sighting):
            return replace(answer, visit=replace(visit, outcome="failed"))
        note = f"{sighting.note}, in a browser too" if sighting.note and is_drawn else sighting.note
        visit = replace(visit, outcome=outcome, kind=sighting.kind.value, note=visit.note or note)
        # a page that is empty without scripts may say where its scripts get the catalogue from
        is_home = link.why == Why.HOME and sighting.kind != Kind.BLOCKED
        return replace(answer, visit=visit, sighting=sighting, platform=recognise_platform(page) if is_home else None)


def _is_told_by_part(link: Link, sighting: Sighting) -> bool:
    """Say whether a page's beginning shows what the page is: its product, or the first of what it lists.

    What a home page is needs no telling, nor what a listing's later page is, and any of their links leads on.
    """
    if link.why == Why.HOME:
        return sighting.kind != Kind.BLOCKED and bool(sighting.menu or sighting.links or sighting.listing)
    if link.why == Why.NEXT_PAGE and sighting.kind == Kind.CATEGORY and sighting.links:
        return True
    lists = sighting.kind in (Kind.CATEGORY, Kind.HOME) and sighting.listing is not None and link.why != Why.LISTED
    return lists or sighting.kind == Kind.PRODUCT
