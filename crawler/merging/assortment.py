"""All products of a catalogue, each once, however many there are: their records on disk, their places in memory.

Two records are one product where title and number (GTIN or SKU) are the same. Shops also put the category before a
product's name: `/tools/saws/jigsaw` and `/sale/jigsaw` are one product, as their title and the end of their address
tell, where no page of theirs was asked for to say which is right.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from crawler.identity import product_id
from crawler.items import Product
from crawler.merging.goods import Good
from crawler.merging.showings import LISTED
from crawler.planning.scratch import Scratch
from crawler.urls import clean_url, segments_of

_FIELDS = tuple(field.name for field in fields(Product))
_values_of = attrgetter(*_FIELDS)
_NO_MARK = 0


class Assortment:
    """The products of a site, in the order in which their goods came."""

    def __init__(self, site: str, goods: Iterable[Good], *, folder: Path | None = None) -> None:
        self._rows = Scratch(folder)
        self._ids = array("Q")
        self._places: list[tuple[int, ...]] = []
        """For each row the numbers of its categories; those of rows that were folded are empty."""
        self._folded: set[int] = set()
        self._keys: list[str] = []
        """The categories' keys, by number."""
        self._numbers: dict[str, int] = {}
        self._shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._take(site, goods)

    def __len__(self) -> int:
        return len(self._places) - len(self._folded)

    def __iter__(self) -> Iterator[Product]:
        for row, values in enumerate(self._rows):
            if row not in self._folded:
                yield Product(**dict(zip(_FIELDS, values, strict=True)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Assortment) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def list_places(self) -> Iterator[tuple[str, ...]]:
        """Yield the keys of each product's categories."""
        for row, places in enumerate(self._places):
            if row not in self._folded:
                yield tuple(self._keys[number] for number in places)

    def list_assignments(self) -> Iterator[tuple[int, str]]:
        """Yield each product's id as a number with the key of one of its categories."""
        for identity, places in zip(self._ids, self._places, strict=True):
            for number in places:
                yield identity, self._keys[number]

    def _take(self, site: str, goods: Iterable[Good]) -> None:
        """Put goods into rows, and fold those that are one product."""
        articles, twins, listed = array("q"), array("q"), bytearray()
        for good in goods:
            product = _make_product(site, good)
            self._rows.append(_values_of(product))
            self._ids.append(int(product.product_id, 16))
            self._places.append(())
            self._put(len(self._places) - 1, good.categories)
            articles.append(_mark_article(good))
            twins.append(_mark_twin(good))
            listed.append(good.reader == LISTED)
        for rows in _group(articles):
            for row in rows[1:]:
                self._fold(row, rows[0])
                twins[row] = _NO_MARK
        for rows in _group(twins):
            host = min(rows, key=lambda row: (listed[row], row))
            for row in rows:
                if listed[row] and row != host:
                    self._fold(row, host)

    def _fold(self, row: int, host: int) -> None:
        self._places[host] = self._share({*self._places[host], *self._places[row]})
        self._places[row] = ()
        self._folded.add(row)

    def _put(self, row: int, keys: Iterable[str]) -> None:
        for key in keys:
            if key not in self._numbers:
                self._numbers[key] = len(self._keys)
                self._keys.append(key)
        self._places[row] = self._share({*self._places[row], *(self._numbers[key] for key in keys)})

    def _share(self, numbers: set[int]) -> tuple[int, ...]:
        places = tuple(sorted(numbers))
        return self._shared.setdefault(places, places)


def _group(marks: array[int]) -> Iterator[list[int]]:
    """Yield the rows that share a mark, in their order; sorted, for a dict of all marks would take much more room."""
    ordered = sorted((row for row, mark in enumerate(marks) if mark != _NO_MARK), key=marks.__getitem__)
    for _, rows in groupby(ordered, key=marks.__getitem__):
        group = list(rows)
        if len(group) > 1:
            yield group


def _mark_article(good: Good) -> int:
    number = good.offer.gtin or good.offer.sku
    return hash((good.offer.title.casefold(), number.casefold())) if number else _NO_MARK


def _mark_twin(good: Good) -> int:
    """Return a mark of title and last folder of the address; none where several products may share that."""
    parts = segments_of(good.offer.url) if good.offer.url and "?" not in good.offer.url else []
    return hash((good.offer.title.casefold(), parts[-1])) if parts else _NO_MARK


def _make_product(site: str, good: Good) -> Product:
    offer = good.offer
    return Product(
        site=site,
        product_id=product_id(site, good.key),
        title=offer.title,
        brand=offer.brand,
        sku=offer.sku,
        gtin=offer.gtin,
        price=offer.price,
        currency=offer.currency,
        availability=offer.availability,
        url=clean_url(offer.url) if offer.url else None,
        seen_by=good.reader,
        page_url=good.page_url,
    )
