"""How a shop is built: which pages it has, where they are, and who answers for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapfinder.demo.exchange import Ask, Reply
from gapfinder.demo.shop import Article, Shelf, make_slug

if TYPE_CHECKING:
    from gapfinder.demo.storefront import Storefront


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A maker's page: looks like a category, and is none."""

    name: str

    @property
    def slug(self) -> str:
        """The name as part of an address."""
        return make_slug(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A page of words: about the shop, how it ships."""

    slug: str
    name: str


Target = Shelf | Article | Brand | Text
TEXTS = (Text(slug="about", name="About us"), Text(slug="shipping", name="Shipping & returns"))
VISIT = Text(slug="visit", name="Your visit")
BRAND_INDEX = Text(slug="brands", name="Brands")


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """How a shop is built.

    `locate` gives a page's address; `keys` are the parameters that name it, of which the first present one counts.
    `answer` is asked before any page, for endpoints and for shops that show no pages; `folder` holds the templates.
    """

    locate: Callable[[Target], str]
    folder: str = ""
    keys: tuple[str, ...] = ()
    page_key: str = "page"
    brand_key: str = "brand"
    page_size: int = 8
    charset: str = "utf-8"
    has_brands: bool = False
    answer: Callable[[Storefront, Ask], Reply | None] = lambda _front, _ask: None
