"""Cuts texts into the word pieces that a BERT model knows.

The format is that of `vocab.txt`: J. Devlin et al., "BERT", 2018, appendix; a piece a line, its number the line's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

MOST_PIECES = 48
"""Pieces of a text that are read, the marks of its ends among them."""
LONGEST_WORD = 60
BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


class WordPieces:
    """A vocabulary of pieces."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers = {piece: at for at, piece in enumerate(pieces)}

    @classmethod
    def read(cls, file: Path) -> WordPieces:
        """Read `vocab.txt`. Raises OSError, and UnicodeDecodeError for a file that is no text."""
        return cls(file.read_text(encoding="utf-8").split("\n"))

    def number(self, text: str) -> tuple[int, ...]:
        """Return the numbers of a text's pieces between the marks of its ends.

        >>> WordPieces(["[UNK]", "[CLS]", "[SEP]", "shoe", "##s", "run"]).number("Run, SHOES")
        (1, 5, 0, 3, 4, 2)
        """
        found = [piece for word in split_text(text) for piece in self._cut(word)]
        return (self._numbers[BEGIN], *found[: MOST_PIECES - 2], self._numbers[END])

    def _cut(self, word: str) -> list[int]:
        """Return the longest known pieces from left to right, or the unknown one where some part is not known."""
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self._numbers), None)
            if end is None or len(word) > LONGEST_WORD:
                return [self._numbers[UNKNOWN]]
            found.append(self._numbers[mark + word[start:end]])
            start = end
        return found


def split_text(text: str) -> Iterator[str]:
    """Yield the words of a text, folded, each sign of punctuation and each ideograph for itself.

    >>> list(split_text("Café-Tische (50% off)"))
    ['cafe', '-', 'tische', '(', '50', '%', 'off', ')']
    """
    bare = (sign for sign in unicodedata.normalize("NFD", text[:400].lower()) if not unicodedata.combining(sign))
    word = ""
    for sign in bare:
        stands_alone = not sign.isalnum() or "\u3400" <= sign <= "\u9fff"
        if not stands_alone:
            word += sign
            continue
        if word:
            yield word
            word = ""
        if not sign.isspace() and sign.isprintable():
            yield sign
    if word:
        yield word
