"""What kind of page it is, told by what is on it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.reading.markup.document import Document
from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Node
from crawler.reading.markup.surroundings import surroundings
from crawler.reading.refusal import find_refusal, find_shell
from crawler.reading.trails.breadcrumb import Trails
from crawler.sightings import Head, Kind, Listing, Offer
from crawler.words import read_words

_EMPTIES = read_words("kinds")["empties"]
_SAYS_EMPTY = re.compile("|".join(map(re.escape, _EMPTIES)))

LONG_PARAGRAPH = 160
"""Characters from which a paragraph is prose."""
MUCH_PROSE = 1_800
"""Characters of prose in a page that is to be read …"""
FEW_TILES = 12
"""… and tiles that such a page may show beside it."""
_HOME = re.compile(r"(?:/[a-z]{1,12})?/?(?:(?:home|index|default|main|start)(?:\.[a-z]{2,6})?)?/?", re.IGNORECASE)
"""Paths of first pages: `/`, `/index.php`, `/shop/home.action`."""
_NAMED = re.compile(r"/(?:home|index|default|main|start)(?:\.[a-z]{2,6})?/?$", re.IGNORECASE)
_LANGUAGE = re.compile(r"/([a-z]{2})(?:[-_][a-z]{2})?/?", re.IGNORECASE)
FEW_OFFERS = 4
MOST_BESIDE = 8
MOST_TEXT_OF_BARE = 120
"""Characters beside the heading and the breadcrumb in a category that holds nothing."""


def tell_kind(
    document: Document, *, head: Head, trails: Trails, product: Offer | None, listing: Listing | None
) -> tuple[Kind, str | None]:
    """Return the page's kind, with the reason where it is BLOCKED or SHELL."""
    if not (product or (listing and listing.products)):
        if refusal := find_refusal(document):
            return Kind.BLOCKED, refusal
        if shell := find_shell(document):
            return Kind.SHELL, shell
    if document.page.status >= 400:
        return Kind.OTHER, None
    if _shows_home(document.page.url, head):
        return Kind.HOME, None
    if product and not (listing and _is_one_of_many(document, product, listing)):
        return (Kind.OTHER if leads_past(trails, product) else Kind.PRODUCT), None
    listed = _lists(document, listing) or _is_bare_category(document, trails)
    return (Kind.CATEGORY if listed else Kind.OTHER), None


def _shows_home(url: str, head: Head) -> bool:
    # shops that name their first page as the canonical of every page are not rare: the path has to agree
    plain = is_home(url.partition("?")[0], language=head.language)
    return plain and (
        "?" not in url or (head.canonical is not None and is_home(head.canonical, language=head.language))
    )


def is_home(url: str, *, language: str | None) -> bool:
    """Tell a site's first page by its address; `language` is the page's own.

    >>> is_home("https://shop.example/de/", language="de-DE"), is_home("https://shop.example/tv", language="en")
    (True, False)
    """
    try:
        bits = urlsplit(url)
    except ValueError:
        return False
    path = bits.path or "/"
    if bits.query or not bits.netloc:
        return False
    if match := _LANGUAGE.fullmatch(path):
        return language is not None and language.lower().startswith(match[1].lower())
    return path == "/" or bool(_HOME.fullmatch(path) and _NAMED.search(path))


def leads_past(trails: Trails, product: Offer) -> bool:
    """Tell a page that belongs to a product's, such as its reviews: the way to it leads over the product's own page."""
    title = product.title.casefold()
    names = [[(crumb.name.casefold(), crumb.url is not None) for crumb in trail] for trail in trails.trails]
    return any((title, True) in trail[:-1] and trail[-1][0] != title for trail in names)


def _is_one_of_many(document: Document, product: Offer, listing: Listing) -> bool:
    """Tell a listing that was read as one of its goods: it has the listing's name, or not the page's."""
    title = product.title.casefold()
    if (listing.title or "").casefold() == title:
        return len(listing.products) > 1 and not product.sku and not _is_beside(product, listing)
    headings = " ".join(heading.text(separator=" ") for heading in document.tree.css("h1")[:5]).casefold()
    listed = len(listing.products) >= FEW_OFFERS and any(tile.title.casefold() == title for tile in listing.products)
    return listed and title not in " ".join(headings.split())


def _is_beside(product: Offer, listing: Listing) -> bool:
    """Tell a few goods beside a product: it costs something else than the first of them, whose price it would have."""
    if listing.next_page or listing.result_count or len(listing.products) > MOST_BESIDE:
        return False
    return product.price not in (None, *[tile.price for tile in listing.products if tile.price][:1])


def _lists(document: Document, listing: Listing | None) -> bool:
    content = _content(document.outline)
    tiles = len(listing.products) if listing else 0
    subcategories = len(listing.subcategories) if listing else 0
    if _asks_for_password(content) and tiles < FEW_TILES:
        return False
    if tiles or subcategories:
        whole = bool(listing and (listing.next_page or listing.result_count)) or tiles >= FEW_TILES
        return whole or _count_prose(content) < MUCH_PROSE
    return _says_empty(content)


def _is_bare_category(document: Document, trails: Trails) -> bool:
    """Tell a page that has its place in the catalogue and nothing else: a category without goods."""
    heading = document.tree.css_first("h1")
    if heading is None or not trails.trails or not trails.trails[0]:
        return False
    name = " ".join(heading.text(separator=" ").split()).casefold()
    content = _content(document.outline)
    trail = sum(len(crumb.name) for crumb in trails.trails[0])
    bare = sum(len(node.text) for node in content if node.text) <= trail + 2 * len(name) + MOST_TEXT_OF_BARE
    return bare and trails.trails[0][-1].name.casefold() == name and not any(node.tag == "input" for node in content)


def _content(outline: Outline) -> list[Node]:
    around = surroundings(outline)
    spots: list[Node] = [spot for spot in outline.spots if not around[spot.number]]
    return spots + [text for text in outline.texts if not around[text.parent.number]]


def _count_prose(content: list[Node]) -> int:
    return sum(node.chars for node in content if node.tag == "p" and node.chars >= LONG_PARAGRAPH and node.links <= 3)


def _asks_for_password(content: list[Node]) -> bool:
    return any(node.tag == "input" and node.get("type").lower() == "password" for node in content)


def _says_empty(content: list[Node]) -> bool:
    texts = (node.text.lower().replace("\u2019", "'") for node in content if node.text and len(node.text) <= 200)
    said = filter(_SAYS_EMPTY.search, texts)
    return any(phrase in text for text in said for phrase in _EMPTIES if len(text) <= len(phrase) + 80)
