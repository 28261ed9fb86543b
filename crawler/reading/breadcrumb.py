"""Where a page stands in its shop's catalogue, by all that the page says of it."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reading.breadcrumb_html import visible_trails
from crawler.reading.breadcrumb_markup import MOST_TRAILS, Trail, declared_trails
from crawler.reading.document import Document
from crawler.reading.headings import page_names
from crawler.reading.trail_steps import is_home


@dataclass(frozen=True, slots=True, kw_only=True)
class Trails:
    """Trails in order of trust, each from the top down; `reader` is `json-ld`, `microdata`, `rdfa` or `html`."""

    trails: tuple[Trail, ...] = ()
    reader: str | None = None


def read_breadcrumbs(document: Document) -> Trails:
    """Read the page's trails: declared ones first, then those that a visitor sees; none goes on below the page itself.

    Where a visitor sees the same way, its names are those of the page: markup shortens and respells them.
    """
    visible = [_end_at_page(trail, document) for trail in visible_trails(document)]
    found: dict[tuple[str, ...], tuple[str, Trail]] = {}
    for reader, declared in declared_trails(document):
        if len(declared) == 1 and is_home(declared[0].url):
            continue
        trail = _as_shown(_end_at_page(declared, document), visible)
        found.setdefault(_names(trail), (reader, trail))
    for trail in visible:
        found.setdefault(_names(trail), ("html", trail))
    ordered = list(found.values())[:MOST_TRAILS]
    return Trails(trails=tuple(trail for _, trail in ordered), reader=ordered[0][0] if ordered else None)


def _end_at_page(trail: Trail, document: Document) -> Trail:
    """Cut steps that only repeat a part of the page's own name, which some markup appends."""
    names = page_names(document)
    for place, crumb in enumerate(trail[1:-1], start=1):
        own = crumb.name.casefold()
        if own in names and all(below.name.casefold() in own for below in trail[place + 1 :]):
            return trail[: place + 1]
    return trail


def _as_shown(declared: Trail, visible: list[Trail]) -> Trail:
    """Return the visible trail that runs the declared way, and perhaps a step further; else the declared one."""
    way = _names(_below_home(declared))
    for trail in visible:
        if way and _names(_below_home(trail))[: len(way)] == way:
            return trail
    return declared


def _below_home(trail: Trail) -> Trail:
    return trail[1:] if trail and is_home(trail[0].url) else trail


def _names(trail: Trail) -> tuple[str, ...]:
    return tuple(crumb.name.casefold() for crumb in trail)
