"""Pages read by what earlier ones of their site taught, where every part of them was seen before."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.reading.data.head import read_head
from crawler.reading.kind import leads_past
from crawler.reading.known.class_marks import ClassMarks, list_classes
from crawler.reading.known.listing_wrapper import ListingWrapper
from crawler.reading.known.products import KnownProducts
from crawler.reading.links.links import list_links
from crawler.reading.links.nofollow import list_nofollow
from crawler.reading.markup.document import Document
from crawler.reading.markup.marks import marks_of
from crawler.reading.products.declared import declared_product
from crawler.reading.trails.breadcrumb import read_breadcrumbs
from crawler.sightings import Kind, Listing, Offer, Sighting

PROOFS = {Kind.CATEGORY: 3, Kind.PRODUCT: 1, Kind.OTHER: 3}
"""Pages in a row that are read as the general readers do before that is trusted; a product is read by one of them."""
MOST_FAILURES = 12
"""Pages that it may read otherwise before it is given up."""
CHECKED_EVERY = 500
"""One page in so many is read by the general readers all the same, and compared; more often at first."""
MOST_NAMES = 2_000
_CHECKED_AT_FIRST = frozenset({8, 32, 96, 240})
_KINDS = (Kind.CATEGORY, Kind.PRODUCT, Kind.OTHER)


class KnownPages:
    """Learns from what the general readers saw on a site's pages, and reads pages that are like those."""

    def __init__(self) -> None:
        self._marks = {kind: ClassMarks() for kind in _KINDS}
        self._skeletons: dict[Kind, frozenset[str]] = {}
        self._names: dict[Kind, Mapping[str, str]] = {}
        self._wrapper = ListingWrapper()
        self._products = KnownProducts()
        self._proofs = dict.fromkeys(_KINDS, 0)
        self._failures = self._reads = 0

    def read(self, document: Document) -> Sighting | None:
        """Return what is on a page; None where the general readers have to look."""
        kind = self._tell_kind(document)
        if kind is None:
            return None
        document.marks = self._names[kind]
        self._reads += 1
        if self._reads % CHECKED_EVERY == 0 or self._reads in _CHECKED_AT_FIRST:
            return None
        if kind == Kind.CATEGORY:
            listing = self._wrapper.read(document) if declared_product(document) is None else None
            return self._see(document, kind, listing=listing) if listing else None
        product = self._products.read(document)
        return self._see(document, kind, product=product) if product else None

    def learn(self, document: Document, sighting: Sighting) -> None:
        """Compare with the general readers' word on a page, and take over what they saw."""
        kind = sighting.kind
        if kind not in _KINDS:
            return
        self._skeletons[kind] = self._share(kind, sighting.skeleton)
        self._names[kind] = _join(self._names.get(kind, {}), marks_of(document))
        if kind == Kind.PRODUCT:
            self._proofs[kind] += 1
        elif kind == Kind.CATEGORY and sighting.listing and not self._learn_listing(document, sighting.listing):
            return
        self._marks[kind].learn(list_classes(document.page.text))

    def _share(self, kind: Kind, skeleton: frozenset[str]) -> frozenset[str]:
        """Return what stands for a page's own skeleton: what categories have in common, or what any other page has."""
        known = self._skeletons.get(kind, skeleton)
        return known & skeleton if kind == Kind.CATEGORY else known | skeleton if len(known) < MOST_NAMES else known

    def _learn_listing(self, document: Document, listing: Listing) -> bool:
        """Say whether the wrapper reads a page as the general readers do, if need be after it has learned from it."""
        if self._failures >= MOST_FAILURES:
            return False
        read = self._wrapper.read(document)
        if read == listing:
            self._proofs[Kind.CATEGORY] += 1
            return True
        self._wrapper = self._wrapper.learn(document, listing)
        again = self._wrapper.read(document)
        if read is not None or again not in (None, listing):
            self._failures += 1
            self._proofs[Kind.CATEGORY] = 0
        return again == listing

    def _tell_kind(self, document: Document) -> Kind | None:
        """Return the one kind whose pages have all that is on this one; None where no kind's have, or several's."""
        if document.page.status != 200:
            return None
        classes = list_classes(document.page.text)
        fitting = [kind for kind in _KINDS if self._marks[kind].covers(classes)]
        return fitting[0] if len(fitting) == 1 and self._proofs[fitting[0]] >= PROOFS[fitting[0]] else None

    def _see(
        self, document: Document, kind: Kind, *, listing: Listing | None = None, product: Offer | None = None
    ) -> Sighting:
        trails = read_breadcrumbs(document)
        return Sighting(
            url=document.page.url,
            kind=Kind.OTHER if product and leads_past(trails, product) else kind,
            head=read_head(document),
            breadcrumbs=trails.trails,
            breadcrumb_reader=trails.reader,
            listing=listing,
            product=product,
            links=list_links(document),
            nofollow=list_nofollow(document),
            skeleton=self._skeletons[kind],
        )


def _join(known: Mapping[str, str], marks: Mapping[str, str]) -> Mapping[str, str]:
    """Return the names of pages read so far with those of one more, bounded."""
    return {
        name: "\n".join(sorted({*known.get(name, "").split("\n"), *found.split("\n")})[:MOST_NAMES])
        for name, found in marks.items()
    }
