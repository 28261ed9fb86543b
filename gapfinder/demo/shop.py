"""A sample shop: what it is, and the true catalogue that its pages show."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from gapfinder.demo.patterns import Draft, expand_line

SHOPS = (
    "kestrel", "alderson", "boreal", "dunmore", "cortland",
    "copperleaf", "gaugeworks", "tidewater", "lumen",
)  # fmt: skip
"""Names of the sample shops, each with a file in `shops/`: the prospect, its competitors, the references."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A category. `promo` marks those that sell nothing of their own: sales, news.

    `lineage` holds the numbers of the path.
    """

    number: int
    path: tuple[str, ...]
    lineage: tuple[int, ...]
    promo: bool = False

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path[-1]

    @property
    def slug(self) -> str:
        """The path's last name as part of an address."""
        return make_slug(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Something for sale. `shelves` are the paths it is assigned to, its own first."""

    number: int
    title: str
    brand: str
    sku: str
    gtin: str
    price: Decimal
    variants: tuple[tuple[str, Decimal], ...]
    in_stock: bool
    shelves: tuple[tuple[str, ...], ...]

    @property
    def slug(self) -> str:
        """The title as part of an address."""
        return make_slug(self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A sample shop. `structure` names how its pages are built; `shelves` come parents first."""

    name: str
    title: str
    role: str
    industry: str
    structure: str
    tagline: str
    language: str = "en-US"
    currency: str = "USD"
    robots: str = ""
    sitemaps: tuple[str, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    articles: tuple[Article, ...] = ()
    by_path: Mapping[tuple[str, ...], Shelf] = field(default_factory=dict)

    def children_of(self, path: tuple[str, ...]) -> tuple[Shelf, ...]:
        """Return the shelves right under a path; the top ones under the empty path. Promotions are not among them."""
        return tuple(shelf for shelf in self.shelves if shelf.path[:-1] == path and not shelf.promo)

    def articles_of(self, shelf: Shelf) -> tuple[Article, ...]:
        """Return what lies on a shelf or below it."""
        depth = len(shelf.path)
        return tuple(
            article for article in self.articles if any(path[:depth] == shelf.path for path in article.shelves)
        )

    def trail_of(self, path: tuple[str, ...]) -> tuple[Shelf, ...]:
        """Return the shelves from the top down to a path."""
        return tuple(self.by_path[path[:depth]] for depth in range(1, len(path) + 1))

    @property
    def promos(self) -> tuple[Shelf, ...]:
        """The shelves that sell nothing of their own."""
        return tuple(shelf for shelf in self.shelves if shelf.promo)


@cache
def read_shop(name: str) -> Shop:
    """Read a sample shop from its file."""
    text = files("gapfinder.demo").joinpath("shops", f"{name}.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    promos: dict[str, int] = told.pop("promos", {})
    lines = {tuple(path.split(" > ")): goods for path, goods in told.pop("shelves").items()}
    house, prefix = told.pop("house_brand"), told.pop("sku")
    shelves = tuple(_lay_shelves(lines, promos))
    drafts = [(path, draft) for path, goods in lines.items() for draft in chain(*map(expand_line, goods))]
    articles = tuple(
        _make_article(number, draft, shelves=(path, *_pick_promos(number, len(drafts), promos)), marks=(house, prefix))
        for number, (path, draft) in enumerate(drafts)
    )
    plain: dict[str, Any] = {**told, "sitemaps": tuple(told.get("sitemaps", ()))}
    return Shop(
        **plain, name=name, shelves=shelves, articles=articles, by_path={shelf.path: shelf for shelf in shelves}
    )


def read_shops() -> tuple[Shop, ...]:
    """Read all sample shops, the prospect first."""
    return tuple(read_shop(name) for name in SHOPS)


def make_slug(text: str) -> str:
    """Return text as part of an address.

    >>> make_slug("Pipettes & Tips, 0.5-10 µL"), make_slug("Café 1.5 °C")
    ('pipettes-tips-0-5-10-ul', 'cafe-1-5-c')
    """
    plain = unicodedata.normalize("NFKD", text.replace("µ", "u"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(char for char in plain if char.isascii()).lower()).strip("-")


def _lay_shelves(lines: Mapping[tuple[str, ...], list[str]], promos: Mapping[str, int]) -> Iterator[Shelf]:
    paths = dict.fromkeys(path[:depth] for path in lines for depth in range(1, len(path) + 1))
    numbers = {path: number for number, path in enumerate(paths, start=11)}
    for path, number in numbers.items():
        lineage = tuple(numbers[path[:depth]] for depth in range(1, len(path) + 1))
        yield Shelf(number=number, path=path, lineage=lineage)
    for number, name in enumerate(promos, start=901):
        yield Shelf(number=number, path=(name,), lineage=(number,), promo=True)


def _pick_promos(number: int, total: int, promos: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Return the promotions that an article takes part in: each has its number of articles, spread over the shop."""
    return tuple(
        (name,) for turn, (name, size) in enumerate(promos.items())
        if size and (number + 3 * turn) % (total // size) == 0
    )  # fmt: skip


def _make_article(
    number: int, draft: Draft, *, shelves: tuple[tuple[str, ...], ...], marks: tuple[str, str]
) -> Article:
    house, prefix = marks
    digits = f"20{sum(map(ord, prefix)) % 1000:03d}{number:05d}00"
    return Article(
        number=number + 1001,
        title=draft.title,
        brand=draft.brand or house,
        sku=f"{prefix}-{number + 1001}",
        gtin=digits + _check_digit(digits),
        price=draft.price,
        variants=draft.variants,
        in_stock=number % 9 != 4,
        shelves=shelves,
    )


def _check_digit(digits: str) -> str:
    """Return the last digit of a GTIN-13.

    >>> _check_digit("400638133393")
    '1'
    """
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-weighed % 10)
