"""JSON as pages hold it: with comments, trailing commas, raw line breaks, stray quotes, several values in a row."""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias

Json: TypeAlias = Any  # what json.loads returns: nothing is known of it before it is looked at

LONGEST = 2_000_000
_MOST_VALUES = 200
_DECODER = json.JSONDecoder(strict=False)

_WRAPPING = re.compile(
    r"<!--|-->|//\s*<!\[CDATA\[|//\s*\]\]>|<!\[CDATA\[|\]\]>|/\*\s*<!\[CDATA\[\s*\*/|/\*\s*\]\]>\s*\*/"
)
# A quote inside a text is one after which no value could go on; everything is possessive, so that time stays linear
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\]|\\.|"(?!\s{0,20}(?:[,:}\]]|/[/*]|\Z)))*+(?:"|\Z))'
    r"|(?P<comment>//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z))"
    r"|(?P<comma>,(?=\s{0,50}[}\],]))",
    re.DOTALL,
)
_ESCAPE = re.compile(r'"|\\(u[0-9a-fA-F]{4}|.)?', re.DOTALL)
_OPENING = re.compile(r"[{\[]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_values(text: str) -> list[Json]:
    """Return the JSON values that the text holds, in order; what cannot be read is left out.

    Texts beyond `LONGEST` characters are not looked at.

    >>> read_values('<!-- {"a": [1, 2,], // note\\n "b": "a 5" ruler"} {"c": 1} -->')
    [{'a': [1, 2], 'b': 'a 5" ruler'}, {'c': 1}]
    >>> read_values("{")
    []
    """
    if len(text) > LONGEST:
        return []
    try:
        return [_DECODER.decode(text.strip().lstrip("\ufeff"))]
    except (ValueError, RecursionError):
        pass
    bare = _WRAPPING.sub("", text)
    return _read_row(bare) or _read_row(_mended(bare))


def _read_row(text: str) -> list[Json]:
    """Return the objects and arrays that follow each other; nothing where one of them cannot be read."""
    values: list[Json] = []
    position = 0
    for _ in range(_MOST_VALUES):
        start = _OPENING.search(text, position)
        if start is None:
            break
        try:
            value, position = _DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            return []
        values.append(value)
    return values


def _mended(text: str) -> str:
    # Twice, because a comma may be the last one only after a comment behind it is gone
    return _TOKEN.sub(_mend, _TOKEN.sub(_mend, text))


def _mend(token: re.Match[str]) -> str:
    if token.lastgroup != "text":
        return " " if token.lastgroup == "comment" else ""
    inner = token.group()[1:].removesuffix('"')
    return f'"{_ESCAPE.sub(_mend_escape, inner)}"'


def _mend_escape(mark: re.Match[str]) -> str:
    if mark.group() == '"':
        return '\\"'
    escaped = mark.group(1) or ""
    return mark.group() if len(escaped) == 5 or (escaped and escaped in 'bfnrt/\\"') else escaped


def plain(text: str) -> str:
    """Return the text without lone surrogates, which JSON can spell and no encoding can write."""
    return text if text.isascii() else _SURROGATE.sub("", text)
