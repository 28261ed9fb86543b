"""What a plain spider for the made-up shop would read with BeautifulSoup: the same as our readers, by class names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag


def read_soup(soup: BeautifulSoup, url: str) -> dict[str, Any]:
    """Return menu, breadcrumb, tiles, next page and product of a page."""
    return {
        "url": url,
        "menu": [list(entry) for entry in _read_menu(soup.select_one("ul.mega__tops"), ())],
        "trail": [(link.get_text(strip=True), link["href"]) for link in soup.select("nav.trail a")],
        "tiles": [_read_tile(tile) for tile in soup.select("li.tile")],
        "subcategories": [(link.get_text(strip=True), link["href"]) for link in soup.select("li.subcategory a")],
        "next": _read_href(soup.select_one('a[rel~="next"]')),
        "product": _read_product(soup),
    }


def list_links(soup: BeautifulSoup) -> list[str]:
    """Return where the page's links lead, as they stand there."""
    return [str(link["href"]) for link in soup.find_all("a", href=True)]


def _read_menu(level: Tag | None, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for item in level.find_all("li", recursive=False) if level else ():
        link = item.find("a", href=True)
        path = (*above, link.get_text(strip=True))
        yield path, str(link["href"])
        yield from _read_menu(item.find("ul"), path)


def _read_tile(tile: Tag) -> dict[str, str | None]:
    link = tile.select_one(".tile__name a")
    price = tile.select_one(".price__now")
    return {
        "title": link.get_text(strip=True) if link else None,
        "url": _read_href(link),
        "price": price.get_text(strip=True).lstrip("€") if price else None,
    }


def _read_product(soup: BeautifulSoup) -> dict[str, Any] | None:
    for script in soup.find_all("script", type="application/ld+json"):
        data = json.loads(script.get_text())
        if data.get("@type") == "Product":
            offer = data["offers"]
            return {
                "title": data["name"],
                "sku": data["sku"],
                "gtin": data["gtin13"],
                "brand": data["brand"]["name"],
                "price": offer["price"],
                "currency": offer["priceCurrency"],
                "availability": offer["availability"].rpartition("/")[2],
            }
    return None


def _read_href(link: Tag | None) -> str | None:
    return str(link["href"]) if link else None
