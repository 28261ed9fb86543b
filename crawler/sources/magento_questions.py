"""What is asked of Magento's GraphQL endpoint, in the words of each version.

A query may be 20 levels deep and ask for 300 fields
(https://developer.adobe.com/commerce/webapi/graphql/usage/security-configuration/); where the size of a page is limited
at all, it may hold 300 products (https://developer.adobe.com/commerce/webapi/get-started/api-security/).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import orjson

from crawler.findings import Platform
from crawler.pages import Link, Why

LEVELS = 12
"""Levels of categories that are asked for: deeper than any shop's tree, within what a query may hold."""
PAGE_SIZE, SMALL_PAGE_SIZE = 100, 20
"""Products asked for at once, and again where a shop wants fewer."""
_PRODUCT = "name,sku,url_key,price_range{minimum_price{final_price{value,currency}}},categories{url_path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a version asks: the query for a tree of categories, what identifies one, and the filter that takes it."""

    tree: str
    key: str
    filter: str


DIALECTS = (
    Dialect(tree="categories{items{%s}}", key="uid", filter="category_uid"),
    Dialect(tree="categoryList{%s}", key="id", filter="category_id"),
)
"""Since 2.4.2, and before."""


def ask_tree(platform: Platform, dialect: Dialect) -> Link:
    fields = f"{dialect.key},name,url_path"
    nested = f"{fields},children{{" * LEVELS + fields + "}" * LEVELS
    query = "{storeConfig{base_link_url,category_url_suffix}" + dialect.tree % nested + "}"
    return Link(url=_address(platform, {"query": query}), why=Why.PLATFORM, group=dialect.tree)


def ask_products(platform: Platform, dialect: Dialect, keys: Sequence[str], *, number: int = 1, size: int) -> Link:
    # what not every shop has is left out where asking for it was refused
    fields = _PRODUCT if size == SMALL_PAGE_SIZE else f"{_PRODUCT},stock_status"
    query = (
        "query($c:[String],$p:Int,$s:Int){storeConfig{category_url_suffix,product_url_suffix}"
        f"products(filter:{{{dialect.filter}:{{in:$c}}}},pageSize:$s,currentPage:$p){{total_count,items{{{fields}}}}}}}"
    )
    variables = orjson.dumps({"c": list(keys), "p": number, "s": size}).decode()
    url = _address(platform, {"query": query, "variables": variables})
    group = f"products of {keys[0]} to {keys[-1]}, {size} a page"
    return Link(url=url, why=Why.PLATFORM, depth=1, group=group, goods=True)


def _address(platform: Platform, parameters: dict[str, str]) -> str:
    return f"{platform.root}graphql?{urlencode(parameters, safe='(),:!$', quote_via=quote)}"
