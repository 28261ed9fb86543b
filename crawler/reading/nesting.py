"""How deep a page's elements nest and how many attributes a tag has, before anything parses it.

The HTML standard's tree construction asks at every tag what is open, and at every attribute what the tag has already,
so that a parser's time grows with the square of both: a megabyte of unclosed lists would take minutes.
"""

from __future__ import annotations

import re

DEEPEST = 1_000
"""Open elements that a page may have at once; browsers stop at 512 levels."""
FEW_TAGS = 10_000
"""Tags up to which a parser takes no time to speak of, however they nest."""
SHORT = 20_000
"""Characters up to which attributes cannot be too many."""
MOST_STEPS = 5_000_000

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


_SCOPES = frozenset(["table", "caption", "td", "th", "template", "marquee", "object", "applet", "html"])
"""Elements that an end tag outside them cannot end what is in."""
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "center", "details", "dir", "div", "dl", "fieldset", "figure"}
    | {"figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "iframe", "main", "menu", "nav"}
    | {"noscript", "ol", "pre", "script", "section", "select", "style", "summary", "textarea", "title", "ul", "xmp"}
)
"""Elements that the end tag of an inline or unknown element does not reach through: `special` in the standard."""


def cut_nesting(text: str) -> str:
    """Return the page up to where it nests deeper than any page that was meant to be seen.

    >>> cut_nesting("<p>as it was</p>")
    '<p>as it was</p>'
    >>> len(cut_nesting("<ul><li>" * 100_000)) <= 8 * (DEEPEST + 1)
    True
    >>> len(cut_nesting("<div></x>" * 100_000)) <= 9 * (DEEPEST + 1)
    True
    """
    if len(text) > SHORT and (crowded := _CROWDED.search(text)):
        text = text[: crowded.start()]
    if text.count("<") <= FEW_TAGS:
        return text
    return text[: _end_of_shallow(text)]


def _end_of_shallow(text: str) -> int:
    """Return where a page first nests too deep, or where it took too long to tell."""
    stack: list[str] = []
    steps = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _NEVER_DEEP:
            continue
        if tag[1]:
            place, looked = _find_open(stack, name)
            steps += looked
            del stack[place:]
        else:
            stack.append(name)
        if len(stack) > DEEPEST or steps > MOST_STEPS:
            return tag.start()
    return len(text)


def _find_open(stack: list[str], name: str) -> tuple[int, int]:
    """Return the place of the element that an end tag ends, else the stack's length; and how many were looked at."""
    walls = _SCOPES if name in _BLOCKS or name in _SCOPES else _SCOPES | _BLOCKS
    for place in range(len(stack) - 1, -1, -1):
        if stack[place] == name:
            return place, len(stack) - place
        if stack[place] in walls:
            break
    return len(stack), len(stack)
