"""SAP Commerce, formerly Hybris: https://help.sap.com/docs/SAP_COMMERCE_CLOUD (OCC, the API behind its shops).

Its composable storefront, Spartacus (https://sap.github.io/spartacus-docs/), shows to every visitor what
`/occ/v2/SITE/catalogs` and `/occ/v2/SITE/products/search` say, without a login, and asks for a category's products by
`allCategories`. A page that was rendered on the server tells which site it asked, and where
(https://sap.github.io/spartacus-docs/configuring-base-url/). Only then, and only on hosts of the shop's own domain, is
it asked; shops of the older accelerator name no site: their pages are read. A category answers under `/c/CODE`, a
product under the address that the search gives (https://sap.github.io/spartacus-docs/adding-and-customizing-routes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, quote, urlencode, urljoin, urlsplit

from tldextract import TLDExtract

from crawler.findings import Finding, ListedProduct, Platform, Source
from crawler.pages import Link, Page, Why
from crawler.sightings import Offer
from crawler.sources.answers import Json, count_of, find_in, money_of, objects_of, read_json, text_of
from crawler.sources.trees import list_categories, walk_tree

NAME = "sap commerce"
PAGE_SIZE = 100
_SITE = re.compile(r"/(?:occ|rest)/v2/(?!basesites)([a-zA-Z][\w-]{0,60})/")
_HOST = re.compile(r"https?://[a-zA-Z0-9.:-]{1,100}$")
_BACKEND = re.compile(
    r"""<meta\s[^>]{0,200}occ-backend-base-url["'\s][^>]{0,40}content=["'](https?://[^"'/\s>]{1,100})"""
)
_IN_CATEGORY = ":relevance:allCategories:"
_FIELDS = "products(name,code,url,manufacturer,price(value,currencyIso),stock(stockLevelStatus)),pagination(totalPages)"
_STOCK = {"inStock": "InStock", "lowStock": "InStock", "outOfStock": "OutOfStock"}
_split_host = TLDExtract(suffix_list_urls=())
"""With the list of suffixes that comes along: nothing is fetched."""


def locate(page: Page) -> Platform | None:
    """Return where the API is that a page was made from; None where it names none, or one on a foreign domain."""
    found = _SITE.search(page.text)
    if not found:
        return None
    host = _HOST.search(page.text[max(0, found.start() - 108) : found.start()]) or _BACKEND.search(page.text)
    own = urljoin(page.url, "/")
    backend = (host.group(host.lastindex or 0) if host else own).rstrip("/")
    if not _is_same_owner(backend, own):
        return None
    pages = page.url.partition("?")[0].rstrip("/") + "/"
    return Platform(name=NAME, root=f"{backend}{found.group()}", pages=pages)


def _is_same_owner(one: str, other: str) -> bool:
    hosts = [urlsplit(url).hostname for url in (one, other)]
    domains = [_split_host(host or "").top_domain_under_public_suffix for host in hosts]
    return hosts[0] == hosts[1] or (bool(domains[0]) and domains[0] == domains[1])


def start(platform: Platform) -> tuple[Link, ...]:
    """Ask for the catalogues with all their categories."""
    return (Link(url=f"{platform.root}catalogs?fields=FULL", why=Why.PLATFORM, group="catalogs"),)


def _ask_products(platform: Platform, code: str, number: int = 0) -> Link:
    query = f"{_IN_CATEGORY}{code}" if code else ":relevance"
    asked = {"query": query, "pageSize": PAGE_SIZE, "currentPage": number, "fields": _FIELDS}
    url = f"{platform.root}products/search?{urlencode(asked, safe='(),:', quote_via=quote)}"
    return Link(url=url, why=Why.PLATFORM, depth=2 if code else 1, group=f"products of {code}", goods=True)


def read(platform: Platform, page: Page) -> Finding:
    """Read the catalogues, or a page of products: of all, or of one category."""
    answer = read_json(page)
    if urlsplit(page.requested_url).path.endswith("/catalogs"):
        return _read_catalogs(platform, page, answer)
    return _read_products(platform, page, answer)


def _read_catalogs(platform: Platform, page: Page, answer: Json) -> Finding:
    roots = [root for catalog in objects_of(find_in(answer, "catalogs")) for root in _list_roots(catalog)]
    if not roots:
        closed = f"/catalogs answered {page.status} without categories"
        return Finding(reader=NAME, page_url=page.url, closed=closed)
    branches = list(walk_tree(roots, below="subcategories", address=lambda entry: _category_url(platform, entry)))
    lowest = (branch.entry for branch in branches if not objects_of(branch.entry.get("subcategories")))
    codes = dict.fromkeys(code for entry in lowest if (code := text_of(entry.get("id"))))
    asked = tuple(_ask_products(platform, code) for code in ("", *codes))
    return Finding(
        reader=NAME, page_url=page.url, categories=list_categories(branches), links=asked, complete_tree=True
    )


def _list_roots(catalog: Json) -> Iterable[Json]:
    """Return the top categories of the version that is on sale; a single one that holds all others is left out."""
    versions = objects_of(catalog.get("catalogVersions"))
    online = [version for version in versions if text_of(version.get("id")) == "Online"]
    roots = objects_of((online or versions or [{}])[0].get("categories"))
    return (len(roots) == 1 and objects_of(roots[0].get("subcategories"))) or roots


def _category_url(platform: Platform, entry: Json) -> str | None:
    code = text_of(entry.get("id"))
    return f"{platform.pages}c/{quote(code, safe='')}" if code else None


def _read_products(platform: Platform, page: Page, answer: Json) -> Finding:
    asked = parse_qs(urlsplit(page.requested_url).query)
    code = asked["query"][0].partition(_IN_CATEGORY)[2]
    entries, pages = find_in(answer, "products"), count_of(find_in(answer, "pagination", "totalPages"))
    if not isinstance(entries, list) or pages is None:
        return Finding(reader=NAME, page_url=page.url, closed=f"/products/search answered {page.status}")
    place = _category_url(platform, {"id": code})
    offers = (_read_offer(platform, entry) for entry in objects_of(entries))
    products = tuple(ListedProduct(offer=offer, categories=(place,) if place else ()) for offer in offers if offer)
    number = int(asked["currentPage"][0])
    following = (_ask_products(platform, code, number + 1),) if entries and number + 1 < pages else ()
    return Finding(reader=NAME, page_url=page.url, products=products, links=following)


def _read_offer(platform: Platform, entry: Json) -> Offer | None:
    title, path = text_of(entry.get("name")), text_of(entry.get("url"))
    if not title:
        return None
    return Offer(
        title=title,
        url=f"{platform.pages}{quote(path.lstrip('/'), safe='/%')}" if path and path.startswith("/") else None,
        price=money_of(find_in(entry, "price", "value")),
        currency=text_of(find_in(entry, "price", "currencyIso")),
        sku=text_of(entry.get("code")),
        brand=text_of(entry.get("manufacturer")),
        availability=_STOCK.get(text_of(find_in(entry, "stock", "stockLevelStatus")) or ""),
    )


SOURCE = Source(name=NAME, locate=locate, start=start, read=read)
