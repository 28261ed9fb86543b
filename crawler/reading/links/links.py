"""The links of a page's content that a crawl may follow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from crawler.reading.links.nofollow import split_hrefs
from crawler.reading.markup.document import Document
from crawler.reading.markup.labels import label_of
from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.surroundings import surroundings
from crawler.sightings import Crumb
from crawler.urls import host_of

MOST_LINKS = 2_000
LONGEST_URL = 2_000


def read_links(document: Document) -> tuple[Crumb, ...]:
    """Return the same-site links of the page's content in page order, each URL once, without rel=nofollow.

    What surrounds the content comes after it, for pages that mark nothing as content.
    """
    host = host_of(document.page.url)
    links: dict[str, Crumb] = {}
    for node in _anchors(document.outline):
        url = document.join(node.get("href")) if len(node.get("href")) <= LONGEST_URL else None
        if url is None or host_of(url) != host or "nofollow" in node.get("rel").lower().split():
            continue
        if url not in links or not links[url].name:
            links[url] = Crumb(name=label_of(node) or "", url=url)
        if len(links) >= MOST_LINKS:
            break
    return tuple(links.values())


def _anchors(outline: Outline) -> Iterator[Spot]:
    around = surroundings(outline)
    anchors = outline.links[: 5 * MOST_LINKS]
    yield from (spot for spot in anchors if not around[spot.number])
    yield from (spot for spot in anchors if around[spot.number])


def list_links(document: Document) -> tuple[Crumb, ...]:
    """Return the same-site links of a whole page in page order, without their names."""
    own, host = "/".join([*document.page.url.split("/", 3)[:3], ""]), host_of(document.page.url)
    hrefs = (href for href in islice(split_hrefs(document)[0], 5 * MOST_LINKS) if len(href) <= LONGEST_URL)
    joined = dict.fromkeys(map(document.join, hrefs))
    urls = (url for url in joined if url and (url.startswith(own) or host_of(url) == host))
    return tuple(Crumb(name="", url=url) for url in islice(urls, MOST_LINKS))
