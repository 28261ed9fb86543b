"""What a crawl keeps of a page once its links were queued: enough for the catalogue, and little of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from crawler.pages import Why
from crawler.planning.answers import Answer
from crawler.planning.kept_answers import KeptAnswers
from crawler.sightings import Kind, MenuEntry, Sighting
from crawler.sources.sitemap import Sitemap

MOST_PRODUCT_SKELETONS = 50
"""Product pages whose template is kept: a few tell what product pages look like."""


class Memory:
    """Strips what was seen before from answers. Holds each menu entry and each page template once."""

    def __init__(self, folder: Path | None = None) -> None:
        self.answers = KeptAnswers(folder)
        self._menu: set[MenuEntry] = set()
        self._skeletons: dict[frozenset[str], frozenset[str]] = {}
        self._products = 0

    def strip_known(self, answer: Answer) -> Answer:
        """Return the answer without the menu entries that earlier answers held; asides count on the home page only."""
        sighting = answer.sighting
        if sighting is None:
            return answer
        fresh = tuple(entry for entry in sighting.menu if entry not in self._menu)
        self._menu.update(fresh)
        asides = sighting.asides if answer.link.why == Why.HOME else ()
        if len(fresh) == len(sighting.menu) and len(asides) == len(sighting.asides):
            return answer
        return replace(answer, sighting=replace(sighting, menu=fresh, asides=asides))

    def keep(self, answer: Answer) -> None:
        """Keep an answer without the links that were queued already."""
        if answer.sitemap:
            answer = replace(answer, sitemap=Sitemap())
        if answer.sighting:
            answer = replace(answer, sighting=self._lighten(answer.sighting))
        self.answers.keep(answer)

    def _lighten(self, sighting: Sighting) -> Sighting:
        skeleton = self._skeletons.setdefault(sighting.skeleton, sighting.skeleton)
        if sighting.kind == Kind.PRODUCT:
            self._products += 1
            skeleton = skeleton if self._products <= MOST_PRODUCT_SKELETONS else frozenset()
        return replace(
            sighting, links=(), nofollow=frozenset(), skeleton=skeleton, head=replace(sighting.head, alternates=())
        )
