"""Marks of the visit that a site writes into every link: told by how they look, and by standing everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.reading.links.addresses import is_token

FEWEST_LINKS = 5
"""Links that a page must have for what they share to say anything."""
MOST_PAGES = 50
"""Pages that are learnt from: a site that names visits does it from the first."""
SHARE = 0.8
"""Share of a page's links that must carry one and the same token."""


class Tokens:
    """Learns which parameters name the visit, and whether a folder does."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._folder = False
        self._pages = 0

    @property
    def count(self) -> int:
        """How many names and folders are known to name the visit."""
        return len(self._names) + self._folder

    def learn(self, urls: Collection[str]) -> None:
        """Take in the links of one page."""
        self._pages += 1
        if len(urls) < FEWEST_LINKS or self._pages > MOST_PAGES:
            return
        least = SHARE * len(urls)
        if sum("?" in url for url in urls) >= least:
            pairs = Counter(pair for url in urls for pair in set(_pairs_of(url)) if is_token(pair[1]))
            self._names |= {name for (name, _), count in pairs.items() if count >= least}
        folders = Counter(_first_folder(url) for url in urls)
        folder, count = folders.most_common(1)[0]
        self._folder = self._folder or (count >= least and is_token(folder))

    def strip(self, url: str) -> str:
        """Return the URL without what names the visit.

        >>> tokens = Tokens()
        >>> tokens.learn([f"http://s.example/{number}?visit=0a1b2c3d4e5f60718293&x=1" for number in range(5)])
        >>> tokens.strip("http://s.example/7?visit=ffeeddccbbaa99887766&x=2"), tokens.strip("http://s.example/?visit=no")
        ('http://s.example/7?x=2', 'http://s.example/?visit=no')
        """
        try:
            bits = urlsplit(url)
        except ValueError:
            return url
        path, query = bits.path, bits.query
        if self._folder and is_token(first := _first_folder(url)):
            path = path.replace(f"/{first}", "", 1) or "/"
        pairs = _pairs_of(url)
        kept = [pair for pair in pairs if pair[0] not in self._names or not is_token(pair[1])]
        if len(kept) < len(pairs):
            query = urlencode(kept, errors="replace")
        return urlunsplit((bits.scheme, bits.netloc, path, query, bits.fragment))


def _pairs_of(url: str) -> list[tuple[str, str]]:
    return parse_qsl(url.partition("#")[0].partition("?")[2], keep_blank_values=True)


def _first_folder(url: str) -> str:
    """Return the first folder of a URL's path.

    >>> _first_folder("http://s.example/a/b?c"), _first_folder("http://s.example")
    ('a', '')
    """
    return url.partition("://")[2].partition("#")[0].partition("?")[0].partition("/")[2].partition("/")[0]
