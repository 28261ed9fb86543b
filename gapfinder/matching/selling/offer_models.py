"""Ways of selling, and where in a text their phrases are a sign of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from gapfinder.matching.names.labels import ROMANCE
from gapfinder.matching.names.terms import fold_text
from gapfinder.words import list_phrases, read_table

ANYWHERE, FRONT, HEAD, WHOLE = "anywhere", "front", "head", "whole"
BARE, DOUBT, PERHAPS, LOOSE, TITLES, ABOUT = "bare", "doubt", "perhaps", "loose", "titles", "about"
"""Where a phrase must stand, as the table of offer models tells it."""
_ANY = "0any0"
"""What stands for `*` while a phrase is spelled."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|\|")
_BREAKS = re.compile(r"[,;:|()\[\]/•–—]|(?<=\s)-(?=\s)|[.!?](?=\s|$)")
_AND = re.compile(r"(?<=\\ )(und|et|y|e|en)(?=\\ )")
"""What joins words in a phrase, where a name may have an ampersand, which is spelled in English."""
_ELISION = re.compile(r"\b(l|d|un|dell|nell|all|dall|sull)'(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferModel:
    """A way of selling. `is_one` tells whether it is the same offer whatever it is called.

    `elsewhere` are the fields of goods in which its phrases mean something else; `but` finds what is no sign of it in a
    spelled text; with `titles_as_names` what is a sign in a name is one in a title.
    """

    offer_model: str
    label: str
    is_one: bool
    titles_as_names: bool
    elsewhere: frozenset[str]
    but: re.Pattern[str]

    def stands(self, text: str, kind: str, language: str, *, where: str = "") -> bool:
        """Tell whether a phrase of a kind stands in a spelled text and is no part of what is something else.

        It stands where its kind has to, unless told `where`.
        """
        pattern = _make_pattern(self.offer_model, kind, where or kind, language)
        if pattern is None or not pattern.search(text):
            return False
        spared = [match.span() for match in self.but.finditer(text)]
        return any(not any(_is_spared(match.span(1), span) for span in spared) for match in pattern.finditer(text))


def _is_spared(found: tuple[int, int], spared: tuple[int, int]) -> bool:
    """Tell whether what was found meets what is something else and does not hold it, and more."""
    (start, end), (left, right) = found, spared
    is_within = start <= left and right <= end and found != spared
    return start < right and left < end and not is_within


@cache
def list_offer_models() -> tuple[OfferModel, ...]:
    """Return all offer models, in the order of their table."""
    return tuple(
        OfferModel(
            offer_model=key,
            label=table["label"],
            is_one=table.get("one_offer", False),
            titles_as_names=table.get("titles_as_names", False),
            elsewhere=frozenset(list_phrases(table.get("elsewhere", ""))),
            but=re.compile(_bound(table.get("but", ""))),
        )
        for key, table in read_table("offers").items()
        if key != "frames"
    )


@lru_cache(maxsize=4096)
def spell(text: str) -> str:
    """Return a text's words, folded, parted by single spaces, and its parts by bars.

    >>> spell("Trade-in & Buy-back (Phones), d'occasion - Café")
    'trade in and buy back | phones | d occasion | cafe'
    """
    folded = fold_text(text).replace("&", " and ").replace("+", " and ")
    words = _WORD.findall(_BREAKS.sub(" | ", _ELISION.sub(r"\1 ", folded)))
    return re.sub(r"\|(?: \|)+", "|", " ".join(words)).strip("| ")


def may_speak(text: str, languages: tuple[str, ...]) -> bool:
    """Tell whether a spelled text holds the first word of any phrase, which is soon told, and hardly any text does."""
    words = text.split()
    return any(_list_first_words(language).is_among(words) for language in languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class _FirstWords:
    """The first words of phrases; of those that are told by a part, how they begin or end, or what is within them."""

    words: frozenset[str]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    within: tuple[str, ...]

    def is_among(self, words: list[str]) -> bool:
        return not self.words.isdisjoint(words) or any(
            word.startswith(self.begins) or word.endswith(self.ends) or any(part in word for part in self.within)
            for word in words
        )


@cache
def _list_first_words(language: str) -> _FirstWords:
    tables = [kind for key, model in read_table("offers").items() if key != "frames" for kind in model.values()]
    lists = (table.get(key, "") for table in tables if isinstance(table, dict) for key in ("all", language))
    words = {spell(phrase.replace("*", _ANY)).split()[0] for phrases in lists for phrase in list_phrases(phrases)}
    told: dict[tuple[bool, bool], set[str]] = defaultdict(set)
    for word in words:
        told[word.startswith(_ANY), word.endswith(_ANY)].add(word.replace(_ANY, ""))
    return _FirstWords(
        words=frozenset(told[False, False]),
        begins=tuple(told[False, True]),
        ends=tuple(told[True, False]),
        within=tuple(told[True, True]),
    )


@cache
def _make_pattern(offer_model: str, kind: str, where: str, language: str) -> re.Pattern[str] | None:
    table = read_table("offers")[offer_model].get(kind, {})
    phrases = _bound(f"{table.get('all', '')}, {table.get(language, '')}")
    if not list_phrases(f"{table.get('all', '')}, {table.get(language, '')}"):
        return None
    frames = read_table("offers")["frames"]
    after = f"(?= \\||$| (?:{_choose(frames['and'])}|{_choose(frames['behind'])})\\b)"
    before = f"(?:^|\\| |\\b(?:{_choose(frames['and'])}|{_choose(frames['before'])}) )"
    ending = f"(?: (?:{_choose(frames['last'])}))*"
    opening = f"(?:(?:{_choose(frames['first'])}) )*"
    forms = {
        FRONT: f"{before}({phrases})",
        HEAD: f"{before}{opening}({phrases})" if language in ROMANCE else f"({phrases}){ending}{after}",
        WHOLE: f"^{opening}({phrases}){ending}(?: (?:\\||{_choose(frames['and'])}) {opening}{phrases}{ending})*$",
    }
    return re.compile(forms.get(where, f"({phrases})"))


def _bound(phrases: str) -> str:
    """Return a pattern of any of some phrases as whole words, of nothing where there is none."""
    return rf"(?<![\w'])(?:{_choose(phrases) or '(?!)'})(?![\w'])"


def _choose(phrases: str) -> str:
    spelled = {re.sub(r"\\\*", r"\\w*", _spell_phrase(phrase)) for phrase in list_phrases(phrases)}
    return "|".join(sorted(spelled, key=lambda phrase: (-len(phrase), phrase)))


def _spell_phrase(phrase: str) -> str:
    """Return a phrase as texts are spelled, escaped, `*` kept."""
    return _AND.sub(r"(?:and|\1)", re.escape(spell(phrase.replace("*", _ANY)))).replace(_ANY, r"\*")
