"""Numbers by which a product is known: the trade's (GTIN) and the shop's own (SKU)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from selectolax.lexbor import LexborNode

from crawler.reading.layout.headings import first_line
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import SILENT, clean_name, text_of, text_pieces
from crawler.reading.products.belonging import ancestors_of, belongs_to
from crawler.words import read_words

_CODE = re.compile(r"[A-Za-z0-9А-Яа-я](?:[\w./+-]{0,40}[\w+])?")
_MOST_BLOCKS = 8
_MOST_NODES = 3_000
_MOST_FIELDS = 40
# Shorter ones count rows of a database
_SHORTEST_SENT = 4
_HIDDEN = 'form input[type="hidden" i]'
_NUMBERS = ("productid", "product_id", "artikel", "articleid")
_SENT = (
    f'{_HIDDEN}[name*="sku" i], {_HIDDEN}[class*="sku" i]',
    ", ".join(f'{_HIDDEN}[name*="{name}" i]' for name in _NUMBERS),
    f'{_HIDDEN}[name*="item" i]',
)
_DIGIT = re.compile(r"\d")
_TRADE = re.compile(
    r"\b(?:ean|gtin|isbn|jan|upc|barcode|strichcode|code[ -]barres|c[oó]digo de barras|штрих-?код)(?:[ -]?1[0-4])?"
    r"(?:[ -]?(?:code|kod|kód|nr|no)\b)?\s?[.:：#№)]*\s*",
    re.IGNORECASE,
)
_TRADE_WORDS = ("EAN", "GTIN", "ISBN", "JAN", "UPC", "arcode", "trichcode", "ode barres", "de barras", "трих")
"""What a page has to say somewhere to be searched for such a label."""
_BRACKETED = re.compile(r"\[\s*([A-Z0-9][\w./+-]{1,40})\s*\]\s*$")
_SEPARATOR = re.compile(r"^\s*(?:no|nr|n°|№|#)?\s*[.:：#№=]*\s*[(\[]?", re.IGNORECASE)


def read_gtin(text: str | None) -> str | None:
    """Return the GTIN's digits where their number and check digit are right (GS1 General Specifications, 7.9).

    >>> read_gtin("4 005176 518430"), read_gtin("4005176518431"), read_gtin("0000000000000")
    ('4005176518430', None, None)
    """
    digits = re.sub(r"[\s-]", "", (text or "")[:40])
    if not re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", digits) or not digits.strip("0"):
        return None
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits[:-1])))
    return digits if (10 - weighted % 10) % 10 == int(digits[-1]) else None


def read_sku(text: str | None) -> str | None:
    """Return a shop's own number as written, bounded; None for addresses and sentences."""
    name = clean_name(text)
    if name is None or len(name) > 60 or "/" in name[:60].rstrip("/")[1:] or name.count(" ") > 3:
        return None
    return re.sub(r"^(?:sku|mpn|item)\s?:\s?", "", name, flags=re.IGNORECASE) or None


def labelled_sku(heading: LexborNode | None) -> str | None:
    """Return the number that a label such as `Art.-Nr.:` announces near the heading, nearer blocks first."""
    for piece, following in labelled_pieces(heading):
        code = code_after_label(piece[:200], following[:80])
        # What checks as a trade number is no shop's own
        if code and not (len(code) >= 12 and read_gtin(code)):
            return code
    return _code_in_brackets(heading) if heading is not None else None


def labelled_gtin(document: Document, heading: LexborNode | None) -> str | None:
    """Return the trade number that a label such as `EAN:` announces near the heading and its check digit proves."""
    if not any(word in document.page.text for word in _TRADE_WORDS):
        return None
    pieces = labelled_pieces(heading)
    return next((gtin for piece, following in pieces if (gtin := gtin_after_label(piece, following))), None)


def gtin_after_label(piece: str, following: str = "") -> str | None:
    """Return the trade number that a text announces and tells, or the one that follows it.

    >>> gtin_after_label("EAN: 4005176518430"), gtin_after_label("ISBN", "4005176518430"), gtin_after_label("UPC 77")
    ('4005176518430', '4005176518430', None)
    """
    label = _TRADE.search(piece[:200])
    return read_gtin(piece[label.end() :] or following) if label else None


def labelled_pieces(heading: LexborNode | None, *, most: int = _MOST_BLOCKS) -> Iterator[tuple[str, str]]:
    """Yield the texts around a heading, each with the one that follows it, those of nearer blocks first."""
    blocks = _blocks_around(heading) if heading is not None else None
    for place in range(most if blocks is not None else 0):
        block = blocks.at(place) if blocks is not None else None
        if block is None:
            return
        yield from block


class _Blocks:
    """The texts of the elements around a heading, from the nearest outwards, each gathered when first asked for.

    Of a block there is what those within it did not tell: the texts before and after them, and what follows their last.
    """

    def __init__(self, heading: LexborNode) -> None:
        self._left = iter(ancestors_of(heading)[:_MOST_BLOCKS])
        self._told: list[list[tuple[str, str]]] = []
        self._inner: LexborNode | None = None
        self._texts: list[str] = []

    def at(self, place: int) -> list[tuple[str, str]] | None:
        while len(self._told) <= place:
            around = next(self._left, None)
            if around is None:
                return None
            before, after = self._gather(around)
            known = len(self._texts)
            self._inner, self._texts = around, [*before, *self._texts, *after][:_MOST_NODES]
            if before or after:
                pairs = list(zip(self._texts, [*self._texts[1:], ""], strict=True))
                self._told.append(pairs[: len(before)] + pairs[max(0, len(before) + known - 1) :])
        return self._told[place]

    def _gather(self, around: LexborNode) -> tuple[list[str], list[str]]:
        """Return the texts of an element that stand before and after the one within it."""
        before: list[str] = []
        after: list[str] = []
        found = before
        child = around.first_child
        while child is not None:
            if self._inner is not None and child.mem_id == self._inner.mem_id:
                found = after
            elif child.tag not in SILENT:
                pieces = [child.text_content or ""] if child.tag == "-text" else text_pieces(child, limit=_MOST_NODES)
                found += [text for piece in pieces if (text := piece.strip())]
            child = child.next
        return before, after


@lru_cache(maxsize=1)
def _blocks_around(heading: LexborNode) -> _Blocks:
    return _Blocks(heading)


def _code_in_brackets(heading: LexborNode) -> str | None:
    """Return the number that stands in brackets below the heading's name, in smaller print."""
    if first_line(heading) is None:
        return None
    found = _BRACKETED.search(text_of(heading, limit=50))
    return found[1] if found else None


def sent_sku(document: Document, heading: LexborNode) -> str | None:
    """Return the number that the page's forms send along when its product is bought, where no other is sent with it."""
    for selector in _SENT:
        fields = document.tree.css(selector)[:_MOST_FIELDS]
        values = {(node.attrs.get("value") or "").strip() for node in fields if belongs_to(node, heading)}
        codes = [
            value
            for value in values
            if len(value) >= _SHORTEST_SENT and _CODE.fullmatch(value) and _DIGIT.search(value)
        ]
        if len(codes) == 1:
            return codes[0]
    return None


@cache
def _label() -> re.Pattern[str]:
    words = sorted(read_words("products")["sku"], key=len, reverse=True)
    spelled = "|".join(re.escape(word).replace(r"\-", r"[\s-]?") for word in words)
    return re.compile(
        rf"(?:^|[\s(|,;\[（〈《「【])(?:{spelled})(?P<mark>\s*(?:no|nr|n°|№|#)?\s*[.:：#№]+\s*|\s*$|\s+)", re.IGNORECASE
    )


def code_after_label(piece: str, following: str = "") -> str | None:
    """Return the number that a text announces and tells, or the one that follows it.

    >>> code_after_label("Art.-Nr.: B-12"), code_after_label("SKU", "B-12"), code_after_label("a model of its kind")
    ('B-12', 'B-12', None)
    """
    for label in _label().finditer(piece):
        # A bare word announces a number only at the beginning, as in a table's cell or `Item E-2-474`
        told = label["mark"].strip() or label.group().rstrip().endswith(".")
        if not told and label.start() > 0:
            continue
        rest = piece[label.end() :] or _SEPARATOR.sub("", following)
        code = _CODE.match(rest)
        if code and any(character.isdigit() for character in code.group()) and _ends_well(rest, code, label["mark"]):
            return code.group()
    return None


def _ends_well(rest: str, code: re.Match[str], mark: str) -> bool:
    tail = rest[code.end() :].strip()
    return bool(mark.strip()) or len(tail) < 25
