"""What came back from a site, and what to ask for next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    """Why a page is asked for."""

    HOME = "home"
    PLATFORM = "platform"
    SITEMAP = "sitemap"
    MENU = "menu"
    BREADCRUMB = "breadcrumb"
    SUBCATEGORY = "subcategory"
    NEXT_PAGE = "next page"
    LISTED = "listed"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer, decoded. `requested_url` is what was asked for, `url` what answered after redirects."""

    url: str
    text: str
    requested_url: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    """Lower-cased names."""
    is_part: bool = False
    """Whether the server broke off: what came is the page's beginning."""

    @property
    def content_type(self) -> str:
        """The media type without parameters, lower-cased; empty where the server named none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page worth asking for.

    Lower `depth` is nearer to the home page. `group` shares the budget: a listing's folded URL, a sitemap's URL. `name`
    is the page's number where a pager gave the link. `goods` marks a platform's endpoint that lists products only.
    `chain` names the pages without goods that it was come to by, one after another.
    """

    url: str
    why: Why
    depth: int = 0
    group: str = ""
    name: str = ""
    goods: bool = False
    chain: tuple[str, ...] = ()
