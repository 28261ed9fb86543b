"""Reads a catalogue from CSV: a category tree, or products with the category of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from crawler.identity import category_id, path_key, product_id
from crawler.items import Category, Product, ProductCategory
from crawler.urls import fold_url
from gapfinder.csv_lines import pair_cells, read_lines

SEPARATOR = " > "
SEEN_BY = "import"
DEEPEST = 50
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_PRICE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,8})?")
_COUNT = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A line that was not taken, and why. `line` counts from 1, the header included."""

    line: int
    reason: str
    cells: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class CatalogueDraft:
    """A site's catalogue as it grows line by line; records by id, assignments once each."""

    site: str
    categories: dict[str, Category] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    assignments: dict[ProductCategory, None] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    ids: dict[tuple[str, ...], str] = field(default_factory=dict)
    listed: set[tuple[str, ...]] = field(default_factory=set)
    """Paths that have a line of their own; the others are only above one that has."""


def read_catalogue(path: Path, *, site: str) -> CatalogueDraft:
    """Read a CSV file with a header: `path` (and `n_products`, `url`), or `title`, `category` (and more of a product).

    A path's names are joined by ` > `; every name above the last becomes a category too. Lines that make no sense end
    up in `rejects`. Raises CatalogueUnreadable for a file that is missing, not UTF-8 or not of these columns.
    """
    names, lines = read_lines(path)
    add = _add_category if "path" in names else _add_product
    draft = CatalogueDraft(site=site)
    for number, cells in lines:
        try:
            add(draft, pair_cells(names, cells))
        except ValueError as error:
            draft.rejects.append(Reject(line=number, reason=str(error), cells=tuple(cells)))
    return draft


def split_path(text: str) -> tuple[str, ...]:
    """Return a path's names; raises ValueError where one of them is empty.

    >>> split_path("Tools > Saws > 10 > 20 teeth"), split_path(" Tools ")
    (('Tools', 'Saws', '10', '20 teeth'), ('Tools',))
    """
    names = tuple(name.strip() for name in f" {text} ".split(SEPARATOR))
    if not all(names):
        raise ValueError(f"path {text!r} has an empty name" if text else "no path")
    if len(names) > DEEPEST:
        raise ValueError(f"path has {len(names)} levels, more than {DEEPEST}")
    return names


def _add_category(draft: CatalogueDraft, row: Mapping[str, str]) -> None:
    path = split_path(row.get("path", ""))
    url, count = _read_url(row), row.get("n_products", "")
    if count and not _COUNT.fullmatch(count):
        raise ValueError(f"n_products {count!r} is not a whole number")
    if path in draft.listed:
        raise ValueError(f"path {SEPARATOR.join(path)!r} is there already")
    draft.listed.add(path)
    _place_category(draft, path, url=url, count=int(count) if count else None)


def _reach_category(draft: CatalogueDraft, path: tuple[str, ...]) -> str:
    return draft.ids.get(path) or _place_category(draft, path)


def _place_category(
    draft: CatalogueDraft, path: tuple[str, ...], *, url: str | None = None, count: int | None = None
) -> str:
    parent = _reach_category(draft, path[:-1]) if len(path) > 1 else None
    found = draft.ids.get(path) or _choose_id(draft, path, url)
    draft.ids[path] = found
    draft.categories[found] = Category(
        site=draft.site,
        category_id=found,
        parent_id=parent,
        path=path,
        name=path[-1],
        depth=len(path),
        url=url,
        product_count=count,
        seen_by=SEEN_BY,
        page_url=url or "",
    )
    return found


def _choose_id(draft: CatalogueDraft, path: tuple[str, ...], url: str | None) -> str:
    by_path = category_id(draft.site, path_key(path))
    by_url = category_id(draft.site, fold_url(url)) if url else by_path
    # Two paths that name one page are two categories all the same.
    return by_path if by_url in draft.categories else by_url


def _add_product(draft: CatalogueDraft, row: Mapping[str, str]) -> None:
    title, url, sku = row.get("title", ""), _read_url(row), row.get("sku") or None
    if not title:
        raise ValueError("no title")
    path = split_path(row["category"]) if row.get("category") else None
    key = fold_url(url) if url else path_key(("sku", sku) if sku else ("title", title))
    found = Product(
        site=draft.site,
        product_id=product_id(draft.site, key),
        title=title,
        brand=row.get("brand") or None,
        sku=sku,
        gtin=None,
        price=_read_price(row.get("price", "")),
        currency=_read_currency(row.get("currency", "")),
        availability=None,
        url=url,
        seen_by=SEEN_BY,
        page_url=url or "",
    )
    draft.products.setdefault(found.product_id, found)
    if path:
        category = _reach_category(draft, path)
        assigned = ProductCategory(site=draft.site, product_id=found.product_id, category_id=category)
        draft.assignments[assigned] = None


def _read_url(row: Mapping[str, str]) -> str | None:
    url = row.get("url", "")
    if not url:
        return None
    bits = urlsplit(url)
    if bits.scheme.lower() not in ("http", "https") or not bits.netloc:
        raise ValueError(f"url {url!r} is not an http or https address")
    return url


def _read_price(text: str) -> str | None:
    if not text:
        return None
    if not _PRICE.fullmatch(text):
        raise ValueError(f"price {text!r} is not an amount such as 12.50")
    return text


def _read_currency(text: str) -> str | None:
    if text and not _CURRENCY.fullmatch(text):
        raise ValueError(f"currency {text!r} is not a three-letter code")
    return text.upper() or None
