"""A category as one source shows it, and which sources are believed before others."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.sources import SOURCES

PLATFORM = 0
"""Trust in what a platform's endpoints tell."""
TRUST = {
    **dict.fromkeys(SOURCES, PLATFORM),
    "json-ld": 1,
    "microdata": 2,
    "rdfa": 2,
    "html": 3,
    "menu": 4,
    "subcategory": 5,
    "side menu": 6,
    "aside": 6,
    "page": 7,
    "url": 8,
}
"""Readers of categories; the lower is believed before the higher.

`menu` is the home page's. Those of other pages are coloured by where they stand, and what passes for one there may be
anything: `side menu`. `aside` is the home page's name for what it shows beside its categories, which makes none.
`page` is a category page's own title.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A category as one source shows it.

    `key` and `parent` stand for pages (see `Aliases`) or for names from the top. `parent` None says that the category
    is a top one if `tells_parent`, and nothing otherwise.
    """

    key: str
    name: str
    url: str | None
    parent: str | None
    tells_parent: bool
    reader: str
    page_url: str
    count: int | None = None
    times: int = 1
    """How many pages say so; `page_url` is the first of them in the order of the alphabet."""
    place: int = 0
    """Where it stands among all claims, as that page makes it."""
    pages: tuple[str, ...] = ()
    """Keys of two pages of the catalogue, at most, that are not the category's own and say so."""

    @property
    def trust(self) -> int:
        """How much the reader is believed; lower is more."""
        return TRUST.get(self.reader, TRUST["url"])
