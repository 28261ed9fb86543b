"""Pages that show another page again: facets, sort orders and copies, told by what they hold."""

from __future__ import annotations

from crawler.answers import Answer
from crawler.pages import Why
from crawler.sightings import Kind, Sighting
from crawler.urls import fold_url, host_of

Face = tuple[str, tuple[str, ...]]
"""A category page's title and the names of its breadcrumb."""


class Copies:
    """Remembers which page was the first to show a category, and tells the later ones."""

    def __init__(self) -> None:
        self._first: dict[Face, str] = {}

    def find_original(self, answer: Answer, sighting: Sighting) -> str | None:
        """Return the folded URL of the page that this one shows again; None where it stands for itself.

        A page says so itself (its canonical link), or is a category of the same title under the same trail as one
        that was read before. A listing's later pages are no copies of its first.
        """
        if answer.link.why in (Why.NEXT_PAGE, Why.HOME):
            return None
        own = fold_url(answer.final_url)
        declared = read_canonical(sighting)
        if declared and declared != own:
            return declared
        if sighting.kind != Kind.CATEGORY or not sighting.listing or not sighting.listing.title:
            return None
        trail = tuple(crumb.name.casefold() for crumb in sighting.breadcrumbs[0]) if sighting.breadcrumbs else ()
        if not trail:
            return None
        first = self._first.setdefault((sighting.listing.title.casefold(), trail), own)
        return first if first != own else None


def read_canonical(sighting: Sighting) -> str | None:
    """Return the folded canonical URL where it can be believed: on the same host, and not the home page.

    Some shops declare their home page, or a live shop elsewhere, the canonical of every page.
    """
    canonical = sighting.head.canonical
    if not canonical or host_of(canonical) != host_of(sighting.url):
        return None
    folded = fold_url(canonical)
    return None if folded == "/" else folded
