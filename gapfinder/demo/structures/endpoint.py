"""WooCommerce-like: the store endpoint tells categories with their parents, and products with their categories."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gapfinder.demo.exchange import Ask, Reply
from gapfinder.demo.shop import Article, Shelf, make_slug
from gapfinder.demo.storefront import Storefront
from gapfinder.demo.structure import Structure, Target

ROOT = "/wp-json/wc/store/v1/products"
UNCATEGORIZED = {"id": 10, "name": "Uncategorized", "slug": "uncategorized", "parent": 0, "count": 0}
"""A category that this software makes by itself."""


def locate(target: Target) -> str:
    """Return the address of a page."""
    match target:
        case Shelf(path=path):
            return "/product-category/" + "/".join(map(make_slug, path)) + "/"
        case Article():
            return f"/product/{target.slug}/"
        case _:
            return f"/{target.slug}/"


def answer(front: Storefront, ask: Ask) -> Reply | None:
    """Answer the store endpoint."""
    if ask.path.rstrip("/") == f"{ROOT}/categories":
        spare = {**UNCATEGORIZED, "permalink": f"{ask.base}/product-category/uncategorized/"}
        return _tell(ask, [spare, *(_show_shelf(front, ask, shelf) for shelf in front.shop.shelves)])
    if ask.path.rstrip("/") == ROOT:
        return _tell(ask, [_show_article(front, ask, article) for article in front.shop.articles])
    return None


def _tell(ask: Ask, entries: Sequence[Mapping[str, Any]]) -> Reply:
    """Answer with one page of entries; how many there are stands in the headers."""
    told = ask.query.get("per_page", "10")
    size = min(int(told), 100) if told.isdecimal() and int(told) else 10
    number, pages = ask.page_number("page"), max(-(-len(entries) // size), 1)
    following = f'<{ask.base}{ask.path}?per_page={size}&page={number + 1}>; rel="next"'
    return Reply(
        body=json.dumps(entries[(number - 1) * size : number * size]).encode(),
        content_type="application/json; charset=UTF-8",
        headers={
            "X-WP-Total": str(len(entries)),
            "X-WP-TotalPages": str(pages),
            **({"Link": following} if number < pages else {}),
        },
    )


def _show_shelf(front: Storefront, ask: Ask, shelf: Shelf) -> dict[str, Any]:
    parent = front.shop.by_path.get(shelf.path[:-1])
    return {
        "id": shelf.number,
        "name": shelf.name.replace("&", "&amp;"),
        "slug": shelf.slug,
        "parent": parent.number if parent else 0,
        "count": len(front.shop.articles_of(shelf)),
        "permalink": ask.base + locate(shelf),
    }


def _show_article(front: Storefront, ask: Ask, article: Article) -> dict[str, Any]:
    shelves = [front.shop.by_path[path] for path in article.shelves]
    return {
        "id": article.number,
        "name": article.title.replace("&", "&amp;"),
        "slug": article.slug,
        "permalink": ask.base + locate(article),
        "sku": article.sku,
        "is_in_stock": article.in_stock,
        "prices": {
            "price": str(int(article.price * 100)),
            "currency_code": front.shop.currency,
            "currency_minor_unit": 2,
            "price_range": None,
        },
        "brands": [{"id": 1, "name": article.brand, "slug": make_slug(article.brand)}],
        "categories": [
            {"id": shelf.number, "name": shelf.name, "slug": shelf.slug, "link": ask.base + locate(shelf)}
            for shelf in shelves
        ],
    }


STRUCTURE = Structure(locate=locate, folder="endpoint", answer=answer)
