"""What the templates say of goods to machines (schema.org) and to people (prices, sessions)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gapfinder.demo.shop import Article, Shelf, Shop

SIGNS = {"USD": "$", "GBP": "£", "EUR": "€"}
VAT = Decimal("1.20")

Thing = dict[str, Any]


def show_price(amount: Decimal, shop: Shop) -> str:
    """Return an amount as the shop writes it.

    >>> show_price(Decimal("1249.5"), Shop(name="", title="", role="", industry="", structure="", tagline=""))
    '$1,249.50'
    """
    return f"{SIGNS[shop.currency]}{amount:,.2f}"


def add_vat(amount: Decimal) -> Decimal:
    """Return an amount with value added tax."""
    return (amount * VAT).quantize(Decimal("0.01"))


def make_session(seed: str) -> str:
    """Return a session's id: another one for every page."""
    return hashlib.sha256(seed.encode()).hexdigest()[:32]


def describe_trail(steps: Sequence[tuple[str, str]]) -> Thing:
    """Return a BreadcrumbList of names and absolute addresses."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def describe_article(article: Article, shop: Shop, address: str) -> Thing:
    """Return a Product with its offer; a ProductGroup where it has variants."""
    about = {
        "@context": "https://schema.org",
        "name": article.title,
        "url": address,
        "brand": {"@type": "Brand", "name": article.brand},
    }
    if not article.variants:
        return {
            **about, "@type": "Product", "sku": article.sku, "gtin13": article.gtin,
            "offers": _describe_offer(article.price, article, shop),
        }  # fmt: skip
    return {
        **about,
        "@type": "ProductGroup",
        "productGroupID": article.sku,
        "hasVariant": [
            {
                "@type": "Product", "name": f"{article.title} - {name}", "sku": f"{article.sku}-{number}",
                "offers": _describe_offer(price, article, shop),
            }
            for number, (name, price) in enumerate(article.variants, start=1)
        ],
    }  # fmt: skip


def _describe_offer(price: Decimal, article: Article, shop: Shop) -> Thing:
    return {
        "@type": "Offer",
        "price": str(price),
        "priceCurrency": shop.currency,
        "availability": f"https://schema.org/{'InStock' if article.in_stock else 'OutOfStock'}",
    }


def state_tree(shop: Shop, locate: Callable[[Shelf], str]) -> list[Thing]:
    """Return the category tree as scripts of a page would hold it."""
    return [
        {"label": top.name, "href": locate(top), "children": [
            {"label": child.name, "href": locate(child)} for child in shop.children_of(top.path)
        ]}
        for top in shop.children_of(())
    ]  # fmt: skip


MARKUP: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (show_price, add_vat, make_session, describe_trail, describe_article, state_tree)
}
"""What templates may call."""
