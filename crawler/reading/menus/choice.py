"""Chooses the piece of a page that is its menu of categories."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from crawler.reading.markup.document import Document
from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.surroundings import is_footer
from crawler.reading.menus.entries import EntryList, list_entries
from crawler.reading.menus.item_reader import ItemReader, opens
from crawler.reading.menus.items import Item, count_links
from crawler.reading.menus.marks import marked_parts, weigh_marks
from crawler.reading.menus.panels import PanelFinder
from crawler.reading.menus.weight import is_headed, weigh_piece
from crawler.reading.menus.words import shows_price

FEWEST_LINKS = 2
LEAST_SCORE = 2.0
"""Two links in a marked menu score more, three in any list."""
MOST_CANDIDATES = 24
MOST_LINKS = 6_000
FEWEST_PARTS = 4
"""Children marked as menus that are the menu's tops; what stands beside them is none."""
_OF_PRICED = 0.3
_MOST_TEXTS = 2_000
"""Texts of a piece that are looked at for prices."""
FEWEST_LINKED_CHARS = 0.5
"""Share of a piece's text that is in its links."""
_OF_TOPS_AND_PANELS = 1.2
"""Tops with their panels tell more than the same panels without their tops."""
_OF_NESTED = 1.3
_OF_BRANDS = 0.4
_FEWEST_BRANDS = 25
"""Names in the order of the alphabet that rather are brands than categories."""
_OF_CHOICES = 0.2
_WORDS_ASKED = re.compile(r"[?&](?:q|query|search|searchterm|search_query|keywords?|kw|s|text)=[^&\W\d]", re.IGNORECASE)
_NEVER_MENUS = frozenset({"html", "body", "main", "li", "a", "p"})
_INSIDE = 0.95
"""A child with this share of the links is the piece itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A piece of the page with the categories that it would give."""

    node: Spot
    entries: EntryList
    score: float


def choose_menu(document: Document, *, rival: float = 0.0) -> Candidate | None:
    """Return the piece that is most likely the menu; None where nothing is likely, or less so than score `rival`.

    Where there is a rival, panels of other pieces are not looked for: they are the rival's.
    """
    outline = document.outline
    reader = ItemReader(document)
    finder: PanelFinder | None = None
    best, least = None, max(LEAST_SCORE, rival)
    for node in _pieces(outline):
        weight = weigh_piece(outline, node)
        if rival and _most(node.links, weight) <= least:
            continue
        finder = finder or PanelFinder(outline, reader)
        if _most(node.links, weight) <= least and not finder.may_attach(node):
            continue
        parts = marked_parts(node)
        own = _unwrap(reader.read_parts(node, parts) if len(parts) >= FEWEST_PARTS else reader.read(node))
        items = finder.attach(own, node)
        links = node.links if items is own else count_links(items)
        if _most(links, weight) <= least:
            continue
        entries = list_entries(items, document)
        score = weight * _score(node, entries, document) * (1.0 if items is own else _OF_TOPS_AND_PANELS)
        if score > least:
            best, least = Candidate(node=node, entries=entries, score=score), score
    return best


def _most(links: int, weight: float) -> float:
    """Return the score that a piece cannot exceed."""
    return float(links**0.6) * weight * _OF_NESTED * _OF_TOPS_AND_PANELS


def _unwrap(items: list[Item]) -> list[Item]:
    """Step down from a single heading that is no more than the menu's title."""
    while len(items) == 1 and items[0].children and not items[0].url and not items[0].clickable:
        items = items[0].children
    return items


def _pieces(outline: Outline) -> list[Spot]:
    footer = _footer_indexes(outline)
    buttons = _count_around([node for node in outline.spots if opens(node)])
    found = [
        node
        for node in outline.spots
        if FEWEST_LINKS <= node.links + buttons.get(node.number, 0) <= MOST_LINKS
        and node.number not in footer
        and _branches(node, buttons)
    ]
    hollow = _count_around([node for node in outline.spots if _is_hollow(node)]) + buttons
    merits = {node.number: _merit(node, hollow.get(node.number, 0)) for node in found}
    found.sort(key=lambda node: (-merits[node.number], node.number))
    return found[:MOST_CANDIDATES]


def _footer_indexes(outline: Outline) -> set[int]:
    inside: set[int] = set()
    for node in outline.spots:
        if node.links and ((node.parent is not None and node.parent.number in inside) or is_footer(node)):
            inside.add(node.number)
    return inside


def _branches(node: Spot, buttons: Counter[int]) -> bool:
    if node.tag in _NEVER_MENUS:
        return False
    if node.tag == "nav":
        return True
    most = _INSIDE * (node.links + buttons.get(node.number, 0))
    children = (child for child in node.children if isinstance(child, Spot))
    return all(child.links + buttons.get(child.number, 0) < most for child in children)


def _merit(node: Spot, hollow: int) -> float:
    # tops without a page of their own open panels that hold links elsewhere
    expected = min(node.links + (20 * hollow if hollow > 1 and 2 * hollow >= node.links else 0), 400)
    return float(expected**0.5) * weigh_marks(node)


def _is_hollow(node: Spot) -> bool:
    """Tell a link to nowhere."""
    return node.tag == "a" and node.get("href")[:11].lower().startswith(("#", "javascript:"))


def _count_around(nodes: list[Spot]) -> Counter[int]:
    """Count elements below each one around them."""
    counts: Counter[int] = Counter()
    for node in nodes[:2_000]:
        counts.update(around.number for around in node.ancestors())
    return counts


def _score(node: Spot, entries: EntryList, document: Document) -> float:
    links = sum(1 for _, url in entries.entries if url)
    if links < FEWEST_LINKS:
        return 0.0
    score = float(links**0.6)
    score *= math.sqrt(max(0.1, links / (links + entries.dropped)))
    score *= _OF_NESTED if any(len(path) > 1 for path, _ in entries.entries) else 1.0
    score *= _text_weight(node, entries) * (_OF_PRICED if _is_priced(document.outline, node) else 1.0)
    score *= _tops_weight(entries, headed=is_headed(document.outline, node))
    return score * (_OF_CHOICES if _filters(entries, document.page.url) or _search(entries) else 1.0)


def _is_priced(outline: Outline, node: Spot) -> bool:
    """Say whether a piece shows prices to every fourth of its links, as lists of goods do."""
    texts = outline.texts[node.texts : min(node.texts_end, node.texts + _MOST_TEXTS)]
    return 4 * sum(shows_price(text.text) for text in texts) > min(node.links, len(texts))


def _tops_weight(entries: EntryList, *, headed: bool) -> float:
    """Weigh the tops: a menu has few without a link, and a long list in order of the alphabet rather lists brands.

    Not so where a heading says that it lists categories.
    """
    tops = [(path[0], url) for path, url in entries.entries if len(path) == 1]
    weight = 0.6 if 2 * entries.headings > len(tops) else 1.0
    flat = not headed and len(tops) * 2 > len(entries.entries)
    return weight * (_OF_BRANDS if flat and 2 * _longest_sorted(tops) > len(tops) else 1.0)


def _longest_sorted(tops: list[tuple[str, str | None]]) -> int:
    """Return how many tops in a row stand in the order of the alphabet, where they are more than happen to do so."""
    longest = run = 0
    before = ""
    for name, _ in tops:
        run = run + 1 if name.casefold() >= before else 1
        before = name.casefold()
        longest = max(longest, run)
    return longest if longest >= _FEWEST_BRANDS else 0


def _text_weight(node: Spot, entries: EntryList) -> float:
    names = [path[-1] for path, url in entries.entries if url]
    weight = 1.0 if node.linked >= FEWEST_LINKED_CHARS * node.chars else 0.4
    return weight * (1.0 if sum(map(len, names)) <= 32 * len(names) else 0.3)


def _search(entries: EntryList) -> bool:
    """Tell what others searched for: most links ask for words."""
    urls = [url for _, url in entries.entries if url]
    return 2 * sum(bool(_WORDS_ASKED.search(url)) for url in urls) > len(urls)


def _filters(entries: EntryList, url: str) -> bool:
    """Tell choices of a listing: most of them the page itself with further parameters."""
    here, _, query = url.partition("?")
    pairs = [(path, more) for _, entry in entries.entries if entry for path, _, more in (entry.partition("?"),)]
    choices = sum(path == here and query in more and more != query for path, more in pairs)
    return here.count("/") > 3 and 2 * choices > len(pairs)
