"""The product of a page that only says in its embedded state what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from crawler.reading.data.embedded_state import State, read_states
from crawler.reading.data.loose_json import plain
from crawler.reading.layout.headings import page_names
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import clean_name, text_of
from crawler.reading.prices.currency import name_currency
from crawler.reading.prices.price import Price, decimal_text, read_declared_price
from crawler.reading.products.codes import read_sku
from crawler.sightings import Offer

MOST_VALUES = 200_000
LONGEST_TEXT = 300
_MOST_MONEY = 10**9
_NAMES = ("name", "title", "productName", "displayName", "product_name")
_CODES = ("sku", "articleNumber", "itemNumber", "partNumber", "mpn")
# What is paid now before what was asked first
_PRICES = (
    "salePrice",
    "specialPrice",
    "special_price",
    "finalPrice",
    "final_price",
    "currentPrice",
    "sellingPrice",
    "price",
)
_AMOUNTS = ("final", "current", "sale", "now", "value", "amount", "price", "formatted", "formattedValue")
_CURRENCIES = ("priceCurrency", "currency", "currencyCode", "currencyIso", "currency_code", "currencyISOCode")
_DEEPEST_PRICE = 3
_SHOP = re.compile(r"\s+[|–—·-]\s+")


def read_state_product(document: Document, *, currency: str | None) -> Offer | None:
    """Return the product of the page's name that an embedded state tells the price of.

    None where none does, or where several of that name differ in price: then it is not clear which of them is meant.
    """
    if "rice" not in document.page.text:
        return None
    names = _names_of(document)
    found = [offer for entry in _entries(document, names) if (offer := _read_entry(entry, currency))]
    return found[0] if len({(offer.price, offer.currency) for offer in found}) == 1 else None


def _names_of(document: Document) -> frozenset[str]:
    """Return what the page calls itself; the first part of its title as well, behind which shops put their own name."""
    title = document.tree.css_first("title")
    text = clean_name(text_of(title)) if title is not None else None
    return (page_names(document) | ({_SHOP.split(text)[0].casefold()} if text else frozenset())) - {""}


def _entries(document: Document, names: frozenset[str]) -> Iterator[Mapping[str, State]]:
    """Yield the objects that are called as the page is."""
    left = MOST_VALUES
    for state in read_states(document):
        stack = [state]
        while stack and left > 0:
            left -= 1
            value = stack.pop()
            if isinstance(value, dict):
                if _name_of(value).casefold() in names:
                    yield value
                stack.extend(inner for inner in value.values() if isinstance(inner, dict | list))
            elif isinstance(value, list):
                stack.extend(inner for inner in value if isinstance(inner, dict | list))


def _name_of(entry: Mapping[str, State]) -> str:
    texts = (entry.get(key) for key in _NAMES)
    return next((name for text in texts if isinstance(text, str) and (name := clean_name(plain(text)))), "")


def _read_entry(entry: Mapping[str, State], currency: str | None) -> Offer | None:
    declared = _currency_of(entry) or currency
    prices = (_read_money(entry[key], entry, declared) for key in _PRICES if key in entry)
    price = next((price for price in prices if price and Decimal(price.amount) > 0), None)
    if price is None:
        return None
    codes = (entry.get(key) for key in _CODES)
    sku = next(
        (sku for code in codes if isinstance(code, str | int) and (sku := read_sku(str(code)[:LONGEST_TEXT]))), None
    )
    return Offer(title=_name_of(entry), price=price.amount, currency=price.currency, sku=sku)


def _read_money(value: State, holder: Mapping[str, State], currency: str | None, depth: int = 0) -> Price | None:
    """Return an amount; a whole number only beside its currency, for it may count cents."""
    if isinstance(value, dict) and depth < _DEEPEST_PRICE:
        inner = _currency_of(value) or currency
        prices = (_read_money(value[key], value, inner, depth + 1) for key in _AMOUNTS if key in value)
        return next((price for price in prices if price), None)
    if isinstance(value, str):
        return read_declared_price(value[:LONGEST_TEXT], currency=currency) if re.search(r"\D", value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < _MOST_MONEY:
        return None
    if isinstance(value, int) and ("amount" in holder or not _currency_of(holder)):
        return None
    amount = value if isinstance(value, int) else f"{value:.4f}".rstrip("0").rstrip(".")
    return Price(amount=decimal_text(Decimal(amount)), currency=name_currency(currency))


def _currency_of(holder: Mapping[str, State]) -> str | None:
    codes = (holder.get(key) for key in _CURRENCIES)
    return next((found for code in codes if isinstance(code, str) and (found := name_currency(code[:10]))), None)
