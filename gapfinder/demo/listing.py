"""A page of a listing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gapfinder.demo.shop import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The articles of one page; `number` counts from 1, `total` articles over all `pages`."""

    goods: tuple[Article, ...]
    number: int
    pages: int
    total: int


def cut_listing(goods: Sequence[Article], *, number: int, size: int) -> Listing:
    """Return a page of a listing, which has one page at least.

    >>> cut_listing([], number=1, size=8).pages
    1
    """
    start = (number - 1) * size
    pages = max(-(-len(goods) // size), 1)
    return Listing(goods=tuple(goods[start : start + size]), number=number, pages=pages, total=len(goods))
