"""A shop of SAP Commerce on loopback: pages as Spartacus renders them, and the endpoints that they are made from."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from tests.crawl.shops import Answer, Served
from tests.crawl.stock import Item, Shelf, walk

SITE = "tools-spa"
PER_PAGE = 5
ABOUT = "<p>Tools for people who make things: saws that cut on the pull, chisels that keep their edge.</p>" * 5
JSON = {"Content-Type": "application/json"}
LOGIN_WANTED = {"errors": [{"type": "UnauthorizedError", "message": "Full authentication is required"}]}


class SapShop:
    """Answers for a shop. `closed` holds endpoints that want a login; without `renders` its pages are empty shells."""

    def __init__(
        self, shelves: tuple[Shelf, ...], items: tuple[Item, ...], *, closed: tuple[str, ...] = (), renders: bool = True
    ) -> None:
        self.shelves, self.items, self.closed, self.renders = shelves, items, closed, renders
        self.api = ""
        self.places = {f"/c/{shelf.number}": (shelf, names) for shelf, names, _ in walk(shelves)}
        self.products = {self.link_to(item): item for item in items}
        self.above = {shelf.number: {below.number for below, _, _ in walk((shelf,))} for shelf, _, _ in walk(shelves)}

    def make_pages(self) -> dict[str, Answer]:
        return {"*": self.answer, "/robots.txt": "User-agent: *\nDisallow: /cart\n", "/sitemap.xml": Served(status=404)}

    def answer(self, path: str) -> Served:
        bits = urlsplit(path)
        if bits.path.startswith("/occ/v2/"):
            return self.answer_endpoint(bits.path.removeprefix(f"/occ/v2/{SITE}"), parse_qs(bits.query))
        if bits.path == "/":
            main = f"<cx-paragraph>{ABOUT}</cx-paragraph>"
        elif bits.path in self.places:
            main = self.list_products(
                *self.places[bits.path], number=int(parse_qs(bits.query).get("currentPage", ["0"])[0])
            )
        elif bits.path in self.products:
            main = self.show_product(self.products[bits.path])
        else:
            return Served(status=404, body=b"<html><title>Not found</title></html>")
        return Served(body=self.page(main).encode(), headers={"Content-Type": "text/html; charset=utf-8"})

    def answer_endpoint(self, path: str, query: dict[str, list[str]]) -> Served:
        if path.strip("/") in self.closed:
            return Served(status=401, body=json.dumps(LOGIN_WANTED).encode(), headers=JSON)
        if path == "/catalogs":
            found: Any = self.tell_catalogs()
        elif path == "/products/search":
            found = self.search(query["query"][0], int(query["pageSize"][0]), int(query["currentPage"][0]))
        else:
            return Served(status=404, body=b"{}", headers=JSON)
        return Served(body=json.dumps(found).encode(), headers=JSON)

    def tell_catalogs(self) -> dict[str, Any]:
        root = {"id": "1", "name": "Open Catalogue", "subcategories": [_describe(shelf) for shelf in self.shelves]}
        staged = {"id": "Staged", "categories": [{"id": "draft", "name": "Not for sale yet", "subcategories": []}]}
        versions = [staged, {"id": "Online", "categories": [root]}]
        return {"catalogs": [{"id": "toolsProductCatalog", "catalogVersions": versions}]}

    def search(self, query: str, size: int, number: int) -> dict[str, Any]:
        code = query.removeprefix(":relevance").removeprefix(":allCategories:")
        below = self.above[int(code)] if code else set(self.above)
        found = [item for item in self.items if below & set(item.shelves)]
        shown = found[number * size : (number + 1) * size]
        pages = {"totalPages": -(-len(found) // size)}
        return {"products": [self.describe_item(item) for item in shown], "pagination": pages}

    def describe_item(self, item: Item) -> dict[str, Any]:
        price = {"value": item.prices[0], "currencyIso": "EUR"}
        stock = {"stockLevelStatus": "inStock"}
        return {"code": item.slug, "name": item.title, "url": self.link_to(item), "price": price, "stock": stock}

    def link_to(self, item: Item) -> str:
        return f"/Open-Catalogue/{quote(item.title.split(' no')[0].replace(' ', '-'))}/p/{item.slug}"

    def page(self, main: str) -> str:
        state = f'{{"occ":"http://127.0.0.1/assets","asked":"{self.api}/occ/v2/{SITE}/cms/pages?lang=en&curr=EUR"}}'
        shown = (
            f"<header><cx-navigation-ui><nav><ul>{self.menu(self.shelves)}</ul></nav></cx-navigation-ui></header><main>{main}"
            f"</main>"
        )
        return (
            '<!doctype html><html lang="en"><head><title>Tools</title><base href="/"></head><body><cx-storefront '
            f'class="stop-navigating">{shown if self.renders else ""}</cx-storefront><script id="spartacus-app-state" '
            f'type="application/json">{state}</script><script src="main.js" type="module"></script></body></html>'
        )

    def menu(self, shelves: tuple[Shelf, ...]) -> str:
        return "".join(
            f'<li><cx-generic-link><a href="/c/{shelf.number}">{_escape(shelf.name)}</a></cx-generic-link>'
            f"{f'<ul>{self.menu(shelf.below)}</ul>' if shelf.below else ''}</li>"
            for shelf in shelves
        )

    def list_products(self, shelf: Shelf, names: tuple[str, ...], *, number: int) -> str:
        held = [item for item in self.items if self.above[shelf.number] & set(item.shelves)]
        tiles = "".join(
            f'<cx-product-grid-item><a class="cx-product-image-container" href="{self.link_to(item)}"><img alt="" '
            f'src="/medias/{item.slug}.jpg"></a><a class="cx-product-name" href="{self.link_to(item)}">{item.title}</a>'
            f'<div class="cx-product-price">€{item.prices[0]:.2f}</div></cx-product-grid-item>'
            for item in held[number * PER_PAGE : (number + 1) * PER_PAGE]
        )
        link = f'<a class="next" rel="next" href="/c/{shelf.number}?currentPage={number + 1}">Next</a>'
        more = (
            f'<div class="cx-pagination"><cx-pagination>{link}</cx-pagination></div>'
            if (number + 1) * PER_PAGE < len(held)
            else ""
        )
        above = {path: one.number for one, path, _ in walk(self.shelves)}
        steps = "".join(
            f'<li><a href="/c/{above[names[:depth]]}">{_escape(names[depth - 1])}</a></li>'
            for depth in range(1, len(names))
        )
        crumbs = f'<nav aria-label="breadcrumb"><ol><li><a href="/">Home</a></li>{steps}</ol></nav>'
        title = f"<h1>{_escape(shelf.name)}</h1>"
        return f"<cx-breadcrumb>{crumbs}{title}</cx-breadcrumb><cx-product-list>{tiles}{more}</cx-product-list>"

    def show_product(self, item: Item) -> str:
        price = f'"offers":{{"@type":"Offer","price":"{item.prices[0]}","priceCurrency":"EUR"}}'
        data = f'{{"@context":"https://schema.org","@type":"Product","name":"{item.title}",{price}}}'
        return (
            f'<script type="application/ld+json">{data}</script><cx-product-intro><h1>{item.title}</h1>'
            '</cx-product-intro><cx-add-to-cart><button type="submit">Add to cart</button></cx-add-to-cart>'
        )


def _describe(shelf: Shelf) -> dict[str, Any]:
    below = [_describe(one) for one in shelf.below]
    return {"id": str(shelf.number), "name": _escape(shelf.name), "subcategories": below}


def _escape(text: str) -> str:
    return text.replace("&", "&amp;")
