"""A shop whose markup says little: no landmarks, no classes that anybody knows, a foot that looks like any other list.

`habit` is what it does with its addresses besides; what its pages have at their end is for the tests to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from itertools import count, cycle
from urllib.parse import urlsplit

from tests.crawl.shops import Served

TREE = {
    "plants": ("Plants", {"roses": "Roses", "ferns": "Ferns", "cacti": "Cacti"}),
    "pots": ("Pots & Planters", {"clay": "Clay Pots", "baskets": "Hanging Baskets"}),
    "care": ("Plant Care", {"feed": "Feed", "tools": "Hand Tools", "sprays": "Sprays"}),
}
NAMES = ("Golden", "Silver", "Royal", "Dwarf", "Giant", "Early")
GOODS = {(shelf, number) for _, shelves in TREE.values() for shelf in shelves for number in range(len(NAMES))}
PATHS = {(top, *rest) for top, shelves in TREE.values() for rest in [(), *((name,) for name in shelves.values())]}
TOP_OF = {shelf: top for top, (_, shelves) in TREE.items() for shelf in shelves}
TEXT = "Grown in our own nursery, and sent in paper that can be used again. "

End = Callable[[str], str]
"""What stands at the end of a page's content, by the page's path."""


class Nursery:
    """Answers any address; links have whatever `habit` puts into them."""

    def __init__(self, habit: str = "", *, end: End = lambda path: "") -> None:
        self.habit = habit
        self.end = end
        self.language = ""
        self._visits = count()
        self._visit = ""
        self._spellings = cycle(range(5))

    def answer(self, target: str) -> Served:
        """Return what is at an address."""
        self._visit = sha256(str(next(self._visits)).encode()).hexdigest()[:24]
        path = re.sub(r"^/\(S\(\w+\)\)|;jsessionid=\w+", "", urlsplit(target).path) or "/"
        language = re.match(r"/(de|fr)(?=/|$)", path) if self.habit == "languages" else None
        self.language = language[1] if language else ""
        path = path.removeprefix(f"/{self.language}") if language else path
        text = self._show(path)
        body = text.encode() if text else b"<h1>Not found</h1>"
        return Served(status=200 if text else 404, body=body, headers={"Content-Type": "text/html; charset=utf-8"})

    def link(self, path: str) -> str:
        """Return an address as a page has it."""
        if self.habit == "sessions":
            return f"{path};jsessionid={self._visit.upper()}"
        if self.habit == "session folders":
            return f"/(S({self._visit})){path}"
        return f"/{self.language}{path}" if self.language else path

    def _show(self, path: str) -> str | None:
        parts = [part for part in path.split("/") if part]
        product = re.fullmatch(r"(\w+)-(\d)\.html", parts[-1]) if parts else None
        if product and (product[1], int(product[2])) in GOODS:
            return self._show_product(product[1], int(product[2]), path)
        if not parts:
            return self._wrap("Plants by post", f"<p>{TEXT}</p>", path)
        if parts[0] not in TREE:
            return self._wrap(parts[-1].title(), f"<p>{TEXT * 4}</p>", path) if self._is_page(path) else None
        title, shelves = TREE[parts[0]]
        if len(parts) == 1:
            tiles = (f'<a href="{self.link(f"/{parts[0]}/{shelf}")}">{name}</a>' for shelf, name in shelves.items())
            return self._wrap(title, f'<div class="s">{"".join(tiles)}</div>', path)
        return self._show_shelf(parts[1], path) if parts[1] in shelves else None

    def _is_page(self, path: str) -> bool:
        return path in ("/about-us", "/delivery") or f'href="{path}' in self.end(path)

    def _show_shelf(self, shelf: str, path: str) -> str:
        tiles = "".join(
            f'<div class="c"><a href="{self._spell(shelf, number)}"><img src="/i/{shelf}{number}.jpg" alt=""></a>'
            f'<a href="{self._spell(shelf, number)}">{name} {shelf.title()}</a><i>&pound;{number + 3}.95</i></div>'
            for number, name in enumerate(NAMES)
        )
        return self._wrap(TREE[TOP_OF[shelf]][1][shelf], f'<div class="g">{tiles}</div>', path)

    def _show_product(self, shelf: str, number: int, path: str) -> str:
        body = (
            f"<p>&pound;{number + 3}.95</p><p>SKU: {shelf}{number}</p><button>Add to basket</button><p>{TEXT * 3}</p>"
        )
        canonical = f'<link rel="canonical" href="/item/{shelf}-{number}.html">' if self.habit == "spellings" else ""
        return self._wrap(f"{NAMES[number]} {shelf.title()}", body, f"/{TOP_OF[shelf]}/{shelf}/x", head=canonical)

    def _spell(self, shelf: str, number: int) -> str:
        name = f"{shelf}-{number}.html"
        if self.habit != "spellings":
            return self.link(f"/item/{name}")
        top = TOP_OF[shelf]
        spellings = (f"item/{name}", f"{top}/{shelf}/{name}", f"{top}/{name}", f"item/{name}?at={shelf}", f"new/{name}")
        return f"/{spellings[next(self._spellings)]}"

    def _wrap(self, title: str, body: str, path: str, *, head: str = "") -> str:
        menu = "".join(
            f'<div><a href="{self.link(f"/{top}")}">{name}</a><div>'
            + "".join(f'<a href="{self.link(f"/{top}/{shelf}")}">{text}</a>' for shelf, text in shelves.items())
            + "</div></div>"
            for top, (name, shelves) in TREE.items()
        )
        parts = [part for part in path.split("/") if part]
        crumbs = f'<a href="{self.link("/")}">Home</a> &raquo; '
        if len(parts) > 1 and parts[0] in TREE:
            crumbs += f'<a href="{self.link(f"/{parts[0]}")}">{TREE[parts[0]][0]}</a> &raquo; '
        if len(parts) > 2 and parts[1] in TOP_OF:
            crumbs += f'<a href="{self.link(f"/{parts[0]}/{parts[1]}")}">{TREE[parts[0]][1][parts[1]]}</a> &raquo; '
        trail = f"<div>{crumbs}<b>{title}</b></div>" if parts else ""
        languages = "".join(f'<a href="/{code}{path}">{code.upper()}</a>' for code in ("de", "fr"))
        end = self.end(path) + (f"<div>{languages}</div>" if self.habit == "languages" else "")
        foot = "".join(f'<a href="{self.link(page)}">{page[1:].title()}</a>' for page in ("/about-us", "/delivery"))
        return (
            f"<!doctype html><html><head><title>{title} - Verdant</title>{head}</head><body>"
            f'<a href="{self.link("/")}"><img src="/logo.png" alt="Verdant"></a><div id="nav">{menu}</div>'
            f'<div id="x">{trail}<h1>{title}</h1>{body}{end}</div><div id="y">{foot}</div></body></html>'
        )
