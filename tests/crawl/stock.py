"""What a shop of a test holds, whatever its software: the truth that a crawl of it is compared with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.run import SiteOutcome


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A category: `number` is its id, `slug` its part of an address."""

    number: int
    name: str
    slug: str
    below: tuple[Shelf, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Item:
    """A product: `shelves` are numbers; `prices` are of its variants, the first the cheapest."""

    title: str
    slug: str
    shelves: tuple[int, ...]
    prices: tuple[float, ...] = (9.9,)


@dataclass(frozen=True)
class Truth:
    """What is to be found: paths of categories, (title, price) of products, and (title, path) of assignments."""

    paths: frozenset[tuple[str, ...]]
    products: frozenset[tuple[str, float]]
    assignments: frozenset[tuple[str, tuple[str, ...]]]


def walk(
    shelves: tuple[Shelf, ...], above: tuple[str, ...] = (), slugs: str = ""
) -> Iterator[tuple[Shelf, tuple[str, ...], str]]:
    """Give every shelf with its path of names and its path of slugs."""
    for shelf in shelves:
        names, path = (*above, shelf.name), f"{slugs}/{shelf.slug}".strip("/")
        yield shelf, names, path
        yield from walk(shelf.below, names, path)


def tell_truth(shelves: tuple[Shelf, ...], items: tuple[Item, ...]) -> Truth:
    names = {shelf.number: path for shelf, path, _ in walk(shelves)}
    return Truth(
        frozenset(names.values()),
        frozenset((item.title, item.prices[0]) for item in items),
        frozenset((item.title, names[number]) for item in items for number in item.shelves),
    )


def read_found(spool: Path, outcome: SiteOutcome) -> Truth:
    """Return what a crawl wrote down."""
    rows = {
        name: [json.loads(line) for line in (spool / outcome.crawl_id / f"{name}.jsonl").read_text().splitlines()]
        for name in ("categories", "products", "product_categories")
    }
    names = {row["category_id"]: tuple(row["path"]) for row in rows["categories"]}
    titles = {row["product_id"]: row["title"] for row in rows["products"]}
    assert len(titles) == len(set(titles.values()))
    return Truth(
        frozenset(names.values()),
        frozenset((row["title"], float(row["price"])) for row in rows["products"]),
        frozenset((titles[row["product_id"]], names[row["category_id"]]) for row in rows["product_categories"]),
    )


SHELVES = (
    Shelf(
        number=3,
        name="Hand tools",
        slug="hand-tools",
        below=(
            Shelf(
                number=4,
                name="Saws & blades",
                slug="saws",
                below=(
                    Shelf(number=5, name="Japanese saws", slug="japanese"),
                    Shelf(number=6, name="Blades", slug="blades"),
                ),
            ),
            Shelf(number=7, name="Chisels", slug="chisels"),
        ),
    ),
    Shelf(number=8, name="Fasteners", slug="fasteners", below=(Shelf(number=9, name="Dübel", slug="dübel"),)),
    Shelf(number=10, name="Workwear", slug="workwear"),
)


def make_items(*, each: int = 30) -> tuple[Item, ...]:
    """Return products on every shelf that has none below, some of them on two."""
    kinds = {5: "Ryoba saw", 6: "Saw blade", 7: "Bevel chisel", 9: "Plug", 10: "Work jacket"}
    return tuple(
        Item(
            title=f"{kind} no. {number}",
            slug=f"{kind.lower().replace(' ', '-')}-{number}",
            shelves=(shelf, 10) if shelf == 7 and number % 5 == 0 else (shelf,),
            prices=(5.25 + number, 7.5 + number) if number % 3 == 0 else (12.4 + number,),
        )
        for shelf, kind in kinds.items()
        for number in range(1, each + 1)
    )
