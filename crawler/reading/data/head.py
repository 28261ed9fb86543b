"""What a page says of itself to machines: title, address, language, copies in other languages, robots' orders."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.reading.markup.document import Document
from crawler.reading.markup.text import clean_name, text_of
from crawler.sightings import Head

_MOST_ALTERNATES = 200
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8}){0,3}|x-default")
# https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag: rules for all robots, not for one by name
_AGENT_RULE = re.compile(r"^\s*[a-z][\w-]*\s*:", re.IGNORECASE)
_ROBOTS = frozenset({"robots", "gapfinder"})
"""Whom rules have to speak to for us to heed them: all robots, or us."""
_VALUED_RULES = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")


@lru_cache(maxsize=1)
def read_head(document: Document) -> Head:
    """Read the page's head; whatever is missing or malformed is left out."""
    rules = robots_rules(document)
    return Head(
        title=_read_title(document),
        canonical=_read_canonical(document),
        language=_read_language(document),
        alternates=_read_alternates(document),
        noindex=bool(rules & {"noindex", "none"}),
        nofollow=bool(rules & {"nofollow", "none"}),
    )


def robots_rules(document: Document) -> frozenset[str]:
    """Return the rules for all robots, and for us, from the page's meta tags and X-Robots-Tag header, lower-cased."""
    texts = [
        attribute(node, "content")
        for node in document.tree.css("meta[name][content]")
        if attribute(node, "name").lower().strip() in _ROBOTS
    ]
    # A header may be repeated, joined by commas or line breaks, and may speak to one robot by name
    for line in re.split(r"[\n\r]", document.page.headers.get("x-robots-tag", "")[:5_000]):
        agent, _, rest = line.partition(":")
        named = _AGENT_RULE.match(line) and not line.strip().lower().startswith(_VALUED_RULES)
        texts += [line] if not named else [rest] if agent.strip().lower() in _ROBOTS else []
    return frozenset(rule.strip().lower() for text in texts for rule in re.split(r"[,;\s]", text[:1_000])) - {""}


def attribute(node: LexborNode, name: str) -> str:
    """Return an attribute's value; empty where it is missing or has none."""
    return node.attrs.get(name) or ""


def _read_title(document: Document) -> str | None:
    for node in document.tree.css("head > title, title"):
        # An icon's title is no page's
        if node.parent is not None and node.parent.tag == "svg":
            continue
        if title := clean_name(text_of(node)):
            return title
    return None


def _read_canonical(document: Document) -> str | None:
    for node in document.tree.css("link[rel~=canonical i][href]"):
        if url := document.join(attribute(node, "href")):
            return url
    return None


def _read_language(document: Document) -> str | None:
    root = document.tree.css_first("html")
    declared = [attribute(root, "lang"), attribute(root, "xml:lang")] if root is not None else []
    declared += [attribute(node, "content") for node in document.tree.css("meta[http-equiv=content-language i]")]
    declared.append(document.page.headers.get("content-language", ""))
    return next((text.strip() for text in declared if _LANGUAGE.fullmatch(text.strip())), None)


def _read_alternates(document: Document) -> tuple[tuple[str, str], ...]:
    nodes = document.tree.css("link[rel~=alternate i][hreflang][href]")
    pairs = (
        (attribute(node, "hreflang").strip(), document.join(attribute(node, "href")))
        for node in islice(nodes, _MOST_ALTERNATES)
    )
    return tuple(dict.fromkeys((language, url) for language, url in pairs if url and _LANGUAGE.fullmatch(language)))
