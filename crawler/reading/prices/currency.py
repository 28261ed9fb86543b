"""Currencies as pages write them, told as ISO 4217 codes."""

from __future__ import annotations

import re
from functools import cache

from crawler.words import read_words

# No minor unit, by ISO 4217 or by use: a separator before three digits groups thousands, whatever it is
WITHOUT_CENTS = frozenset(
    {
        "CLP",
        "COP",
        "HUF",
        "IDR",
        "IQD",
        "IRR",
        "IRT",
        "ISK",
        "JPY",
        "KRW",
        "LBP",
        "PYG",
        "UGX",
        "TZS",
        "VND",
        "XAF",
        "XOF",
        "XPF",
    }
)
WITH_MILLS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})

# Which currency a country's shops mean, by the last label of their host or the region of their language
_OF_COUNTRY = {place: code.upper() for code, places in read_words("countries").items() for place in places}
_OF_LANGUAGE = {
    "da": "DKK",
    "nb": "NOK",
    "nn": "NOK",
    "no": "NOK",
    "sv": "SEK",
    "is": "ISK",
    "ja": "JPY",
    "zh": "CNY",
    "hi": "INR",
}

_LETTERS = re.compile(r"[a-z]+")
CODES = frozenset(name.upper() for name in read_words("currencies"))


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Return spelling, lower-cased → the currencies that it may mean, the likeliest first."""
    found: dict[str, list[str]] = {}
    for code, words in read_words("currencies").items():
        for word in (code.lower(), *words):
            found.setdefault(word, []).append(code)
    return {word: tuple(dict.fromkeys(codes)) for word, codes in found.items()}


@cache
def spelling_pattern() -> str:
    """Return a pattern of all spellings, longest first; those of letters stand alone."""
    longest_first = sorted(spellings(), key=len, reverse=True)
    signs = [re.escape(word) for word in longest_first if not word[0].isalpha() or not word.isascii()]
    words = [re.escape(word) for word in longest_first if word[0].isalpha() and word.isascii()]
    return f"(?:{'|'.join(signs)}|(?<![^\\W\\d_])(?:{'|'.join(words)})(?![^\\W\\d_]))"


@cache
def _ascii_spellings() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what finds the signs that ASCII text spells a currency with, and the words that it does so with."""
    spelled = [word for word in spellings() if word.isascii()]
    signs = {character for word in spelled for character in word if not character.isalnum() and character not in ". "}
    words = {found.group() for word in spelled if (found := _LETTERS.match(word))}
    return re.compile("|".join(map(re.escape, sorted(signs)))), frozenset(words)


def may_spell_currency(text: str) -> bool:
    """Tell at a glance whether a text can spell a currency; most texts cannot.

    >>> [may_spell_currency(text) for text in ("Bolt M8 x 20", "from USD 20", "20 €", "US$20", "20CHF")]
    [False, True, True, True, True]
    """
    if not text.isascii():
        return True
    signs, words = _ascii_spellings()
    return bool(signs.search(text)) or not words.isdisjoint(_LETTERS.findall(text.lower()))


def name_currency(text: str | None, hint: str | None = None) -> str | None:
    """Return the ISO 4217 code of a currency's spelling; the hint decides where several share it.

    >>> name_currency("€"), name_currency("$"), name_currency("$", "CAD"), name_currency("eur"), name_currency("?")
    ('EUR', 'USD', 'CAD', 'EUR', None)
    """
    word = (text or "").strip().lower()
    if word.upper() in CODES:
        return word.upper()
    codes = spellings().get(word) or spellings().get(word.rstrip(".")) or ()
    if not codes:
        return hint if not word else None
    return hint if hint in codes else codes[0]


def currency_of_place(host: str, language: str | None) -> str | None:
    """Return what shops at such a host, in such a language, usually mean by an ambiguous sign.

    >>> currency_of_place("shop.example.com.au", "en"), currency_of_place("shop.example", "sv")
    ('AUD', 'SEK')
    """
    country = host.rpartition(":")[0].rpartition(".")[2] if ":" in host else host.rpartition(".")[2]
    tag, _, region = (language or "").lower().replace("_", "-").partition("-")
    return _OF_COUNTRY.get(country) or _OF_COUNTRY.get(region.rpartition("-")[2]) or _OF_LANGUAGE.get(tag)
