"""Where elements begin and end in a page as it was sent, before any parser repairs it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TAG = re.compile(
    r"<(?:!--.*?(?:-->|$)|(/?)(header|nav|footer|aside|main|article|section|div|ul|ol|form|table|style|svg|script)(?=[\s/>])([^<>]{0,2000})>)",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE = frozenset({"style", "svg", "script"})
"""Elements whose insides are not looked at."""
MOST_ELEMENTS = 20_000
DEEPEST = 200
"""Open elements at once; what nests deeper is not looked at."""


@dataclass(slots=True, eq=False)
class Element:
    """An element from the `<` of its tag to the `>` of its end tag; `written` are its attributes."""

    name: str
    written: str
    start: int
    end: int = -1
    children: list[Element] = field(default_factory=list)


def find_elements(text: str) -> list[Element]:
    """Return the outermost elements of a page that hold others, each with those in it; broken ones are passed over.

    >>> [outer] = find_elements("<p><div id=a><ul><li>x</ul></div>")
    >>> outer.name, outer.written, outer.start, outer.end, outer.children[0].name
    ('div', ' id=a', 3, 33, 'ul')
    """
    top = Element("", "", 0)
    open_elements = [top]
    place = 0
    for _ in range(MOST_ELEMENTS):
        tag = _TAG.search(text, place)
        if tag is None:
            break
        place = tag.end()
        if tag[2] is None:
            continue
        name = tag[2].lower()
        if tag[1]:
            _close(open_elements, name, tag.end())
            continue
        element = Element(name, tag[3], tag.start())
        if name in _WHOLE:
            element.end = place = _end_of(text, name, tag.end())
            open_elements[-1].children.append(element)
        elif len(open_elements) < DEEPEST:
            open_elements.append(element)
    while len(open_elements) > 1:
        _close(open_elements, open_elements[-1].name, -1)
    return top.children


def _close(open_elements: list[Element], name: str, end: int) -> None:
    """Close the innermost open element of a name. Those within it without an end are broken, but not what they hold."""
    place = next((place for place in range(len(open_elements) - 1, 0, -1) if open_elements[place].name == name), None)
    if place is None:
        return
    while len(open_elements) > place:
        element = open_elements.pop()
        element.end = end if len(open_elements) == place else -1
        open_elements[-1].children.extend([element] if element.end >= 0 else element.children)


def _end_of(text: str, name: str, start: int) -> int:
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, start)
    return end.end() if end else len(text)
