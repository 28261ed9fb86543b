"""All that a page declares in schema.org's words, in order of trust: JSON-LD, microdata, RDFa."""

from __future__ import annotations

from functools import lru_cache

from crawler.reading.data.annotations import read_annotations
from crawler.reading.data.json_ld import read_json_ld
from crawler.reading.data.things import Thing
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import clean_name

_MOST_METAS = 300


@lru_cache(maxsize=1)
def read_things(document: Document) -> tuple[Thing, ...]:
    """Return the page's outermost things; those of one syntax in page order."""
    return read_json_ld(document) + read_annotations(document)


@lru_cache(maxsize=1)
def read_metas(document: Document) -> dict[str, str]:
    """Return what the page's meta tags say: lower-cased name or property → first content (https://ogp.me/)."""
    metas: dict[str, str] = {}
    for node in document.tree.css("meta[content]")[:_MOST_METAS]:
        name = node.attrs.get("property") or node.attrs.get("name") or ""
        content = clean_name(node.attrs.get("content"))
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas
