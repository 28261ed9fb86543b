"""All that the readers of listings ask of a page, worked out once."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cached_property, lru_cache
from itertools import accumulate
from urllib.parse import urlsplit

from crawler.reading.layout.heading import find_heading
from crawler.reading.layout.regions import Region, read_regions
from crawler.reading.layout.repeats import Repeat, find_repeats
from crawler.reading.links.addresses import does_something, is_named_view, is_same
from crawler.reading.markup.document import Document
from crawler.reading.markup.outline import between
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.tags import Marks
from crawler.reading.prices.currency import currency_of_place
from crawler.reading.prices.money import Till
from crawler.words import read_words

_PICTURES = frozenset({"img", "picture"})
_ORDERING, _STOCK = (read_words("listings")[key] for key in ("ordering", "stock"))
_TO_ORDER = re.compile("|".join(map(re.escape, _ORDERING)))
_BUYING = re.compile("|".join(map(re.escape, (*_ORDERING, *_STOCK))))


class Scene:
    """A document with its outline, regions, prices and repeats; each is worked out when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.url = document.page.url
        self.outline = document.outline
        self._urls: dict[str, str | None] = {}

    @cached_property
    def heading(self) -> Spot | None:
        return find_heading(self.outline)

    @cached_property
    def regions(self) -> list[int]:
        return read_regions(self.outline, self.heading, self.till)

    @cached_property
    def till(self) -> Till:
        return Till(self.outline)

    @cached_property
    def currency(self) -> str | None:
        """What an ambiguous currency sign most likely means here."""
        root = self.document.tree.root
        language = root.attributes.get("lang") if root is not None else None
        return currency_of_place(urlsplit(self.url).netloc, language)

    @cached_property
    def pictures(self) -> list[Spot]:
        return [spot for spot in self.outline.spots if spot.tag in _PICTURES or _shows_background(spot.marks)]

    @cached_property
    def links(self) -> list[Spot]:
        """The links that show something else than this page, in page order."""
        return [spot for spot in self.outline.links if self._leads_on(spot)]

    @cached_property
    def repeats(self) -> list[Repeat]:
        return find_repeats(self.outline, [(link, self.url_of(link) or "") for link in self.links])

    @cached_property
    def menu_urls(self) -> Set[str]:
        """Where the site's menus lead."""
        around = (link for link in self.links if self.regions[link.number] & (Region.CHROME | Region.SIDE))
        return self.document.frame_urls | {self.url_of(link) or "" for link in around}

    def url_of(self, spot: Spot) -> str | None:
        """Return the absolute address of a link; None where it cannot be asked for."""
        href = spot.get("href")
        if href not in self._urls:
            self._urls[href] = self.document.join(href)
        return self._urls[href]

    def has_picture(self, start: int, end: int) -> bool:
        return bool(between(self.pictures, start, end))

    def can_be_bought(self, start: int, end: int) -> bool:
        """Say whether the texts from `start` to `end` speak of buying or of stock."""
        return self._buying[end] > self._buying[start]

    def can_be_ordered(self, start: int, end: int) -> bool:
        """Say whether one of the texts from `start` to `end` is what a button to buy says."""
        return any(
            len(text.text) < 40 and _TO_ORDER.search(text.text.lower()) for text in self.outline.texts[start:end]
        )

    @cached_property
    def _buying(self) -> list[int]:
        """How many texts before each speak of buying or of stock."""
        found = (len(text.text) < 60 and _speaks_of_buying(text.text) for text in self.outline.texts)
        return list(accumulate(found, initial=0))

    def _leads_on(self, spot: Spot) -> bool:
        url = self.url_of(spot)
        return url is not None and not (is_same(self.url, url) or is_named_view(self.url, url) or does_something(url))


@lru_cache(maxsize=8192)
def _speaks_of_buying(text: str) -> bool:
    return bool(_BUYING.search(text.lower()))


@lru_cache(maxsize=8192)
def _shows_background(marks: Marks) -> bool:
    return "background-image" in marks.attributes.get("style", "")
