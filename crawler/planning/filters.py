"""Folders that show a listing another way: filters that add up, orders, pages for the printer, and links gone astray.

In a tree of categories what stands beside a page does not stand below it as well. Where much of it does, the folders
are filters; where even the page's own path does, the links were meant to begin at the root.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

FEWEST_SHARED = 4
"""Folders that must stand both beside a page and below it for them to be filters …"""
SHARE = 0.5
"""… and the share of those below it."""
FEWEST_PAGES = 2
"""Pages that must have shown a folder to be a filter, or another view, before it is taken for one elsewhere."""
FEWEST_ASTRAY = 2
"""Links astray that a page must hold, one of them to its own path below itself."""
MOST_KEPT = 5_000
"""Listings that are kept to compare with."""


class Filters:
    """Learns folders from the links of listings and from pages that turned out to be copies."""

    def __init__(self) -> None:
        self._below: dict[str, set[str]] = {}
        self._from_home: frozenset[str] = frozenset()
        self._shown_on: dict[str, set[str]] = defaultdict(set)
        self._goes_astray = False

    def learn_home(self, urls: Iterable[str]) -> None:
        """Take in the links of the home page."""
        self._from_home = frozenset(map(path_of, urls)) - {""}
        self._below[""] = {path[1:] for path in self._from_home if path.count("/") == 1}

    def learn_links(self, page_url: str, urls: Iterable[str]) -> None:
        """Take in the links of a listing."""
        own = path_of(page_url)
        if not own or len(self._below) >= MOST_KEPT:
            return
        rests = {path[len(own) :] for path in map(path_of, urls) if path.startswith(f"{own}/")}
        astray = rests & self._from_home
        if own in rests and len(astray) >= FEWEST_ASTRAY:
            self._goes_astray = True
        below = {rest[1:] for rest in rests - astray if rest.count("/") == 1}
        self._below[own] = below
        above, _, name = own.rpartition("/")
        beside = self._below.get(above, set())
        shared = (below & beside) - {name}
        if name in beside and len(shared) >= max(FEWEST_SHARED, SHARE * len(below)):
            for folder in shared:
                self._shown_on[folder].add(name)

    def learn_copy(self, url: str, original: str) -> None:
        """Take in a page that shows another one again; both are URLs or paths."""
        own, above = path_of(url), path_of(original)
        folder = own.removeprefix(f"{above}/")
        if above and folder != own and "/" not in folder:
            self._shown_on[folder].add(above)

    def is_view(self, url: str) -> bool:
        """Say whether a URL ends in a folder that only shows another page again, or is a link gone astray."""
        if not self._shown_on and not self._goes_astray:
            return False
        path = path_of(url)
        above, _, folder = path.rpartition("/")
        if above and len(self._shown_on.get(folder, ())) >= FEWEST_PAGES:
            return True
        return self._goes_astray and any(path[at:] in self._from_home for at in _slashes(path))


@lru_cache(maxsize=4096)
def path_of(url: str) -> str:
    """Return a URL's path without its last slash, lower-cased; empty for a home page, and for what is no URL.

    >>> path_of("http://s.example/Tools/?a=/b"), path_of("/tools"), path_of("http://s.example"), path_of("http://[x")
    ('/tools', '/tools', '', '')
    """
    start = 0 if url.startswith("/") else url.find("/", url.find("//") + 2)
    return url[start:].partition("?")[0].partition("#")[0].lower().rstrip("/") if start >= 0 else ""


def _slashes(path: str) -> list[int]:
    """Return where the folders of a path begin but the first; of the deepest ones only, for paths may be long."""
    return [at for at, letter in enumerate(path) if letter == "/" and at][-10:]
