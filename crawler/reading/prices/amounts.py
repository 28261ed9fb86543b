"""Amounts of money in running text, in the scripts and separators of any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from crawler.reading.prices.currency import WITH_MILLS, name_currency, spelling_pattern
from crawler.words import read_words

LONGEST = 3_000
_MOST_AMOUNTS = 60
_NEAR = 18
"""Characters beside an amount in which a word still speaks of it."""

_NUMBER = (
    r"(?<!\d)(?<!\d[.,])(?:\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?(?!\d)"
    r"|\d{1,12}(?:[.,]\d{1,4})?|(?<=[^\w.,])[.,]\d{2}(?!\d))"
)
_LOOK_ALIKE = str.maketrans(
    {
        "’": "'",
        "´": "'",
        "`": "'",
        "٬": "'",
        "٫": ".",
        "·": ".",
        "‚": ",",
        "，": ",",
        "：": ":",
        "．": ".",
        "−": "-",
        "–": "-",
        "—": "-",
    }
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_ODD_DIGIT = re.compile(r"[^\W0-9_a-zA-Z]")
_DAYS = frozenset(read_words("prices")["days"])
_MONTH = 30
_LONGEST_GAP = 40
_DOUBTFUL = frozenset(read_words("prices")["doubtful"])
_WORD = re.compile(r"[^\s\d(),;:*]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount, with the words near it. `sign` is the currency as written."""

    value: Decimal
    sign: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    is_measured: bool
    """It is for a kilogram, a metre or a month of the goods."""
    is_lowest: bool
    """It is what was asked at least within thirty days, which shops in the EU tell beside a lowered price."""
    is_share: bool
    """It is a percentage, a count or a rate of instalments."""


@lru_cache(maxsize=16_384)
def find_amounts(text: str, *, currency: str | None = None) -> tuple[Amount, ...]:
    """Return the amounts in the text's first `LONGEST` characters; `currency` says how to read 1.250 where unwritten.

    >>> [str(amount.value) for amount in find_amounts("1.299,00 € statt 1 499 €, 12×108,25; ₹1,25,000; ١٢٩٫٥٠ ر.س")]
    ['1299.00', '1499', '12', '108.25', '125000', '129.50']
    """
    plain = _plain(text)
    return tuple(_amounts(plain, currency))


def _plain(text: str) -> str:
    text = _INVISIBLE.sub("", text[:LONGEST]).translate(_LOOK_ALIKE)
    return " ".join(_ODD_DIGIT.sub(_ascii_digit, text).split())


def _ascii_digit(character: re.Match[str]) -> str:
    digit = unicodedata.decimal(character.group(), None)
    return character.group() if digit is None else str(digit)


@cache
def _money() -> re.Pattern[str]:
    sign = spelling_pattern()
    # A sign before an amount is not looked for behind it too, where it may belong to the next one
    return re.compile(
        rf"(?:(?P<before>{sign})[ :]{{0,3}})?(?(before)|(?<!\b[A-Za-z]))"
        rf"(?P<number>{_NUMBER})(?P<dash>[.,:]?\s?-{{1,2}}(?!\s?[\d$€£]))?"
        rf"(?(before)|(?:\s{{0,3}}(?P<after>{sign})(?:(?P<cents>\d\d)(?!\d))?)?)",
        re.IGNORECASE,
    )


def _amounts(text: str, currency: str | None) -> Iterator[Amount]:
    end_of_last, last = 0, None
    for count, found in enumerate(_money().finditer(text)):
        if count >= _MOST_AMOUNTS:
            return
        if _is_in_code(found):
            continue
        sign = _trusted(found["before"] or found["after"], currency) or _said_by_dash(found["dash"], currency)
        before, after = (
            text[max(end_of_last, found.start() - _NEAR) : found.start()],
            text[found.end() : found.end() + _NEAR],
        )
        gap = text[end_of_last : found.start()]
        end_of_last = found.end()
        # Part of a model's name, as in X100
        if sign is None and (before[-1:].isalpha() or after[:1].isalpha()):
            continue
        value = _number(found["number"], found["cents"], name_currency(sign, currency))
        is_lowest, last = last == _MONTH and _speaks_of_days(gap), value
        yield Amount(
            value=value,
            sign=sign,
            before=tuple(_WORD.findall(_lowered(before))),
            after=_words_after(_lowered(after)),
            is_measured=_is_measured(_lowered(after)),
            is_lowest=is_lowest,
            is_share=bool(re.match(r"\s?(?:%|[x×]\s?\W{0,3}\d)", after))
            or bool(re.search(r"\d\s?[x×]\s?$", text[max(0, found.start() - 6) : found.start()])),
        )


def _is_in_code(found: re.Match[str]) -> bool:
    """Say whether a number with letters behind it is the end of a longer code, as in 6204-2RS."""
    attached = found["after"] is not None and found["after"].isalpha() and found.start("after") == found.end("number")
    before = found.string[max(0, found.start() - 2) : found.start()]
    return attached and len(before) == 2 and before[0].isalnum() and before[1] in "-/_"


def _said_by_dash(dash: str | None, currency: str | None) -> str | None:
    """Return the page's currency for 1.299,- and 499:- and the like, which are amounts of it."""
    return currency if dash and dash[0] in ".,:" else None


def _lowered(text: str) -> str:
    return text.lower().replace("i\u0307", "i")


def _speaks_of_days(gap: str) -> bool:
    return len(gap) <= _LONGEST_GAP and not _DAYS.isdisjoint(_WORD.findall(_lowered(gap)))


def _words_after(after: str) -> tuple[str, ...]:
    """Return the words that follow; none where they announce the next amount, as in `$90 Save: 10%`."""
    announced = re.match(r"\W*(?:[^\W\d]+\W+){1,2}?(?=\d)", after)
    return () if announced and ":" in announced.group() else tuple(_WORD.findall(re.split(r"\d", after, maxsplit=1)[0]))


def _trusted(sign: str | None, currency: str | None) -> str | None:
    """Return the sign unless it is rather a word or a unit, as in `all 12` or `10 ft`, and no page's currency."""
    if sign is None or sign.lower() not in _DOUBTFUL:
        return sign
    is_code = sign.isupper() and len(sign) == 3
    return sign if is_code or name_currency(sign, currency) == currency else None


def _number(written: str, cents: str | None, currency: str | None) -> Decimal:
    """Return the number. A lone separator before three digits groups thousands, except in currencies of mills."""
    if cents and not re.search(r"[.,]\d{1,2}$", written):
        written = f"{written}.{cents}"
    digits = re.sub(r"[ ']", "", written)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return Decimal(digits)
    whole, fraction = re.sub(r"[.,]", "", digits[:last]), digits[last + 1 :]
    has_mills = currency in WITH_MILLS and whole == digits[:last]
    groups = len(fraction) == 3 and whole.strip("0") != "" and not has_mills
    return Decimal(whole + fraction) if groups else Decimal(f"{whole or '0'}.{fraction}")


def _is_measured(after: str) -> bool:
    words = read_words("prices")
    found = re.match(r"\s?(/|[^\W\d_]{1,4}\b)\s?\d{0,4}\s?([^\s,;)]{1,10})", after)
    return bool(found) and found[1] in words["each"] and found[2].rstrip(".") in words["measures"]  # type: ignore[index]
