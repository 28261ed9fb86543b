"""Turns read entries into paths of categories: without what is no category, each once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from crawler.reading.links.addresses import is_home, parts_of
from crawler.reading.markup.document import Document
from crawler.reading.menus.items import Item
from crawler.reading.menus.words import Verdict, fold_label, is_all, is_home_label, is_promotion, judge_label
from crawler.urls import host_of

DEEPEST = 6
MOST_ENTRIES = 3_000
MOST_ASIDES = 30
LONGEST_NAME = 70
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|pdf|xlsx?|docx?|csv|zip|mp4)$", re.IGNORECASE)
_SHARED_ENDINGS = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "or", "ne"})


@dataclass(slots=True)
class EntryList:
    """Paths with their URLs in the menu's order; `dropped` counts the links that were no categories.

    `headings` counts the tops that are mere text. `asides` are tops that are named as promotions are.
    """

    entries: list[tuple[tuple[str, ...], str | None]] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)
    dropped: int = 0
    headings: int = 0


def list_entries(items: list[Item], document: Document) -> EntryList:
    """Return the categories among entries as paths, a bounded number."""
    lister = _Lister(document.page.url)
    lister.list_all(items, (), None)
    entries = [(tuple(names), url) for names, url in lister.found.values()]
    return EntryList(
        entries=entries, asides=lister.asides[:MOST_ASIDES], dropped=lister.dropped, headings=lister.headings
    )


@lru_cache(maxsize=20_000)
def site_of(url: str) -> str:
    """Return the part of a URL's host that all hosts of one owner share.

    >>> site_of("https://parts.shop.co.uk/x"), site_of("http://www.shop.example:80/")
    ('shop.co.uk', 'shop.example')
    """
    names = host_of(url).partition(":")[0].split(".")
    shared = 3 if len(names) > 2 and names[-2] in _SHARED_ENDINGS and len(names[-1]) == 2 else 2
    return ".".join(names[-shared:])


def gather_strays(items: list[Item]) -> list[Item]:
    """Move entries that stand beside the entry they belong to below it, where the addresses of both say so.

    A long list that goes on in the next column does so without its heading.
    """
    owners = [(stem_of(item.url), item) for item in items if item.url and len(item.children) > 1]
    heads = [(stem, item) for stem, item in owners if stem and _owns_most(stem, item)]
    if not heads:
        return items
    kept: list[Item] = []
    moved: dict[int, list[Item]] = {}
    for item in items:
        head = None if item.children else _head_of(item, heads)
        if head is None:
            kept.append(item)
        else:
            moved.setdefault(id(head), []).append(item)
    return [replace(item, children=item.children + moved[id(item)]) if id(item) in moved else item for item in kept]


def _head_of(item: Item, heads: list[tuple[str, Item]]) -> Item | None:
    url = item.url or ""
    return next((head for stem, head in heads if url.startswith(stem) and head is not item), None)


def stem_of(url: str | None) -> str | None:
    """Return how the addresses below a page's begin; None for a first page.

    >>> stem_of("https://shop.example/men/shoes.html"), stem_of("https://shop.example/")
    ('https://shop.example/men/shoes/', None)
    """
    whole = re.sub(r"\.(?:html?|php|aspx?)$", "", (url or "").partition("?")[0]).rstrip("/")
    return f"{whole}/" if whole.count("/") > 2 else None


def _owns_most(stem: str, item: Item) -> bool:
    return 2 * sum((child.url or "").startswith(stem) for child in item.children) > len(item.children)


def address_of(item: Item) -> str | None:
    """Return an entry's URL; for a heading the one that its `View all` leads to, or its own name once more."""
    if item.url or item.node.tag == "li":
        return item.url
    own = fold_label(item.name)
    labels = ((fold_label(child.name), child.url) for child in item.children if child.url)
    return next((url for label, url in labels if label == own or is_all(label, item.name)), None)


class _Lister:
    def __init__(self, url: str) -> None:
        self.site = site_of(url)
        self.host = parts_of(url)[0]
        self.found: dict[tuple[str, ...], tuple[list[str], str | None]] = {}
        self.asides: list[tuple[str, str]] = []
        self.dropped = 0
        self.headings = 0

    def list_all(self, items: list[Item], path: tuple[str, ...], above: Item | None) -> None:
        items = self._without_pictures(gather_strays(items))
        linked = {item.name.casefold() for item in items if item.url}
        for item in items:
            if len(self.found) >= MOST_ENTRIES:
                return
            self._list(item, path, above, linked)

    def _without_pictures(self, items: list[Item]) -> list[Item]:
        """Leave out what is shown by a picture only where most entries are named: it advertises."""
        named = [item for item in items if item.children or item.node.chars]
        few = len(items) - len(named)
        if not 0 < 2 * few <= len(named):
            return items
        self.dropped += few
        return named

    def _list(self, item: Item, path: tuple[str, ...], above: Item | None, linked: set[str]) -> None:
        verdict = self._judge(item, above, linked)
        if verdict is Verdict.DROP:
            self.dropped += 1
            if not path and item.url and is_promotion(item.name):
                self.asides.append((item.name, item.url))
            return
        if verdict is Verdict.THROUGH or len(path) >= DEEPEST:
            self.dropped += above is None and not item.children
            self.list_all(item.children, path, above)
            return
        whole = (*path, item.name)
        key = tuple(name.casefold() for name in whole)
        names, url = self.found.get(key, (list(whole), None))
        self.found[key] = (names, url or (item.url if path else address_of(item)))
        count = len(self.found)
        self.list_all(item.children, whole, item)
        if item.url or item.clickable:
            return
        self.headings += not path
        if len(self.found) == count and self.found[key][1] is None:
            del self.found[key]

    def _judge(self, item: Item, above: Item | None, linked: set[str]) -> Verdict:
        verdict = judge_label(item.name, above=above.name if above else None)
        if verdict is not Verdict.CATEGORY:
            # things for the home
            holds = item.children and item.clickable and is_home_label(item.name) and not is_home(item.url)
            return Verdict.CATEGORY if holds else verdict
        if item.url and _is_first_page(item.url, self.host):
            return Verdict.THROUGH
        if item.url and ((self.site and site_of(item.url) != self.site) or _FILE.search(item.url)):
            return Verdict.DROP
        if not item.children and (len(item.name) > LONGEST_NAME or not (item.url or item.clickable)):
            return Verdict.DROP
        if above is not None and _repeats(item, above):
            return Verdict.THROUGH
        # a heading that is a link elsewhere in the same list is the same category, shown for touch and for the mouse
        groups = not item.url and not item.clickable and item.name.casefold() not in linked
        return Verdict.THROUGH if groups and above is not None else Verdict.CATEGORY


def _is_first_page(url: str, host: str) -> bool:
    """Tell the way home, whatever it is called: by the shop's name, too.

    >>> [_is_first_page(url, "shop.example") for url in ("https://www.shop.example/", "https://shop.example/tv")]
    [True, False]
    """
    # most entries lead further, which their addresses show without being taken apart
    there, _, path = url.partition("//")[2].partition("/")
    return not path and "?" not in there and there.lower().removeprefix("www.") == host


def _repeats(item: Item, above: Item) -> bool:
    """Tell an entry that is the one above it, once more."""
    same_name, same_url = item.name.casefold() == above.name.casefold(), item.url == above.url
    if item.children:
        named = same_name or fold_label(above.name) in fold_label(item.name)
        return (named and same_url and item.url is not None) or (same_name and None in (item.url, above.url))
    return same_name or (item.url is not None and same_url)
