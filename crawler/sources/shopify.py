"""Shopify: https://shopify.dev/docs/storefronts/themes (`/collections.json` and `/products.json` of each storefront).

Collections are flat: the hierarchy comes from the shop's menu. A market's storefront may live in a folder of its own
(https://shopify.dev/docs/storefronts/themes/markets), which the theme's script names. Storefronts that are built apart
from the themes (https://shopify.dev/docs/storefronts/headless/hydrogen) and those that close the endpoints, or stand
behind a password, answer something else than JSON: then the pages are read.
"""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from crawler.findings import Finding, ListedCategory, ListedProduct, Platform, Source
from crawler.pages import Link, Page, Why
from crawler.sightings import Offer
from crawler.sources.answers import Json, count_of, money_of, objects_of, read_json, text_of

NAME = "shopify"
PAGE_SIZE = 250
BUILT_IN = frozenset({"frontpage", "all"})
"""Collections that every store has for its own pages: what the home page features, and everything."""
LAST_PAGE = 100
"""Shopify answers no further than 25,000 records."""
_CURRENCY = re.compile(r'Shopify\.currency\s{0,9}=\s{0,9}\{\s{0,9}"active"\s{0,9}:\s{0,9}"([A-Z]{3})"')
_FOLDER = re.compile(r"""Shopify\.routes\.root\s{0,9}=\s{0,9}["'](/(?:[a-z]{2}(?:-[a-z]{2})?/)?)["']""", re.IGNORECASE)


def locate(page: Page) -> Platform:
    """Return where a storefront's endpoints are: beside its home page, in the folder of its market."""
    currency, folder = _CURRENCY.search(page.text), _FOLDER.search(page.text)
    return Platform(
        name=NAME,
        root=urljoin(page.url, folder.group(1) if folder else "/"),
        currency=currency.group(1) if currency else None,
    )


def start(platform: Platform) -> tuple[Link, ...]:
    """Ask for the collections; their products follow only where that is open."""
    return (_ask(platform, "collections.json"),)


def _ask(platform: Platform, path: str, number: int = 1) -> Link:
    url = f"{platform.root}{path}?limit={PAGE_SIZE}&page={number}"
    return Link(url=url, why=Why.PLATFORM, group=path, goods=path.endswith("products.json"))


def read(platform: Platform, page: Page) -> Finding:
    """Read one page of collections, of a collection's products, or of all products."""
    answer = read_json(page)
    path = urlsplit(page.requested_url).path.removeprefix(urlsplit(platform.root).path)
    key = "collections" if path == "collections.json" else "products"
    if not isinstance(answer, dict) or not isinstance(answer.get(key), list):
        return Finding(reader=NAME, page_url=page.url, closed=f"/{path} answered {page.status}")
    entries = objects_of(answer[key])
    number = int((parse_qs(urlsplit(page.requested_url).query).get("page") or ["1"])[0])
    is_full = len(entries) >= PAGE_SIZE
    following = (_ask(platform, path, number + 1),) if is_full and number < LAST_PAGE else ()
    if key == "collections":
        return _read_collections(platform, page, entries, following)
    collection = _collection_url(platform, path.split("/")[1]) if path.startswith("collections/") else None
    products = tuple(product for entry in entries if (product := _product(platform, entry, collection)))
    is_cut = is_full and not following
    return Finding(reader=NAME, page_url=page.url, products=products, links=following, cut=is_cut)


def _collection_url(platform: Platform, handle: str) -> str:
    return f"{platform.root}collections/{handle}"


def _read_collections(platform: Platform, page: Page, entries: list[Json], following: tuple[Link, ...]) -> Finding:
    entries = [entry for entry in entries if text_of(entry.get("handle")) not in BUILT_IN]
    categories = tuple(
        ListedCategory(url=_collection_url(platform, handle), name=title, count=count_of(entry.get("products_count")))
        for entry in entries
        if (handle := text_of(entry.get("handle"))) and (title := text_of(entry.get("title")))
    )
    asked = tuple(
        _ask(platform, f"collections/{quote(handle, safe='')}/products.json")
        for entry in entries
        if (handle := text_of(entry.get("handle"))) and count_of(entry.get("products_count")) != 0
    )
    rest = () if following else (_ask(platform, "products.json"),)
    return Finding(reader=NAME, page_url=page.url, categories=categories, links=following + asked + rest)


def _product(platform: Platform, entry: Json, collection: str | None) -> ListedProduct | None:
    title, handle = text_of(entry.get("title")), text_of(entry.get("handle"))
    if not title or not handle:
        return None
    variants = objects_of(entry.get("variants"))
    first = variants[0] if variants else {}
    offer = Offer(
        title=title,
        url=f"{platform.root}products/{handle}",
        price=_lowest(variants),
        currency=platform.currency,
        sku=text_of(first.get("sku")),
        brand=text_of(entry.get("vendor")),
        gtin=text_of(first.get("barcode")),
        availability="InStock" if any(variant.get("available") is True for variant in variants) else None,
    )
    return ListedProduct(offer=offer, categories=(collection,) if collection else ())


def _lowest(variants: list[Json]) -> str | None:
    prices = [price for variant in variants if (price := money_of(variant.get("price")))]
    return min(prices, key=Decimal, default=None)


SOURCE = Source(name=NAME, locate=locate, start=start, read=read)
