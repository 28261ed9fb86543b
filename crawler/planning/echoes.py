"""Parameters that change nothing of a page (orders, references, ways to show it), told by pages that come out alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from crawler.sightings import Kind, Sighting
from crawler.urls import fold_url

MOST_KEPT = 5_000
"""Pages that are kept to compare with."""
ENOUGH = 3
"""Pairs of pages that must come out alike, and none otherwise, for a parameter to change nothing."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a page is about. Two listings of one face must share goods as well, where both show any."""

    names: tuple[str, ...]
    goods: frozenset[str] = frozenset()

    def agrees(self, other: Face) -> bool | None:
        """Say whether two pages are about the same; None where that stays open."""
        if self.names != other.names:
            return False
        return None if self.goods and other.goods and self.goods.isdisjoint(other.goods) else True


def face_of(sighting: Sighting) -> Face | None:
    """Return what a category's or product's page is about; None where too little tells."""
    if sighting.kind == Kind.PRODUCT and sighting.product:
        return Face(("product", sighting.product.title.casefold(), sighting.product.sku or ""))
    trail = tuple(crumb.name.casefold() for crumb in sighting.breadcrumbs[0]) if sighting.breadcrumbs else ()
    if sighting.kind != Kind.CATEGORY or not sighting.listing or not sighting.listing.title or not trail:
        return None
    goods = frozenset(tile.title for tile in sighting.listing.products)
    return Face(("category", sighting.listing.title.casefold(), *trail), goods)


class Echoes:
    """Compares pages whose addresses differ in one parameter only."""

    def __init__(self) -> None:
        self._faces: dict[tuple[str, str], tuple[str, Face]] = {}
        self._right: Counter[str] = Counter()
        self._wrong: Counter[str] = Counter()
        self._idle: set[str] = set()

    @property
    def count(self) -> int:
        """How many parameters are known to change nothing."""
        return len(self._idle)

    def learn(self, url: str, face: Face, *, pagers: Collection[str] = ()) -> None:
        """Take in a page; `pagers` are parameters that number a listing's pages, of which nothing is learnt."""
        folded = fold_url(url)
        for name, value, rest in _cut_each(folded):
            if name.lower() in pagers:
                continue
            for before, other in filter(None, (self._faces.get((name, rest)), self._faces.get(("", rest)))):
                agrees = other.agrees(face) if before != value else None
                if agrees is not None:
                    self._note(name, agrees=agrees)
            self._keep((name, rest), value, face)
        self._keep(("", folded), "", face)

    def _keep(self, key: tuple[str, str], value: str, face: Face) -> None:
        if len(self._faces) < MOST_KEPT:
            self._faces.setdefault(key, (value, face))

    def _note(self, name: str, *, agrees: bool) -> None:
        (self._right if agrees else self._wrong)[name] += 1
        if self._right[name] >= ENOUGH and not self._wrong[name]:
            self._idle.add(name)
        else:
            self._idle.discard(name)

    def strip(self, url: str) -> str:
        """Return the URL without parameters that change nothing."""
        head, mark, tail = url.partition("?")
        query, hash_mark, anchor = tail.partition("#")
        pairs = parse_qsl(query, keep_blank_values=True)
        kept = [pair for pair in pairs if pair[0] not in self._idle]
        if len(kept) == len(pairs):
            return url
        query = urlencode(kept, errors="replace")
        return f"{head}{mark if query else ''}{query}{hash_mark}{anchor}"


def _cut_each(folded: str) -> Iterator[tuple[str, str, str]]:
    """Give each parameter's name and value with the URL that is left without it."""
    path, _, query = folded.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    for at, (name, value) in enumerate(pairs):
        rest = urlencode(pairs[:at] + pairs[at + 1 :], errors="replace")
        yield name, value, f"{path}?{rest}" if rest else path
