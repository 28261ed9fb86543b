"""A product's page without declared data, read by what a site's earlier ones taught of where their values stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from crawler.reading.data.head import read_head
from crawler.reading.known.places import Place, Places, is_drawn
from crawler.reading.known.selectors import select_alike, select_spot
from crawler.reading.markup.document import Document
from crawler.reading.prices.price import Price, read_price
from crawler.reading.products.codes import code_after_label, gtin_after_label
from crawler.reading.products.metas import meta_availability, meta_brand, meta_price, page_currency
from crawler.reading.products.product import own_heading
from crawler.reading.products.shown_facts import brand_after_label, read_availability
from crawler.sightings import Offer

LONGEST_FACT = 160
"""Characters of an element that tells one thing."""
LONGEST_PRICE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductWrapper:
    """Where a site's products tell what; what none has told is taken to be told by none."""

    prices: Places[Price] = field(default_factory=Places)
    skus: Places[str] = field(default_factory=Places)
    gtins: Places[str] = field(default_factory=Places)
    brands: Places[str] = field(default_factory=Places)
    stocks: Places[str] = field(default_factory=Places)

    def read(self, document: Document) -> Offer | None:
        """Return the product; None where the page does not show one as those before it did."""
        title, tree = own_heading(document), document.tree
        price = meta_price(document) or self.prices.read(tree, partial(_read_price, page_currency(document)))
        if title is None or price is None or any(is_drawn(place.find(tree)) for place in self.prices.asked):
            return None
        return Offer(
            title=title,
            url=read_head(document).canonical or document.page.url,
            price=price.amount,
            currency=price.currency,
            sku=self.skus.read(tree, _SKU),
            gtin=self.gtins.read(tree, _GTIN),
            brand=meta_brand(document) or self.brands.read(tree, _BRAND),
            availability=meta_availability(document) or self.stocks.read(tree, _STOCK),
        )

    def learn(self, document: Document, offer: Offer) -> ProductWrapper:
        """Return what is known after one more page, whose product was read without a wrapper."""
        price = Price(amount=offer.price, currency=offer.currency) if offer.price is not None else None
        tell = partial(_read_price, page_currency(document))
        return ProductWrapper(
            prices=self.prices.learn(document.tree, price, tell, partial(_list_prices, document, price)),
            skus=_learn(self.skus, document, offer.sku, _SKU),
            gtins=_learn(self.gtins, document, offer.gtin, _GTIN),
            brands=_learn(self.brands, document, offer.brand, _BRAND),
            stocks=_learn(self.stocks, document, offer.availability, _STOCK),
        )


def _tell(tell: Callable[[str], str | None], text: str | None) -> str | None:
    return tell(text) if text and len(text) <= LONGEST_FACT else None


_SKU = partial(_tell, code_after_label)
_GTIN = partial(_tell, gtin_after_label)
_BRAND = partial(_tell, brand_after_label)
_STOCK = partial(_tell, read_availability)


def _learn(
    places: Places[str], document: Document, value: str | None, tell: Callable[[str | None], str | None]
) -> Places[str]:
    return places.learn(document.tree, value, tell, partial(_list_facts, document, lambda text: tell(text) == value))


def _read_price(currency: str | None, text: str | None) -> Price | None:
    """Return the price that a short text shows, if it is one: what costs nothing wants a closer look."""
    price = read_price(text, currency=currency) if text and len(text) <= LONGEST_PRICE else None
    return price if price and price.amount.strip("0.") else None


def _list_prices(document: Document, price: Price | None) -> Iterator[Place]:
    tell = partial(_read_price, page_currency(document))
    for place in _list_facts(document, lambda text: tell(text) == price):
        yield replace(place, shown=True)


def _list_facts(document: Document, is_right: Callable[[str], bool]) -> Iterator[Place]:
    """Yield places of the elements whose text is right, those with telling names first; not the page's name."""
    outline = document.outline
    spots = [spot for spot in outline.spots if 0 < spot.chars <= LONGEST_FACT and spot.tag != "h1"]
    right = sorted((spot for spot in spots if is_right(outline.text_of(spot))), key=lambda spot: spot.chars)
    selectors = dict.fromkeys(selector for spot in right for selector in (*select_alike([spot]), *select_spot(spot)))
    yield from map(Place, sorted(selectors, key=lambda selector: "." not in selector))
