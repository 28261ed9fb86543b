"""Pages that show another page again: facets, sort orders and copies, told by what they hold."""

from __future__ import annotations

from crawler.pages import Why
from crawler.planning.answers import Answer
from crawler.sightings import Kind, Sighting
from crawler.urls import fold_url, host_of

Face = tuple[str, tuple[str, ...]]
"""A category page's title and the names of its breadcrumb."""


class Copies:
    """Tells pages that show another one again. `originals` has their folded URLs, each with that of the page shown."""

    def __init__(self) -> None:
        self.originals: dict[str, str] = {}
        self._first: dict[Face, str] = {}

    def find_original(self, answer: Answer, sighting: Sighting) -> str | None:
        """Return the folded URL of the page that this one shows again; None where it stands for itself.

        A page says so itself (its canonical link), or is a category of the same title under the same trail as one
        that was read before; of two such, the one whose address is part of the other's is the original. A listing's
        later pages are no copies of its first.
        """
        if answer.link.why in (Why.NEXT_PAGE, Why.HOME):
            return None
        own = fold_url(answer.final_url)
        original = read_canonical(sighting) or self._find_twin(own, sighting)
        if original is None or original == own:
            return None
        self.originals[own] = original
        return original

    def _find_twin(self, own: str, sighting: Sighting) -> str | None:
        if sighting.kind != Kind.CATEGORY or not sighting.listing or not sighting.listing.title:
            return None
        trail = tuple(crumb.name.casefold() for crumb in sighting.breadcrumbs[0]) if sighting.breadcrumbs else ()
        if not trail:
            return None
        face = (sighting.listing.title.casefold(), trail)
        first = self._first.setdefault(face, own)
        if first != own and first.startswith(own):
            self._first[face] = own
            self.originals[first] = own
            return None
        return first


def read_canonical(sighting: Sighting) -> str | None:
    """Return the folded canonical URL where it can be believed: on the same host, and not the home page.

    Some shops declare their home page, or a live shop elsewhere, the canonical of every page.
    """
    canonical = sighting.head.canonical
    if not canonical or host_of(canonical) != host_of(sighting.url):
        return None
    folded = fold_url(canonical)
    return None if folded == "/" else folded
