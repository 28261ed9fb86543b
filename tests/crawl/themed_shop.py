"""Shops on loopback that are pages and nothing else, each in the markup of its software: `themes/NAME.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from tests.crawl.shops import Answer, Served
from tests.crawl.stock import Item, Shelf, walk

THEMES = {path.stem: path for path in sorted((Path(__file__).parent / "themes").glob("*.toml"))}
PER_PAGE = 4
ABOUT = "<p>Tools for people who make things: saws that cut on the pull, chisels that keep their edge.</p>" * 5


@dataclass(frozen=True, kw_only=True)
class Place:
    """A shelf in its tree: names, numbers and slugs from the top down."""

    shelf: Shelf
    names: tuple[str, ...]
    numbers: tuple[int, ...]
    path: str


class ThemedShop:
    """Fills a theme's templates with what a shop holds. A shelf shows what stands on those below it, too."""

    def __init__(self, name: str, shelves: tuple[Shelf, ...], items: tuple[Item, ...]) -> None:
        self.theme: dict[str, Any] = tomllib.loads(THEMES[name].read_text(encoding="utf-8"))
        self.shelves, self.items = shelves, items
        self.numbers = {item.slug: number for number, item in enumerate(items, start=1)}
        self.places = {place.shelf.number: place for place in _place(shelves)}

    def make_pages(self) -> dict[str, Answer]:
        """Return every page by its address."""
        shown = {self.theme["home"]: self.show("home", "Tools", main=ABOUT)}
        for place in self.places.values():
            held = [item for item in self.items if any(place in self.above(number) for number in item.shelves)]
            for start in range(0, max(1, len(held)), PER_PAGE):
                shown[self.link_to_page(place, start)] = self.show_listing(place, held, start)
        shown |= {self.link_to_item(item): self.show_item(item) for item in self.items}
        headers = {"Content-Type": "text/html; charset=utf-8"} | self.theme.get("headers", {})
        pages: dict[str, Answer] = {path: Served(body=body.encode(), headers=headers) for path, body in shown.items()}
        return pages | {"/": pages[self.theme["home"]], "/robots.txt": self.theme.get("robots", "User-agent: *\n")}

    def above(self, number: int) -> list[Place]:
        return [self.places[one] for one in self.places[number].numbers]

    def fill(self, template: str, /, **values: object) -> str:
        return Template(self.theme[template]).substitute({key: str(value) for key, value in values.items()})

    def link_to(self, place: Place) -> str:
        numbers = "_".join(map(str, place.numbers))
        return self.fill(
            "category", path=quote(place.path), slug=quote(place.shelf.slug), number=place.shelf.number, numbers=numbers
        )

    def link_to_page(self, place: Place, start: int) -> str:
        link = self.link_to(place)
        if start == 0:
            return link
        number = start // PER_PAGE
        joined = self.fill("next", page=number + 1, index=number, start=start, size=PER_PAGE)
        return f"{link}&{joined}" if "?" in link else f"{link}?{joined}"

    def link_to_item(self, item: Item) -> str:
        place = self.places[item.shelves[0]]
        number = self.numbers[item.slug]
        return self.fill("product", path=quote(place.path), slug=item.slug, number=number, shelf=place.shelf.number)

    def show(self, kind: str, title: str, *, main: str) -> str:
        return self.fill(
            "page", title=title, menu=self.show_menu(self.shelves, 0), main=main, **self.theme["kinds"][kind]
        )

    def show_menu(self, shelves: tuple[Shelf, ...], depth: int) -> str:
        entries = (
            self.fill(
                "menu_item",
                href=_escape(self.link_to(self.places[shelf.number])),
                name=_escape(shelf.name),
                number=shelf.number,
                depth=depth,
                below=self.fill("menu_below", items=self.show_menu(shelf.below, depth + 1), depth=depth + 1)
                if shelf.below and depth + 1 < self.theme.get("menu_depth", 9)
                else "",
            )
            for shelf in shelves
        )
        return "".join(entries)

    def show_crumbs(self, places: list[Place], last: str) -> str:
        steps = (
            self.fill("crumb", href=_escape(self.link_to(place)), name=_escape(place.shelf.name)) for place in places
        )
        return self.fill("crumbs", steps="".join(steps), last=_escape(last))

    def show_listing(self, place: Place, held: list[Item], start: int) -> str:
        tiles = (
            self.fill("tile", href=_escape(self.link_to_item(item)), title=item.title, price=f"{item.prices[0]:.2f}",
                      number=self.numbers[item.slug], slug=item.slug)
            for item in held[start : start + PER_PAGE]
        )  # fmt: skip
        following = _escape(self.link_to_page(place, start + PER_PAGE))
        pager = self.fill("pager", href=following, page=start // PER_PAGE + 2) if start + PER_PAGE < len(held) else ""
        below = "".join(
            self.fill("subcategory", href=_escape(self.link_to(self.places[one.number])), name=_escape(one.name))
            for one in place.shelf.below
        )
        crumbs = self.show_crumbs(self.above(place.shelf.number)[:-1], place.shelf.name)
        name = _escape(place.shelf.name)
        main = self.fill(
            "listing", crumbs=crumbs, name=name, below=below, tiles="".join(tiles), pager=pager, count=len(held)
        )
        return self.show("category", name, main=main)

    def show_item(self, item: Item) -> str:
        crumbs = self.show_crumbs(self.above(item.shelves[0]), item.title)
        price, number = f"{item.prices[0]:.2f}", self.numbers[item.slug]
        main = self.fill("product_main", crumbs=crumbs, title=item.title, price=price, number=number, slug=item.slug)
        return self.show("product", item.title, main=main)


def _place(shelves: tuple[Shelf, ...]) -> Iterator[Place]:
    numbers: dict[tuple[str, ...], int] = {}
    for shelf, names, path in walk(shelves):
        numbers[names] = shelf.number
        yield Place(
            shelf=shelf,
            names=names,
            numbers=tuple(numbers[names[:depth]] for depth in range(1, len(names) + 1)),
            path=path,
        )


def _escape(text: str) -> str:
    return text.replace("&", "&amp;")
