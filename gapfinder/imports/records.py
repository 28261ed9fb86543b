"""What lines say: a category of a tree, or a product, perhaps one of its variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A category that a line is about. `count` is how many products it holds, where that is told."""

    path: tuple[str, ...]
    url: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A product, or one of its variants; entries of one `key` are one product.

    `paths` are its categories from the top, `price` is a decimal number as text. What is not for sale is `hidden`, with
    all the other entries of its key.
    """

    key: str
    title: str | None
    brand: str | None = None
    sku: str | None = None
    gtin: str | None = None
    price: str | None = None
    currency: str | None = None
    availability: str | None = None
    url: str | None = None
    paths: tuple[tuple[str, ...], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What lines do not say themselves: the shop's home page, the currency of bare amounts, and the time.

    `taxonomy` is Google's tree by number, where it is at hand.
    """

    now: datetime
    root: str = ""
    currency: str | None = None
    taxonomy: Mapping[str, str] = field(default_factory=dict)
