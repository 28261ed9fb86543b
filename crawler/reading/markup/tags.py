"""A parsed page written out again as well-formed markup, cut into tags and texts.

The parser writes elements that it understood, each with its end, attributes quoted and `<` and `>` escaped in them
(https://html.spec.whatwg.org/#serialising-html-fragments), so that one pattern reads what a walk over the parser's
nodes would give, several times faster.
"""

from __future__ import annotations

import re
from functools import lru_cache

Token = tuple[str, str, str, str]
"""The slash of an end tag, a tag's name, its attributes as written, the text behind it; a comment has no name."""

UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "canvas",
    "head",
    "option",
    "datalist",
    "video",
    "audio",
    "map",
    "textarea",
    "xmp",
    "noembed",
    "noframes",
    "plaintext",
)
"""Elements whose insides no visitor reads in place."""
VOID = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
"""Elements that are written without an end."""
PASSING = frozenset(
    [
        "first",
        "last",
        "odd",
        "even",
        "active",
        "current",
        "selected",
        "clearfix",
        "item-first",
        "item-last",
        "alt",
        "hover",
        "open",
        "closed",
        "expanded",
        "hidden",
    ]
)
"""Classes that tell a position or a state, not a kind."""
_OPENS_UNSEEN = re.compile(rf"<(?:({'|'.join(UNSEEN)})(?=[\s>])|!--)")
_TOKEN = re.compile(r"<(/?)([a-zA-Z][^\s/>]*|)([^>]*)>([^<]*)")
_ATTRIBUTE = re.compile(r'\s([^\s=>"]+)="([^"]*)"')
_LOOSE_ATTRIBUTE = re.compile(r"""\s([^\s=>"']+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_POINTS = re.compile(r"data-|aria-(?:controls|owns)$|rel$")
_PASSING = re.compile(r"\d+|(?:^|[-_])(?:odd|even|first|last|alt)(?=$|[-_])")
_MOST_CLASSES = 20
_MOST_KNOWN = 20_000


class Marks:
    """An element's attributes. `kinds` are the classes that tell its kind; `names` its classes and id, for searches.

    `pointers` are the attributes with which elements name others.
    """

    __slots__ = ("attributes", "classes", "kinds", "names", "pointers")

    def __init__(self, written: str) -> None:
        self.attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}
        classes = self.attributes.get("class", "")
        self.classes, self.kinds = _split_classes(classes)
        self.pointers = tuple((name, value) for name, value in self.attributes.items() if _points(name, value))
        self.names = f"{classes} {self.attributes.get('id', '')}"


def _points(name: str, value: str) -> bool:
    return value.startswith("#") if name == "href" else bool(_POINTS.match(name))


@lru_cache(maxsize=_MOST_KNOWN)
def _split_classes(written: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    classes = tuple(written[:1000].lower().split()[:_MOST_CLASSES])
    kinds = (_PASSING.sub("", name) for name in classes if name not in PASSING)
    return classes, tuple(dict.fromkeys(name for name in kinds if name))


@lru_cache(maxsize=_MOST_KNOWN)
def read_marks(written: str) -> Marks:
    """Return a tag's attributes; tags that are written alike share them, also from page to page."""
    return Marks(written)


NO_MARKS = read_marks("")


def read_loose_marks(written: str) -> Marks:
    """Return a tag's attributes as a page sent them: quoted in any way, or not at all.

    >>> read_loose_marks(" id=a class='b c' hidden").attributes
    {'id': 'a', 'class': 'b c'}
    """
    pairs = ((name, value.strip("\"'")) for name, value in _LOOSE_ATTRIBUTE.findall(written))
    return read_marks("".join(f' {name.lower()}="{value}"' for name, value in pairs if '"' not in value))


def read_tokens(html: str) -> list[Token]:
    """Return the tags and texts of a parser's markup in order, an unseen element as a comment.

    >>> read_tokens('<p class="a">x<script>if (a<b) {}</script>y<br></p>')
    [('', 'p', ' class="a"', 'x'), ('', '', '!', 'y'), ('', 'br', '', ''), ('/', 'p', '', '')]
    """
    return _TOKEN.findall(_drop_unseen(html))


def _drop_unseen(html: str) -> str:
    pieces, place = [], 0
    while opening := _OPENS_UNSEEN.search(html, place):
        pieces.append(html[place : opening.start()])
        closing = f"</{opening[1]}>" if opening[1] else "-->"
        end = html.find(closing, opening.end())
        place = end + len(closing) if end >= 0 else len(html)
    pieces.append(html[place:])
    return "<!>".join(pieces)


def unescape(text: str) -> str:
    """Return the text that the parser escaped.

    >>> unescape("R&amp;D &lt;&quot;a&nbsp;b&quot;&gt; &amp;lt;")
    'R&D <"a\\xa0b"> &lt;'
    """
    if "&" not in text:
        return text
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text
