"""Tables of our own making: a tree of categories, or products with the category of each (`docs/imports.md`)."""

from __future__ import annotations

from collections.abc import Callable

from crawler.identity import path_key
from crawler.planning.hash_set import HashSet
from crawler.reading.products.codes import read_gtin
from crawler.urls import fold_url
from gapfinder.imports.records import Branch, Entry, Setting
from gapfinder.imports.rows import Row
from gapfinder.imports.stock import read_availability
from gapfinder.imports.values import (
    SEPARATOR,
    read_amount,
    read_count,
    read_currency,
    read_number,
    read_title,
    read_url,
    show_value,
    split_path,
)


def make_branch_reader(_setting: Setting) -> Callable[[Row], Branch]:
    """Return what reads a line with a `path`, and perhaps `n_products` and `url`. It raises ValueError."""
    listed = HashSet()

    def read_branch(row: Row) -> Branch:
        path = split_path(row.get("path"))
        branch = Branch(
            path=path, url=read_url(row.get("url")), count=read_count(row.get("n_products"), key="n_products")
        )
        if not listed.add(path_key(path)):
            raise ValueError(f"path {show_value(SEPARATOR.join(path))} is there already")
        return branch

    return read_branch


def make_product_reader(setting: Setting) -> Callable[[Row], Entry]:
    """Return what reads a line with a `title` and more of a product. It raises ValueError."""

    def read_product(row: Row) -> Entry:
        title, url, sku = read_title(row.get("title")), read_url(row.get("url")), read_number(row.get("sku"))
        currency = read_currency(row.get("currency")) or setting.currency
        price = read_amount(row.get("price"), currency=currency)
        category = row.get("category")
        return Entry(
            key=fold_url(url) if url else path_key(("sku", sku) if sku else ("title", title)),
            title=title,
            brand=read_number(row.get("brand")),
            sku=sku,
            gtin=read_gtin(row.get("gtin")),
            price=price.amount if price else None,
            currency=price.currency if price else currency,
            availability=read_availability(row.get("availability")),
            url=url,
            paths=(split_path(category, key="category"),) if category else (),
        )

    return read_product
