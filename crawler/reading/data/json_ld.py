"""JSON-LD: https://www.w3.org/TR/json-ld11/, as far as shops use it: scripts of objects, arrays and graphs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from crawler.reading.data.loose_json import Json, plain, read_values
from crawler.reading.data.things import Thing, Value, last_word
from crawler.reading.markup.document import Document

_DEEPEST = 12
_MOST_SCRIPTS = 60
_MOST_THINGS = 5_000
_MOST_VALUES = 1_000
_LONGEST_TEXT = 5_000


def read_json_ld(document: Document) -> tuple[Thing, ...]:
    """Return the things that the page's JSON-LD scripts declare, graphs and lists flattened."""
    if "ld+json" not in document.page.text:
        return ()
    found: list[Thing] = []
    for script in document.tree.css('script[type*="ld+json" i]')[:_MOST_SCRIPTS]:
        for value in read_values(script.text()):
            for entry in _entries(value):
                if len(found) >= _MOST_THINGS:
                    return tuple(found)
                found.append(_thing(entry, depth=0, top=True))
    return tuple(found)


def _entries(value: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for entry in value[:_MOST_THINGS]:
            yield from _entries(entry, depth + 1)
    elif isinstance(value, dict):
        if "@graph" in value:
            yield from _entries(value["@graph"], depth + 1)
        if "@type" in value or "@graph" not in value:
            yield value


def _thing(entry: dict[str, Json], *, depth: int, top: bool = False) -> Thing:
    values = {
        last_word(key): (_written(value),) if isinstance(value, str) else tuple(_values(value, depth=depth + 1))
        for key, value in islice(entry.items(), _MOST_VALUES)
        if not key.startswith("@")
    }
    identity = entry.get("@id")
    return Thing(
        types=tuple(last_word(word) for word in _words(entry.get("@type"))),
        syntax="json-ld",
        values={key: found for key, found in values.items() if found},
        identity=plain(identity)[:_LONGEST_TEXT] if isinstance(identity, str) else None,
        top=top,
    )


def _words(value: Json) -> list[str]:
    return [word for word in (value if isinstance(value, list) else [value])[:20] if isinstance(word, str)]


def _values(value: Json, *, depth: int) -> Iterator[Value]:
    if depth > _DEEPEST or value is None:
        return
    if isinstance(value, list):
        for entry in value[:_MOST_VALUES]:
            yield from _values(entry, depth=depth + 1)
    elif isinstance(value, dict):
        if "@value" in value:
            yield from _values(value["@value"], depth=depth + 1)
        else:
            yield _thing(value, depth=depth)
    elif isinstance(value, bool):
        yield str(value).lower()
    else:
        yield _written(value)


def _written(value: str | float) -> str:
    """Return the value as a person would write it: no exponents, no endless digits."""
    if isinstance(value, str):
        return plain(value[:_LONGEST_TEXT])
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else ""
    return str(value) if abs(value) < 10**30 else ""
