"""The product that a page's markup declares to be its subject: https://schema.org/Product and ProductGroup."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from crawler.reading.data.structured import read_metas, read_things
from crawler.reading.data.things import Thing, descend, last_word
from crawler.reading.layout.headings import main_heading, words_of
from crawler.reading.links.addresses import is_home
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import clean_name, text_of
from crawler.reading.prices.currency import name_currency
from crawler.reading.prices.price import Price, read_declared_price
from crawler.reading.products.codes import read_gtin, read_sku
from crawler.sightings import Offer

_PRODUCTS = ("Product", "ProductGroup", "ProductModel", "IndividualProduct", "Vehicle", "Car", "Book")
_SUBJECTS = ("WebPage", "ItemPage", "ProductPage")
_LISTS = ("ItemList", "OfferCatalog", "CollectionPage", "SearchResultsPage")
_GTINS = ("gtin13", "gtin14", "gtin12", "gtin8", "gtin", "ean", "isbn")
_MOST_OFFERS = 200
_MOST_BESIDE = 3
"""More products than these may be a list's, one of which shares a word with its title."""
_SHARE_OF_NAME = 0.7
_SHARE_OF_HEADING = 0.5


@lru_cache(maxsize=1)
def declared_product(document: Document) -> Thing | None:
    """Return the thing that the page is about; None where several claim it and none is called as the page is."""
    named = [thing for thing in _candidates(document) if clean_name(thing.text("name"))]
    called = [thing for thing in named if _is_called_as_page(thing, document, closely=len(named) > _MOST_BESIDE)]
    if called:
        # A group stands for its variants; what carries a price says more than what carries none
        return max(
            called, key=lambda thing: (thing.is_a("ProductGroup"), bool(thing.things("offers")), len(thing.values))
        )
    is_alone = len(named) == 1 and named[0].syntax == "json-ld"
    if is_alone and not _declares_list(document) and not is_home(document.page.url):
        return named[0]
    return None


def _candidates(document: Document) -> Iterator[Thing]:
    for thing in read_things(document)[:300]:
        if thing.is_a(*_PRODUCTS):
            yield thing
        elif thing.is_a(*_SUBJECTS):
            yield from (inner for inner in thing.things("mainEntity", "about") if inner.is_a(*_PRODUCTS))


def _is_called_as_page(thing: Thing, document: Document, *, closely: bool) -> bool:
    """Tell whether the heading or a title says the thing's name; `closely`: the heading says hardly more than that."""
    heading = main_heading(document)
    title = document.tree.css_first("title")
    shown = words_of(clean_name(text_of(heading, limit=100))) if heading is not None else frozenset()
    pages = [
        shown,
        words_of(read_metas(document).get("og:title")),
        words_of(text_of(title) if title is not None else ""),
    ]
    own = words_of(clean_name(thing.text("name")))
    if closely and len(own & shown) < _SHARE_OF_HEADING * len(shown):
        return False
    return any(own and len(own & words) >= _SHARE_OF_NAME * len(own) for words in pages)


def _declares_list(document: Document) -> bool:
    return any(thing.is_a(*_LISTS) and not thing.is_a("BreadcrumbList") for thing in read_things(document)[:300])


def is_summary(thing: Thing) -> bool:
    """Tell whether a product is a whole category dressed as one, as some shops do for stars in search results."""
    offers = thing.things("offers")
    many = any(offer.is_a("AggregateOffer") and _count(offer.text("offerCount")) > 1 for offer in offers)
    return many and not thing.text("sku", "mpn", "productID", *_GTINS) and not thing.things("hasVariant")


def _count(text: str | None) -> int:
    return int(text) if text and text.strip().isascii() and text.strip().isdecimal() and len(text) < 10 else 0


def read_declared(thing: Thing, currency: str | None) -> Offer:
    """Return the thing as an offer: variants counted once, the lowest price, the group's own number."""
    variants = thing.things("hasVariant", "model")[:_MOST_OFFERS]
    offers = [offer for holder in (thing, *variants) for offer in holder.things("offers")][:_MOST_OFFERS]
    price = _lowest(offers, currency)
    sources = (thing, *offers[:1], *variants[:1])
    return Offer(
        title=clean_name(thing.text("name")) or "",
        price=price.amount if price else None,
        currency=price.currency if price else None,
        sku=next((sku for text in thing.texts("productGroupID", "sku", "productID") if (sku := read_sku(text))), None)
        or next((sku for source in sources[1:] if (sku := read_sku(source.text("sku")))), None),
        brand=clean_name(thing.text("brand", "manufacturer")),
        gtin=next((gtin for source in sources for text in source.texts(*_GTINS) if (gtin := read_gtin(text))), None),
        availability=_availability(offers),
    )


def _lowest(offers: list[Thing], currency: str | None) -> Price | None:
    """Return the lowest price of the offers and of those in them; zero only where no other is said."""
    found = (
        _price(offer, currency) for holder in offers for offer in (holder, *holder.things("offers")[:_MOST_OFFERS])
    )
    prices = [price for price in found if price]
    return min(prices, key=lambda price: (Decimal(price.amount) == 0, Decimal(price.amount)), default=None)


def _price(offer: Thing, currency: str | None) -> Price | None:
    specified = offer.things("priceSpecification")[:1]
    texts = [text for holder in (offer, *specified) for text in holder.texts("lowPrice", "price")]
    codes = [text for holder in (offer, *specified) for text in holder.texts("priceCurrency")]
    declared = next((code for text in codes if (code := name_currency(text))), currency)
    return read_declared_price(texts[0], currency=declared) if texts else None


def _availability(offers: list[Thing]) -> str | None:
    words = [last_word(text) for thing in descend(tuple(offers[:50])) if (text := thing.text("availability"))]
    words = [word for word in words if word.isalpha()]
    return "InStock" if "InStock" in words else (words[0] if words else None)
