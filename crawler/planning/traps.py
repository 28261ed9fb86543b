"""Links that teach nothing of a catalogue, told before they cost a request.

Three kinds of reason, none of which says what a page *is*: it lies outside the site, asking for it would do something
(a cart, an account), or it is another view of a page that is asked for anyway (facets, sort orders, other languages).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from crawler.pages import Link, Why
from crawler.urls import host_of, segments_of
from crawler.words import read_words

_WORDS = read_words("links")
FILES, ACTIONS, VIEWS = (frozenset(_WORDS[key]) for key in ("files", "actions", "views"))
MAYBE_VIEWS, VIEW_VALUES = (frozenset(_WORDS[key]) for key in ("maybe_views", "view_values"))
LONGEST, LONGEST_QUESTION = 1_000, 6_000
"""Characters of an address; that of an endpoint holds what is asked of it. Servers take eight thousand."""
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?$")


@dataclass(slots=True, kw_only=True)
class Fence:
    """What belongs to one site's catalogue. `foreign` holds path prefixes of copies in other languages."""

    host: str
    endpoints: str = ""
    """The host of the platform's endpoints, where that is another one."""
    allowed_paths: tuple[str, ...] = ()
    foreign: set[str] = field(default_factory=set)
    pagers: set[str] = field(default_factory=set)
    """Parameters and folders that number the pages of this site's listings, as its pagers use them."""

    def judge(self, link: Link) -> str | None:
        """Say why a link is not worth asking for, given why it was found; None where it is.

        What an endpoint or a pager names is asked for as it is, for a pager may use parameters that facets use too; a
        product's link may name the variant that it shows.
        """
        if link.why in (Why.PLATFORM, Why.NEXT_PAGE, Why.HOME):
            return self._judge_place(link.url, is_endpoint=link.why == Why.PLATFORM)
        reason = self.judge_link(link.url) or self._judge_pager(link.url)
        return None if link.why == Why.LISTED and reason == "another view" else reason

    def judge_link(self, url: str) -> str | None:
        """Say why a URL is not worth asking for; None where it is."""
        try:
            return self._judge_place(url) or _judge_path(segments_of(url)) or _judge_query(urlsplit(url).query)
        except ValueError:
            return "no URL"

    def is_copy(self, url: str, *, language: str) -> bool:
        """Say whether a page in another language stands where a copy of the shop would, and note the place.

        That is where the shop's own hreflang links point, or in a folder named after the language.
        """
        first = segments_of(url)[:1]
        if first and _LANGUAGE.fullmatch(first[0]) and first[0].startswith(language):
            self.foreign.add("/" + urlsplit(url).path.split("/")[1])
        return self.judge_link(url) == "other language"

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
        path, own = self._without_page(page_url)
        other_path, other = self._without_page(link_url)
        return path == other_path and own < other

    def _without_page(self, url: str) -> tuple[str, set[tuple[str, str]]]:
        """Return the path and the parameters of a listing, without what says which page of it is shown."""
        bits = urlsplit(url)
        path = bits.path.rstrip("/")
        if self._ends_in_page(url):
            path = path.rsplit("/", 2)[0]
        pairs = parse_qsl(bits.query)
        return path, {(name, value) for name, value in pairs if not self._names_page(name, value)}

    def _judge_pager(self, url: str) -> str | None:
        is_page = any(self._names_page(name, value) for name, value in parse_qsl(urlsplit(url).query))
        return "a listing's page" if is_page or self._ends_in_page(url) else None

    def _names_page(self, name: str, value: str) -> bool:
        return value.isdecimal() and name.lower() in self.pagers

    def _ends_in_page(self, url: str) -> bool:
        folders = segments_of(url)[-2:]
        return len(folders) == 2 and folders[1].isdecimal() and folders[0] in self.pagers

    def _judge_place(self, url: str, *, is_endpoint: bool = False) -> str | None:
        if host_of(url) not in ((self.host, self.endpoints) if is_endpoint else (self.host,)):
            return "other site"
        path = urlsplit(url).path
        if len(url) > (LONGEST_QUESTION if is_endpoint else LONGEST):
            return "endless URL"
        if self.allowed_paths and not path.startswith(self.allowed_paths):
            return "outside allowed paths"
        if any(path == prefix or path.startswith(prefix + "/") for prefix in self.foreign):
            return "other language"
        return None

    def learn_languages(self, url: str, alternates: Collection[tuple[str, str]]) -> None:
        """Note where a page's copies in other languages live, from its hreflang links.

        A copy counts when its URL opens with a language folder that the page's own URL does not have.
        """
        own = segments_of(url)[:1]
        for _, copy in alternates:
            first = segments_of(copy)[:1]
            if host_of(copy) == self.host and first != own and first and _LANGUAGE.fullmatch(first[0]):
                self.foreign.add("/" + urlsplit(copy).path.split("/")[1])


def _judge_path(parts: list[str]) -> str | None:
    if not parts:
        return None
    if parts[-1].rpartition(".")[2] in FILES and "." in parts[-1]:
        return "file"
    if any(part in ACTIONS or part.partition(".")[0] in ACTIONS for part in parts):
        return "not the catalogue"
    if len(parts) > 10 or any(parts.count(part) > 2 for part in parts):
        return "endless URL"
    return None


def _judge_query(query: str) -> str | None:
    pairs = parse_qsl(query.lower(), keep_blank_values=True)
    if len(pairs) > 5:
        return "endless URL"
    for name, value in pairs:
        if name in VIEWS or name.startswith(_WORDS["view_prefixes"]):
            return "another view"
        if name in MAYBE_VIEWS and (value in VIEW_VALUES or value.isdecimal()):
            return "another view"
        if value in ACTIONS or value.startswith(_WORDS["doing_prefixes"]):
            return "not the catalogue"
    return None
