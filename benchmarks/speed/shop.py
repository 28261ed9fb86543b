"""A made-up shop: which categories and products it has, and at which addresses. What pages look like is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from benchmarks.speed.wording import Wording

MEDIA = "/media/catalog"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a shop is. `tops` × `middles` × `leaves` is its tree; a leaf has `goods` products, some twice that.

    `tiles` is how many a listing page shows. `is_heavy` says that pages weigh what real ones do: the menu twice, inline
    scripts and styles, pictures in many sizes.
    """

    tops: int
    middles: int
    leaves: int
    goods: int
    tiles: int = 48
    is_heavy: bool = True


REAL = Size(tops=10, middles=5, leaves=5, goods=40)
"""A menu of 310 entries; pages of 100 to 150 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A category; `path` holds its place among its sisters on each level. `goods` counts the products of a leaf."""

    path: tuple[int, ...]
    name: str
    url: str
    goods: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A product of one leaf."""

    number: int
    name: str
    url: str
    picture: str
    price: str
    old_price: str
    rating: int
    reviews: int
    brand: str
    sku: str
    gtin: str


class Shop:
    """Everything that a shop holds follows from its seed and size, so nothing of it is kept."""

    def __init__(self, size: Size, *, seed: int = 1) -> None:
        self.size = size
        self.seed = seed
        self.good = lru_cache(maxsize=5000)(self._make_good)

    @cached_property
    def nodes(self) -> dict[tuple[int, ...], Node]:
        """All categories by path, parents first."""
        return {path: self._make_node(path) for path in _list_paths(self.size)}

    @cached_property
    def by_url(self) -> dict[str, Node]:
        return {node.url: node for node in self.nodes.values()}

    @cached_property
    def children(self) -> dict[tuple[int, ...], list[Node]]:
        """The categories below each; the tops below `()`."""
        below: dict[tuple[int, ...], list[Node]] = {(): []}
        for path, node in self.nodes.items():
            below[path] = []
            below[path[:-1]].append(node)
        return below

    @cached_property
    def _leaves(self) -> dict[tuple[int, ...], list[Node]]:
        below: dict[tuple[int, ...], list[Node]] = {}
        for path, node in self.nodes.items():
            if node.goods:
                for depth in range(len(path)):
                    below.setdefault(path[:depth], []).append(node)
        return below

    def trail(self, path: tuple[int, ...]) -> list[Node]:
        """Return the categories from the top down to a path."""
        return [self.nodes[path[: depth + 1]] for depth in range(len(path))]

    def goods_of(self, node: Node) -> int:
        """Count what a category lists over all its pages; one above others shows one page of what they hold."""
        return node.goods or self.size.tiles

    def pages_of(self, node: Node) -> int:
        return -(-self.goods_of(node) // self.size.tiles)

    def listed(self, node: Node, page: int) -> list[Good]:
        """Return the products on one page of a category."""
        start = (page - 1) * self.size.tiles
        places = range(start, min(start + self.size.tiles, self.goods_of(node)))
        if node.goods:
            return [self.good(node.path, place) for place in places]
        leaves = self._leaves[node.path]
        return [self.good(leaves[place % len(leaves)].path, place // len(leaves)) for place in places]

    def find_good(self, url: str) -> tuple[Node, Good] | None:
        """Return the product at an address with the leaf that holds it."""
        found = re.fullmatch(r"/p/[a-z-]+-(\d+)-(\d+)-(\d+)-(\d+)", url)
        if not found:
            return None
        *path, place = map(int, found.groups())
        node = self.nodes.get(tuple(path))
        good = self.good(node.path, place) if node and place < node.goods else None
        return (node, good) if node and good and good.url == url else None

    def count_listings(self) -> int:
        """Count the listings' pages, the home page aside."""
        return sum(self.pages_of(node) for node in self.nodes.values())

    def count_goods(self) -> int:
        return sum(node.goods for node in self.nodes.values())

    def _make_node(self, path: tuple[int, ...]) -> Node:
        words = Wording(self.seed, "category", *path)
        name = words.name(1 + words.number(2) // 2)
        is_leaf = len(path) == 3
        goods = self.size.goods * (2 if is_leaf and path[2] % 3 == 1 else 1) if is_leaf else 0
        return Node(path=path, name=name, url=f"/c/{_slug(name)}-{'-'.join(map(str, path))}", goods=goods)

    def _make_good(self, path: tuple[int, ...], place: int) -> Good:
        words = Wording(self.seed, "good", *path, place)
        name = words.name(2 + words.number(4))
        number = ((path[0] * 50 + path[1]) * 50 + path[2]) * 10_000 + place
        price = words.price()
        return Good(
            number=number,
            name=name,
            url=f"/p/{_slug(name)}-{'-'.join(map(str, path))}-{place}",
            picture=f"{MEDIA}/{number % 97}/{number}",
            price=price,
            old_price=f"{float(price) * 1.25:.2f}" if number % 5 == 0 else "",
            rating=words.number(5),
            reviews=words.number(400),
            brand=words.name(1),
            sku=f"{words.pick('AX', 'KL', 'TR', 'ZM')}-{number:08d}",
            gtin=_gtin(number),
        )


def _list_paths(size: Size) -> Iterator[tuple[int, ...]]:
    for top in range(size.tops):
        yield (top,)
        for middle in range(size.middles):
            yield (top, middle)
            yield from ((top, middle, leaf) for leaf in range(size.leaves))


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _gtin(number: int) -> str:
    digits = f"40{number:010d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
