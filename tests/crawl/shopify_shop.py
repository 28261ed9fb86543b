"""A shop of Shopify on loopback: a theme's pages, and the JSON that every storefront has beside them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.crawl.shops import Answer, Served
from tests.crawl.stock import Item, Shelf, walk

PER_PAGE = 5
ROBOTS = "User-agent: *\nDisallow: /cart\nDisallow: /*/collections/*sort_by*\n"
LOCKED = (
    "<!doctype html><html><head><title>Opening soon</title></head><body><p>Opening soon</p><form method=post "
    'action="/password"><input type="password" name="password"><button>Enter</button></form></body></html>'
)
NOT_FOUND = Served(status=404, body=b"<!doctype html><html><head><title>404 Not Found</title></head></html>")


class ShopifyShop:
    """Answers for a shop. A market may have a `folder`; `closed` endpoints are not there; a `password` locks all."""

    def __init__(
        self, shelves: tuple[Shelf, ...], items: tuple[Item, ...], *, folder: str = "/", closed: tuple[str, ...] = ()
    ) -> None:
        self.shelves, self.items, self.folder, self.closed = shelves, items, folder, closed
        self.password = False
        self.links_within = False
        """Whether listings link to products below the collection, as many themes do."""
        self.collections = {shelf.slug: (shelf, names) for shelf, names, _ in walk(shelves)}
        self.products = {item.slug: item for item in items}
        self.below = {shelf.number: {one.number for one, _, _ in walk((shelf,))} for shelf, _, _ in walk(shelves)}

    def make_pages(self) -> dict[str, Answer]:
        return {"*": self.answer, "/robots.txt": ROBOTS, "/sitemap.xml": NOT_FOUND}

    def answer(self, path: str) -> Served:
        if self.password and path != "/password":
            return Served(status=302, headers={"Location": "/password"})
        if path == "/" != self.folder:
            return Served(status=302, headers={"Location": self.folder})
        bits = urlsplit(path)
        parts = unquote(bits.path).removeprefix(self.folder).strip("/").split("/")
        number = int(parse_qs(bits.query).get("page", ["1"])[0])
        if parts[-1].endswith(".json"):
            return self.answer_json("/".join(parts), int(parse_qs(bits.query)["limit"][0]), number)
        body = self.answer_page(parts, number)
        if body is None or not bits.path.startswith(self.folder):
            return NOT_FOUND
        return Served(body=body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})

    def answer_json(self, path: str, limit: int, number: int) -> Served:
        if any(path.endswith(one) for one in self.closed):
            return NOT_FOUND
        held: list[dict[str, Any]]
        if path == "collections.json":
            key, held = "collections", [self.describe_shelf(shelf) for shelf, _ in self.collections.values()]
            held.append({"handle": "frontpage", "title": "Home page", "products_count": 2})
        else:
            slug = path.removesuffix("products.json").strip("/").removeprefix("collections/")
            shelf = self.collections[slug][0] if slug else None
            key, held = "products", [self.describe_item(item) for item in self.hold(shelf)]
        body = {key: held[(number - 1) * limit : number * limit]}
        return Served(body=json.dumps(body).encode(), headers={"Content-Type": "application/json"})

    def hold(self, shelf: Shelf | None) -> list[Item]:
        if shelf is None:
            return list(self.items)
        return [item for item in self.items if self.below[shelf.number] & set(item.shelves)]

    def describe_shelf(self, shelf: Shelf) -> dict[str, Any]:
        count = len(self.hold(shelf))
        return {"id": shelf.number, "handle": shelf.slug, "title": _escape(shelf.name), "products_count": count}

    def describe_item(self, item: Item) -> dict[str, Any]:
        variants = [{"price": f"{price:.2f}", "sku": item.slug, "available": True} for price in reversed(item.prices)]
        return {"handle": item.slug, "title": item.title, "vendor": "Acme", "variants": variants}

    def answer_page(self, parts: list[str], number: int) -> str | None:
        if parts == [""]:
            return self.page("Tools", "index", "<p>Tools for people who make things, since 1990.</p>" * 9)
        if parts == ["password"]:
            return LOCKED
        if parts[0] == "collections" and parts[-1] in self.collections:
            return self.list_products(*self.collections[parts[-1]], number=number)
        return self.show_product(self.products[parts[-1]]) if parts[-1] in self.products else None

    def page(self, title: str, template: str, main: str) -> str:
        script = f'Shopify.currency = {{"active":"EUR","rate":"1.0"}};Shopify.routes.root = "{self.folder}";'
        return (
            f'<!doctype html><html lang="en"><head><title>{title}</title><script>var Shopify = Shopify || {{}};'
            f'Shopify.shop = "tools.myshopify.com";Shopify.theme = {{"name":"Dawn"}};{script}</script></head><body '
            f'class="template-{template}"><header><nav class="header__inline-menu"><ul>{self.menu(self.shelves)}</ul>'
            f'</nav></header><main id="MainContent"><h1>{title}</h1>{main}</main></body></html>'
        )

    def menu(self, shelves: tuple[Shelf, ...]) -> str:
        return "".join(
            f'<li><a href="{self.folder}collections/{shelf.slug}">{_escape(shelf.name)}</a>'
            f"{f'<ul>{self.menu(shelf.below)}</ul>' if shelf.below else ''}</li>"
            for shelf in shelves
        )

    def list_products(self, shelf: Shelf, names: tuple[str, ...], *, number: int) -> str:
        held = self.hold(shelf)
        below = f"{self.folder}collections/{shelf.slug}/products/" if self.links_within else f"{self.folder}products/"
        tiles = "".join(
            f'<li class="grid__item"><div class="card"><h3 class="card__heading"><a href="{below}{item.slug}">'
            f'{item.title}</a></h3><div class="price"><span class="price-item">€{item.prices[0]:.2f}</span></div>'
            "</div></li>"
            for item in held[(number - 1) * PER_PAGE : number * PER_PAGE]
        )
        link = f'<a rel="next" href="{self.folder}collections/{shelf.slug}?page={number + 1}">Next page</a>'
        more = f'<nav class="pagination">{link}</nav>' if number * PER_PAGE < len(held) else ""
        return self.page(_escape(shelf.name), "collection", f'<ul id="product-grid" class="grid">{tiles}</ul>{more}')

    def show_product(self, item: Item) -> str:
        offer = f'"offers":{{"@type":"Offer","price":"{item.prices[0]}","priceCurrency":"EUR"}}'
        data = f'{{"@context":"https://schema.org","@type":"Product","name":"{item.title}",{offer}}}'
        canonical = f'<link rel="canonical" href="{self.folder}products/{item.slug}">'
        script = f'{canonical}<script type="application/ld+json">{data}</script>'
        return self.page(item.title, "product", f"{script}<form action='/cart/add'><button>Add to cart</button></form>")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;")
