"""A shop's pages: finds what an address names, and draws it with the templates of the shop's structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from gapfinder.demo.exchange import Ask, Reply, tell_file, tell_missing, tell_plain
from gapfinder.demo.listing import Listing, cut_listing
from gapfinder.demo.markup import MARKUP
from gapfinder.demo.shop import Article, Shelf, Shop, make_slug
from gapfinder.demo.sitemaps import answer_sitemap
from gapfinder.demo.structure import BRAND_INDEX, TEXTS, VISIT, Brand, Structure, Target, Text

TEMPLATES = {Shelf: "shelf", Article: "article", Brand: "shelf", Text: "text"}
FOR_VISITORS = re.compile(
    r"/(cart|basket|account|my-account|login|search|checkout|shopping_cart|contact|blogs?|privacy-policy|policies"
    r"|terms-and-conditions)(?![a-z])"
)
"""Paths of pages that shops keep for people: no crawl has any business there."""


class Storefront:
    """Answers what a shop is asked."""

    def __init__(self, shop: Shop, structure: Structure) -> None:
        self.shop = shop
        self.structure = structure
        self.locate = structure.locate
        self._targets = {self._key_of(split_address(self.locate(target))): target for target in self.list_targets()}

    def list_targets(self) -> Iterator[Target]:
        """Yield what has a page."""
        yield from self.shop.shelves
        yield from self.shop.articles
        yield from (*TEXTS, VISIT)
        if self.structure.has_brands:
            yield BRAND_INDEX
            yield from self.brands

    @property
    def brands(self) -> list[Brand]:
        """The makers that have a page, sorted."""
        if not self.structure.has_brands:
            return []
        return [Brand(name=name) for name in sorted({article.brand for article in self.shop.articles})]

    def answer(self, ask: Ask) -> Reply:
        """Answer any request."""
        if ask.path == "/robots.txt":
            lines = "".join(f"Sitemap: {ask.base}{path}\n" for path in self.shop.sitemaps)
            return tell_plain(f"{self.shop.robots.strip()}\n\n{lines}")
        return tell_file(ask) or answer_sitemap(self, ask) or self.structure.answer(self, ask) or self.answer_page(ask)

    def answer_page(self, ask: Ask) -> Reply:
        """Answer with the page that an address names."""
        if ask.path == "/" and not self._key_of(ask)[1]:
            return self.draw(ask, "home", None)
        target = self._targets.get(self._key_of(ask))
        if not target and FOR_VISITORS.match(ask.path):
            return self.draw(ask, "text", VISIT)
        return self.draw(ask, TEMPLATES[type(target)], target) if target else tell_missing(ask)

    def draw(self, ask: Ask, template: str, target: Target | None) -> Reply:
        """Draw a page."""
        listing = self._list_goods(ask, target)
        if listing and listing.number > listing.pages:
            return tell_missing(ask)
        text = read_templates().get_template(f"{self.structure.folder}/{template}.html").render(
            front=self, shop=self.shop, ask=ask, target=target, listing=listing,
            trail=self._list_trail(target), steps=self._list_steps(ask, target),
            link=self.locate, tops=self.shop.children_of(()),
        )  # fmt: skip
        charset = self.structure.charset
        body = text.encode(charset, errors="xmlcharrefreplace")
        return Reply(body=body, content_type=f"text/html; charset={charset}")

    def find_related(self, article: Article) -> tuple[Article, ...]:
        """Return a few articles that a product page shows beside its own."""
        place = article.number % len(self.shop.articles)
        return (self.shop.articles[place], self.shop.articles[(place * 7 + 3) % len(self.shop.articles)])

    def _key_of(self, ask: Ask) -> tuple[str, str]:
        named = next((f"{key}={ask.query[key]}" for key in self.structure.keys if key in ask.query), "")
        return ask.path.partition(";")[0].rstrip("/") or "/", named

    def _list_trail(self, target: Target | None) -> tuple[Shelf, ...]:
        match target:
            case Shelf(path=path) | Article(shelves=(path, *_)):
                return self.shop.trail_of(path)
            case _:
                return ()

    def _list_steps(self, ask: Ask, target: Target | None) -> list[tuple[str, str]]:
        """Return the names and absolute addresses from the home page to the target."""
        shelves = self._list_trail(target)
        steps = [(shelf.name, ask.base + self.locate(shelf)) for shelf in shelves]
        end = [(target.title, ask.base + self.locate(target))] if isinstance(target, Article) else []
        return [("Home", f"{ask.base}/"), *steps, *end]

    def _list_goods(self, ask: Ask, target: Target | None) -> Listing | None:
        match target:
            case Shelf():
                goods = self.shop.articles_of(target)
            case Brand(name=name):
                goods = tuple(article for article in self.shop.articles if article.brand == name)
            case _:
                return None
        brand = ask.query.get(self.structure.brand_key)
        kept = [article for article in goods if brand in (None, make_slug(article.brand))]
        number = ask.page_number(self.structure.page_key)
        return cut_listing(kept, number=number, size=self.structure.page_size)


def split_address(address: str) -> Ask:
    """Return an address within a shop as a request for it.

    >>> split_address("/p.php?id=3&c=1_2").query
    {'id': '3', 'c': '1_2'}
    """
    path, _, query = address.partition("?")
    return Ask(base="", path=path, query=dict(pair.split("=", 1) for pair in query.split("&") if pair))


@cache
def read_templates() -> Environment:
    """Return the templates of all structures; what they show is escaped, and a name that is not there is an error."""
    environment = Environment(
        loader=PackageLoader("gapfinder.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    helpers: dict[str, Any] = dict(MARKUP)
    environment.globals.update(helpers)
    return environment
