"""Which product stands in which category: two numbers a pair, for there are more of them than of anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from crawler.items import ProductCategory

_BITS = 64
"""An id is 16 hexadecimal characters."""


class Assignments:
    """The pairs of one site, each once, in the order of their ids."""

    def __init__(self, site: str, pairs: Iterable[tuple[int, int]]) -> None:
        self._site = site
        ordered = sorted(product << _BITS | category for product, category in pairs)
        self._pairs = [pair for pair, _ in groupby(ordered)]

    def __len__(self) -> int:
        return len(self._pairs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Assignments) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[ProductCategory]:
        for pair in self._pairs:
            product, category = divmod(pair, 1 << _BITS)
            yield ProductCategory(site=self._site, product_id=f"{product:016x}", category_id=f"{category:016x}")
