"""JSON answers of public endpoints, read without trust."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import orjson

from crawler.pages import Page

Json = Any
LONGEST_TEXT = 2_000
"""Characters of one value that are kept."""
MOST_MONEY = 10**12
"""What no price reaches in any currency."""


def read_json(page: Page) -> Json:
    """Return the answer's JSON; None where the answer is not a success or not JSON.

    orjson bounds nesting by itself, so hostile depth is an error like any other.
    """
    if page.status != 200:
        return None
    try:
        return orjson.loads(page.text)
    except orjson.JSONDecodeError:
        return None


def objects_of(value: Json) -> list[Mapping[str, Json]]:
    """Return the objects of a list; nothing where it is not a list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def text_of(value: Json) -> str | None:
    """Return a text or number as clean text, entities decoded; None for anything else and for nothing.

    >>> text_of(" Bras &amp; Tanks "), text_of(12), text_of(None), text_of({})
    ('Bras & Tanks', '12', None, None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(unescape(str(value)[:LONGEST_TEXT]).split()) or None


def address_of(value: Json) -> str | None:
    """Return an absolute http(s) URL; None for anything that is none.

    >>> address_of("http://s.example/a"), address_of("http://[x"), address_of("javascript:1"), address_of("/a")
    ('http://s.example/a', None, None, None)
    """
    text = text_of(value) or ""
    try:
        bits = urlsplit(text)
    except ValueError:
        return None
    return text if bits.scheme in ("http", "https") and bits.netloc else None


def find_in(value: Json, *keys: str) -> Json:
    """Return what stands under keys within keys; None where anything on the way is no object.

    >>> find_in({"a": {"b": 1}}, "a", "b"), find_in({"a": []}, "a", "b"), find_in(None, "a")
    (1, None, None)
    """
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def money_of(value: Json) -> str | None:
    """Return an amount as plain decimal text; None for less than nothing and what is no number.

    >>> money_of(12.5), money_of("9.90"), money_of(1e3), money_of(-1), money_of("free"), money_of("NaN")
    ('12.5', '9.90', '1000.0', None, None, None)
    """
    try:
        amount = Decimal(text_of(value) or "")
    except InvalidOperation:
        return None
    return f"{amount:f}" if amount.is_finite() and 0 <= amount < MOST_MONEY else None


def count_of(value: Json) -> int | None:
    """Return a whole number that is not negative; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
