"""What a name says is lacking, written as one word with a mark."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from gapfinder.words import list_phrases, read_table

SHORTEST = 3
"""Letters of a word that can be negated."""
_MARKED = re.compile(r"!(\w+)")


def mark_negations(folded: str, language: str = "en") -> str:
    """Return a folded text in which a "!" stands before what it says is lacking, in place of the word that says so.

    >>> mark_negations("pans without lids"), mark_negations("sugar-free gum"), mark_negations("non-stick pans")
    ('pans !lids', '!sugar gum', 'nonstick pans')
    >>> mark_negations("unscented candles"), mark_negations("zuckerfreie bonbons", "de"), mark_negations("frei", "de")
    ('!scented candles', '!zucker bonbons', 'frei')
    """
    kept = _kept_pattern().sub(lambda found: found[0].replace(" ", "").replace("-", ""), folded)
    for pattern in (*_negations(), *_endings(language)):
        kept = pattern.sub(r"!\1", kept)
    return _lacking_pattern().sub(lambda found: f"!{_lacking()[found[0]]}", kept)


def unmark_negations(marked: str) -> str:
    """Return a marked text as people write it.

    >>> unmark_negations("!switched sockets"), unmark_negations("!alcohol drinks"), unmark_negations("caps!")
    ('unswitched sockets', 'non-alcohol drinks', 'caps!')
    """
    return _MARKED.sub(lambda found: _words_that_lack().get(found[1], f"non-{found[1]}"), marked)


@cache
def _kept_pattern() -> re.Pattern[str]:
    phrases = list_phrases(_table()["kept"])
    return re.compile(r"\b(?:" + "|".join(phrase.replace(" ", "[ -]") for phrase in phrases) + r")\b")


@cache
def _negations() -> tuple[re.Pattern[str], ...]:
    words = {key: _join(_table()[key]) for key in ("before", "never_before", "after", "never_after")}
    before = rf"\b(?:{words['before']})[ -]+(?!(?:{words['never_before']})\b)([^\W\d_]{{{SHORTEST},}})"
    after = rf"\b(?!(?:{words['never_after']})\b)([^\W\d_]{{{SHORTEST},}})[ -](?:{words['after']})\b"
    return re.compile(before), re.compile(after)


@cache
def _endings(language: str) -> tuple[re.Pattern[str], ...]:
    """Return what ends words that say without what they are; none in languages that write it apart."""
    endings = _join(_table()["endings"].get(language, ""))
    if not endings:
        return ()
    never = _join(_table()["never_ending"])
    return (re.compile(rf"\b(?!{never})([^\W\d_]{{{SHORTEST},}}?)(?:{endings})\b"),)


@cache
def _lacking_pattern() -> re.Pattern[str]:
    return re.compile(r"(?<!!)\b(?:" + "|".join(_lacking()) + r")\b")


@cache
def _lacking() -> dict[str, str]:
    return dict(_table()["lacking"])


@cache
def _words_that_lack() -> dict[str, str]:
    return {lacked: word for word, lacked in _lacking().items()}


def _table() -> dict[str, Any]:
    found: dict[str, Any] = read_table("labels")["negations"]
    return found


def _join(phrases: str) -> str:
    return "|".join(list_phrases(phrases))
