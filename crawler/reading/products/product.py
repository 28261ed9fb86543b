"""The one product that a page is about: from its markup, its meta tags, and what it shows."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.reading.data.head import read_head
from crawler.reading.data.structured import read_metas
from crawler.reading.data.things import last_word
from crawler.reading.layout.headings import main_heading, shown_text, words_of
from crawler.reading.links.addresses import is_home
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import clean_name, text_of
from crawler.reading.prices.price import Price
from crawler.reading.products.buying import asks_how_many, can_be_bought
from crawler.reading.products.codes import labelled_gtin, labelled_sku, read_sku, sent_sku
from crawler.reading.products.declared import declared_product, is_summary, read_declared
from crawler.reading.products.free_goods import free_price, settle_nothing
from crawler.reading.products.metas import meta_availability, meta_brand, meta_price, page_currency
from crawler.reading.products.on_request import is_on_request, is_quoted
from crawler.reading.products.shown_facts import shown_availability, shown_brand
from crawler.reading.products.state import read_state_product
from crawler.reading.products.visible_price import lists_prices, lowered_price, visible_price
from crawler.reading.trails.breadcrumb import read_breadcrumbs
from crawler.sightings import Offer

_VARIANT = re.compile(r"[-_]\w{1,6}$")


def read_product(document: Document) -> Offer | None:
    """Return the product that the page is about; None where it is about none, or about many."""
    currency = page_currency(document)
    thing = declared_product(document)
    if thing is not None and not (is_summary(thing) and not can_be_bought(document)):
        return _completed(read_declared(thing, currency), document, currency=currency, syntax=thing.syntax)
    metas = read_metas(document)
    says_product = last_word(metas.get("og:type", "")).partition(".")[0] == "product"
    is_sold = says_product or can_be_bought(document)
    price = meta_price(document) or visible_price(document, currency=currency, strict=not is_sold)
    if is_sold:
        price = free_price(document, currency=currency) or price
    title = own_heading(document) or metas.get("og:title")
    if title is None or not (
        is_sold
        or (_ends_trail(title, document) and (price or is_on_request(document) or _is_quoted_by_number(document)))
    ):
        return _stated_product(document, currency)
    if price is None and (stated := _stated_product(document, currency)):
        return stated
    if price is None and not _is_sold_without_price(title, document):
        return None
    offer = Offer(title=title, price=price.amount if price else None, currency=price.currency if price else None)
    return _completed(offer, document, currency=currency, syntax="")


def _stated_product(document: Document, currency: str | None) -> Offer | None:
    """Return the product of the page's name that is told to its scripts alone; none on a page that shows a list."""
    if is_home(document.page.url) or lists_prices(document):
        return None
    offer = read_state_product(document, currency=currency)
    return _completed(offer, document, currency=currency, syntax="") if offer else None


def _is_sold_without_price(title: str, document: Document) -> bool:
    """Tell a product that many shops show no price of to strangers, or none because it is free."""
    if not _ends_trail(title, document):
        return False
    if is_on_request(document) or _is_quoted_by_number(document):
        return True
    return not lists_prices(document) and (can_be_bought(document) or asks_how_many(document))


def _is_quoted_by_number(document: Document) -> bool:
    return is_quoted(document) and labelled_sku(main_heading(document)) is not None


def _ends_trail(title: str, document: Document) -> bool:
    """Tell whether a breadcrumb leads to the page and past at least one category."""
    trails = read_breadcrumbs(document).trails
    return any(len(trail) > 1 and trail[-1].name.casefold() == title.casefold() for trail in trails)


def _completed(offer: Offer, document: Document, *, currency: str | None, syntax: str) -> Offer:
    """Return the offer with what markup left out taken from meta tags and from what the page shows."""
    heading = main_heading(document)
    price = Price(amount=offer.price, currency=offer.currency) if offer.price is not None else None
    if price is None:
        price = meta_price(document) or visible_price(document, currency=currency)
    elif syntax == "microdata":
        price = lowered_price(document, price)
    price = settle_nothing(document, price) if price else None
    return replace(
        offer,
        title=_title(offer.title, document, syntax),
        url=read_head(document).canonical or document.page.url,
        price=price.amount if price else None,
        currency=price.currency if price else None,
        sku=find_sku(offer.sku, document),
        brand=offer.brand or meta_brand(document) or shown_brand(heading),
        gtin=offer.gtin or labelled_gtin(document, heading),
        availability=offer.availability or meta_availability(document) or shown_availability(heading),
    )


def _title(name: str, document: Document, syntax: str) -> str:
    """Return the heading where it says as much as the declared name; scripts are written more carefully than tags."""
    heading = own_heading(document)
    node = main_heading(document)
    if heading is None or node is None:
        return name
    if clean_name(text_of(node, limit=200)) == name:
        return heading
    own, shown = words_of(name), words_of(heading)
    if own <= shown and not (syntax == "json-ld" and name.casefold() in heading.casefold()):
        return heading
    return name


def own_heading(document: Document) -> str | None:
    """Return what the page's main heading names, without what stands in smaller print beside it."""
    node = main_heading(document)
    return shown_text(node) if node is not None else None


def find_sku(declared: str | None, document: Document) -> str | None:
    """Return the shop's own number: as declared, as labelled, or as the form sends it.

    A number that the page shows and that a longer declared one begins with is the whole product's, not a variant's.
    """
    heading = main_heading(document)
    shown = labelled_sku(heading) if declared is None or _VARIANT.search(declared) else None
    if declared is not None:
        return shown if shown and declared.startswith((f"{shown}-", f"{shown}_")) else declared
    node = document.tree.css_first('[itemprop="sku"], [data-sku]')
    texts = [node.attrs.get("content"), node.attrs.get("data-sku"), text_of(node, limit=50)] if node is not None else []
    texts.append(read_metas(document).get("product:retailer_item_id"))
    marked = next((sku for text in texts if (sku := read_sku(text))), None)
    return marked or shown or (sent_sku(document, heading) if heading is not None else None)
