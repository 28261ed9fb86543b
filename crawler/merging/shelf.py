"""Sorts what is shown of products by product, on disk where it is much."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.merging.showings import Showing
from crawler.sorter import Sorter

_DIGITS = 10
"""Of a key's length, which comes before the key: shorter keys are sorted first."""


class Shelf:
    """Takes showings in any order. Raises SpoolUnwritable where the disk refuses."""

    def __init__(self) -> None:
        self._sorter = Sorter()

    def add(self, showing: Showing) -> None:
        """Put a showing to the others of its product."""
        self._sorter.add(f"{len(showing.key):0{_DIGITS}}{showing.key}", tuple(showing[1:]))

    def take_products(self) -> Iterator[list[Showing]]:
        """Yield the showings of each product in the order of adding, the product of the shortest key first."""
        for key, records in self._sorter.take_groups():
            yield [Showing(key[_DIGITS:], *record) for record in records]
