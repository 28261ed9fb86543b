"""One catalogue of what many lines say: each category and each product once, however many lines speak of it.

What grows with the file lies on disk; of a product or a category no more than a hash stays in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from crawler.identity import PATH_SEPARATOR, category_id, path_key, product_id
from crawler.items import Category, Product, ProductCategory
from crawler.planning.hash_set import HashSet
from crawler.planning.scratch import Scratch
from crawler.sorter import Sorter
from crawler.urls import fold_url
from gapfinder.imports.records import Branch, Entry

SEEN_BY = "import"
MOST_VARIANTS = 10_000
"""Entries of one product that are looked at; Shopify allows 2,048 variants."""
MOST_CATEGORIES = 1_000
_FIELDS = tuple(field.name for field in fields(Entry) if field.name != "key")
_values_of = attrgetter(*_FIELDS)


class Catalogue:
    """A site's catalogue as it grows line by line, and then, once `merge` was called, as a whole."""

    def __init__(self, site: str, *, folder: Path | None = None) -> None:
        self.products = 0
        self.categories = 0
        """Categories that were listed so far."""
        self.hidden = 0
        """Products that are not for sale, and left out."""
        self._site = site
        self._entries, self._branches = Sorter(), Sorter()
        self._paths = HashSet()
        self._goods = Scratch(folder)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to be loaded."""
        return not self.products and not len(self._paths)

    def add(self, record: Branch | Entry) -> None:
        """Take what a line says."""
        if isinstance(record, Branch):
            self._add_branch(record)
        else:
            self._entries.add(record.key, _values_of(record))

    def merge(self) -> None:
        """Make one product of the entries of each key."""
        for key, values in self._entries.take_groups():
            found = list(islice(_make_entries(key, values), MOST_VARIANTS))
            if any(entry.hidden for entry in found):
                self.hidden += 1
                continue
            product = merge_entries(self._site, found)
            paths = list(islice(dict.fromkeys(path for entry in found for path in entry.paths), MOST_CATEGORIES))
            for path in paths:
                self._add_branch(Branch(path=path))
            self._goods.append((product, tuple(category_id(self._site, path_key(path)) for path in paths)))
            self.products += 1

    def list_categories(self) -> Iterator[Category]:
        """Yield every category, and those above it that no line is about, from the top; this empties the tree."""
        taken = HashSet()
        above: list[Category] = []
        for key, values in self._branches.take_groups():
            path = tuple(key.split(PATH_SEPARATOR))
            del above[_count_shared(above, path) :]
            for depth in range(len(above) + 1, len(path) + 1):
                url, count = next(values) if depth == len(path) else (None, None)
                place = Branch(path=path[:depth], url=url, count=count)
                above.append(_make_category(self._site, place, above[-1] if above else None, taken))
                self.categories += 1
                yield above[-1]

    def list_products(self) -> Iterator[Product]:
        """Yield every product."""
        for product, _ in self._goods:
            yield product

    def list_assignments(self) -> Iterator[ProductCategory]:
        """Yield every product with each of its categories."""
        for product, categories in self._goods:
            for category in categories:
                yield ProductCategory(site=self._site, product_id=product.product_id, category_id=category)

    def _add_branch(self, branch: Branch) -> None:
        key = path_key(branch.path)
        if self._paths.add(key):
            self._branches.add(key, (branch.url, branch.count))


def _make_entries(key: str, values: Iterator[tuple[Any, ...]]) -> Iterator[Entry]:
    return (Entry(key=key, **dict(zip(_FIELDS, one, strict=True))) for one in values)


def merge_entries(site: str, entries: list[Entry]) -> Product:
    """Return one product: what the first entry that says it says, and the lowest price in the first one's currency."""
    first = {name: _first(name, entries) for name in ("title", "brand", "sku", "gtin", "availability", "url")}
    if any(entry.availability == "InStock" for entry in entries):
        first["availability"] = "InStock"
    priced = [entry for entry in entries if entry.price is not None]
    currency = priced[0].currency if priced else _first("currency", entries)
    prices = [entry.price for entry in priced if entry.price is not None and entry.currency == currency]
    url = first["url"]
    return Product(
        site=site,
        product_id=product_id(site, entries[0].key),
        title=first["title"] or "",
        brand=first["brand"],
        sku=first["sku"],
        gtin=first["gtin"],
        price=min(prices, key=Decimal, default=None),
        currency=currency,
        availability=first["availability"],
        url=url,
        seen_by=SEEN_BY,
        page_url=url or "",
    )


def _first(name: str, entries: list[Entry]) -> str | None:
    return next((value for entry in entries if (value := getattr(entry, name))), None)


def _count_shared(above: list[Category], path: tuple[str, ...]) -> int:
    """Return how many of the categories above one another are on a path."""
    pairs = enumerate(zip(above, path, strict=False))
    return next((number for number, (one, name) in pairs if one.name != name), min(len(above), len(path)))


def _make_category(site: str, place: Branch, parent: Category | None, taken: HashSet) -> Category:
    path = place.path
    found = category_id(site, fold_url(place.url) if place.url else path_key(path))
    if not taken.add(found):
        # Two paths that name one page are two categories all the same
        found = category_id(site, path_key(path))
    return Category(
        site=site,
        category_id=found,
        parent_id=parent.category_id if parent else None,
        path=path,
        name=path[-1],
        depth=len(path),
        url=place.url,
        product_count=place.count,
        seen_by=SEEN_BY,
        page_url=place.url or "",
    )
