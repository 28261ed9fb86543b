"""What a page loads, sets and runs, apart from what it says: the traces that shop software leaves.

Read in one pass without a parser, so that no page, however it is built, takes more time than its length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.pages import Page

LONGEST_PAGE = 2_000_000
"""Characters of a page that are looked at: software shows itself early, and on every page."""
LONGEST_SCRIPT = 200_000
_START = re.compile(r"<(?:!--|([a-zA-Z][^<>]{0,3000})>)")
_ENDS = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "xmp")}
"""Elements whose content is no markup, however it looks, and what ends them."""
_COMMENT_END = re.compile("-->")
_ADDRESS = re.compile(r"""\s(?:src|href)\s{0,9}=\s{0,9}(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'>]{1,2000}))""")
_CONTENT = re.compile(r"""\scontent\s{0,9}=\s{0,9}["']?([^"'>]{1,200})""", re.IGNORECASE)
_GENERATOR = re.compile(r"""\sname\s{0,9}=\s{0,9}["']?generator\b""", re.IGNORECASE)
_REL = re.compile(r"""\srel\s{0,9}=\s{0,9}["']?([^"'>]{1,60})""", re.IGNORECASE)
_LOADS = re.compile(r"\b(?:stylesheet|\w*preload|prefetch|icon)\b", re.IGNORECASE)
_COOKIE = re.compile(r"(?:^|,\s{0,9})([^\s=;,]{1,80})=")


def find_traces(page: Page) -> Mapping[str, str]:
    """Return traces by kind, one a line: headers, cookies, generators, assets, tags; and scripts, as they are."""
    tags, scripts = _split_markup(page.text[:LONGEST_PAGE])
    links = [tag for tag in tags if tag[:5].lower() == "<link" and _is_loaded(tag)]
    loading = [tag for tag in tags if tag[:7].lower() == "<script"] + links
    found = (_ADDRESS.search(tag) for tag in loading)
    metas = [tag for tag in tags if tag[:5].lower() == "<meta" and _GENERATOR.search(tag)]
    return {
        "headers": "\n".join(f"{name}: {value}" for name, value in page.headers.items()),
        "cookies": "\n".join(_COOKIE.findall(page.headers.get("set-cookie", ""))),
        "generators": "\n".join(match.group(1) for tag in metas if (match := _CONTENT.search(tag))),
        "assets": "\n".join(next(filter(None, match.groups())).strip() for match in found if match),
        "tags": "\n".join(tags),
        "scripts": "\n".join(scripts),
    }


def _split_markup(text: str) -> tuple[list[str], list[str]]:
    """Return start tags, each in one line, and what is written inside scripts; comments count for nothing."""
    tags: list[str] = []
    scripts: list[str] = []
    at = 0
    while start := _START.search(text, at):
        at = start.end()
        if start.group(1) is None:
            at = _skip(text, _COMMENT_END, at)
            continue
        tags.append(" ".join(start.group().split()))
        name = start.group(1).split(None, 1)[0].lower()
        if name in _ENDS:
            end = _skip(text, _ENDS[name], at)
            if name == "script":
                scripts.append(text[at : min(end, at + LONGEST_SCRIPT)])
            at = end
    return tags, scripts


def _is_loaded(tag: str) -> bool:
    rel = _REL.search(tag)
    return rel is not None and _LOADS.search(rel.group(1)) is not None


def _skip(text: str, mark: re.Pattern[str], at: int) -> int:
    found = mark.search(text, at)
    return found.start() if found else len(text)
