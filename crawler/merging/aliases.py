"""One key for all URLs of a page: redirects, canonical links and copies folded together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crawler.items import READ
from crawler.pages import Why
from crawler.planning.answers import Answer
from crawler.planning.copies import read_canonical
from crawler.planning.kept_answers import KeptAnswers
from crawler.planning.spellings import Spellings
from crawler.sightings import Kind
from crawler.urls import fold_url

LONGEST_CHAIN = 5


class Aliases:
    """Folded URLs → the folded URL that stands for the page."""

    def __init__(
        self,
        answers: KeptAnswers,
        originals: Mapping[str, str],
        spellings: Spellings | None = None,
        *,
        respell: Callable[[str], str] = str,
    ) -> None:
        self._leads: dict[str, str] = dict(originals)
        self._spellings = spellings or Spellings()
        self._respell = respell
        for answer in answers.outlines():
            if answer.sighting and answer.visit.outcome in READ and answer.link.why != Why.NEXT_PAGE:
                self._learn(answer)

    def key_of(self, url: str) -> str:
        """Return the key of a URL's page."""
        key = fold_url(self._respell(url))
        for _ in range(LONGEST_CHAIN):
            lead = self._leads.get(key)
            if lead is None or lead == key:
                break
            key = lead
        return key

    def key_of_product(self, url: str) -> str:
        """Return the key of a product's page, also where it was asked for under another address only."""
        key = self.key_of(url)
        if key != fold_url(url):
            return key
        spelled = self._spellings.spell(key)
        return key if spelled == key else self.key_of(spelled)

    def _learn(self, answer: Answer) -> None:
        asked, final = fold_url(answer.link.url), fold_url(answer.final_url)
        declared = read_canonical(answer.sighting) if answer.sighting else None
        if asked != final and not _is_lone_product(answer, asked):
            self._leads.setdefault(asked, final)
        if declared and declared != final:
            self._leads.setdefault(final, declared)


def _is_lone_product(answer: Answer, asked: str) -> bool:
    """Tell a category that sends its visitors on to its only product, whose breadcrumb links back to it."""
    sighting = answer.sighting
    if sighting is None or sighting.kind != Kind.PRODUCT:
        return False
    return any(crumb.url and fold_url(crumb.url) == asked for trail in sighting.breadcrumbs for crumb in trail)
