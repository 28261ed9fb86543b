"""What a site's pages repeat word for word around their content: headers, menus, footers, style sheets.

It is read on the first pages and cut out of the later ones before they are parsed, so that a page costs what is new
on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from crawler.reading.markup.elements import Element, find_elements
from crawler.reading.markup.nesting import cut_nesting
from crawler.reading.markup.surroundings import says_surrounding
from crawler.reading.markup.tags import read_loose_marks
from crawler.reading.prices.price_text import LOOKS_PRICED

COMPARED_AFTER = (3, 12, 60)
"""Numbers of pages after which the latest is compared with the one before it and with the first, the home page."""
SHORTEST_PART = 400
"""Characters; less is not worth looking for."""
MOST_PARTS = 60
MOST_LOOKED_FOR = 600
LONGEST_PAGE = 2_000_000
_BEGINNING = 80
"""Characters of a part that are looked for before the whole of it …"""
_MOST_BEGINNINGS = 8
"""… and how often."""
_PLACE = "<gapfinder-part></gapfinder-part>"
_UNREAD = frozenset({"style", "svg"})
FEWEST_LINKS = 5
"""With so many links, and no price, what the home page and two others hold surrounds content, whatever its name."""
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"<a\s[^>]{0,1000}href", re.IGNORECASE)


class Frame:
    """Learns what a site's pages have in common around their content, and cuts it out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        """In the order of the first page, which holds them all."""
        self._compared: list[tuple[str, str]] = []
        """URL and text of the first page and the one before."""
        self._pages = 0

    @property
    def is_learned(self) -> bool:
        """Whether enough pages were compared to know what surrounds the content, if anything does."""
        return self._pages >= COMPARED_AFTER[0]

    def cut(self, text: str) -> str:
        """Return a page without the parts that are known."""
        pieces, place = [], 0
        for part in self.parts:
            start = _find(text, part, place)
            if start >= 0:
                pieces.append(text[place:start])
                place = start + len(part)
        return "".join([*pieces, text[place:]]) if pieces else text

    def learn(self, url: str, text: str) -> bool:
        """Compare a page with those before it, if it is one of the first, and say whether that taught new parts."""
        if self._pages >= COMPARED_AFTER[-1] or len(text) > LONGEST_PAGE or url in (one for one, _ in self._compared):
            return False
        self._pages += 1
        known = len(self.parts)
        if self._pages in COMPARED_AFTER:
            found = _find_parts(text, [other for _, other in self._compared])
            parts = {*self.parts, *(part for part in found if not any(part in known for known in self.parts))}
            longest = sorted(parts, key=len, reverse=True)[:MOST_PARTS]
            self.parts = sorted(longest, key=self._compared[0][1].find)
        self._compared[1:] = [(url, text)]
        if self._pages >= COMPARED_AFTER[-1]:
            self._compared.clear()
        return len(self.parts) > known


def _find(text: str, part: str, place: int) -> int:
    """Return where a part stands, as `str.find` does, which takes its time to prepare for a long one."""
    beginning = part[:_BEGINNING]
    for _ in range(_MOST_BEGINNINGS):
        place = text.find(beginning, place)
        if place < 0 or text.startswith(part, place):
            return place
        place += 1
    return text.find(part, place)


def _find_parts(text: str, others: Sequence[str]) -> list[str]:
    """Return the largest elements around the content that other pages hold too, and that stand on their own."""
    common = _Common(text, others)
    found = list(dict.fromkeys(common.find(find_elements(text), surrounds=False, in_content=False)))[:MOST_PARTS]
    if len(cut_nesting(text)) < len(text):
        return []  # what no reader parses whole is not to be parsed whole here
    return _keep_alone(text, LexborHTMLParser(text).html or "", found)


def _keep_alone(text: str, whole: str, parts: Sequence[str]) -> list[str]:
    """Return those of some parts that stand on their own: all, or what is left of each half."""
    if not parts or _stand_alone(text, whole, parts):
        return list(parts)
    half = len(parts) // 2
    return [part for some in (parts[:half], parts[half:]) for part in _keep_alone(text, whole, some)] if half else []


class _Common:
    def __init__(self, text: str, others: Sequence[str]) -> None:
        self._text = text
        self._others = others
        self._left = MOST_LOOKED_FOR

    def find(self, elements: Sequence[Element], *, surrounds: bool, in_content: bool) -> Iterator[str]:
        """Yield common elements of headers, menus and footers, whole or those in them; `surrounds` within one."""
        for element in elements:
            if element.end - element.start < SHORTEST_PART:
                continue
            around = surrounds or element.name in _UNREAD or _surrounds(element, in_content=in_content)
            part = self._text[element.start : element.end]
            if (around or _links_alone(part)) and self._is_common(part):
                yield part
                continue
            content = in_content or element.name in ("main", "article", "section")
            yield from self.find(element.children, surrounds=around, in_content=content)

    def _is_common(self, part: str) -> bool:
        self._left -= 1
        return self._left >= 0 and all(part in other for other in self._others)


def _links_alone(part: str) -> bool:
    links = sum(1 for _ in islice(_LINK.finditer(part), FEWEST_LINKS))
    return links == FEWEST_LINKS and not LOOKS_PRICED.search(_TAG.sub("", part))


def _surrounds(element: Element, *, in_content: bool) -> bool:
    if element.name == "header":
        return not in_content
    return says_surrounding(element.name, read_loose_marks(element.written))


def _stand_alone(text: str, whole: str, parts: Sequence[str]) -> bool:
    """Say whether the page without some parts, in page order, is parsed as the `whole` but for them."""
    cut = text
    for part in parts:
        cut = cut.replace(part, _PLACE, 1)
    if len(cut_nesting(cut)) < len(cut):
        return False
    pieces = (LexborHTMLParser(cut).html or "").split(_PLACE)
    place = 0
    for piece in pieces[:-1]:
        place = whole.find(piece, place) + len(piece)
        if place < len(piece):
            return False
    is_whole = whole.startswith(pieces[0]) and whole.endswith(pieces[-1]) and len(whole) - place >= len(pieces[-1])
    return is_whole and len(pieces) == len(parts) + 1
