"""A shop on loopback that serves what a test gives it, and remembers what was asked of it."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep

from crawler.sites import Politeness, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One answer. `wait` is seconds before it comes; `cut` closes the connection in the middle of the body.

    `reset` breaks it before anything is sent.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    cut: bool = False
    reset: bool = False


Answer = Served | str | Callable[[str], "Served | str"]


class Shop:
    """Pages by path and query; `*` answers for all that is not there. `asked` holds (time, path) in order."""

    def __init__(self, pages: Mapping[str, Answer], *, address: str = "127.0.0.1", port: int = 0) -> None:
        self.pages = dict(pages)
        self.asked: list[tuple[float, str]] = []
        self.headers: list[dict[str, str]] = []
        self.open = 0
        self.most_open = 0
        self.server = ThreadingHTTPServer((address, port), _make_handler(self))
        self.server.daemon_threads = True
        self.address = address
        self.scheme = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.address}:{self.server.server_port}/"

    @property
    def paths(self) -> list[str]:
        return [path for _, path in self.asked]

    @property
    def pages_asked(self) -> list[str]:
        return [path for path in self.paths if path not in ("/robots.txt", "/sitemap.xml")]

    def secure(self, context: ssl.SSLContext) -> None:
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.scheme = "https"

    def answer(self, path: str) -> Served:
        found = self.pages.get(path, self.pages.get("*", Served(status=404, body=b"not here")))
        made = found(path) if callable(found) else found
        if isinstance(made, Served):
            return made
        return Served(body=made.encode(), headers={"Content-Type": "text/html; charset=utf-8"})

    def start(self) -> None:
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def _make_handler(shop: Shop) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for the acknowledgement of its headers

        def do_GET(self) -> None:
            shop.asked.append((monotonic(), self.path))
            shop.headers.append({name.lower(): value for name, value in self.headers.items()})
            shop.open += 1
            shop.most_open = max(shop.most_open, shop.open)
            answer = shop.answer(self.path)
            sleep(answer.wait)
            # Before it is sent: who has read it may ask again at once.
            shop.open -= 1
            try:
                self._serve(answer)
            except OSError:
                self.close_connection = True

        def do_POST(self) -> None:
            shop.asked.append((monotonic(), f"POST {self.path}"))
            self._serve(Served(status=405))

        def _serve(self, answer: Served) -> None:
            if answer.reset:
                # no lingering: what is open is torn down instead of closed
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                raise OSError
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body[: len(answer.body) // 2] if answer.cut else answer.body)
            self.close_connection = answer.cut

        def log_message(self, *_: object) -> None:
            return

    return Handler


def make_site(shop: Shop | str, *, name: str = "shop", **politeness: object) -> Site:
    """Return a site as an engagement would name it, in a hurry and on loopback unless told otherwise."""
    url = shop if isinstance(shop, str) else shop.url
    manners: dict[str, object] = {"delay": 0.0, "allow_private": True, "contact": "mailto:t@shop.example"} | politeness
    return Site(name=name, url=url, industry="tools", politeness=Politeness(**manners))  # type: ignore[arg-type]


def page(title: str, *links: str, body: str = "") -> str:
    """Return a page of a plain shop: a menu of links and some text."""
    anchors = "".join(f'<li><a href="{link}">{link.strip("/").title() or "Home"}</a></li>' for link in links)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body>"
        f"<header><nav><ul>{anchors}</ul></nav></header>"
        f"<main><h1>{title}</h1>{body or 'Nothing but good things since 1990, all in stock.'}</main>"
        "<footer><p>Good tools, gladly sold.</p></footer></body></html>"
    )


def product_page(title: str, *, price: str = "9.90") -> str:
    """Return the page of one product, marked up as such."""
    data = (
        f'{{"@context":"https://schema.org","@type":"Product","name":"{title}",'
        f'"offers":{{"@type":"Offer","price":"{price}","priceCurrency":"EUR"}}}}'
    )
    body = (
        f'<script type="application/ld+json">{data}</script><p class="price">€{price}</p><button>Add to cart</button>'
    )
    return page(title, "/", *CATEGORIES, body=body)


def listing_page(title: str, products: list[str], *, more: str = "") -> str:
    """Return a category's page with tiles of its products, and a link to its next page."""
    tiles = "".join(
        f'<li class="product"><a href="/p/{name}"><img src="/i/{name}.jpg" alt=""></a>'
        f'<h3><a href="/p/{name}">{name.replace("-", " ").title()}</a></h3><span class="price">€9.90</span></li>'
        for name in products
    )
    trail = f'<nav class="breadcrumb" aria-label="breadcrumb"><a href="/">Home</a> / <span>{title}</span></nav>'
    pager = f'<div class="pagination"><a rel="next" href="{more}">Next</a></div>' if more else ""
    return page(title, "/", *CATEGORIES, body=f'{trail}<ul class="products">{tiles}</ul>{pager}')


CATEGORIES = ("/saws/", "/drills/")


def make_shop_pages(size: int = 4) -> dict[str, Answer]:
    """Return a shop of two categories with `size` products each."""
    pages: dict[str, Answer] = {"/": page("Tools", "/", *CATEGORIES)}
    for category in ("saws", "drills"):
        names = [f"{category}-{number}" for number in range(size)]
        pages[f"/{category}/"] = listing_page(category.title(), names)
        pages |= {f"/p/{name}": product_page(name.replace("-", " ").title()) for name in names}
    return pages
