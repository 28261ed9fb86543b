"""The products of pages like earlier ones: read by a wrapper once it was right, and now and then compared again."""

from __future__ import annotations

from crawler.reading.known.product_wrapper import ProductWrapper
from crawler.reading.markup.document import Document
from crawler.reading.products.declared import declared_product
from crawler.reading.products.product import read_product
from crawler.sightings import Offer

PROOFS = 10
"""Pages in a row that the wrapper has to read as the general reader does before it is trusted …"""
FEWEST_PRICES = 3
"""… among them so many prices, for what is the same everywhere may stand anywhere."""
MOST_LESSONS = 6
"""Pages that may teach it something new before it is given up."""
CHECKED_EVERY = 40
"""One page in so many is read by the general reader all the same, and compared."""


class KnownProducts:
    """Reads the product of a page whose template is known; what is declared there is read as it is declared."""

    def __init__(self) -> None:
        self.wrapped = 0
        """Products read by the wrapper alone."""
        self._wrapper = ProductWrapper()
        self._prices: list[str | None] = []
        """What the pages cost that were read right, in a row."""
        self._lessons = self._reads = 0

    def read(self, document: Document) -> Offer | None:
        """Return what `read_product` would."""
        if self._lessons > MOST_LESSONS or declared_product(document) is not None:
            return read_product(document)
        self._reads += 1
        own = self._wrapper.read(document)
        if own and self._is_trusted and self._reads % CHECKED_EVERY:
            self.wrapped += 1
            return own
        offer = read_product(document)
        if offer is not None:
            self._compare(document, offer, own)
        return offer

    @property
    def _is_trusted(self) -> bool:
        return len(self._prices) >= PROOFS and len(set(self._prices)) >= FEWEST_PRICES

    def _compare(self, document: Document, offer: Offer, own: Offer | None) -> None:
        if own != offer and (own is None and self._is_trusted):
            return
        if own == offer:
            self._prices.append(offer.price)
        else:
            self._prices.clear()
            self._lessons += 1
        if own != offer or not self._is_trusted:
            self._wrapper = self._wrapper.learn(document, offer)
