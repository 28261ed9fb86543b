"""The states that a page hands to its scripts: `__NEXT_DATA__`, `__NUXT_DATA__`, `__PRELOADED_STATE__` and such."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from crawler.reading.data.flat_state import is_flat, unfold
from crawler.reading.markup.document import Document

State = Any
"""What JSON holds; nothing is known of it before it is looked at."""
LONGEST_STATE = 3_000_000
_MOST_SCRIPTS = 200
_MOST_OF_SCRIPT = 3
_STATE = re.compile(r"(?:__[A-Z][A-Z_]{2,40}__|\b\w{0,30}(?:State|STATE|state))[\"'\]]{0,2}\s*=\s*(?=[{\[])")
_DECODER = json.JSONDecoder()


def read_states(document: Document) -> Iterator[State]:
    """Yield the page's embedded states, in page order; what is not JSON is left out."""
    for node in document.tree.css("script")[:_MOST_SCRIPTS]:
        text = node.text(strip=False) or ""
        if not text or len(text) > LONGEST_STATE:
            continue
        for start in _starts(text, node.attributes.get("type") or ""):
            try:
                state = _DECODER.raw_decode(text, start)[0]
            except (ValueError, RecursionError):
                continue
            yield unfold(state) if is_flat(state) else state


def _starts(text: str, kind: str) -> list[int]:
    if "json" in kind and "ld+json" not in kind:
        return [len(text) - len(text.lstrip())]
    return [match.end() for _, match in zip(range(_MOST_OF_SCRIPT), _STATE.finditer(text), strict=False)]
