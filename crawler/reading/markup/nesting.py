"""How deep a page's elements nest, before anything parses it.

The HTML standard's tree construction asks at every tag what is open, at every attribute what the tag has already, and
opens at every block again what was left open of bold and italic print, so that a parser's time and memory grow with the
square of all three: half a megabyte would take minutes, or gigabytes. In doubt elements are taken to be open.
"""

from __future__ import annotations

import re
from collections import Counter

from crawler.reading.markup.print_styles import PRINT, OpenPrint, may_pile_up
from crawler.reading.markup.sent_tags import ATTRIBUTES, RAW, TAG, closes_itself, end_of_raw, name_of

DEEPEST = 1_000
"""Open elements that a page may have at once; browsers stop at 512 levels."""
FEW_TAGS = 10_000
"""Tags up to which a parser takes no time to speak of, however they nest."""
SHORT = 100_000
"""Characters up to which attributes cannot be too many: those of one tag take a parser half a second at worst."""
MOST_STEPS = 20_000_000
"""Open elements and options that a parser may look at, a few billionths of a second each."""
MOST_OF_ROOTS = 20_000
"""Characters of attributes of all `<html>` and `<body>` tags, which a parser brings together in one element each."""

_CROWDED = re.compile(
    r"""<[a-zA-Z][^\s/>]*+(?>[\s/]++[^\s/>="']++(?>\s*+=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>"']++))?+["']*+){2000}"""
)
"""A tag with more attributes than any page that was meant to be seen has."""
_ROOT = re.compile(rf"<(?:[hH][tT][mM][lL]|[bB][oO][dD][yY])(?=[\s/])({ATTRIBUTES})")
_LOOSE = frozenset(
    {"a", "button", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
    | {"track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup"}
    | {"colgroup", "caption", "html", "head", "body"}
)
"""Elements without content, and those that the next of their kind closes, where nothing stands between them."""
_CELLS = frozenset({"td", "th", "tr"})
_FOREIGN = frozenset({"svg", "math"})
_SCOPES = (
    frozenset({"table", "caption", "td", "th", "template", "marquee", "object", "applet", "html"})
    | frozenset({"foreignobject", "desc", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"})
    | _FOREIGN
)
"""Elements that an end tag outside them cannot end what is in."""
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "center", "details", "dir", "div", "dl", "fieldset", "figure"}
    | {"figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "iframe", "main", "menu", "nav"}
    | {"noscript", "ol", "pre", "script", "section", "select", "style", "summary", "textarea", "title", "ul", "xmp"}
)
"""Elements that the end tag of an inline or unknown element does not reach through: `special` in the standard."""
_ENDS_FOREIGN = PRINT | {"span", "ruby", "sub", "sup", "var", "listing"} | _BLOCKS | _SCOPES
"""Elements that end a picture or formula which they stand in; what is called so there as well is taken for such."""


def cut_nesting(text: str) -> str:
    """Return the page up to where it nests deeper than any page that was meant to be seen.

    >>> cut_nesting("<p>as it was</p>")
    '<p>as it was</p>'
    >>> len(cut_nesting("<ul><li>" * 100_000)) <= 8 * (DEEPEST + 1)
    True
    >>> len(cut_nesting("<div></x>" * 100_000)) <= 9 * (DEEPEST + 1)
    True
    >>> len(cut_nesting("<div><!--</div>-->" * 100_000)) <= 18 * (DEEPEST + 1)
    True
    """
    if len(text) > SHORT:
        text = text[: _end_of_roots(text)]
        if crowded := _CROWDED.search(text):
            text = text[: crowded.start()]
    tags = text.count("<")
    if tags <= FEW_TAGS and not may_pile_up(text, tags):
        return text
    return text[: _Nesting(text).find_end()]


def _end_of_roots(text: str) -> int:
    """Return where the page's roots have too many attributes."""
    left = MOST_OF_ROOTS
    for root in _ROOT.finditer(text):
        left -= len(root[1])
        if left < 0:
            return root.start()
    return len(text)


class _Nesting:
    """Follows a page's tags as a parser would, as far as it matters to its time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[str] = []
        self._foreign = 0
        """Pictures and formulas that are open, in which other rules may hold, or not."""
        self._is_surely_foreign = False
        self._loose: Counter[str] = Counter()
        self._count_of_loose = 0
        self._options = 0
        self._print = OpenPrint()
        self._steps = 0

    def find_end(self) -> int:
        """Return where the page first nests too deep, or would take too long to parse."""
        place = unsure = 0
        """Up to `unsure` it is not known whether tags are tags: those that open count, those that close do not."""
        while tag := TAG.search(self._text, place):
            place, name = tag.end(), name_of(tag)
            is_unsure = tag.start() < unsure
            if tag["slash"] and not is_unsure:
                self._close(name)
            elif name and not tag["slash"]:
                self._open(name, tag)
            if self._is_too_much():
                return tag.start()
            if (name in RAW and not tag["slash"]) or tag["data"]:
                if not self._foreign and name in RAW:
                    place = end_of_raw(self._text, place, name)
                elif self._foreign:
                    unsure = len(self._text) if is_unsure else self._end_of_doubt(place, name)
        return len(self._text)

    def _is_too_much(self) -> bool:
        return len(self._stack) > DEEPEST or self._steps > MOST_STEPS or self._print.is_too_much

    def _end_of_doubt(self, place: int, name: str) -> int:
        end = end_of_raw(self._text, place, name) if name in RAW else self._text.find("]]>", place) + 3
        inside = self._text[place : end if end >= 3 else len(self._text)]
        if end < 3 or any(inside.rfind(opening) > inside.rfind(closing) for opening, closing in _PAIRS):
            return len(self._text)
        return end

    def _open(self, name: str, tag: re.Match[str]) -> None:
        self._print.pass_tag()
        self._judge_foreign(name)
        if name in RAW or (self._is_surely_foreign and self._in_foreign(name) and closes_itself(tag)):
            return
        if name in _LOOSE:
            self._open_loosely(name)
            return
        if name in PRINT:
            self._print.open(name, tag["written"])
        elif name == "select":
            self._options = 0
        self._foreign += name in _FOREIGN
        self._stack.append(name)

    def _judge_foreign(self, name: str) -> None:
        if name in _FOREIGN:
            self._is_surely_foreign = self._is_surely_foreign or not self._foreign
        elif name in _LOOSE or name in _ENDS_FOREIGN:
            self._is_surely_foreign = False

    def _open_loosely(self, name: str) -> None:
        self._loose[name] += 1
        self._count_of_loose += 1
        if name == "option":
            self._options += 1
            self._steps += self._options
        elif name in _CELLS:
            self._end_cell()

    def _end_cell(self) -> None:
        """End the print that the table's cell before left open."""
        place = len(self._stack)
        while place and self._stack[place - 1] in PRINT:
            place -= 1
        if place and self._stack[place - 1] == "table":
            del self._stack[place:]

    def _in_foreign(self, name: str) -> bool:
        return self._foreign > 0 or name in _FOREIGN

    def _close(self, name: str) -> None:
        if name in _LOOSE:
            self._is_surely_foreign = False
            if self._loose[name]:
                self._loose[name] -= 1
                self._count_of_loose -= 1
            else:
                self._steps += len(self._stack) + self._count_of_loose
            return
        place, looked, is_behind_wall = self._find_open(name)
        self._steps += looked
        if name in PRINT and not is_behind_wall:
            self._print.close(name)
        if place < 0:
            self._steps += len(self._stack) + self._count_of_loose
        elif name == "form":
            del self._stack[place]  # what is in it stays open
        else:
            del self._stack[place:]
            self._foreign -= name in _FOREIGN

    def _find_open(self, name: str) -> tuple[int, int, bool]:
        """Return the place of the element that an end tag ends, how many were looked at, if a scope hides it."""
        if name not in self._stack:  # a walk over strays would cost us more than the parser
            return -1, len(self._stack), name in PRINT and not _SCOPES.isdisjoint(self._stack)
        walls = _walls_of(name)
        blocked = False
        for place in range(len(self._stack) - 1, -1, -1):
            here = self._stack[place]
            if here == name:
                return (-1 if blocked else place), len(self._stack) - place, False
            if here in _SCOPES:
                return -1, len(self._stack) - place, True
            if here in walls:
                blocked = True
                if name not in PRINT:
                    break
        return -1, len(self._stack), False


_PAIRS = (("<!--", "-->"), ("<![CDATA[", "]]>"))


def _walls_of(name: str) -> frozenset[str]:
    if name in _FOREIGN:
        return _ENDS_FOREIGN
    return _SCOPES if name in _BLOCKS or name in _SCOPES else _SCOPES | _BLOCKS
