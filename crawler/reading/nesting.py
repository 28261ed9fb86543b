"""How deep a page's elements nest and how many attributes a tag has, before anything parses it.

The HTML standard's tree construction asks at every tag what is open, and at every attribute what the tag has already,
so that a parser's time grows with the square of both: a megabyte of unclosed lists would take minutes.
"""

from __future__ import annotations

import re

DEEPEST = 1_000
"""Open elements that a page may have at once; browsers stop at 512 levels."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_CROWDED = re.compile(
    r"""<[a-zA-Z][^\s/>]*+(?>[\s/]++[^\s/>="']++(?>\s*+=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>"']++))?+["']*+){2000}"""
)
"""A tag with more attributes than any page that was meant to be seen has."""
_NEVER_DEEP = frozenset(
    [
        "a",
        "button",
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "caption",
        "html",
        "head",
        "body",
    ]
)
"""Elements without content, and those that the next of their kind closes."""


def cut_nesting(text: str) -> str:
    """Return the page up to where it nests deeper than any page that was meant to be seen.

    >>> cut_nesting("<p>as it was</p>")
    '<p>as it was</p>'
    >>> len(cut_nesting("<ul><li>" * 100_000)) <= 8 * (DEEPEST + 1)
    True
    """
    if crowded := _CROWDED.search(text):
        text = text[: crowded.start()]
    if text.count("<") <= DEEPEST:
        return text
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _NEVER_DEEP:
            continue
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > DEEPEST:
            return text[: tag.start()]
    return text
