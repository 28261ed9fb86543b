"""What the things in repeated tiles are called: the place in the tile where most have a name of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from crawler.reading.layout.repeats import HEADINGS, Item
from crawler.reading.layout.scene import Scene
from crawler.reading.markup.outline import between
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.text import clean_name

LONGEST = 250
_FEW_LETTERS = 12
"""Letters that stand beside a price without being a name."""
_NAMED = re.compile(
    r"(?:^|[-_])(?:product|item|prod)?[-_]?(?:title|name|naam|titel|nazwa|nombre|nom)(?:$|[-_])|(?<!sub)(?:name|title)$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_CUT = re.compile(r"\s*(?:…|\.{2,})\s*$")
_IMAGE_FOR = re.compile(r"^\((?:image|photo|bild|foto) \w+\)\s*", re.IGNORECASE)
_INLINE = frozenset(
    [
        "span",
        "b",
        "strong",
        "i",
        "em",
        "font",
        "br",
        "u",
        "small",
        "mark",
        "wbr",
        "sup",
        "sub",
        "bdi",
        "img",
        "picture",
        "source",
    ]
)
# How much a place says by itself that it holds the name
_WEIGHTS = {
    "itemprop": 5.0,
    "heading": 4.0,
    "named": 4.0,
    "link": 3.5,
    "text": 1.0,
    "link title": 2.6,
    "label": 2.0,
    "alt": 1.7,
}

Slot = tuple[str, object]


def read_titles(scene: Scene, items: Sequence[Item]) -> list[str | None]:
    """Return one title an item, in order; None where an item has nothing like a name."""
    found: list[dict[Slot, str]] = []
    for item in items:
        slots: dict[Slot, str] = {}
        for slot, text in _candidates(scene, item):
            if slot not in slots and 1 < len(text) <= LONGEST and (_LETTER.search(text) or slot[0] != "text"):
                slots[slot] = text
        found.append(slots)
    ranked = _rank(found)
    return [_choose(slots, ranked) for slots in found]


def _candidates(scene: Scene, item: Item) -> Iterator[tuple[Slot, str]]:
    outline = scene.outline
    for spot in outline.spots[item.start : item.end]:
        is_link = spot.tag == "a" and scene.url_of(spot) == item.url
        if is_link:
            yield ("link title", ""), spot.get("title")
            yield ("label", ""), spot.get("aria-label")
        if spot.tag == "img":
            yield ("alt", ""), _IMAGE_FOR.sub("", spot.get("alt") or spot.get("title"))
        if spot.texts == spot.texts_end or _is_price(scene, spot):
            continue
        kind = _kind(scene, spot, is_link=is_link)
        if kind:
            yield (kind, spot.sign), outline.text_of(spot)
    start, end = item.texts(outline)
    for text in outline.texts[start:end]:
        if not _is_price(scene, text.parent):
            yield ("text", text.parent.sign), text.text


def _is_price(scene: Scene, spot: Spot) -> bool:
    """Say whether an element shows a price; one text of many letters is a name with an amount in it."""
    if not scene.till.has_price(spot.texts, spot.texts_end):
        return False
    return spot.texts_end - spot.texts > 1 or sum(map(str.isalpha, scene.outline.text_of(spot))) <= _FEW_LETTERS


def _kind(scene: Scene, spot: Spot, *, is_link: bool) -> str | None:
    if "name" in spot.get("itemprop").split():
        return "itemprop"
    if spot.tag in HEADINGS:
        return "heading"
    if any(_NAMED.search(name) for name in spot.get("class").split()) and spot.texts_end - spot.texts < 6:
        return "named"
    if is_link and all(inner.tag in _INLINE for inner in between(scene.outline.spots, spot.number + 1, spot.end)):
        return "link"
    return None


def _rank(found: list[dict[Slot, str]]) -> list[Slot]:
    """Return the places, best first: where many items have a text, each its own, of a name's length."""
    texts: dict[Slot, list[str]] = defaultdict(list)
    for slots in found:
        for slot, text in slots.items():
            texts[slot].append(text)
    many = len(found)

    def worth(slot: Slot) -> float:
        told = texts[slot]
        own = len(set(told)) / len(told)
        length = sum(min(len(text), 30) for text in told) / len(told)
        cut = sum(bool(_CUT.search(text)) for text in told) / len(told)
        worded = sum(_is_worded(text) for text in told) / len(told)
        return (
            _WEIGHTS[slot[0]]
            * len(told)
            / many
            * own**2
            * (0.6 + length / 50)
            * (1 - 0.6 * cut)
            * (0.25 + 0.75 * worded)
        )

    return sorted(texts, key=worth, reverse=True)


def _is_worded(text: str) -> bool:
    """Say whether a text is made of words, rather than an article's number or a count."""
    return bool(_LETTER.search(text)) and (" " in text.strip() or not any(map(str.isdigit, text)))


def _choose(slots: dict[Slot, str], ranked: list[Slot]) -> str | None:
    title = next((slots[slot] for slot in ranked if slot in slots), None)
    if title is not None and _CUT.search(title):
        stem = _CUT.sub("", title).casefold()
        whole = (text for slot, text in slots.items() if not _CUT.search(text) and slot[0] != "text")
        title = next((text for text in whole if text.casefold().startswith(stem)), title)
    return clean_name(title)
