"""Magento 2, Adobe Commerce: https://developer.adobe.com/commerce/webapi/graphql/ (`/graphql`, open to every visitor).

Queries may be sent by GET, which lets the shop's cache answer them (…/graphql/usage/caching). Without a filter
`categories`, and `categoryList` before it, answer with the store's root category
(…/graphql/schema/products/queries/categories). How many products a category has is not asked for: it costs the shop a
count each (https://github.com/magento/magento2/issues/41214). The search engine gives out no more than ten thousand
products of one question (https://www.elastic.co/guide/en/elasticsearch/reference/current/index-modules.html). Adobe
Commerce as a Cloud Service has none of these queries: there, and where the endpoint is closed, the pages are read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import orjson

from crawler.findings import Finding, ListedProduct, Platform, Source
from crawler.pages import Link, Page
from crawler.sightings import Offer
from crawler.sources.answers import Json, count_of, find_in, money_of, objects_of, read_json, text_of
from crawler.sources.magento_questions import (
    DIALECTS,
    PAGE_SIZE,
    SMALL_PAGE_SIZE,
    Dialect,
    ask_products,
    ask_tree,
)
from crawler.sources.trees import list_categories, walk_tree

NAME = "magento"
TOGETHER = 100
"""Categories whose products are asked for in one question: as many as an address has room for."""
WINDOW = 10_000
"""Products of one question that can be paged through."""
_BASE_URL = re.compile(r"""\bBASE_URL\s{0,9}=\s{0,9}["']([^"'\s]{1,500})["']""")
_ESCAPE = re.compile(r"\\u00([0-9a-fA-F]{2})|\\(/)")


def locate(page: Page) -> Platform:
    """Return where the endpoint of the store is that a home page belongs to; the page's scripts name its base."""
    found = _BASE_URL.search(page.text)
    base = _ESCAPE.sub(lambda match: match[2] or chr(int(match[1], 16)), found.group(1)) if found else ""
    root = urljoin(page.url, "/")
    try:
        is_own = urlsplit(base).netloc == urlsplit(page.url).netloc and base.startswith(("http://", "https://"))
    except ValueError:
        is_own = False
    return Platform(name=NAME, root=urljoin(root, urlsplit(base).path.rstrip("/") + "/") if is_own else root)


def start(platform: Platform) -> tuple[Link, ...]:
    """Ask for the whole tree of categories."""
    return (ask_tree(platform, DIALECTS[0]),)


def read(platform: Platform, page: Page) -> Finding:
    """Read the tree of categories, or one page of products."""
    parameters = parse_qs(urlsplit(page.requested_url).query)
    query, variables = parameters.get("query", [""])[0], parameters.get("variables", [""])[0]
    data = find_in(read_json(page), "data")
    if not variables:
        return _read_tree(platform, page, data, dialect=DIALECTS["categoryList" in query])
    asked = orjson.loads(variables)
    return _read_products(platform, page, data, dialect=DIALECTS["category_id" in query], asked=asked)


def _read_tree(platform: Platform, page: Page, data: Json, *, dialect: Dialect) -> Finding:
    config = find_in(data, "storeConfig")
    roots = objects_of(find_in(data, "categories", "items")) or objects_of(find_in(data, "categoryList"))
    if not roots or not _is_same_store(platform, config):
        closed = f"/graphql answered {page.status} without the categories of this store"
        links = (
            (ask_tree(platform, DIALECTS[1]),) if dialect is DIALECTS[0] and not roots and page.status == 200 else ()
        )
        return Finding(reader=NAME, page_url=page.url, closed=closed, links=links)
    suffix = text_of(find_in(config, "category_url_suffix")) or ""
    branches = list(
        walk_tree(
            objects_of(roots[0].get("children")),
            below="children",
            address=lambda entry: _page_url(platform, entry.get("url_path"), suffix),
        )
    )
    keys = [key for branch in branches if (key := text_of(branch.entry.get(dialect.key)))]
    asked = tuple(
        ask_products(platform, dialect, keys[at : at + TOGETHER], size=PAGE_SIZE)
        for at in range(0, len(keys), TOGETHER)
    )
    return Finding(
        reader=NAME, page_url=page.url, categories=list_categories(branches), links=asked, complete_tree=True
    )


def _is_same_store(platform: Platform, config: Json) -> bool:
    """Tell whether an answer speaks for the store of the page: its views in other languages have other addresses."""
    base = text_of(find_in(config, "base_link_url"))
    try:
        return base is None or urlsplit(base).path.rstrip("/") == urlsplit(platform.root).path.rstrip("/")
    except ValueError:
        return False


def _page_url(platform: Platform, path: Json, suffix: str) -> str | None:
    text = text_of(path)
    return f"{platform.root}{quote(text.strip('/'), safe='/%')}{suffix}" if text else None


def _read_products(platform: Platform, page: Page, data: Json, *, dialect: Dialect, asked: Json) -> Finding:
    keys, number, size = asked["c"], asked["p"], asked["s"]
    total, items = count_of(find_in(data, "products", "total_count")), find_in(data, "products", "items")
    if total is None or not isinstance(items, list):
        again = (ask_products(platform, dialect, keys, size=SMALL_PAGE_SIZE),)
        may_ask = number == 1 and size != SMALL_PAGE_SIZE and page.status == 200
        closed = f"/graphql answered {page.status} without products"
        links = tuple(replace(link, depth=0) for link in again if may_ask)
        return Finding(reader=NAME, page_url=page.url, closed=closed, links=links)
    config = find_in(data, "storeConfig")
    suffixes = tuple(text_of(find_in(config, f"{what}_url_suffix")) or "" for what in ("category", "product"))
    products = tuple(product for item in objects_of(items) if (product := _product(platform, item, suffixes)))
    reach = min(total, WINDOW)
    if total > WINDOW and len(keys) > 1:
        halves = (keys[: len(keys) // 2], keys[len(keys) // 2 :])
        links = tuple(ask_products(platform, dialect, half, size=size) for half in halves)
        return Finding(reader=NAME, page_url=page.url, products=products, links=links)
    goes_on = bool(items) and number * size < reach
    links = (ask_products(platform, dialect, keys, number=number + 1, size=size),) if goes_on else ()
    is_cut = not goes_on and total > WINDOW
    return Finding(reader=NAME, page_url=page.url, products=products, links=links, cut=is_cut)


def _product(platform: Platform, item: Json, suffixes: tuple[str, ...]) -> ListedProduct | None:
    """Return a product; one of several variants has the price of the cheapest."""
    title = text_of(item.get("name"))
    if not title:
        return None
    money = find_in(item, "price_range", "minimum_price", "final_price")
    offer = Offer(
        title=title,
        url=_page_url(platform, item.get("url_key"), suffixes[1]),
        price=money_of(find_in(money, "value") or None),  # what is sold in parts has none of its own
        currency=text_of(find_in(money, "currency")),
        sku=text_of(item.get("sku")),
        availability={"IN_STOCK": "InStock", "OUT_OF_STOCK": "OutOfStock"}.get(text_of(item.get("stock_status")) or ""),
    )
    paths = (
        _page_url(platform, category.get("url_path"), suffixes[0]) for category in objects_of(item.get("categories"))
    )
    return ListedProduct(offer=offer, categories=tuple(path for path in paths if path))


SOURCE = Source(name=NAME, locate=locate, start=start, read=read)
