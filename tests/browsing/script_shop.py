"""A shop that is drawn by its script alone: every address answers with one shell, the catalogue comes as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.crawl.shops import Answer, Served

FOLDER = Path(__file__).with_name("shop")
TREE: Mapping[str, tuple[str, ...]] = {
    "Pruning": ("Secateurs",),
    "Digging": ("Spades", "Forks"),
    "Watering": (),
}
PATHS = {(top,) for top in TREE} | {(top, leaf) for top, leaves in TREE.items() for leaf in leaves}
"""The true categories."""
MAKERS = ("Ashby", "Birling", "Colne")
PAGE_SIZE = 2
ROBOTS = "User-agent: *\nDisallow: /private/\n"
TYPES = {".js": "text/javascript", ".json": "application/json"}


def list_goods() -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the category, title and price of every product."""
    for number, path in enumerate(sorted(PATHS - {("Pruning",), ("Digging",)})):
        for place, maker in enumerate(MAKERS):
            yield path, f"{maker} {path[-1].rstrip('s')} No. {place + 3}", f"{10 + number + place / 4:.2f}"


def make_script_shop(tracker: str) -> dict[str, Answer]:
    """Return the shop's answers by path; `tracker` is the address of a server that its pages tell of their visitors."""
    pages: dict[str, Answer] = {
        f"/static/{name}": _serve(_fill(name, tracker), TYPES[".js"]) for name in ("shop.js", "price.js")
    }
    data = dict(_list_data())
    for path, value in data.items():
        pages[path] = _serve(json.dumps(value), TYPES[".json"])
    pages |= {
        "/robots.txt": ROBOTS,
        "/sitemap.xml": Served(status=404),
        "/collect": Served(status=204),
        "/data/cart.json": _serve("[]", TYPES[".json"]),
        "/private/prices.json": _serve("[]", TYPES[".json"]),
        "*": _fill("shell.html", tracker),
    }
    return pages


def make_half_scripted_shop(tracker: str) -> dict[str, Answer]:
    """Return the same shop with its menu and its help written into each page, its goods left to the script."""
    pages = make_script_shop(tracker)
    menu = "".join(f'<li><a href="{_place((top,))}">{top}</a>{_write_below(top)}</li>' for top in TREE)
    helps = "".join(
        f"<p>What to do with a tool of kind {number} when its handle comes loose</p>" for number in range(9)
    )
    shown = f'<header><nav class="menu"><ul>{menu}</ul></nav></header><div id="root"></div><footer>{helps}</footer>'
    return pages | {"*": str(pages["*"]).replace('<div id="root"></div>', shown)}


def _write_below(top: str) -> str:
    leaves = "".join(f'<li><a href="{_place((top, leaf))}">{leaf}</a></li>' for leaf in TREE[top])
    return f"<ul>{leaves}</ul>" if leaves else ""


def _fill(name: str, tracker: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8").replace("{tracker}", tracker)


def _serve(text: str, kind: str) -> Served:
    return Served(body=text.encode(), headers={"Content-Type": kind})


def _list_data() -> Iterator[tuple[str, Any]]:
    yield (
        "/data/menu.json",
        [_describe(top, [_describe(leaf, path=(top, leaf)) for leaf in leaves]) for top, leaves in TREE.items()],
    )
    goods: dict[tuple[str, ...], list[dict[str, Any]]] = {path: [] for path in PATHS}
    for number, (path, title, price) in enumerate(list_goods()):
        place = f"/good/{number}"
        tile = {"path": place, "title": title, "price": price, "picture": f"/pictures/{number}.jpg"}
        goods[path].append(tile)
        goods[path[:1]].extend([tile] if len(path) > 1 and number % len(MAKERS) < 1 else [])
        yield f"/data{place}.json", tile | {"kind": "good", "sku": f"FT-{number:04}", "trail": _trail(path)}
    for path, tiles in goods.items():
        yield from _list_pages(path, tiles)


def _list_pages(path: tuple[str, ...], tiles: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    place = _place(path)
    for start in range(0, len(tiles), PAGE_SIZE):
        number = start // PAGE_SIZE + 1
        more = f"{place}?page={number + 1}" if start + PAGE_SIZE < len(tiles) else None
        shelf = {"kind": "shelf", "name": path[-1], "trail": _trail(path), "next": more}
        suffix = f"?page={number}" if number > 1 else ""
        yield f"/data{place}.json{suffix}", shelf | {"goods": tiles[start : start + PAGE_SIZE]}


def _trail(path: tuple[str, ...]) -> list[dict[str, Any]]:
    return [_describe(path[at], path=path[: at + 1]) for at in range(len(path))]


def _describe(name: str, below: list[dict[str, Any]] | None = None, *, path: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"name": name, "path": _place(path or (name,))} | ({"below": below} if below else {})


def _place(path: tuple[str, ...]) -> str:
    return "/shelf/" + "/".join(name.lower() for name in path)
