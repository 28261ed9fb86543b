"""The links of a page's content that a crawl may follow."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.reading.document import Document
from crawler.reading.labels import label_of
from crawler.reading.layout import Layout, Node, read_layout
from crawler.reading.surroundings import surroundings
from crawler.sightings import Crumb
from crawler.urls import host_of

MOST_LINKS = 2_000
LONGEST_URL = 2_000


def read_links(document: Document) -> tuple[Crumb, ...]:
    """Return the same-site links of the page's content in page order, each URL once, without rel=nofollow.

    What surrounds the content comes after it, for pages that mark nothing as content.
    """
    layout = read_layout(document)
    host = host_of(document.page.url)
    links: dict[str, Crumb] = {}
    for node in _anchors(layout):
        url = document.join(node.get("href")) if len(node.get("href")) <= LONGEST_URL else None
        if url is None or host_of(url) != host or "nofollow" in node.get("rel").lower().split():
            continue
        if url not in links or not links[url].name:
            links[url] = Crumb(name=label_of(node) or "", url=url)
        if len(links) >= MOST_LINKS:
            break
    return tuple(links.values())


def _anchors(layout: Layout) -> Iterator[Node]:
    around = surroundings(layout)
    anchors = [node for node in layout.nodes if node.tag in ("a", "area") and node.get("href")][: 5 * MOST_LINKS]
    yield from (node for node in anchors if node.index not in around)
    yield from (node for node in anchors if node.index in around)
