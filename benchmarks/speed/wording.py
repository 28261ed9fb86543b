"""Words that no shop uses, drawn from a seed: names, sentences, prices."""

from __future__ import annotations

from functools import cache
from random import Random

_STARTS = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "gl",
    "h",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
)
_VOWELS = ("a", "e", "i", "o", "u", "ei", "ou")
_ENDS = ("", "n", "r", "l", "s", "t", "m", "nd", "rk", "x")
_JOINTS = ("and", "for", "with", "of the", "in", "to", "from", "that is", "as", "under")
VOCABULARY = 2500


@cache
def _vocabulary() -> tuple[str, ...]:
    random = Random("vocabulary")
    parts = ("".join(map(random.choice, (_STARTS, _VOWELS, _ENDS))) for _ in range(3 * VOCABULARY))
    return tuple("".join(parts) for parts in zip(parts, parts, strict=False))[:VOCABULARY]


class Wording:
    """Draws words for one page; the same key gives the same words in every process."""

    def __init__(self, *key: object) -> None:
        self.random = Random("/".join(map(str, key)))

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def number(self, most: int) -> int:
        """Return a number from 1."""
        return 1 + int(self.random.random() * most)

    def name(self, words: int) -> str:
        """Return some words in title case."""
        return " ".join(word.capitalize() for word in self.random.choices(_vocabulary(), k=words))

    def text(self, sentences: int) -> str:
        """Return plain sentences of 8 to 20 words."""
        return " ".join(self._sentence() for _ in range(sentences))

    def price(self) -> str:
        return f"{self.number(900)}.{self.pick('00', '49', '50', '90', '95', '99')}"

    def _sentence(self) -> str:
        words = self.random.choices(_vocabulary(), k=7 + self.number(13))
        words[3:3] = [self.pick(*_JOINTS)]
        words[7:7] = [self.pick(*_JOINTS)]
        return " ".join(words).capitalize() + "."
