"""A listing read by what a site's earlier listings taught of its template: tiles, sub-categories, title, next page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from crawler.reading.known.places import Place, Places
from crawler.reading.known.selectors import select_alike, select_spot
from crawler.reading.known.tile_wrapper import FEWEST_TILES, TileWrapper, learn_tiles
from crawler.reading.links.addresses import is_same, parts_of
from crawler.reading.links.page_numbers import goes_on, number_of_page
from crawler.reading.listings.result_count import LONGEST, count_in
from crawler.reading.listings.title import LONGEST_COUNT, tidy_title
from crawler.reading.markup.document import Document
from crawler.reading.prices.currency import currency_of_place
from crawler.sightings import Crumb, Listing, Tile
from crawler.words import read_words

_DECLARED_NEXT = (Place('link[rel~="next"]', "href"), Place('a[rel~="next"]', "href"))
_FIRST = (0, 1)
_LABEL = re.compile(r"[\w .,:-]{1,60}")
MOST_WRAPPERS = 4
"""Kinds of tiles that a site may have, such as a grid and a list."""
_WORDS = read_words("pagers")
_PAGES = "|".join(map(re.escape, [*_WORDS["page_parameters"], *_WORDS["offset_parameters"], *_WORDS["page_segments"]]))
MOST_NUMBERED = 200
_NUMBERED = re.compile(rf"(?:^|[?&;/_-])(?:{_PAGES})[=/_-]?\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingWrapper:
    """What a site's listings taught so far."""

    tiles: tuple[TileWrapper, ...] = ()
    subcategories: tuple[TileWrapper, ...] = ()
    titles: Places[str] = field(default_factory=Places)
    nexts: Places[str] = field(default_factory=Places)
    counts: Places[int] = field(default_factory=Places)
    unpaged: int = 0
    """The most products on one page that did not go on; more may do so by means not met yet."""
    continued: bool = False
    """Whether it learned from a page that goes on and is not the first: what leads on there may lead back here."""

    def read(self, document: Document) -> Listing | None:
        """Return the page's listing; None where the page is not as those before it were."""
        if self.titles.is_lost or self.counts.is_lost:
            return None
        products = _read(self.tiles, document, _currency_on(document))
        below = _read(self.subcategories, document, None)
        if products is None or below is None or not (products or below):
            return None
        count = self.counts.read(document.tree, count_in)
        if self.counts.asked and (count is None or count < len(products)):
            return None
        following = self.nexts.read(document.tree, partial(_follow, document))
        if (following or count != len(products)) and self._is_unsure(document, following, len(products)):
            return None
        return Listing(
            title=self.titles.read(document.tree, tidy_title),
            products=products,
            subcategories=tuple(Crumb(name=tile.title, url=tile.url) for tile in below),
            next_page=following,
            result_count=count,
        )

    def _is_unsure(self, document: Document, following: str | None, shown: int) -> bool:
        """Say whether where the listing goes on has to be looked at more closely."""
        if following is None:
            return self.nexts.is_lost or (not self.nexts.asked and shown > self.unpaged) or _may_go_on(document)
        return not (self.continued or _is_first(document.page.url)) or _leads_back(document.page.url, following)

    def learn(self, document: Document, listing: Listing) -> ListingWrapper:
        """Return what is known after one more page, whose listing was read without a wrapper."""
        tree = document.tree
        below = tuple(Tile(title=crumb.name, url=crumb.url) for crumb in listing.subcategories)
        following = partial(_follow, document)
        tiles = _learn(self.tiles, document, listing.products, _currency_on(document))
        subcategories = _learn(self.subcategories, document, below, None)
        return ListingWrapper(
            tiles=self.tiles if tiles is None else tiles,
            subcategories=self.subcategories if subcategories is None else subcategories,
            unpaged=max(self.unpaged, 0 if listing.next_page else len(listing.products)),
            continued=self.continued or (listing.next_page is not None and not _is_first(document.page.url)),
            titles=self.titles.learn(tree, listing.title, tidy_title, partial(_list_titles, document, listing.title)),
            nexts=self.nexts.learn(tree, listing.next_page, following, partial(_list_nexts, document, listing)),
            counts=self.counts.learn(tree, listing.result_count, count_in, partial(_list_counts, document, listing)),
        )


def _read(wrappers: tuple[TileWrapper, ...], document: Document, currency: str | None) -> tuple[Tile, ...] | None:
    """Return what the first wrapper reads that finds tiles, if any does; None where some are not read to their end."""
    results = [wrapper.read(document, currency) for wrapper in wrappers]
    return next((tiles for tiles in results if tiles), None if None in results else ())


def _learn(
    known: tuple[TileWrapper, ...], document: Document, tiles: tuple[Tile, ...], currency: str | None
) -> tuple[TileWrapper, ...] | None:
    """Return the wrappers with one for a page's tiles in front; None where there is none for them."""
    if _read(known, document, currency) == tiles or len(tiles) < FEWEST_TILES:
        return known
    fresh = learn_tiles(document, tiles, currency)
    return (fresh, *known)[:MOST_WRAPPERS] if fresh else None


def _currency_on(document: Document) -> str | None:
    root = document.tree.root
    language = root.attributes.get("lang") if root is not None else None
    return currency_of_place(urlsplit(document.page.url).netloc, language)


def _follow(document: Document, href: str | None) -> str | None:
    """Return the next page's address as the general reader would: another page of this site."""
    url, own = document.join(href), document.page.url
    return url if url and not is_same(own, url) and parts_of(url)[0] == parts_of(own)[0] else None


def _is_first(url: str) -> bool:
    """Say whether an address is that of a listing's first page, as far as it tells."""
    return not _NUMBERED.search(url) or number_of_page(url) in _FIRST


def _leads_back(url: str, following: str) -> bool:
    here, there = number_of_page(url), number_of_page(following)
    return here is not None and there is not None and there <= here


def _may_go_on(document: Document) -> bool:
    """Say whether a link may lead to a later page of the listing."""
    hrefs = (link.attributes.get("href") or "" for link in document.tree.css("a[href]"))
    numbered = [url for href in hrefs if _NUMBERED.search(href) and (url := document.join(href))]
    own = document.page.url
    return any(goes_on(own, url) and not _leads_back(own, url) for url in numbered[:MOST_NUMBERED])


def _list_titles(document: Document, title: str | None) -> Iterator[Place]:
    return _list_texts(document, lambda text: tidy_title(text) == title, longest=len(title or "") * 2 + LONGEST_COUNT)


def _list_counts(document: Document, listing: Listing) -> Iterator[Place]:
    digit = str(listing.result_count)[-1]
    return _list_texts(document, lambda text: digit in text and count_in(text) == listing.result_count, longest=LONGEST)


def _list_nexts(document: Document, listing: Listing) -> Iterator[Place]:
    yield from _DECLARED_NEXT
    for link in document.outline.links:
        if document.join(link.get("href")) == listing.next_page:
            labels = ((name, link.get(name)) for name in ("aria-label", "title"))
            yield from (Place(f'a[{name}="{label}"]', "href") for name, label in labels if _LABEL.fullmatch(label))
            yield from (Place(selector, "href") for selector in select_alike([link]))


def _list_texts(document: Document, is_right: Callable[[str], bool], *, longest: int) -> Iterator[Place]:
    outline = document.outline
    for spot in sorted(outline.spots, key=lambda spot: spot.tag != "h1"):
        if 0 < spot.chars <= longest and is_right(outline.text_of(spot)):
            yield from map(Place, (*select_spot(spot), *select_alike([spot])))
