"""The one product that a page is about: from its markup, its meta tags, and what it shows."""

from __future__ import annotations

from dataclasses import replace

from crawler.reading.currency import currency_of_place, name_currency
from crawler.reading.document import Document
from crawler.reading.head import read_head
from crawler.reading.headings import main_heading, words_of
from crawler.reading.price import Price, read_declared_price
from crawler.reading.product_codes import labelled_sku, read_sku
from crawler.reading.product_markup import declared_product, is_summary, read_declared
from crawler.reading.product_page import can_be_bought, visible_price
from crawler.reading.structured import read_metas
from crawler.reading.text import clean_name, text_of
from crawler.reading.things import last_word
from crawler.sightings import Offer
from crawler.urls import host_of

# What is paid now before what was asked first
_META_PRICES = ("product:sale_price", "product:price", "og:price")


def read_product(document: Document) -> Offer | None:
    """Return the product that the page is about; None where it is about none, or about many."""
    currency = _page_currency(document)
    thing = declared_product(document)
    if thing is not None and not (is_summary(thing) and not can_be_bought(document)):
        return _completed(read_declared(thing, currency), document, currency=currency, syntax=thing.syntax)
    metas = read_metas(document)
    says_product = last_word(metas.get("og:type", "")).partition(".")[0] == "product"
    price = _meta_price(document) or (
        visible_price(document, currency=currency) if says_product or can_be_bought(document) else None
    )
    title = _heading(document) or metas.get("og:title")
    if title is None or price is None:
        return None
    return _completed(
        Offer(title=title, price=price.amount, currency=price.currency), document, currency=currency, syntax=""
    )


def _completed(offer: Offer, document: Document, *, currency: str | None, syntax: str) -> Offer:
    """Return the offer with what markup left out taken from meta tags and from what the page shows."""
    metas = read_metas(document)
    price: Price | None = None
    if offer.price is None:
        price = _meta_price(document) or visible_price(document, currency=currency)
    return replace(
        offer,
        title=_title(offer.title, document, syntax),
        url=read_head(document).canonical or document.page.url,
        price=price.amount if price else offer.price,
        currency=price.currency if price else offer.currency,
        sku=offer.sku or _sku(document),
        brand=offer.brand or metas.get("product:brand") or metas.get("og:brand"),
        availability=offer.availability or _meta_availability(metas),
    )


def _title(name: str, document: Document, syntax: str) -> str:
    """Return the heading where it says as much as the declared name; scripts are written more carefully than tags."""
    heading = _heading(document)
    if heading is None:
        return name
    own, shown = words_of(name), words_of(heading)
    if own == shown or (own < shown and syntax != "json-ld"):
        return heading
    return name


def _heading(document: Document) -> str | None:
    node = main_heading(document)
    return clean_name(text_of(node, limit=200)) if node is not None else None


def _meta_price(document: Document) -> Price | None:
    metas = read_metas(document)
    for name in _META_PRICES:
        currency = name_currency(metas.get(f"{name}:currency") or metas.get("product:price:currency"))
        if price := read_declared_price(metas.get(f"{name}:amount"), currency=currency):
            return price
    return None


def _meta_availability(metas: dict[str, str]) -> str | None:
    word = last_word(metas.get("product:availability") or metas.get("og:availability") or "").lower()
    return {"instock": "InStock", "in stock": "InStock", "oos": "OutOfStock", "out of stock": "OutOfStock"}.get(word)


def _sku(document: Document) -> str | None:
    metas = read_metas(document)
    node = document.tree.css_first('[itemprop="sku"], [data-sku]')
    declared = (
        [node.attrs.get("content"), node.attrs.get("data-sku"), text_of(node, limit=50)] if node is not None else []
    )
    declared.append(metas.get("product:retailer_item_id"))
    found = next((sku for text in declared if (sku := read_sku(text))), None)
    return found or labelled_sku(_surroundings(main_heading(document)))


def _surroundings(heading: object) -> list:  # type: ignore[type-arg]
    """Return the blocks around the heading, from the nearest outwards."""
    blocks = []
    current = getattr(heading, "parent", None)
    while current is not None and current.tag != "-document" and len(blocks) < 8:
        blocks.append(current)
        current = current.parent
    return blocks


def _page_currency(document: Document) -> str | None:
    metas = read_metas(document)
    declared = name_currency(metas.get("product:price:currency") or metas.get("og:price:currency"))
    return declared or currency_of_place(host_of(document.page.url), read_head(document).language)
