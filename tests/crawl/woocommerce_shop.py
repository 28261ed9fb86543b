"""A shop of WooCommerce on loopback: pages of a WordPress theme, and the Store API."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.crawl.shops import Answer, Served
from tests.crawl.stock import Item, Shelf, walk

PER_PAGE = 5
JSON = {"Content-Type": "application/json; charset=UTF-8"}
NO_ROUTE = b'{"code":"rest_no_route","message":"No route was found","data":{"status":404}}'
NOT_FOUND = Served(status=404, body=b"<!doctype html><html><head><title>Page not found</title></head></html>")
CATEGORIES, PRODUCTS = "/wc/store/v1/products/categories", "/wc/store/v1/products"


class WooCommerceShop:
    """Answers for a shop. Without `permalinks` its API is under ?rest_route= only, and no page says where it is."""

    def __init__(
        self,
        shelves: tuple[Shelf, ...],
        items: tuple[Item, ...],
        *,
        permalinks: bool = True,
        closed: tuple[str, ...] = (),
    ) -> None:
        self.shelves, self.items, self.permalinks, self.closed = shelves, items, permalinks, closed
        self.base = ""
        self.is_endless = False
        self.slugs = {shelf.number: slugs for shelf, _, slugs in walk(shelves)}
        self.parents = {one.number: shelf.number for shelf, _, _ in walk(shelves) for one in shelf.below}
        self.places = {f"/product-category/{slugs}": (shelf, names) for shelf, names, slugs in walk(shelves)}
        self.below = {shelf.number: {one.number for one, _, _ in walk((shelf,))} for shelf, _, _ in walk(shelves)}

    def make_pages(self) -> dict[str, Answer]:
        robots = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
        return {"*": self.answer, "/robots.txt": robots, "/sitemap.xml": NOT_FOUND}

    def answer(self, path: str) -> Served:
        bits = urlsplit(path)
        query = parse_qs(bits.query)
        if bits.path.startswith("/wp-json"):
            return self.answer_api(bits.path.removeprefix("/wp-json"), query) if self.permalinks else NOT_FOUND
        if "rest_route" in query:
            return self.answer_api(query["rest_route"][0], query)
        body = self.answer_page(unquote(bits.path).rstrip("/"))
        if body is None:
            return NOT_FOUND
        return Served(body=body.encode(), headers={"Content-Type": "text/html; charset=UTF-8"})

    def answer_api(self, route: str, query: dict[str, list[str]]) -> Served:
        if route not in (CATEGORIES, PRODUCTS) or route in self.closed:
            return Served(status=404, body=NO_ROUTE, headers=JSON)
        describe = self.list_categories if route == CATEGORIES else self.describe_items
        size, number = int(query["per_page"][0]), int(query.get("page", ["1"])[0])
        held = describe()
        headers = dict(JSON)
        if self.is_endless:
            held *= number + 1
        if number * size < len(held):
            where = f"/wp-json{route}?" if self.permalinks else f"/?rest_route={quote(route)}&"
            headers["Link"] = f'<{self.base}{where}per_page={size}&page={number + 1}>; rel="next"'
        body = json.dumps(held[(number - 1) * size : number * size])
        return Served(body=body.encode(), headers=headers)

    def list_categories(self) -> list[dict[str, Any]]:
        return [
            {
                "id": shelf.number,
                "name": _escape(shelf.name),
                "slug": shelf.slug,
                "parent": self.parents.get(shelf.number, 0),
                "count": sum(shelf.number in item.shelves for item in self.items),
                "permalink": f"{self.base}{self.link_to(shelf.number)}",
            }
            for shelf, _, _ in walk(self.shelves)
        ]

    def describe_items(self) -> list[dict[str, Any]]:
        return [
            {
                "id": number,
                "name": item.title,
                "sku": item.slug,
                "permalink": f"{self.base}/product/{item.slug}/",
                "is_in_stock": True,
                "prices": {
                    "price": str(round(item.prices[0] * 100)),
                    "currency_code": "EUR",
                    "currency_minor_unit": 2,
                    "price_range": None,
                },
                "categories": [{"id": one, "link": f"{self.base}{self.link_to(one)}"} for one in item.shelves],
            }
            for number, item in enumerate(self.items, start=1)
        ]

    def link_to(self, number: int) -> str:
        return f"/product-category/{quote(self.slugs[number])}/"

    def answer_page(self, path: str) -> str | None:
        place, _, number = path.partition("/page/")
        if not path:
            return self.page("Tools", "home", "<p>Tools for people who make things, since 1990.</p>" * 9)
        if place in self.places:
            return self.list_products(*self.places[place], number=int(number or 1))
        item = next((item for item in self.items if path == f"/product/{item.slug}"), None)
        return self.show_product(item) if item else None

    def page(self, title: str, body_class: str, main: str) -> str:
        api = f'<link rel="https://api.w.org/" href="{self.base}/wp-json/">' if self.permalinks else ""
        return (
            f'<!doctype html><html lang="en-US"><head><title>{title}</title>{api}<link rel="stylesheet" '
            'href="/wp-content/plugins/woocommerce/assets/css/woocommerce.css"></head><body class="'
            f'{body_class} theme-storefront woocommerce-no-js"><header><nav class="main-navigation"><ul class="menu">'
            f'{self.menu(self.shelves)}</ul></nav></header><main id="main">{main}</main></body></html>'
        )

    def menu(self, shelves: tuple[Shelf, ...]) -> str:
        return "".join(
            f'<li class="menu-item"><a href="{self.link_to(shelf.number)}">{_escape(shelf.name)}</a>'
            f"{f'<ul class=sub-menu>{self.menu(shelf.below)}</ul>' if shelf.below else ''}</li>"
            for shelf in shelves
        )

    def list_products(self, shelf: Shelf, names: tuple[str, ...], *, number: int) -> str:
        held = [item for item in self.items if self.below[shelf.number] & set(item.shelves)]
        tiles = "".join(
            f'<li class="product type-product"><a href="/product/{item.slug}/" class="woocommerce-LoopProduct-link">'
            f'<h2 class="woocommerce-loop-product__title">{item.title}</h2><span class="price"><bdi>'
            f"€{item.prices[0]:.2f}</bdi></span></a></li>"
            for item in held[(number - 1) * PER_PAGE : number * PER_PAGE]
        )
        link = f'<a class="next page-numbers" href="{self.link_to(shelf.number)}page/{number + 1}/">→</a>'
        more = f'<nav class="woocommerce-pagination">{link}</nav>' if number * PER_PAGE < len(held) else ""
        above = {path: one.number for one, path, _ in walk(self.shelves)}
        steps = "".join(
            f'<a href="{self.link_to(above[names[:depth]])}">{_escape(names[depth - 1])}</a> / '
            for depth in range(1, len(names))
        )
        crumbs = f'<nav class="woocommerce-breadcrumb"><a href="/">Home</a> / {steps}{_escape(names[-1])}</nav>'
        title = f'<h1 class="page-title">{_escape(shelf.name)}</h1>'
        listing = f'{crumbs}{title}<ul class="products columns-3">{tiles}</ul>{more}'
        return self.page(_escape(shelf.name), "archive woocommerce woocommerce-page", listing)

    def show_product(self, item: Item) -> str:
        offer = f'"offers":{{"@type":"Offer","price":"{item.prices[0]}","priceCurrency":"EUR"}}'
        data = f'{{"@context":"https://schema.org","@type":"Product","name":"{item.title}",{offer}}}'
        script = f'<script type="application/ld+json">{data}</script>'
        title = f'<h1 class="product_title">{item.title}</h1>'
        cart = '<form class="cart" method="post"><button name="add-to-cart">Add to cart</button></form>'
        return self.page(item.title, "single single-product woocommerce woocommerce-page", f"{script}{title}{cart}")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;")
