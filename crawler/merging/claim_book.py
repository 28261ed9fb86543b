"""Claims counted instead of kept: every page of a shop says the same of where it stands."""

from __future__ import annotations

from dataclasses import replace

from crawler.merging.claim import Claim

PAGES = 2
"""Pages that a claim remembers; more of them make nothing more certain."""


class ClaimBook:
    """Counts claims that differ in nothing but the page that makes them."""

    def __init__(self) -> None:
        self._told: dict[tuple[object, ...], _Told] = {}
        self._count = 0

    def add(self, claim: Claim, page: str | None) -> None:
        """Count a claim. `page` is the key of the page of the catalogue that makes it."""
        mark = (claim.key, claim.name, claim.url, claim.parent, claim.tells_parent, claim.reader, claim.count)
        told = self._told.get(mark)
        if told is None:
            told = self._told[mark] = _Told(claim, self._count)
        told.count(claim, page, self._count)
        self._count += 1

    def list_claims(self) -> list[Claim]:
        """Return the claims in the order in which they were first made."""
        return [
            replace(told.claim, times=told.times, place=told.place, pages=tuple(told.pages))
            for told in self._told.values()
        ]


class _Told:
    __slots__ = ("claim", "pages", "place", "times")

    def __init__(self, claim: Claim, place: int) -> None:
        self.claim = claim
        self.place = place
        self.pages: list[str] = []
        self.times = 0

    def count(self, claim: Claim, page: str | None, place: int) -> None:
        self.times += 1
        if claim.page_url < self.claim.page_url:
            self.claim, self.place = claim, place
        if page and page != claim.key and len(self.pages) < PAGES and page not in self.pages:
            self.pages.append(page)
