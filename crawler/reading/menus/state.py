"""Category trees in the state that a page hands to its scripts: `__NEXT_DATA__`, `__NUXT__`, `__INITIAL_STATE__`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crawler.reading.data.embedded_state import read_states
from crawler.reading.markup.document import Document
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.tags import NO_MARKS
from crawler.reading.markup.text import clean_name
from crawler.reading.menus.entries import EntryList, list_entries
from crawler.reading.menus.items import Item

MOST_VALUES = 200_000
FEWEST_CATEGORIES = 3
DEEPEST = 6
_NAMES = ("name", "title", "label", "text", "displayName", "categoryName")
_CHILDREN = (
    "children",
    "subcategories",
    "subCategories",
    "sub_categories",
    "children_data",
    "childCategories",
    "categories",
    "items",
    "links",
    "nodes",
    "submenu",
    "menuItems",
)
_URLS = (
    "url",
    "href",
    "path",
    "link",
    "urlPath",
    "url_path",
    "permalink",
    "canonicalUrl",
    "urlKey",
    "url_key",
    "slug",
    "to",
)
_GOODS = frozenset({"price", "sku", "offers", "finalPrice", "variants", "priceRange"})
_MENU_KEY = re.compile(r"categor|menu|navigation|\bnav|taxonom|department|catalog", re.IGNORECASE)


def read_state_menu(document: Document) -> EntryList:
    """Return the largest category tree of the page's embedded states; empty where there is none."""
    best = EntryList()
    for state in read_states(document):
        for values in _trees(state):
            items = _items(values, document, 0)
            entries = list_entries(items, document)
            if len(entries.entries) >= FEWEST_CATEGORIES and len(entries.entries) > len(best.entries):
                best = entries
    return best


def _trees(state: Any) -> Iterator[list[Any]]:
    """Yield lists under a key that speaks of categories or a menu, outermost first."""
    stack: list[tuple[Any, bool]] = [(state, False)]
    for _ in range(MOST_VALUES):
        if not stack:
            return
        value, meant = stack.pop()
        if isinstance(value, list):
            if meant and len(value) > 1 and all(_is_category(entry) for entry in value[:20]):
                yield value
                continue
            stack.extend((entry, meant) for entry in value)
        elif isinstance(value, dict):
            stack.extend((entry, meant or bool(_MENU_KEY.search(str(key)))) for key, entry in value.items())


def _is_category(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(_first(value, _NAMES))
        and bool(_first(value, _URLS))
        and _GOODS.isdisjoint(value)
    )


def _first(value: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((value[key] for key in keys if isinstance(value.get(key), str) and value[key]), None)


def _items(values: list[Any], document: Document, depth: int) -> list[Item]:
    items = []
    for value in values[:500]:
        if not _is_category(value):
            continue
        name = clean_name(_first(value, _NAMES))
        below: list[Any] = next(
            (value[key] for key in _CHILDREN if isinstance(value.get(key), list) and value[key]), []
        )
        if name:
            url = _url(value, document)
            children = _items(below, document, depth + 1) if depth < DEEPEST else []
            node = Spot("a", NO_MARKS, None, 0, 0)
            node.chars = len(name)
            items.append(Item(name=name, url=url, node=node, clickable=True, children=children))
    return items


def _url(value: dict[str, Any], document: Document) -> str | None:
    found = _first(value, _URLS)
    if found is None or ("/" not in found and "." not in found):
        return None
    return document.join(found if found.startswith(("/", "http")) else f"/{found}")
