"""The answers that a crawl took: those that tell of the tree in memory, goods and their pages on disk.

A shop has fifty times as many products as listings, so what is kept in memory is what a shop has few of.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path

from crawler.items import READ
from crawler.pages import Why
from crawler.planning.answers import Answer
from crawler.planning.packing import unpack
from crawler.planning.scratch import Scratch
from crawler.sightings import Kind, Sighting


class KeptAnswers:
    """Answers in the order in which they were taken, whole when iterated.

    What lists goods is kept in memory with the first of them only. A product's page is kept on disk; in memory a
    *brief* stands for it, one for all that were asked for the same reason and came out the same.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.briefs: list[Answer] = []
        self._on_disk = bytearray()
        """For each answer: 0 is in memory as it is, 1 has more goods on disk, 2 is there as a whole."""
        self._stand_ins: dict[tuple[object, ...], Answer] = {}
        self._file = Scratch(folder)
        self._hidden: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.briefs) - len(self._hidden)

    def __iter__(self) -> Iterator[Answer]:
        """Yield every answer whole."""
        return self._list(least=1)

    def outlines(self) -> Iterator[Answer]:
        """Yield every answer, with no more than the first of the goods that it lists."""
        return self._list(least=2)

    def structure(self) -> Iterator[Answer]:
        """Yield the outlines of all answers but the pages of products that show nothing else."""
        for place, (brief, where) in enumerate(zip(self.briefs, self._on_disk, strict=True)):
            if where != 2 and place not in self._hidden:
                yield brief

    def count_product_pages(self) -> int:
        """Count the answers that `structure` leaves out."""
        return self._on_disk.count(2) - sum(self._on_disk[place] == 2 for place in self._hidden)

    def keep(self, answer: Answer) -> None:
        """Put an answer at the end."""
        brief = self._shorten(answer)
        where = 0 if brief is answer else 2 if brief.final_url != answer.final_url else 1
        if where:
            self._file.append(answer)
        self.briefs.append(brief)
        self._on_disk.append(where)

    def hide(self, places: frozenset[int]) -> KeptAnswers:
        """Return the answers without those at some places."""
        rest = copy(self)
        rest._hidden = places
        return rest

    def _list(self, *, least: int) -> Iterator[Answer]:
        """Yield the answers; those on disk are read from there where `least` of them is there."""
        stored = self._file.list_packed()
        for place, (brief, where) in enumerate(zip(self.briefs, self._on_disk, strict=True)):
            packed = next(stored) if where else b""
            if place not in self._hidden:
                yield unpack(packed) if where >= least else brief

    def _shorten(self, answer: Answer) -> Answer:
        sighting, finding = answer.sighting, answer.finding
        if sighting and answer.visit.outcome in READ and _shows_product_alone(answer, sighting):
            return self._stand_in(answer, sighting)
        if sighting and sighting.listing and len(sighting.listing.products) > 1:
            first = replace(sighting.listing, products=sighting.listing.products[:1])
            return replace(answer, sighting=replace(sighting, listing=first))
        if finding and len(finding.products) > 1:
            return replace(answer, finding=replace(finding, products=finding.products[:1]))
        return answer

    def _stand_in(self, answer: Answer, sighting: Sighting) -> Answer:
        """Return what stands for a product's page: why it was asked for, how it came out, and nothing of itself."""
        head = sighting.head
        mark = (answer.link.why, answer.visit.status, answer.drawn, head.noindex, head.nofollow)
        if mark not in self._stand_ins:
            self._stand_ins[mark] = replace(
                answer,
                link=replace(answer.link, url="", group="", name=""),
                visit=replace(answer.visit, url="", note=None),
                final_url="",
                sighting=Sighting(url="", kind=Kind.PRODUCT, head=replace(head, title=None, canonical=None)),
            )
        return self._stand_ins[mark]


def _shows_product_alone(answer: Answer, sighting: Sighting) -> bool:
    """Tell a product's page that says nothing of the tree but where the product stands in it."""
    if sighting.kind != Kind.PRODUCT or sighting.skeleton or sighting.menu or answer.link.why == Why.HOME:
        return False
    return not (sighting.listing and not sighting.listing.products)
