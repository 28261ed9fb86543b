"""What a product's page says of it in meta tags: https://ogp.me and what shops add to that."""

from __future__ import annotations

from crawler.reading.data.head import read_head
from crawler.reading.data.structured import read_metas
from crawler.reading.data.things import last_word
from crawler.reading.markup.document import Document
from crawler.reading.prices.currency import currency_of_place, name_currency
from crawler.reading.prices.price import Price, read_declared_price
from crawler.urls import host_of

# What is paid now before what was asked first
_PRICES = ("product:sale_price", "product:price", "og:price")
_STOCK = {"instock": "InStock", "in stock": "InStock", "oos": "OutOfStock", "out of stock": "OutOfStock"}


def meta_price(document: Document) -> Price | None:
    metas = read_metas(document)
    for name in _PRICES:
        currency = name_currency(metas.get(f"{name}:currency") or metas.get("product:price:currency"))
        if price := read_declared_price(metas.get(f"{name}:amount"), currency=currency):
            return price
    return None


def meta_brand(document: Document) -> str | None:
    metas = read_metas(document)
    return metas.get("product:brand") or metas.get("og:brand")


def meta_availability(document: Document) -> str | None:
    """Return what the page says of the stock, in https://schema.org/ItemAvailability's words."""
    metas = read_metas(document)
    return _STOCK.get(last_word(metas.get("product:availability") or metas.get("og:availability") or "").lower())


def page_currency(document: Document) -> str | None:
    """Return the currency of amounts without one: as declared, else that of the page's country and language."""
    metas = read_metas(document)
    declared = name_currency(metas.get("product:price:currency") or metas.get("og:price:currency"))
    return declared or currency_of_place(host_of(document.page.url), read_head(document).language)
