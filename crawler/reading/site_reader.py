"""One site's pages read after each other, so that what surrounds the content of them all is read once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawler.pages import Page
from crawler.reading.known.frame import Frame
from crawler.reading.known.pages import KnownPages
from crawler.reading.links.addresses import without_page
from crawler.reading.markup.document import Document
from crawler.reading.markup.surroundings import names_trail, surroundings
from crawler.reading.menus.menu import read_menu
from crawler.reading.page import is_page, read_document
from crawler.sightings import Kind, Sighting

MOST_URLS = 50_000
_DOUBTFUL = frozenset({Kind.BLOCKED, Kind.SHELL})


class SiteReader:
    """Reads the pages of one site as `read_page` would, but for the menu and the links that earlier pages showed.

    A page whose surroundings lead where no earlier one's did, or that seems empty, is read whole.
    """

    def __init__(self) -> None:
        self.reads: Counter[str] = Counter()
        """Pages read `whole`, without what surrounds their content (`framed`), and by their template (`known`)."""
        self._frame = Frame()
        self._known = KnownPages()
        self._around: set[str] = set()
        """Where headers, menus and footers led so far."""
        self._blocks: set[tuple[str | None, ...]] = set()
        """The links of headers, menus and footers that lead nowhere else, for a quick look."""
        self._rival: float | None = None
        """How likely the first page's menu is one: what a page shows beside it has to be more so."""

    def read(self, page: Page) -> Sighting:
        """Return what the readers see on a page."""
        if not is_page(page):
            return Sighting(url=page.url, kind=Kind.OTHER)
        return (self._read_framed(page) if self._frame.is_learned else None) or self._read_whole(page)

    def _read_framed(self, page: Page) -> Sighting | None:
        """Read what is new on a page; None where that is not enough to tell what it is."""
        text = self._frame.cut(page.text)
        document = Document(replace(page, text=text), frame_urls=self._around)
        if self._shows_known_menus(document) and (known := self._known.read(document)):
            self.reads["known"] += 1
            return known
        if len(text) == len(page.text):
            return None
        sighting = read_document(document, rival=self._rival or 0.0)
        if sighting.kind in _DOUBTFUL or not _urls_around(document) <= self._around:
            return None
        self.reads["framed"] += 1
        self._known.learn(document, sighting)
        self._learn(page)
        return sighting

    def _read_whole(self, page: Page) -> Sighting:
        self.reads["whole"] += 1
        document = Document(page)
        sighting = read_document(document)
        self._known.learn(document, sighting)
        self._note(_urls_around(document))
        if self._rival is None:
            self._rival = read_menu(document).score
        self._learn(page)
        return sighting

    def _shows_known_menus(self, document: Document) -> bool:
        """Say whether headers, menus and footers lead nowhere that no earlier page's did, but to a listing's pages."""
        blocks = (block for block in document.tree.css("header, nav, footer") if not _is_trail(block))
        return all(
            self._is_known(tuple(link.attributes["href"] for link in block.css("a[href]")), document)
            for block in blocks
        )

    def _is_known(self, hrefs: tuple[str | None, ...], document: Document) -> bool:
        if hrefs in self._blocks:
            return True
        fresh = [url for url in map(document.join, hrefs) if url and url not in self._around]
        if not fresh:
            self._blocks.add(hrefs)
        return all(without_page(url) == without_page(document.page.url) for url in fresh)

    def _learn(self, page: Page) -> None:
        if self._frame.learn(page.url, page.text):
            parts = Document(replace(page, text="\n".join(self._frame.parts)))
            self._note({url for link in parts.outline.links if (url := parts.join(link.get("href")))})

    def _note(self, urls: set[str]) -> None:
        if len(self._around) < MOST_URLS:
            self._around |= urls


def _urls_around(document: Document) -> set[str]:
    around = surroundings(document.outline)
    links = (link for link in document.outline.links if around[link.number])
    return {url for link in links if (url := document.join(link.get("href")))}


def _is_trail(block: LexborNode) -> bool:
    attributes = block.attributes
    return names_trail(" ".join(attributes.get(name) or "" for name in ("class", "id", "aria-label")))
