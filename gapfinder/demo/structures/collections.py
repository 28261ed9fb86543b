"""Shopify-like: flat collections and their products as JSON; the hierarchy is the menu's alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gapfinder.demo.exchange import Ask, Reply, tell_plain
from gapfinder.demo.shop import Article, Shelf
from gapfinder.demo.storefront import Storefront
from gapfinder.demo.structure import Structure, Target

FRONT_PAGE = {"id": 100, "title": "Home page", "handle": "frontpage", "description": "", "products_count": 0}
"""A collection that this software makes by itself."""


def locate(target: Target) -> str:
    """Return the address of a page."""
    match target:
        case Shelf():
            return f"/collections/{target.slug}"
        case Article():
            return f"/products/{target.slug}"
        case _:
            return f"/pages/{target.slug}"


def answer(front: Storefront, ask: Ask) -> Reply | None:
    """Answer the JSON endpoints, and a product's second address below its collection."""
    match ask.path.strip("/").split("/"):
        case ["collections.json"]:
            return _tell(ask, "collections", [FRONT_PAGE, *(_show_shelf(front, shelf) for shelf in front.shop.shelves)])
        case ["products.json"]:
            return _tell(ask, "products", [_show_article(article) for article in front.shop.articles])
        case ["collections", handle, "products.json"]:
            shelves = [shelf for shelf in front.shop.shelves if shelf.slug == handle]
            goods = [article for shelf in shelves for article in front.shop.articles_of(shelf)]
            return _tell(ask, "products", [_show_article(article) for article in goods])
        case ["collections", _, "products", handle]:
            return front.answer_page(Ask(base=ask.base, path=f"/products/{handle}"))
        case _:
            return None


def _tell(ask: Ask, key: str, entries: Sequence[dict[str, Any]]) -> Reply:
    told = ask.query.get("limit", "30")
    limit = min(int(told), 250) if told.isdecimal() else 30
    start = (ask.page_number("page") - 1) * limit
    return tell_plain(json.dumps({key: entries[start : start + limit]}), content_type="application/json; charset=utf-8")


def _show_shelf(front: Storefront, shelf: Shelf) -> dict[str, Any]:
    return {
        "id": 4_000_000 + shelf.number,
        "title": shelf.name,
        "handle": shelf.slug,
        "description": "",
        "published_at": "2026-01-05T09:00:00-05:00",
        "products_count": len(front.shop.articles_of(shelf)),
    }


def _show_article(article: Article) -> dict[str, Any]:
    variants = article.variants or (("Default Title", article.price),)
    return {
        "id": 7_000_000 + article.number,
        "title": article.title,
        "handle": article.slug,
        "vendor": article.brand,
        "product_type": article.shelves[0][-1],
        "tags": [],
        "variants": [
            {
                "id": 9_000_000 + 10 * article.number + place,
                "title": name,
                "sku": article.sku if len(variants) == 1 else f"{article.sku}-{place}",
                "price": str(price),
                "available": article.in_stock,
            }
            for place, (name, price) in enumerate(variants, start=1)
        ],
    }


STRUCTURE = Structure(locate=locate, folder="collections", answer=answer)
