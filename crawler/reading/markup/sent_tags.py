"""A page's tags as it sent them, told from comments, scripts and attributes as browsers tell them.

https://html.spec.whatwg.org/multipage/parsing.html#tokenization, without what depends on where a tag stands.
"""

from __future__ import annotations

import re

_SPACE = r"\t\n\f\r "
ATTRIBUTES = (
    rf"""(?:[{_SPACE}/]*+[^{_SPACE}/>][^{_SPACE}/>=]*+"""
    rf"""(?:[{_SPACE}]*+=[{_SPACE}]*+(?:"[^"]*+"|'[^']*+'|[^{_SPACE}>"'][^{_SPACE}>]*+|(?=>)))?+)*+"""
)
"""What stands in a tag behind its name."""
TAG = re.compile(
    rf"<(?:(?P<slash>/?)(?P<name>[a-zA-Z][^{_SPACE}/>]*+)(?P<written>{ATTRIBUTES})(?P<rest>[{_SPACE}/]*+)"
    r"|!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|(?P<data>!\[CDATA\[)|[!?/][^>]*+)"
)
"""A tag, or a comment, which has no name."""
RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
"""Elements that hold no tags but their own end."""

_RAW_ENDS = {name: re.compile(rf"</{name}(?=[{_SPACE}/>])[^>]*+>?", re.IGNORECASE) for name in RAW}
_SCRIPT_MARK = re.compile(
    rf"(?P<opens><!--)|(?P<closes>-->)|(?P<ends></script(?=[{_SPACE}/>])[^>]*+>?)|(?P<begins><script(?=[{_SPACE}/>]))",
    re.IGNORECASE,
)
_DATA, _ESCAPED, _TWICE = range(3)
_SCRIPT_STATES = {
    (_DATA, "opens"): _ESCAPED,
    (_ESCAPED, "closes"): _DATA,
    (_ESCAPED, "begins"): _TWICE,
    (_TWICE, "closes"): _DATA,
    (_TWICE, "ends"): _ESCAPED,
}


def name_of(tag: re.Match[str]) -> str:
    """Return a tag's name in small letters, of which only ASCII's equal capital ones; empty for a comment.

    >>> [name_of(TAG.search(text)) for text in ("<DIV>", "</Td >", "<LIN\\u212a>", "<!-- <b> -->", "<a\\0>")]
    ['div', 'td', 'LIN\\u212a', '', 'a\\x00']
    """
    name = tag["name"] or ""
    return name.lower() if name.isascii() else name


def closes_itself(tag: re.Match[str]) -> bool:
    """Say whether a tag ends in a slash.

    >>> [closes_itself(TAG.search(text)) for text in ("<g/>", "<g d='' />", "<g d=/>", "<g / >")]
    [True, True, False, False]
    """
    return tag.group("rest").endswith("/") and tag.string.startswith(">", tag.end())


def end_of_raw(text: str, start: int, name: str) -> int:
    """Return where an element of `RAW` is over whose insides begin at `start`.

    >>> page = "<script>'<div>' <!-- <script></script> --></SCRIPT >x"
    >>> page[end_of_raw(page, 8, "script"):]
    'x'
    """
    if name != "script":
        end = _RAW_ENDS[name].search(text, start)
        return end.end() if end else len(text)
    state = _DATA
    while mark := _SCRIPT_MARK.search(text, start):
        if mark["ends"] and state != _TWICE:
            return mark.end()
        state = _SCRIPT_STATES.get((state, mark.lastgroup or ""), state)
        start = mark.end() - 2 if mark["opens"] else mark.end()
    return len(text)
