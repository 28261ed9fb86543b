"""WooCommerce: https://developer.woocommerce.com/docs/apis/store-api/ (products, product categories; no key needed).

WordPress says where its API is, in a link of the page or a header
(https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/); without permalinks it is served under
`?rest_route=`. Shops may switch the endpoint off, or keep it behind a firewall: then the pages are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

from crawler.findings import Finding, ListedCategory, ListedProduct, Platform, Source
from crawler.pages import Link, Page, Why
from crawler.sightings import Offer
from crawler.sources.answers import Json, address_of, count_of, objects_of, read_json, text_of

NAME = "woocommerce"
PAGE_SIZE = 100
_API_LINK = re.compile(
    r"""<link[^>]{0,200}rel=["']https://api\.w\.org/["'][^>]{0,200}href=["']([^"']{1,300})""", re.IGNORECASE
)
_API_HEADER = re.compile(r'<([^>\s]{1,300})>\s{0,9};\s{0,9}rel="?https://api\.w\.org/"?')
_NEXT = re.compile(r'<([^>]{1,1000})>\s*;\s*rel="?next"?')
_STOCK = {"True": "InStock", "False": "OutOfStock"}
_CATEGORIES = "wc/store/v1/products/categories"
_PRODUCTS = "wc/store/v1/products"


def locate(page: Page) -> Platform | None:
    """Return where WordPress says that its API is; None where that is another site."""
    link = _API_HEADER.search(page.headers.get("link", "")) or _API_LINK.search(page.text)
    try:
        root = urljoin(page.url, unescape(link.group(1)) if link else "/wp-json/")
        return Platform(name=NAME, root=root) if urlsplit(root).netloc == urlsplit(page.url).netloc else None
    except ValueError:
        return None


def start(platform: Platform) -> tuple[Link, ...]:
    """Ask for the categories; the products follow only where that is open."""
    return (_ask(platform.root, _CATEGORIES),)


def _ask(root: str, endpoint: str, number: int = 1) -> Link:
    # without permalinks the first ? is taken
    mark, page = "&" if "?" in root else "?", f"&page={number}" if number > 1 else ""
    url = f"{root}{endpoint}{mark}per_page={PAGE_SIZE}{page}"
    return Link(url=url, why=Why.PLATFORM, group=endpoint, goods=endpoint == _PRODUCTS)


def read(_platform: Platform, page: Page) -> Finding:
    """Read one answer of either endpoint."""
    answer = read_json(page)
    # what answered is where to go on, which need not be where it was looked for first
    root = page.requested_url.partition(_PRODUCTS)[0]
    endpoint = _CATEGORIES if _CATEGORIES in page.requested_url else _PRODUCTS
    if not isinstance(answer, list):
        return _read_refusal(page, root, endpoint)
    following = _following(page, endpoint, is_full=len(answer) >= PAGE_SIZE)
    if endpoint == _CATEGORIES:
        links = following or (_ask(root, _PRODUCTS),)
        return Finding(reader=NAME, page_url=page.url, categories=_categories(answer), links=links, complete_tree=True)
    products = tuple(product for entry in objects_of(answer) if (product := _product(entry)))
    return Finding(reader=NAME, page_url=page.url, products=products, links=following)


def _read_refusal(page: Page, root: str, endpoint: str) -> Finding:
    """Tell an endpoint that is closed; where no API answers by that address, it may live under `?rest_route=`."""
    is_no_api = page.status == 404 and not page.text.lstrip().startswith("{")
    is_elsewhere = is_no_api and endpoint == _CATEGORIES and "?" not in root
    links = (_ask(urljoin(root, "../?rest_route=/"), _CATEGORIES),) if is_elsewhere else ()
    return Finding(reader=NAME, page_url=page.url, closed=f"{endpoint} answered {page.status}", links=links)


def _following(page: Page, endpoint: str, *, is_full: bool) -> tuple[Link, ...]:
    """Return the next page: the one that a header names, or the next number where a proxy dropped the header."""
    found = _NEXT.search(page.headers.get("link", ""))
    if found:
        url = address_of(found.group(1))
        return (Link(url=url, why=Why.PLATFORM, group=endpoint, goods=endpoint == _PRODUCTS),) if url else ()
    if not is_full or "link" in page.headers:
        return ()
    number = (parse_qs(urlsplit(page.requested_url).query).get("page") or ["1"])[0][:6]
    root = page.requested_url.partition(_PRODUCTS)[0]
    return (_ask(root, endpoint, int(number) + 1),) if number.isdecimal() else ()


def _categories(answer: Json) -> tuple[ListedCategory, ...]:
    entries = objects_of(answer)
    url_of = {entry_id: url for entry in entries if (entry_id := text_of(entry.get("id"))) and (url := _link_of(entry))}
    return tuple(
        ListedCategory(url=url, name=name, parent=_find_parent(entry, url, url_of), count=count_of(entry.get("count")))
        for entry in entries
        if (url := url_of.get(text_of(entry.get("id")) or "")) and (name := text_of(entry.get("name")))
    )


def _link_of(entry: Json) -> str | None:
    return address_of(entry.get("permalink"))


def _find_parent(entry: Json, url: str, url_of: Mapping[str, str]) -> str | None:
    """Return the parent's address; one that another page of the answer holds is told by the folders of WordPress."""
    parent = text_of(entry.get("parent")) or "0"
    return None if parent == "0" else url_of.get(parent) or urljoin(url, ".." if url.endswith("/") else ".")


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
        availability=_STOCK.get(str(entry.get("is_in_stock"))),
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


SOURCE = Source(name=NAME, locate=locate, start=start, read=read)
