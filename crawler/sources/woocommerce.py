"""WooCommerce: https://developer.woocommerce.com/docs/apis/store-api/ (products, product categories; no key needed).

Recognised by WordPress's own API link (`rel="https://api.w.org/"`) beside WooCommerce's assets or body classes.
Shops may switch the endpoint off, or keep it behind a firewall: then the pages are read.
"""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import urljoin, urlsplit

from crawler.findings import Finding, ListedCategory, ListedProduct, Platform, Source
from crawler.pages import Link, Page, Why
from crawler.sightings import Offer
from crawler.sources.answers import Json, address_of, count_of, objects_of, read_json, text_of

NAME = "woocommerce"
_API_LINK = re.compile(
    r"""<link[^>]{0,200}rel=["']https://api\.w\.org/["'][^>]{0,200}href=["']([^"']{1,300})""", re.IGNORECASE
)
_MARK = re.compile(
    r"plugins/woocommerce|\bwoocommerce-(?:page|js|no-js)\b|wc-block|woocommerce_params|generator[^>]{1,40}woocommerce",
    re.IGNORECASE,
)
_NEXT = re.compile(r'<([^>]{1,1000})>\s*;\s*rel="?next"?')
_CATEGORIES = "wc/store/v1/products/categories"
_PRODUCTS = "wc/store/v1/products"


def detect(page: Page) -> Platform | None:
    """Recognise WooCommerce on a home page."""
    if not _MARK.search(page.text):
        return None
    link = _API_LINK.search(page.text)
    root = urljoin(page.url, link.group(1)) if link else urljoin(page.url, "/wp-json/")
    return Platform(name=NAME, root=root) if urlsplit(root).netloc == urlsplit(page.url).netloc else None


def start(platform: Platform) -> tuple[Link, ...]:
    """Ask for the categories; the products follow only where that is open."""
    return (_ask(platform, f"{_CATEGORIES}?per_page=100"),)


def _ask(platform: Platform, endpoint: str) -> Link:
    # Without permalinks WordPress serves its API under ?rest_route=, so the first ? may be taken
    joined = endpoint.replace("?", "&", 1) if "?" in platform.root else endpoint
    return Link(url=platform.root + joined, why=Why.PLATFORM)


def read(platform: Platform, page: Page) -> Finding:
    """Read one answer of either endpoint."""
    answer = read_json(page)
    if not isinstance(answer, list):
        return Finding(reader=NAME, page_url=page.url, closed=f"{_PRODUCTS} answered {page.status}")
    following = _following(page)
    if _CATEGORIES in page.requested_url:
        links = following or (_ask(platform, f"{_PRODUCTS}?per_page=100"),)
        return Finding(reader=NAME, page_url=page.url, categories=_categories(answer), links=links, complete_tree=True)
    products = tuple(product for entry in objects_of(answer) if (product := _product(entry)))
    return Finding(reader=NAME, page_url=page.url, products=products, links=following)


def _following(page: Page) -> tuple[Link, ...]:
    found = _NEXT.search(page.headers.get("link", ""))
    return (Link(url=urljoin(page.url, found.group(1)), why=Why.PLATFORM),) if found else ()


def _categories(answer: Json) -> tuple[ListedCategory, ...]:
    entries = objects_of(answer)
    url_of = {entry.get("id"): url for entry in entries if (url := address_of(entry.get("permalink")))}
    return tuple(
        ListedCategory(url=url, name=name, parent=url_of.get(entry.get("parent")), count=count_of(entry.get("count")))
        for entry in entries
        if (url := url_of.get(entry.get("id"))) and (name := text_of(entry.get("name")))
    )


def _product(entry: Json) -> ListedProduct | None:
    title, url = text_of(entry.get("name")), address_of(entry.get("permalink"))
    if not title or not url:
        return None
    prices = entry.get("prices") if isinstance(entry.get("prices"), dict) else {}
    brands = objects_of(entry.get("brands"))
    offer = Offer(
        title=title,
        url=url,
        price=_price(prices),
        currency=text_of(prices.get("currency_code")),
        sku=text_of(entry.get("sku")),
        brand=text_of(brands[0].get("name")) if brands else None,
        availability={True: "InStock", False: "OutOfStock"}.get(entry.get("is_in_stock")),
    )
    links = (address_of(category.get("link")) for category in objects_of(entry.get("categories")))
    return ListedProduct(offer=offer, categories=tuple(link for link in links if link))


def _price(prices: Json) -> str | None:
    """Return what is paid now, the lowest of a range; the API gives minor units."""
    spread = prices.get("price_range")
    amount = text_of(spread.get("min_amount")) if isinstance(spread, dict) else text_of(prices.get("price"))
    digits = prices.get("currency_minor_unit")
    if not amount or not amount.isdecimal() or not isinstance(digits, int) or not 0 <= digits <= 4:
        return None
    return str(Decimal(amount).scaleb(-digits))


SOURCE = Source(name=NAME, detect=detect, start=start, read=read)
