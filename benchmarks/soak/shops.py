"""Small made-up shops on loopback whose goods and prices change as time goes by."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

SHELVES = ("Saws", "Drills", "Clamps", "Chisels", "Planes")
PLACES = 9
"""Products that a shelf has room for; one in eight is out of the range at any time."""
LASTS = 25.0
"""Seconds for which a shop stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What a shop sells at a time follows from its name and the seed."""

    name: str
    seed: int

    def draw(self, *what: object) -> int:
        """Return a number that the same question always gets."""
        return int.from_bytes(blake2b(repr((self.seed, self.name, *what)).encode(), digest_size=4).digest())

    def list_goods(self, shelf: str, now: int) -> list[tuple[str, str]]:
        """Return the names and prices of what is on a shelf."""
        places = [place for place in range(PLACES) if self.draw("out", shelf, place, now // 2) % 8]
        return [
            (f"{shelf.removesuffix('s')} {place}", f"{5 + self.draw('price', shelf, place, now // 3) % 2000 / 100:.2f}")
            for place in places
        ]

    def list_shelves(self, now: int) -> list[str]:
        """Return the shelves; the last comes and goes."""
        return [*SHELVES[:-1], *(SHELVES[-1:] if self.draw("shelf", now // 5) % 3 else ())]

    def write_page(self, path: str, now: int) -> str | None:
        """Return the page at a path, or None where there is none."""
        shelves = self.list_shelves(now)
        if path == "/":
            return _write_page("Tools", shelves, "<p>Good tools, gladly sold.</p>")
        kind, _, name = path.strip("/").partition("/")
        if kind == "c" and name.title() in shelves:
            return _write_listing(name.title(), shelves, self.list_goods(name.title(), now))
        for shelf in shelves if kind == "p" else ():
            for title, price in self.list_goods(shelf, now):
                if _slug(title) == name:
                    return _write_product(title, price, shelves)
        return None


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")


def _write_page(title: str, shelves: Sequence[str], body: str) -> str:
    menu = "".join(f'<li><a href="/c/{shelf.lower()}">{shelf}</a></li>' for shelf in shelves)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><header><nav><ul>"
        f'<li><a href="/">Home</a></li>{menu}</ul></nav></header><main><h1>{title}</h1>{body}</main></body></html>'
    )


def _write_listing(shelf: str, shelves: Sequence[str], goods: Sequence[tuple[str, str]]) -> str:
    tiles = "".join(
        f'<li class="product"><a href="/p/{_slug(title)}"><img src="/i/{_slug(title)}.jpg" alt=""></a>'
        f'<h3><a href="/p/{_slug(title)}">{title}</a></h3><span class="price">€{price}</span></li>'
        for title, price in goods
    )
    trail = f'<nav class="breadcrumb" aria-label="breadcrumb"><a href="/">Home</a> / <span>{shelf}</span></nav>'
    return _write_page(shelf, shelves, f'{trail}<ul class="products">{tiles}</ul>')


def _write_product(title: str, price: str, shelves: Sequence[str]) -> str:
    data = (
        f'{{"@context":"https://schema.org","@type":"Product","name":"{title}",'
        f'"offers":{{"@type":"Offer","price":"{price}","priceCurrency":"EUR"}}}}'
    )
    body = f'<script type="application/ld+json">{data}</script><p class="price">€{price}</p><button>Buy</button>'
    return _write_page(title, shelves, body)


@contextmanager
def serve_shops(shops: Sequence[Shop]) -> Iterator[dict[str, str]]:
    """Serve shops, each at an address of its own, and yield their URLs by name."""
    began = monotonic()
    servers = {shop.name: _make_server(shop, f"127.0.0.{place}", began) for place, shop in enumerate(shops, start=1)}
    for server in servers.values():
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    yield {name: "http://{}:{}/".format(*server.server_address[:2]) for name, server in servers.items()}
    for server in servers.values():
        server.shutdown()
        server.server_close()


def _make_server(shop: Shop, address: str, began: float) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            page = shop.write_page(self.path, int((monotonic() - began) / LASTS))
            body = (page or "<!doctype html><title>Not found</title><p>Not found").encode()
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing of crawls that were killed."""

    return Server((address, 0), Handler)
