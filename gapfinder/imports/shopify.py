"""Shopify's product export: https://help.shopify.com/en/manual/products/import-export/using-csv.

A product is the lines that share a `Handle` (`URL handle` in newer files); the first of them tells its title and what
else is the product's, each of them a variant or a picture. `Type` is the shop's own word for what a product is, and
`Collection` a group of the shop's; `Product Category` is Shopify's tree, believed where a product has neither. What the
shop does not show is left out: drafts, archived products, and what is not published in the online store. The export
does not say in which currency its prices are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote, urljoin

from crawler.planning.hash_set import HashSet
from crawler.reading.products.codes import read_gtin
from crawler.urls import fold_url
from gapfinder.imports.records import Entry, Setting
from gapfinder.imports.rows import Row
from gapfinder.imports.values import read_amount, read_number, read_title, show_value, split_path

UNSEEN = frozenset({"draft", "archived", "unlisted"})
_UNPUBLISHED = frozenset({"false", "falsch", "0", "no"})
_HANDLES = ("handle", "url_handle")
_PRICES = ("variant_price", "price")
_SKUS = ("variant_sku", "sku")
_BARCODES = ("variant_barcode", "barcode")
_PUBLISHED = ("published", "published_on_online_store")


def make_reader(setting: Setting) -> Callable[[Row], Entry]:
    """Return what reads a line. It raises ValueError, also for a line of a handle that no line above has named."""
    titled = HashSet()

    def read_line(row: Row) -> Entry:
        handle = read_number(_first(row, _HANDLES))
        if handle is None:
            raise ValueError("no handle")
        title = row.get("title")
        if not title and handle not in titled:
            raise ValueError(f"handle {show_value(handle)} has no title, here or above")
        entry = _read_entry(row, handle, setting)
        titled.add(handle)
        return entry

    return read_line


def _read_entry(row: Row, handle: str, setting: Setting) -> Entry:
    title, key = row.get("title"), next((name for name in _PRICES if row.get(name)), _PRICES[0])
    price = read_amount(row.get(key), key=key, currency=setting.currency)
    address = f"products/{quote(handle, safe='')}"
    return Entry(
        key=fold_url(f"https://shop.invalid/{address}"),
        title=read_title(title) if title else None,
        brand=read_number(row.get("vendor")),
        sku=read_number(_first(row, _SKUS).removeprefix("'")),
        gtin=read_gtin(_first(row, _BARCODES).removeprefix("'")),
        price=price.amount if price else None,
        currency=price.currency if price else None,
        url=urljoin(setting.root, f"/{address}") if setting.root else None,
        paths=tuple(_list_paths(row)),
        hidden=row.get("status").casefold() in UNSEEN or _first(row, _PUBLISHED).casefold() in _UNPUBLISHED,
    )


def _list_paths(row: Row) -> Iterator[tuple[str, ...]]:
    own = [(name, text) for name in ("collection", "type") if (text := row.get(name))]
    standard = row.get("product_category")
    for name, text in own or ([("product_category", standard)] if standard else []):
        yield split_path(text, key=name)


def _first(row: Row, names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := row.get(name))), "")
