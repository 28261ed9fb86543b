"""The marks of a page's template: `tag.class` of its content. `crawler.merging.templates` says what for."""

from __future__ import annotations

import re

from crawler.reading.markup.document import Document
from crawler.reading.markup.outline import Outline
from crawler.reading.markup.surroundings import surroundings

MOST_MARKS = 400
_SERIAL = re.compile(r"\d{2,}|[0-9a-f]{8,}")
"""Class names with numbers of one page's own (`post-123`) are no mark of a template."""


def read_skeleton(document: Document) -> frozenset[str]:
    """Return the `tag.class` marks of the page's body and content; a bounded number, in page order."""
    outline = document.outline
    marks: dict[str, None] = dict.fromkeys(f"body.{name}" for name in outline.body.classes if _is_lasting(name))
    for mark in _content_marks(outline):
        if len(marks) >= MOST_MARKS:
            break
        marks[mark] = None
    return frozenset(marks)


def _content_marks(outline: Outline) -> list[str]:
    around = surroundings(outline)
    return [
        f"{spot.tag}.{name}"
        for spot in outline.spots
        if not around[spot.number] and spot.tag != "body"
        for name in spot.classes
        if _is_lasting(name)
    ]


def _is_lasting(name: str) -> bool:
    return len(name) <= 60 and not _SERIAL.search(name)
