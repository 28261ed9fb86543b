"""Numbers by which a product is known: the trade's (GTIN) and the shop's own (SKU)."""

from __future__ import annotations

import re
from functools import cache

from selectolax.lexbor import LexborNode

from crawler.reading.text import clean_name, text_pieces
from crawler.words import read_words

_CODE = re.compile(r"[A-Za-z0-9А-Яа-я](?:[\w./+-]{0,40}[\w+])?")
_SEPARATOR = re.compile(r"^\s*(?:no|nr|n°|№|#)?\s*[.:#№=]*\s*", re.IGNORECASE)


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


def labelled_sku(region: list[LexborNode]) -> str | None:
    """Return the number that a label such as `Art.-Nr.:` announces in these parts of the page."""
    for node in region:
        pieces = [piece.strip() for piece in text_pieces(node, limit=3_000) if piece.strip()]
        for place, piece in enumerate(pieces):
            following = pieces[place + 1] if place + 1 < len(pieces) else ""
            if code := _code_after_label(piece[:200], following[:80]):
                return code
    return None


@cache
def _label() -> re.Pattern[str]:
    words = sorted(read_words("products")["sku"], key=len, reverse=True)
    spelled = "|".join(re.escape(word).replace(r"\-", r"[\s-]?") for word in words)
    return re.compile(
        rf"(?:^|[\s(|,;])(?:{spelled})(?P<mark>\s*(?:no|nr|n°|№|#)?\s*[.:#№]+\s*|\s*$|\s+)", re.IGNORECASE
    )


def _code_after_label(piece: str, following: str) -> str | None:
    for label in _label().finditer(piece):
        # A bare word announces a number only at the beginning, as in a table's cell or `Item E-2-474`
        if not label["mark"].strip() and label.start() > 0:
            continue
        rest = piece[label.end() :] or _SEPARATOR.sub("", following)
        code = _CODE.match(rest)
        if code and any(character.isdigit() for character in code.group()) and _ends_well(rest, code, label["mark"]):
            return code.group()
    return None


def _ends_well(rest: str, code: re.Match[str], mark: str) -> bool:
    tail = rest[code.end() :].strip()
    return bool(mark.strip()) or len(tail) < 25
