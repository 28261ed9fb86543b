"""Where a page stands in its shop's catalogue, by all that the page says of it."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reading.breadcrumb_html import visible_trails
from crawler.reading.breadcrumb_markup import MOST_TRAILS, Trail, declared_trails
from crawler.reading.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Trails:
    """Trails in order of trust, each from the top down; `reader` is `json-ld`, `microdata`, `rdfa` or `html`."""

    trails: tuple[Trail, ...] = ()
    reader: str | None = None


def read_breadcrumbs(document: Document) -> Trails:
    """Read the page's trails: declared ones first, then those that a visitor sees."""
    found: dict[tuple[str, ...], tuple[str, Trail]] = {}
    for reader, trail in (*declared_trails(document), *(("html", trail) for trail in visible_trails(document))):
        found.setdefault(tuple(crumb.name.casefold() for crumb in trail), (reader, trail))
    ordered = list(found.values())[:MOST_TRAILS]
    return Trails(trails=tuple(trail for _, trail in ordered), reader=ordered[0][0] if ordered else None)
