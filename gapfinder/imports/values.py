"""What a cell says: a path of categories, an address, an amount, a count. Each raises ValueError with key and value."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import urlsplit

from crawler.reading.markup.text import clean_name
from crawler.reading.prices.currency import CODES, name_currency
from crawler.reading.prices.price import Price, read_price

SEPARATOR = " > "
FINEST = Decimal("0.0001")
"""To what an amount of more decimals than any price has is rounded: the warehouse keeps no more."""
DEEPEST = 50
LONGEST_URL = 2_000
LONGEST_NUMBER = 100
_SHOWN = 120
_ADDRESS = re.compile(r"https?://[a-zA-Z0-9.-]+(?:/|$)")
"""How nearly all addresses begin, told at a glance."""
_COUNT = re.compile(r"([0-9]{1,15})(?:\.0+)?")
"""A whole number, also as programs write it that keep all numbers as fractions: 31.0."""
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_PLAIN = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,8})?)(?: ?([A-Z]{3}))?")
_BINARY = re.compile(r"(?<![\d.,])([0-9]{1,12})[.,]([0-9]{9,20})(?![\d.,])")
"""A binary fraction as programs write it in full: 18.700000000000003."""
_WRITTEN = re.compile(
    r"([^\d\s.,-]{1,4}\.?)?\s?"
    r"(?:[0-9]{1,3}(?:[ .,'’\u00a0\u202f][0-9]{3}){1,4}(?:[.,][0-9]{1,2})?"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}(?:\.[0-9]{1,2})?|[0-9]{1,12}(?:[.,][0-9]{1,8})?)"
    r"(?:[.,]-{1,2})?\s?([^\d\s.,-]{1,4}\.?)?"
)
"""An amount with its currency before or behind it: 1.299,00 €, Rs. 1,25,000, 499,- kr."""


def show_value(text: str) -> str:
    """Return a value as messages quote it."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def split_path(text: str, *, key: str = "path") -> tuple[str, ...]:
    """Return a path's names, as a visitor reads them; raises ValueError where one of them is empty.

    >>> split_path("Tools > Saws > 10 > 20 teeth"), split_path(" Tools "), split_path("Nuts &amp; bolts &gt; <b>M4</b>")
    (('Tools', 'Saws', '10', '20 teeth'), ('Tools',), ('Nuts & bolts', 'M4'))
    """
    if "&" in text:
        text = text.replace("&amp;gt;", ">").replace("&gt;", ">")
    names = tuple(clean_name(name) or "" for name in split_names(text, key=key))
    if not all(names):
        raise ValueError(f"{key} {show_value(text)} has an empty name")
    return names


def split_names(text: str, *, key: str = "path") -> tuple[str, ...]:
    """Return a path's names as they are written; raises ValueError where one of them is empty.

    >>> split_names("Nuts &amp; bolts > M4")
    ('Nuts &amp; bolts', 'M4')
    """
    names = tuple(name.strip() for name in f" {text} ".split(SEPARATOR))
    if not all(names):
        raise ValueError(f"{key} {show_value(text.strip())} has an empty name" if text else f"no {key}")
    if len(names) > DEEPEST:
        raise ValueError(f"{key} has {len(names)} levels, more than {DEEPEST}")
    return names


def read_title(text: str, *, key: str = "title") -> str:
    """Return a product's name as a visitor reads it; raises ValueError where nothing is left."""
    title = clean_name(text)
    if not title:
        raise ValueError(f"{key} {show_value(text)} has no letter" if text else f"no {key}")
    return title


def read_url(text: str, *, key: str = "url") -> str | None:
    """Return a web address; None for no text.

    >>> read_url("https://a.example/saws"), read_url("")
    ('https://a.example/saws', None)
    """
    if not text:
        return None
    if len(text) > LONGEST_URL:
        raise ValueError(f"{key} {show_value(text)} has more than {LONGEST_URL} characters")
    if not _ADDRESS.match(text) and not _is_address(text):
        raise ValueError(f"{key} {show_value(text)} is not an http or https address")
    return text


def _is_address(text: str) -> bool:
    try:
        bits = urlsplit(text)
    except ValueError:
        return False
    return bits.scheme.lower() in ("http", "https") and bool(bits.netloc)


def read_amount(text: str, *, key: str = "price", currency: str | None = None) -> Price | None:
    """Return an amount of money, `currency` being that of amounts that name none; None for no text.

    >>> read_amount("12.50 EUR"), read_amount("9.90")
    (Price(amount='12.50', currency='EUR'), Price(amount='9.90', currency=None))
    >>> read_amount("1.299,00 €"), read_amount("USD 1,299", currency="EUR")
    (Price(amount='1299.00', currency='EUR'), Price(amount='1299', currency='USD'))
    >>> read_amount("18.700000000000003"), read_amount("19,999999999999996 €")
    (Price(amount='18.7', currency=None), Price(amount='20', currency='EUR'))
    """
    if not text:
        return None
    shown, text = text, _BINARY.sub(_round, text)
    plain = _PLAIN.fullmatch(text)
    if plain and (plain[2] is None or plain[2] in CODES):
        return Price(amount=plain[1], currency=plain[2] or currency)
    written = _WRITTEN.fullmatch(text)
    signs = [name_currency(sign) for sign in written.groups() if sign] if written else [None]
    found = read_price(text, currency=currency) if all(signs) else None
    if found is None:
        raise ValueError(f"{key} {show_value(shown)} is not an amount such as 12.50")
    return found


def _round(fraction: re.Match[str]) -> str:
    return format(Decimal(f"{fraction[1]}.{fraction[2]}").quantize(FINEST).normalize(), "f")


def read_currency(text: str, *, key: str = "currency") -> str | None:
    """Return an ISO 4217 code in capitals; None for no text."""
    if text and not _CURRENCY.fullmatch(text):
        raise ValueError(f"{key} {show_value(text)} is not a three-letter code")
    return text.upper() or None


def read_count(text: str, *, key: str) -> int | None:
    """Return a whole number that is not negative; None for no text.

    >>> read_count("31", key="n_products"), read_count("31.0", key="n_products"), read_count("", key="n_products")
    (31, 31, None)
    """
    if not text:
        return None
    count = _COUNT.fullmatch(text)
    if count is None:
        raise ValueError(f"{key} {show_value(text)} is not a whole number")
    return int(count[1])


def read_number(text: str) -> str | None:
    """Return an article's number, bounded."""
    return (clean_name(text) or "")[:LONGEST_NUMBER] or None
