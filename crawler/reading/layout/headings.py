"""What a page calls itself: its headings and titles."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.reading.data.structured import read_metas
from crawler.reading.links.addresses import is_home, parts_of
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import BLOCKS, clean_name, text_of
from crawler.urls import host_of

_LEAST_SHARE = 0.3
_MOST_STAND_INS = 300
_OTHER_WORD = 1
"""What a word that is not in the title takes from an element's worth …"""
_MOST_OTHERS = 0.25
"""… of which it may have this share of its words."""
_BEGINNING = 2
"""What it adds that the title begins with an element's words: most begin with what the page is about."""
_STAND_INS = ",".join(
    ["h2", "h3", "strong", "b", "font", '[class*="crumb" i] span', '[id*="crumb" i] span']
    + [
        f'[{place}*="{word}" i]'
        for place in ("class", "id", "itemprop")
        for word in ("title", "name", "header", "heading")
    ]
)
_UNSEEN = re.compile(r"(?:^|[\s_-])(?:hidden|hdn|sr-only|sronly|offscreen|screen-reader-text|invisible)(?:$|\s)")
_SMALL = frozenset({"span", "small", "font", "i", "em", "sub"})
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1)
def page_names(document: Document) -> frozenset[str]:
    """Return the texts of the page's main headings, or of what stands for one, and its shared title, case-folded."""
    texts = [text_of(node, limit=100) for node in document.tree.css("h1")[:10]]
    if not texts and (node := main_heading(document)) is not None:
        texts.append(text_of(node, limit=100))
    texts.append(read_metas(document).get("og:title", ""))
    return frozenset(name.casefold() for text in texts if (name := clean_name(text)))


@lru_cache(maxsize=1)
def main_heading(document: Document) -> LexborNode | None:
    """Return what names the page: of several headings the one that its titles speak of most.

    Where no heading of the first rank does, another element whose words are those of the title stands for it.
    """
    titles = [
        *(clean_name(text_of(node)) for node in document.tree.css("title")[:2]),
        read_metas(document).get("og:title"),
    ]
    words = frozenset(word for title in titles for word in words_of(title))
    best, best_share = None, -1.0
    for node in document.tree.css("h1")[:10]:
        own = words_of(clean_name(text_of(node, limit=100))) if not _names_shop(node, document) else frozenset()
        share = len(own & words) / len(own) + min(len(own & words), 5) / 10 if own else -1.0
        if share > best_share:
            best, best_share = node, share
    if best_share > _LEAST_SHARE:
        return best
    return _stand_in(document, titles, words) or best or _repeated(document)


def _names_shop(heading: LexborNode, document: Document) -> bool:
    """Tell a heading that is the way home: the shop's name, which every title of it ends with."""
    anchor = heading.css_first("a[href]")
    return anchor is not None and is_home(document.join(anchor.attrs.get("href")))


def _stand_in(document: Document, titles: list[str | None], words: frozenset[str]) -> LexborNode | None:
    """Return the element that says most of the title's words and little else: no link, and not the shop's name."""
    best, most = None, max(1, round(_LEAST_SHARE * len(words)))
    begins = tuple(title.casefold() for title in titles if title)
    host = host_of(document.page.url)
    for node in document.tree.css(_STAND_INS)[:_MOST_STAND_INS]:
        name = (clean_name(first_line(node) or text_of(node, limit=30)) or "").casefold()
        own = words_of(name)
        others = len(own - words)
        worth = len(own) - (1 + _OTHER_WORD) * others
        if others > _MOST_OTHERS * len(own) or worth + _BEGINNING <= most or "".join(_WORD.findall(name)) in host:
            continue
        is_begun = name in begins or (len(own) > 1 and any(title.startswith(name) for title in begins))
        worth += _BEGINNING if is_begun else 0
        if worth > most and not _leads_away(node, document):
            best, most = node, worth
    return best


def _leads_away(node: LexborNode, document: Document) -> bool:
    """Tell a name that is wholly a link to another page."""
    anchor = node.css_first("a[href]")
    for around in (node, node.parent, node.parent.parent if node.parent is not None else None):
        if anchor is None and around is not None and around.tag == "a":
            anchor = around
    if anchor is None or words_of(text_of(anchor, limit=30)) != words_of(text_of(node, limit=30)):
        return False
    url = document.join(anchor.attrs.get("href"))
    return url is not None and parts_of(url) != parts_of(document.page.url)


def _repeated(document: Document) -> LexborNode | None:
    """Return the first title-like element that says what another one says again, as pages without headings do."""
    seen: dict[str, LexborNode] = {}
    for node in document.tree.css(_STAND_INS)[:_MOST_STAND_INS]:
        name = clean_name(text_of(node, limit=30)) or ""
        if (
            not 3 < len(name) < 150
            or node.css_first("a") is not None
            or "a" in (node.tag, node.parent and node.parent.tag)
        ):
            continue
        known = seen.setdefault(name, node)
        if known.mem_id != node.mem_id and not _holds(known, node):
            return known
    return None


def shown_text(heading: LexborNode) -> str | None:
    """Return a heading's text as eyes see it: without what it says to screen readers only, if anything is left."""
    if line := clean_name(first_line(heading)):
        return line
    pieces = []
    for child in heading.iter(include_text=True):
        if child.tag == "-text":
            pieces.append(child.text_content or "")
        elif child.is_element_node and not _UNSEEN.search(child.attrs.get("class") or ""):
            pieces.append(f" {text_of(child, limit=200)} " if child.tag in BLOCKS else text_of(child, limit=200))
    return clean_name("".join(pieces)) or clean_name(text_of(heading, limit=200))


def first_line(heading: LexborNode) -> str | None:
    """Return what stands before a break behind which all is in a smaller print; None where there is no such break."""
    line: str | None = None
    pieces: list[str] = []
    for child in heading.iter(include_text=True):
        if child.tag == "br":
            line = line or "".join(pieces).strip()
        elif line is None:
            pieces.append((child.text_content or "") if child.tag == "-text" else text_of(child, limit=30))
        elif child.tag not in _SMALL and (child.text(deep=True) or "").strip():
            return None
    return line or None


def _holds(outer: LexborNode, inner: LexborNode) -> bool:
    current: LexborNode | None = inner
    for _ in range(10):
        if current is None or current.mem_id == outer.mem_id:
            return current is not None
        current = current.parent
    return False


def words_of(text: str | None) -> frozenset[str]:
    """Return the text's words, case-folded."""
    return frozenset(_WORD.findall((text or "").casefold()))
