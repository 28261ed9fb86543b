"""All readers on one page."""

from __future__ import annotations

from crawler.pages import Page
from crawler.reading.data.head import read_head
from crawler.reading.kind import tell_kind
from crawler.reading.layout.skeleton import read_skeleton
from crawler.reading.links.links import read_links
from crawler.reading.links.nofollow import list_nofollow
from crawler.reading.listings.listing import read_listing
from crawler.reading.markup.document import Document
from crawler.reading.menus.menu import read_menu
from crawler.reading.patience import check_patience
from crawler.reading.products.product import read_product
from crawler.reading.trails.breadcrumb import read_breadcrumbs
from crawler.sightings import Kind, Sighting

_PAGES = frozenset({"", "text/html", "application/xhtml+xml", "text/xml", "application/xml", "text/plain"})
"""Media types that may hold a page."""


def read_page(page: Page) -> Sighting:
    """Return all that the readers see on a page; what is not a page is OTHER and holds nothing."""
    return read_document(Document(page)) if is_page(page) else Sighting(url=page.url, kind=Kind.OTHER)


def is_page(page: Page) -> bool:
    """Tell whether an answer may be a page, by its media type and how it begins."""
    return page.content_type in _PAGES and page.text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "[")


def read_document(document: Document, *, rival: float = 0.0) -> Sighting:
    """Return all that the readers see on a parsed page. `rival` is the score of a menu that this one has to beat.

    Raises what `crawler.reading.patience` is told to raise.
    """
    check_patience()
    head, trails = read_head(document), read_breadcrumbs(document)
    check_patience()
    product = read_product(document)
    check_patience()
    listing = read_listing(document)
    check_patience()
    menu = read_menu(document, rival=rival)
    check_patience()
    kind, note = tell_kind(document, head=head, trails=trails, product=product, listing=listing)
    return Sighting(
        url=document.page.url,
        kind=kind,
        head=head,
        menu=menu.entries,
        asides=menu.asides,
        breadcrumbs=trails.trails,
        breadcrumb_reader=trails.reader,
        listing=listing,
        product=product,
        links=read_links(document),
        nofollow=list_nofollow(document),
        skeleton=read_skeleton(document),
        note=note,
    )
