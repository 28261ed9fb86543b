"""Where prices stand on a page, and what they come to."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Spot, Text
from crawler.reading.markup.tags import Marks
from crawler.reading.prices.amounts import find_amounts
from crawler.reading.prices.columns import PriceColumns
from crawler.reading.prices.currency import may_spell_currency
from crawler.reading.prices.price import Price, read_price
from crawler.reading.prices.price_text import STRUCK_TAGS, is_struck_marks, join_pieces

LONGEST = 80
"""Characters that a price takes with what is written beside it."""
_HEIGHT = 4
"""Elements above a number in which its currency may stand."""
_FEW_LETTERS = 5
_MANY_LETTERS = 15
_CENTS = re.compile(r"[.,]?\d\d|[.,][-–—]+")
_MOST_TEXTS = 6
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_NO_DIGIT = re.compile(r"\D+")
_BARE = re.compile(r"\D{0,4}\d{1,3}(?:[ .,'’]?\d{3}){0,3}[.,]\d{2}\D{0,4}")
_DASHED = re.compile(r"\D{0,15}\d{1,3}(?:[ .\u00a0]?\d{3}){0,3}[.,:]\s?[-–—]{1,2}\D{0,4}")
_PLAIN = re.compile(r"\d{1,3}(?:[ .,'’\u00a0]?\d{3}){0,3}(?:[.,]\d{1,2})?")
_PRICED = re.compile(
    r"pri[cs]e?|preis|prix|preci|prezz|pre[cç]o|cena|fiyat|hinta|amount|tarif|цена|kaina|hind", re.IGNORECASE
)
_GONE = re.compile(
    r"old|was|strike|crossed|rrp|msrp|uvp|compare|sav(?:e|ing)|discount|percent|instal|unit-?price|per-?unit|shipping|points|tax|vat",
    re.IGNORECASE,
)

_SCALED = re.compile(r"(?<!\d)\d{1,4}\s?[^\W\d_]{2,20}[^\d]{0,12}\d{1,7}[.,]\d\d(?!\d)")
"""A price for who takes several: `from 4 boxes 11.25`."""


class Till:
    """Finds the elements of a page that hold a price, each looked at once."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._prices: list[Spot | None] = [None] * len(outline.texts)
        self._known: dict[int, tuple[str, ...]] = {}
        self._columns = PriceColumns(outline)
        numbers = [
            number
            for number, text in enumerate(outline.texts)
            if len(text.text) <= LONGEST and _DIGIT.search(text.text)
        ]
        for number in numbers:
            self._prices[number] = self._holder_alone(outline.texts[number])
        for number in numbers:
            if self._prices[number] is None:
                self._join(number)
        self._count = list(accumulate((spot is not None for spot in self._prices), initial=0))

    def has_price(self, start: int, end: int) -> bool:
        """Say whether one of the texts from `start` to `end` is a price."""
        return self._count[end] > self._count[start]

    def count(self, start: int, end: int) -> int:
        """Return how many of the texts from `start` to `end` are part of a price."""
        return self._count[end] - self._count[start]

    def read(self, start: int, end: int, *, title: str = "", currency: str | None = None) -> Price | None:
        """Return what is asked for now, of all prices among the texts from `start` to `end` but those in the title."""
        holders = list(dict.fromkeys(spot for spot in self._prices[start:end] if spot is not None))
        inside = [spot for spot in holders if spot.texts >= start and spot.texts_end <= end][:12]
        beside = [spot for spot in inside if self._outline.text_of(spot) != title] or inside
        plain = [spot for spot in beside if not self._is_sentence(spot)] or beside
        current = [spot for spot in plain if not _is_gone(spot)] or plain
        single = [spot for spot in current if not _SCALED.search(self._shown(spot))] or current
        return read_price(" ".join(map(self._shown, single)), currency=currency)

    def _shown(self, spot: Spot) -> str:
        """Return an element's text without what is struck through in it."""
        texts = self._outline.texts[spot.texts : spot.texts_end]
        return join_pieces(text.text for text in texts if not _is_struck_below(text.parent, spot))

    def _is_sentence(self, spot: Spot) -> bool:
        """Say whether an element speaks of an amount rather than showing it, as a description does."""
        return len(_LETTER.findall(self._outline.text_of(spot))) > _MANY_LETTERS

    def _holder_alone(self, text: Text) -> Spot | None:
        """Return a text's element where the text by itself is a price."""
        return text.parent if self._find_amounts(text.text, text.parent) else None

    def _join(self, number: int) -> None:
        """Find the price that a text is a piece of: a number beside its currency, or the cents behind a whole."""
        text = self._outline.texts[number]
        if len(_LETTER.findall(text.text)) > _FEW_LETTERS:
            return
        before = self._prices[number - 1] if number else None
        cents = bool(_CENTS.fullmatch(text.text)) and before is not None
        spot = text.parent
        for _ in range(_HEIGHT):
            if spot.texts_end - spot.texts > _MOST_TEXTS:
                return
            others = {self._prices[place] for place in range(spot.texts, spot.texts_end)} - {None, spot}
            if others and not (cents and others == {before}):
                return
            if self._holds_price(spot, text.text):
                for place in range(spot.texts, spot.texts_end):
                    self._prices[place] = (
                        spot if self._prices[place] is before or place == number else self._prices[place]
                    )
                return
            if spot.parent is None:
                return
            spot = spot.parent

    def _holds_price(self, spot: Spot, piece: str) -> bool:
        """Say whether the texts of an element make a price together of which a piece is part."""
        if spot.number not in self._known:
            texts = self._outline.texts[spot.texts : spot.texts_end]
            whole = "".join(text.text if text.text[0] in ".," else f" {text.text}" for text in texts)
            self._known[spot.number] = self._find_amounts(whole, spot)
        digits = _NO_DIGIT.sub("", piece)
        return any(digits in amount for amount in self._known[spot.number]) or bool(
            self._known[spot.number] and _CENTS.fullmatch(piece)
        )

    def _find_amounts(self, text: str, spot: Spot) -> tuple[str, ...]:
        """Return the digits of the amounts that a text shows with a currency, or of what its element calls a price.

        Among many words, letters before a number are a norm or a brand rather than a currency.
        """
        if len(text) > LONGEST:
            return ()
        if not may_spell_currency(text):
            return (_NO_DIGIT.sub("", text),) if self._is_bare_price(text.strip(), spot) else ()
        wordy = len(_LETTER.findall(text)) > _MANY_LETTERS
        signed = tuple(
            _NO_DIGIT.sub("", f"{amount.value:.2f}")
            for amount in find_amounts(text)
            if amount.sign and not (wordy and amount.sign.isascii() and amount.sign.isalpha())
        )
        if signed:
            return signed
        return (_NO_DIGIT.sub("", text),) if self._is_bare_price(text.strip(), spot) else ()

    def _is_bare_price(self, text: str, spot: Spot) -> bool:
        """Say whether a number without a currency is a price: by a dash for its cents, its names, or its column."""
        if _DASHED.fullmatch(text) or (_BARE.fullmatch(text) and _is_near_price(spot)):
            return True
        return bool(_PLAIN.fullmatch(text)) and self._columns.hold(spot)


def _is_near_price(spot: Spot) -> bool:
    near = (spot, spot.parent, spot.parent.parent if spot.parent else None)
    return any(is_called_price(one.marks) for one in near if one)


@lru_cache(maxsize=4096)
def is_called_price(marks: Marks) -> bool:
    """Tell by its names that an element shows a price."""
    return bool(_PRICED.search(f"{marks.names} {marks.attributes.get('itemprop', '')}"))


def _is_struck_below(spot: Spot, top: Spot) -> bool:
    below: Spot | None = spot
    while below is not None and below is not top:
        if is_struck(below):
            return True
        below = below.parent
    return False


def is_struck(spot: Spot) -> bool:
    """Tell whether an element shows a former price, or nothing."""
    return spot.tag in STRUCK_TAGS or is_struck_marks(spot.marks)


def _is_gone(spot: Spot) -> bool:
    """Say whether an element shows what was asked for before, or what is saved."""
    above: Spot | None = spot
    for _ in range(3):
        if above is None or above.texts_end - above.texts > 8:
            return False
        if is_struck(above) or _GONE.search(above.get("class")):
            return True
        above = above.parent
    return False
