"""Google Merchant Center feeds, as XML, as text, or as a table: https://support.google.com/merchants/answer/7052112.

A line is an item, which may be one variant of a product: those that share an `item_group_id` are one product
(https://support.google.com/merchants/answer/6324507). `product_type` is the shop's own tree, several paths parted by
commas (https://support.google.com/merchants/answer/6324406); `google_product_category` is Google's, by path or number,
and is believed where a product has no other (https://support.google.com/merchants/answer/6324436).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from crawler.identity import path_key
from crawler.reading.prices.price import Price
from crawler.reading.products.codes import read_gtin
from crawler.urls import fold_url
from gapfinder.imports.records import Entry, Setting
from gapfinder.imports.rows import Row, clean_cell
from gapfinder.imports.stock import read_availability
from gapfinder.imports.values import SEPARATOR, read_amount, read_number, read_title, read_url, split_path

MOST_TYPES = 20
_NUMBER = re.compile(r"[0-9]+")
_LONE_SIGN = re.compile(r"\s*>\s*")


def make_reader(setting: Setting) -> Callable[[Row], Entry]:
    """Return what reads an item. It raises ValueError."""

    def read_item(row: Row) -> Entry:
        number = read_number(row.get("id"))
        if number is None:
            raise ValueError("no id")
        url, group = read_url(row.get("link"), key="link"), read_number(row.get("item_group_id"))
        price = _read_price(row, setting)
        return Entry(
            key=_make_key(group, url, number),
            title=read_title(row.get("title")),
            brand=read_number(row.get("brand")),
            sku=number,
            gtin=read_gtin(row.get("gtin")),
            price=price.amount if price else None,
            currency=price.currency if price else None,
            availability=read_availability(row.get("availability")),
            url=url,
            paths=tuple(_list_paths(row, setting)),
        )

    return read_item


def _make_key(group: str | None, url: str | None, number: str) -> str:
    if group:
        return path_key(("group", group))
    return fold_url(url) if url else path_key(("sku", number))


def _read_price(row: Row, setting: Setting) -> Price | None:
    """Return what is to be paid now (https://support.google.com/merchants/answer/6324471)."""
    price = read_amount(row.get("price"), currency=setting.currency)
    sale = read_amount(row.get("sale_price"), key="sale_price", currency=setting.currency)
    return sale if sale and _covers(row.get("sale_price_effective_date"), setting.now) else price


def _covers(span: str, now: datetime) -> bool:
    """Say whether a time lies between two of ISO 8601 with a slash between, or nothing sensible is said of it.

    >>> [_covers(span, datetime(2026, 1, 2, tzinfo=UTC)) for span in
    ...  ("2026-01-01T00:00+0100/2026-01-03T00:00+0100", "2025-01-01/2025-02-01", "", "soon")]
    [True, False, True, True]
    """
    start, slash, end = span.partition("/")
    try:
        return not slash or _read_time(start) <= now <= _read_time(end)
    except ValueError:
        return True


def _read_time(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _list_paths(row: Row, setting: Setting) -> Iterator[tuple[str, ...]]:
    """Yield the paths of an item: its own, or else Google's, which a number names only where that tree is at hand."""
    types = [part for value in row.list_values("product_type") for part in split_types(value)]
    if types:
        yield from dict.fromkeys(split_path(_space_signs(part), key="product_type") for part in types[:MOST_TYPES])
        return
    given = [clean_cell(value) for value in row.list_values("google_product_category")]
    named = [setting.taxonomy.get(value.lstrip("0"), "") if _NUMBER.fullmatch(value) else value for value in given]
    if path := next(filter(None, named), None):
        yield split_path(_space_signs(path), key="google_product_category")


def split_types(text: str) -> Sequence[str]:
    """Return the product types of one value: those that commas part, unless a comma belongs to a name.

    Google takes every comma outside quotation marks for a separator. Shops do not all keep to that: where one of the
    parts is a path and another is not, the comma was meant.

    >>> split_types("Tools > Saws, Garden > Saws"), split_types('Nails,"Nuts, bolts"')
    (['Tools > Saws', 'Garden > Saws'], ['Nails', 'Nuts, bolts'])
    >>> split_types("Tools > Drills, drivers")
    ['Tools > Drills, drivers']
    """
    text = clean_cell(text).replace("&gt;", ">")
    if "," not in text:
        return [text] if text else []
    try:
        parts = next(csv.reader([text], skipinitialspace=True), [])
    except csv.Error:
        parts = [text]
    parts = [part.strip() for part in parts if part.strip()]
    return parts if len({">" in part for part in parts}) == 1 else [text]


def _space_signs(path: str) -> str:
    """Return a path whose names are parted as the specification says; feeds often forget the spaces."""
    return path if SEPARATOR in path else _LONE_SIGN.sub(SEPARATOR, path)
