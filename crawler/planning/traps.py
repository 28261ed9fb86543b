"""Links that teach nothing of a catalogue, told before they cost a request.

Three kinds of reason, none of which says what a page *is*: it lies outside the site, asking for it would do something
(a cart, an account), or it is another view of a page that is asked for anyway (facets, sort orders, other languages).
What addresses say by themselves is known to `crawler.reading.links.addresses`; what a site's pages teach of its own
addresses is added here and in `crawler.planning.views`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from crawler.pages import Link, Why
from crawler.planning.mirrors import LANGUAGE, Mirrors
from crawler.planning.views import Views
from crawler.reading.links.addresses import does_something, is_file, names_view, parts_of, without_page
from crawler.sightings import Crumb
from crawler.urls import host_of, segments_of

LONGEST, LONGEST_QUESTION = 1_000, 6_000
"""Characters of an address; that of an endpoint holds what is asked of it. Servers take eight thousand."""
DEEPEST = 10
"""Folders of an address."""
MOST_PARAMETERS = 5
MOST_REPEATS = 2
"""How often one folder may stand in an address."""
# years and months, with or without days: calendars and archives, which have no end
_DATE = re.compile(r"(?:^|/)(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-](?:0?[1-9]|[12]\d|3[01]))?(?:/|$)")
FARTHEST = 8
"""Links of unknown worth that are followed one after another from the home page."""
ENDLESS, VIEW, NOT_CATALOGUE, FOREIGN = "endless URL", "another view", "not the catalogue", "other language"


@dataclass(slots=True, kw_only=True)
class Fence:
    """What belongs to one site's catalogue. `foreign` holds path prefixes of copies in other languages."""

    host: str
    endpoints: str = ""
    """The host of the platform's endpoints, where that is another one."""
    allowed_paths: tuple[str, ...] = ()
    language: str | None = None
    """The home page's, as it declares it."""
    foreign: set[str] = field(default_factory=set)
    pagers: set[str] = field(default_factory=set)
    """Parameters and folders that number the pages of this site's listings, as its pagers use them."""
    views: Views = field(default_factory=Views)
    mirrors: Mirrors = field(default_factory=Mirrors)

    def judge(self, link: Link) -> str | None:
        """Say why a link is not worth asking for, given why it was found; None where it is.

        What an endpoint or a pager names is asked for as it is, for a pager may use parameters that facets use too; a
        product's link may name the variant that it shows.
        """
        if link.why in (Why.PLATFORM, Why.NEXT_PAGE, Why.HOME):
            return self._judge_place(link.url, is_endpoint=link.why == Why.PLATFORM)
        reason = self.judge_link(link.url) or self._judge_pager(link.url)
        if link.why == Why.LISTED and reason == VIEW:
            return None
        return reason or (VIEW if self.views.shows_again(link) else None) or _judge_way(link)

    def judge_link(self, url: str) -> str | None:
        """Say why a URL is not worth asking for; None where it is."""
        try:
            return self._judge_place(url) or _judge_address(url)
        except ValueError:
            return "no URL"

    def is_foreign(self, url: str, language: str | None) -> bool:
        """Tell a copy in another language: it says so itself, and its address is one that a copy would have."""
        if not self.language or not language:
            return False
        own, other = self.language.lower()[:2], language.lower()[:2]
        return own != other and self.is_copy(url, language=other)

    def is_copy(self, url: str, *, language: str) -> bool:
        """Say whether a page in another language stands where a copy of the shop would, and note the place.

        That is where the shop's own hreflang links point, or in a folder named after the language.
        """
        first = segments_of(url)[:1]
        if first and LANGUAGE.fullmatch(first[0]) and first[0].startswith(language):
            self.foreign.add("/" + urlsplit(url).path.split("/")[1])
        return self.judge_link(url) == FOREIGN

    def learn_pager(self, page_url: str, next_url: str) -> None:
        """Note how the site numbers its listings' pages, so that a page of one is never taken for a page of its own."""
        page, following = urlsplit(page_url), urlsplit(next_url)
        known = set(parse_qsl(page.query))
        if page.path == following.path:
            fresh = [name for name, value in parse_qsl(following.query) if (name, value) not in known]
            self.pagers.update(name.lower() for name in fresh if len(fresh) == 1)
        added = segments_of(next_url)[-2:]
        if len(added) == 2 and added[1].isdecimal() and added[0].isalpha() and page.query == following.query:
            self.pagers.add(added[0])

    def adds_view(self, page_url: str, link_url: str) -> bool:
        """Say whether a link only adds parameters to the page it stands on: the mark of facets and sort orders.

        Which page of a listing it is does not matter: a facet leads from any page of it to its own first one.

        >>> shop = Fence(host="s.example", pagers={"p"})
        >>> shop.adds_view("http://s.example/men?cat=1", "http://s.example/men?cat=1&colour=2")
        True
        >>> shop.adds_view("http://s.example/men?p=2", "http://s.example/men?colour=2")
        True
        >>> shop.adds_view("http://s.example/index.php?c=1", "http://s.example/index.php?c=1_2")
        False
        """
        page_url, link_url = map(self.views.respell, (page_url, link_url))
        host, path, own = without_page(page_url, parameters=self.pagers, folders=self.pagers)
        other_host, other_path, other = without_page(link_url, parameters=self.pagers, folders=self.pagers)
        return (host, path) == (other_host, other_path) and own < other

    def _judge_pager(self, url: str) -> str | None:
        parts = parts_of(url)
        _, folders, pairs = parts
        if not self.pagers or not (pairs or (folders and folders[-1].isdecimal())):
            return None
        is_page = parts != without_page(url, parameters=self.pagers, folders=self.pagers)
        return "a listing's page" if is_page else None

    def _judge_place(self, url: str, *, is_endpoint: bool = False) -> str | None:
        if host_of(url) not in ((self.host, self.endpoints) if is_endpoint else (self.host,)):
            return "other site"
        if len(url) > (LONGEST_QUESTION if is_endpoint else LONGEST):
            return ENDLESS
        return self._judge_path(urlsplit(url).path) if self.allowed_paths or self.foreign else None

    def _judge_path(self, path: str) -> str | None:
        if self.allowed_paths and not path.startswith(self.allowed_paths):
            return "outside allowed paths"
        if any(path == prefix or path.startswith(prefix + "/") for prefix in self.foreign):
            return FOREIGN
        return None

    def learn_languages(
        self, url: str, alternates: Collection[tuple[str, str]], *, links: Collection[Crumb] = ()
    ) -> None:
        """Note where a page's copies in other languages live, from its hreflang links and all others.

        A copy counts when its URL opens with a language folder that the page's own URL does not have.
        """
        if self._judge_path(urlsplit(url).path) != FOREIGN:
            self.foreign |= self.mirrors.learn(url, links)
        own = segments_of(url)[:1]
        for _, copy in alternates:
            first = segments_of(copy)[:1]
            if host_of(copy) == self.host and first != own and first and LANGUAGE.fullmatch(first[0]):
                self.foreign.add("/" + urlsplit(copy).path.split("/")[1])


def _judge_address(url: str) -> str | None:
    """Judge what an address says by itself, wherever it leads."""
    _, folders, pairs = parts_of(url)
    if is_file(url):
        return "file"
    if does_something(url):
        return NOT_CATALOGUE
    if len(folders) > DEEPEST or len(pairs) > MOST_PARAMETERS or _repeats(folders):
        return ENDLESS
    return VIEW if names_view(pairs) else None


def _repeats(folders: tuple[str, ...]) -> bool:
    """Tell the paths that relative links make of themselves: one folder three times, or several twice in a row.

    >>> _repeats(("a", "b", "a", "b")), _repeats(("a", "a", "b")), _repeats(("a", "b", "a", "a"))
    (True, False, True)
    """
    if len(folders) <= MOST_REPEATS:
        return False
    if any(folders.count(folder) > MOST_REPEATS for folder in folders):
        return True
    return any(
        folders[at : at + size] == folders[at + size : at + 2 * size]
        for size in range(2, len(folders) // 2 + 1)
        for at in range(len(folders) - 2 * size + 1)
    )


def _judge_way(link: Link) -> str | None:
    """Tell what leads on and on: calendars and archives by their dates, chains of links by their length.

    What a menu or a listing shows is taken for what it says it is.
    """
    if link.why == Why.LINK and link.depth > FARTHEST:
        return "too far from the home page"
    if link.why not in (Why.LINK, Why.SUBCATEGORY, Why.BREADCRUMB):
        return None
    _, folders, pairs = parts_of(link.url)
    is_dated = _DATE.search("/".join(folders)) or any(_DATE.fullmatch(value) for _, value in pairs)
    return "a date" if is_dated else None
