"""Reads the files that the sample shops are written in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from gapfinder.demo.patterns import Draft, expand_line
from gapfinder.demo.shop import Article, Shelf, Shop

SHOPS = (
    "kestrel", "alderson", "boreal", "dunmore", "cortland",
    "copperleaf", "gaugeworks", "tidewater", "lumen",
)  # fmt: skip
"""Names of the sample shops, each with a file in `shops/`: the prospect, its competitors, the references."""


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
