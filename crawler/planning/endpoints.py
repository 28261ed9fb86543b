"""What a platform's endpoints gave a crawl: whether they told all, and when one of them is not worth asking further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crawler.findings import Finding
from crawler.pages import Link
from crawler.planning.answers import Answer
from crawler.planning.hash_set import HashSet
from crawler.urls import fold_url

LONGEST = 400
"""Pages of one endpoint's listing that are followed: forty thousand products of a hundred a page."""
CLOSED_AFTER = 2
"""Refusals in a row, with no product told before, after which a platform's endpoints are asked no more."""
OPEN_PER_CLOSED = 5
"""Answers that must come for each that is refused, for what the endpoints told to be taken for all there is."""


class Endpoints:
    """Keeps account of endpoints. `cut` counts listings that have more than was asked for, or than they give out.

    `are_asked` says that they are asked instead of the pages.
    """

    def __init__(self) -> None:
        self.are_asked = False
        self.cut = 0
        self._open = self._closed = self._refused_in_a_row = 0
        self._tells_products = False
        self._seen: dict[str, HashSet] = {}
        self._pages: Counter[str] = Counter()

    @property
    def have_answered(self) -> bool:
        """Whether any of them is known to be open."""
        return self._open > 0

    @property
    def are_shut(self) -> bool:
        """Whether the endpoints refuse so that nothing more is to be asked of them."""
        return self._refused_in_a_row >= CLOSED_AFTER and not self._tells_products

    @property
    def tell_all(self) -> bool:
        """Whether hardly any of what was asked for was refused."""
        return self._closed * OPEN_PER_CLOSED <= self._open

    def take(self, answer: Answer) -> Iterator[Link]:
        """Note an answer, or that there was none, and give the links that are worth asking for.

        A listing that shows nothing new goes on without end.
        """
        finding = answer.finding
        if finding is None or finding.closed:
            links = finding.links if finding else ()
            # a refusal that comes with another way to ask is none yet
            self._closed += not links
            self._refused_in_a_row += 1
            yield from links
            return
        self._open += 1
        self._refused_in_a_row = 0
        self._tells_products |= bool(finding.products)
        yield from self._follow(answer.link.group, finding)

    def _follow(self, group: str, finding: Finding) -> Iterator[Link]:
        shown = {fold_url(category.url) for category in finding.categories}
        offers = (product.offer for product in finding.products)
        shown |= {fold_url(offer.url) if offer.url else offer.title for offer in offers}
        seen = self._seen.setdefault(group, HashSet())
        is_new = sum(map(seen.add, shown)) > 0
        self._pages[group] += 1
        is_long = self._pages[group] >= LONGEST
        self.cut += finding.cut
        for link in finding.links:
            if link.group != group or (is_new and not is_long):
                yield link
            else:
                self.cut += is_new
