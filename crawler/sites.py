"""Sites and how politely each is asked."""

from __future__ import annotations

from dataclasses import dataclass, field

BROWSER_MODES = ("auto", "always", "never")
USER_AGENT = "gapfinder/0.1 (+{contact})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """How a site is asked, and how much. `delay` is seconds between requests to one host, `max_pages` the budget of one
    crawl. Without `product_pages` products are known as listings show them; with `structure_only` only what teaches the
    tree of categories is asked for. `browser` is `auto` where a browser draws the pages of a site whose plain ones hold
    no catalogue, `always` or `never`; it draws `browser_pages` at most.
    """

    delay: float = 1.0
    concurrency: int = 1
    max_pages: int = 2000
    product_pages: bool = True
    structure_only: bool = False
    browser: str = "auto"
    browser_pages: int = 500
    contact: str = ""
    user_agent: str | None = None
    allow_private: bool = False
    ignore_crawl_delay: bool = False
    timeout: float = 30.0
    max_bytes: int = 10_000_000
    """A response larger than this is dropped."""

    @property
    def agent(self) -> str:
        """The User-Agent that requests carry."""
        return self.user_agent or USER_AGENT.format(contact=self.contact or "no contact given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A shop to crawl.

    `start_urls` are asked besides `url`; `allowed_paths`, if any, are the only path prefixes asked.
    """

    name: str
    url: str
    industry: str = ""
    start_urls: tuple[str, ...] = ()
    allowed_paths: tuple[str, ...] = ()
    politeness: Politeness = field(default_factory=Politeness)
