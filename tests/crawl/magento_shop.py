"""A shop of Magento 2 on loopback: its pages in the markup of the software's own theme, and its GraphQL endpoint."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.crawl.graphql import Complaint, Endpoint, Schema
from tests.crawl.shops import Answer, Served
from tests.crawl.stock import Item, Shelf, walk

PER_PAGE = 5
JSON = {"Content-Type": "application/json"}


def make_pages(
    shelves: tuple[Shelf, ...], items: tuple[Item, ...], *, graphql: Callable[[str], Served] | None = None
) -> dict[str, Answer]:
    """Return what the shop answers. Without `graphql` its endpoint is not there."""
    front = Storefront(shelves, items)

    def answer(path: str) -> Served:
        if path.startswith("/graphql"):
            return graphql(path) if graphql else Served(status=404, body=b"{}", headers=JSON)
        return front.answer(path)

    return {"*": answer, "/robots.txt": "User-agent: *\nDisallow: /checkout/\n", "/sitemap.xml": Served(status=404)}


class Storefront:
    """Serves the pages of categories and products by their addresses."""

    def __init__(self, shelves: tuple[Shelf, ...], items: tuple[Item, ...]) -> None:
        self.shelves, self.items = shelves, items
        self.places = {f"/{slugs}.html": (shelf, names) for shelf, names, slugs in walk(shelves)}
        self.products = {f"/{item.slug}.html": item for item in items}
        self.links = {shelf.number: f"/{quote(slugs)}.html" for shelf, _, slugs in walk(shelves)}

    def answer(self, path: str) -> Served:
        bits = urlsplit(path)
        place = unquote(bits.path)
        if place == "/":
            body = self.page("Home", "cms-index-index", "<p>Tools for people who make things, since 1990.</p>")
        elif place in self.places:
            number = int(parse_qs(bits.query).get("p", ["1"])[0])
            body = self.list_products(*self.places[place], number=number, path=bits.path)
        elif place in self.products:
            body = self.show_product(self.products[place])
        else:
            return Served(status=404, body=b"<html><title>404 Not Found</title></html>")
        return Served(body=body.encode(), headers={"Content-Type": "text/html; charset=UTF-8"})

    def page(self, title: str, body_class: str, main: str) -> str:
        return (
            f"<!doctype html><html lang=\"en\"><head><title>{title}</title><script>var LOCALE = 'en\\u002DUS';</script>"
            '<script src="/static/version1700000000/frontend/Magento/luma/en_US/requirejs/require.min.js"></script>'
            f'</head><body data-container="body" class="{body_class} page-layout-1column"><header class="page-header">'
            f'<nav class="navigation" data-action="navigation"><ul data-mage-init=\'{{"menu":{{}}}}\'>'
            f'{self.menu(self.shelves)}</ul></nav></header><main id="maincontent" class="page-main"><h1 '
            f'class="page-title">{title}</h1>{main}</main><script type="text/x-magento-init">'
            f'{{"*": {{"Magento_Ui/js/core/app": {{}}}}}}</script></body></html>'
        )

    def menu(self, shelves: tuple[Shelf, ...], level: int = 0) -> str:
        return "".join(
            f'<li class="level{level} category-item"><a href="{self.links[shelf.number]}"><span>{_escape(shelf.name)}'
            f"</span></a>{f'<ul class=submenu>{self.menu(shelf.below, level + 1)}</ul>' if shelf.below else ''}</li>"
            for shelf in shelves
        )

    def list_products(self, shelf: Shelf, names: tuple[str, ...], *, number: int, path: str) -> str:
        held = [item for item in self.items if shelf.number in item.shelves]
        shown = held[(number - 1) * PER_PAGE : number * PER_PAGE]
        tiles = "".join(
            f'<li class="item product product-item"><div class="product-item-info"><a class="product photo" '
            f'href="/{item.slug}.html"><img src="/media/{item.slug}.jpg" alt="{item.title}"></a><strong class="product '
            f'name product-item-name"><a class="product-item-link" href="/{item.slug}.html">{item.title}</a></strong>'
            f'<div class="price-box price-final_price"><span class="price-wrapper"><span class="price">'
            f"${item.prices[0]:.2f}</span></span></div></div></li>"
            for item in shown
        )
        link = f'<a class="action next" href="{path}?p={number + 1}" title="Next">Next</a>'
        more = f'<li class="item pages-item-next">{link}</li>'
        pager = f'<ul class="items pages-items">{more}</ul>' if number * PER_PAGE < len(held) else ""
        crumbs = self.crumbs(names)
        products = f'<ol class="products list items product-items">{tiles}</ol>' if tiles else ""
        empty = "" if tiles else '<div class="message info empty">We can\'t find products matching the selection.</div>'
        return self.page(_escape(shelf.name), "catalog-category-view", crumbs + empty + products + pager)

    def crumbs(self, names: tuple[str, ...]) -> str:
        above = {path: self.links[shelf.number] for shelf, path, _ in walk(self.shelves)}
        steps = "".join(
            f'<li class="item"><a href="{above[names[:depth]]}">{_escape(names[depth - 1])}</a></li>'
            for depth in range(1, len(names))
        )
        return (
            '<div class="breadcrumbs"><ul class="items"><li class="item home"><a href="/">Home</a></li>'
            f'{steps}<li class="item"><strong>{_escape(names[-1])}</strong></li></ul></div>'
        )

    def show_product(self, item: Item) -> str:
        offer = (
            f'<div class="product-info-main" itemscope itemtype="http://schema.org/Product"><meta itemprop="name" '
            f'content="{item.title}"><div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta '
            f'itemprop="price" content="{item.prices[0]}"><meta itemprop="priceCurrency" content="USD"><span class='
            f'"price">${item.prices[0]:.2f}</span></div><form data-product-sku="{item.slug}" '
            f'action="/checkout/cart/add/" method="post"><button class="action primary tocart">Add to Cart</button>'
            f"</form></div>"
        )
        return self.page(item.title, "catalog-product-view", offer)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;")


class GraphQl:
    """Magento's endpoint. `version` 2.3 knows neither `categories` nor uids; `largest` bounds a page of products."""

    def __init__(
        self, shelves: tuple[Shelf, ...], items: tuple[Item, ...], *, version: float = 2.4, largest: int = 300
    ) -> None:
        self.items, self.largest = items, largest
        self.slugs = {shelf.number: slugs for shelf, _, slugs in walk(shelves)}
        self.root = Shelf(number=2, name="Default Category", slug="", below=shelves)
        self.above = {shelf.number: {below.number for below, _, _ in walk((shelf,))} for shelf, _, _ in walk(shelves)}
        self.stock_status = True
        self.products_refused = False
        self.store_path = "/"
        self.endpoint = Endpoint(schema=self.make_schema(version))

    def __call__(self, path: str) -> Served:
        parameters = parse_qs(urlsplit(path).query)
        variables = json.loads(parameters.get("variables", ["{}"])[0])
        body = self.endpoint.answer(parameters.get("query", [""])[0], variables)
        return Served(body=json.dumps(body).encode(), headers=JSON)

    def make_schema(self, version: float) -> Schema:
        category = {
            "id": ("", lambda shelf, _: shelf.number),
            "name": ("", lambda shelf, _: shelf.name),
            "url_path": ("", lambda shelf, _: self.slugs.get(shelf.number)),
            "children": ("Category", lambda shelf, _: list(shelf.below)),
        }
        query = {
            "storeConfig": ("StoreConfig", lambda *_: {}),
            "categoryList": ("Category", lambda *_: [self.root]),
            "products": ("Products", self.find_products),
        }
        if version >= 2.4:
            category["uid"] = ("", lambda shelf, _: _uid(shelf.number))
            query["categories"] = ("Categories", lambda *_: self.root)
        money = {"value": ("", lambda price, _: price), "currency": ("", lambda *_: "USD")}
        return {
            "Query": query,
            "StoreConfig": {
                "base_link_url": ("", lambda *_: f"http://shop.example{self.store_path}"),
                "category_url_suffix": ("", lambda *_: ".html"),
                "product_url_suffix": ("", lambda *_: ".html"),
            },
            "Categories": {"items": ("Category", lambda root, _: [root])},
            "Category": category,
            "Products": {
                "total_count": ("", lambda found, _: found["total"]),
                "items": ("Product", lambda found, _: found["items"]),
            },
            "Product": self.make_product_fields(),
            "PriceRange": {"minimum_price": ("ProductPrice", lambda price, _: price)},
            "ProductPrice": {"final_price": ("Money", lambda price, _: price)},
            "Money": money,
        }

    def make_product_fields(self) -> Mapping[str, tuple[str, Callable[[Any, Any], Any]]]:
        return {
            "name": ("", lambda item, _: item.title),
            "sku": ("", lambda item, _: item.slug),
            "url_key": ("", lambda item, _: item.slug),
            "stock_status": ("", self.tell_stock),
            "price_range": ("PriceRange", lambda item, _: min(item.prices)),
            "categories": ("Category", lambda item, _: [Shelf(number=n, name="", slug="") for n in item.shelves]),
        }

    def tell_stock(self, _item: Item, _arguments: object) -> str:
        if not self.stock_status:
            raise Complaint('Cannot query field "stock_status" on type "ProductInterface".')
        return "IN_STOCK"

    def find_products(self, _: object, arguments: Mapping[str, Any]) -> dict[str, Any]:
        size, number = arguments.get("pageSize", 20), arguments.get("currentPage", 1)
        if self.products_refused:
            raise Complaint("The current customer isn't authorized.")
        if size > self.largest:
            raise Complaint(f"Maximum PageSize is {self.largest}")
        wanted = self.read_filter(arguments["filter"])
        # what is asked of a category holds for all below it: they are anchors
        numbers = set().union(*(self.above[number] for number in wanted if number in self.above))
        found = [item for item in self.items if numbers & set(item.shelves)]
        if found and (number - 1) * size >= len(found):
            raise Complaint(
                f"currentPage value {number} specified is greater than the {len(found) // size + 1} page(s)."
            )
        return {"total": len(found), "items": found[(number - 1) * size : number * size]}

    def read_filter(self, given: Mapping[str, Any]) -> list[int]:
        [(name, condition)] = given.items()
        keys = condition["in"]
        if name == "category_uid" and "uid" in self.endpoint.schema["Category"]:
            return [int(base64.b64decode(key)) for key in keys]
        if name == "category_id":
            return [int(key) for key in keys]
        raise Complaint(f'Field "{name}" is not defined by type ProductAttributeFilterInput.')


def _uid(number: int) -> str:
    return base64.b64encode(str(number).encode()).decode()
