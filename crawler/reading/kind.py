"""What kind of page it is, told by what is on it."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.reading.document import Document
from crawler.reading.layout import Layout, Node, read_layout
from crawler.reading.refusal import find_refusal, find_shell
from crawler.reading.surroundings import surroundings
from crawler.sightings import Head, Kind, Listing, Offer
from crawler.words import read_words

_EMPTIES = read_words("kinds")["empties"]

LONG_PARAGRAPH = 160
"""Characters from which a paragraph is prose."""
MUCH_PROSE = 1_800
"""Characters of prose in a page that is to be read …"""
FEW_TILES = 12
"""… and tiles that such a page may show beside it."""
HOMES = frozenset(
    {
        "",
        "/",
        "/index.html",
        "/index.htm",
        "/index.php",
        "/index.aspx",
        "/default.aspx",
        "/home",
        "/home.html",
        "/index.asp",
    }
)


def tell_kind(
    document: Document, *, head: Head, product: Offer | None, listing: Listing | None
) -> tuple[Kind, str | None]:
    """Return the page's kind, with the reason where it is BLOCKED or SHELL."""
    if not (product or (listing and listing.products)):
        if refusal := find_refusal(document):
            return Kind.BLOCKED, refusal
        if shell := find_shell(document):
            return Kind.SHELL, shell
    if document.page.status >= 400:
        return Kind.OTHER, None
    if is_home(document.page.url) or (head.canonical and is_home(head.canonical) and not product):
        return Kind.HOME, None
    if product:
        return Kind.PRODUCT, None
    return (Kind.CATEGORY if _lists(document, listing) else Kind.OTHER), None


def is_home(url: str) -> bool:
    """Tell a site's first page by its address.

    >>> is_home("https://shop.example/de/"), is_home("https://shop.example/nuts")
    (True, False)
    """
    try:
        bits = urlsplit(url)
    except ValueError:
        return False
    if bits.query:
        return False
    path = bits.path.lower()
    return (
        path in HOMES
        or (len(path.strip("/")) == 2 and path.strip("/").isalpha())
        or (
            len(path.strip("/")) == 5
            and path.strip("/")[2:3] in "-_"
            and path.strip("/").replace("-", "").replace("_", "").isalpha()
        )
    )


def _lists(document: Document, listing: Listing | None) -> bool:
    layout = read_layout(document)
    content = _content(layout)
    tiles = len(listing.products) if listing else 0
    subcategories = len(listing.subcategories) if listing else 0
    if _asks_for_password(content) and tiles < FEW_TILES:
        return False
    if tiles or subcategories:
        whole = bool(listing and (listing.next_page or listing.result_count)) or tiles >= FEW_TILES
        return whole or _count_prose(content) < MUCH_PROSE
    return _says_empty(content)


def _content(layout: Layout) -> list[Node]:
    around = surroundings(layout)
    return [node for node in layout.nodes if node.index not in around]


def _count_prose(content: list[Node]) -> int:
    return sum(node.chars for node in content if node.tag == "p" and node.chars >= LONG_PARAGRAPH and node.links <= 3)


def _asks_for_password(content: list[Node]) -> bool:
    return any(node.tag == "input" and node.get("type").lower() == "password" for node in content)


def _says_empty(content: list[Node]) -> bool:
    texts = (node.text.lower().replace("\u2019", "'") for node in content if node.text and len(node.text) <= 200)
    return any(phrase in text for text in texts for phrase in _EMPTIES if len(text) <= len(phrase) + 80)
