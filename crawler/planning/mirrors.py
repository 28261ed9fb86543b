"""Copies of a shop that nothing declares as such: the same paths again below a folder named like a language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from crawler.sightings import Crumb

MOST_PAGES = 50
"""Pages that are learnt from: every page of such a shop leads to its own copies."""
FEWEST_PAGES = 2
"""Pages that must lead to their copies in a folder."""
LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?$", re.IGNORECASE)


class Mirrors:
    """Learns which folders hold a shop again, from pages that link the same path in another such folder."""

    def __init__(self) -> None:
        self._pages = 0
        self._counts: Counter[str] = Counter()

    def learn(self, url: str, links: Collection[Crumb]) -> set[str]:
        """Take in a page of the shop itself; return the folders that are known to be copies by now.

        >>> mirrors = Mirrors()
        >>> host, mirrors = "http://s.example", Mirrors()
        >>> [mirrors.learn(f"{host}{path}", [Crumb(name="", url=f"{host}/de{path}")]) for path in ("/a", "/b/c")]
        [set(), {'/de'}]
        """
        self._pages += 1
        if self._pages <= MOST_PAGES:
            own, name = _split(url)
            if name.strip("/"):
                named = [crumb.url for crumb in links if crumb.url and name in crumb.url]
                self._counts.update({folder for folder, rest in map(_split, named) if folder and rest == name} - {own})
        return {folder for folder, count in self._counts.items() if count >= FEWEST_PAGES}


def _split(url: str) -> tuple[str, str]:
    """Return a URL's first folder where it is named like a language, and the path below it.

    >>> _split("http://s.example/de/a/b?c=1"), _split("http://s.example/tools/")
    (('/de', '/a/b'), ('', '/tools/'))
    """
    path = url.partition("://")[2].partition("#")[0].partition("?")[0].partition("/")[2]
    first, _, rest = path.partition("/")
    return (f"/{first}", f"/{rest}") if LANGUAGE.fullmatch(first) else ("", f"/{path}")
