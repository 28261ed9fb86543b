"""Where a page stands in its shop's catalogue, by all that the page says of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from crawler.reading.layout.headings import page_names
from crawler.reading.links.addresses import is_home
from crawler.reading.markup.document import Document
from crawler.reading.trails.declared import MOST_TRAILS, Trail, declared_trails
from crawler.reading.trails.visible import visible_trails
from crawler.words import read_words

_HOMES = frozenset(read_words("homes")["home"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Trails:
    """Trails in order of trust, each from the top down; `reader` is `json-ld`, `microdata`, `rdfa` or `html`."""

    trails: tuple[Trail, ...] = ()
    reader: str | None = None


@lru_cache(maxsize=1)
def read_breadcrumbs(document: Document) -> Trails:
    """Read the page's trails: declared ones first, then those that a visitor sees; none goes on below the page itself.

    Where a visitor sees the same way, its names are those of the page: markup shortens and respells them.
    """
    visible = [_end_at_page(trail, document) for trail in visible_trails(document)]
    found: dict[tuple[str, ...], tuple[str, Trail]] = {}
    for reader, declared in declared_trails(document):
        if len(declared) == 1 and is_home(declared[0].url):
            continue
        trail = _as_shown(_end_at_page(declared, document), visible, document)
        found.setdefault(_names(trail), (reader, trail))
    for trail in visible:
        found.setdefault(_names(trail), ("html", trail))
    ordered = list(found.values())[:MOST_TRAILS]
    return Trails(trails=tuple(trail for _, trail in ordered), reader=ordered[0][0] if ordered else None)


def _end_at_page(trail: Trail, document: Document) -> Trail:
    """Cut what some templates append to the page's own name: a part of it again, or words that are no links."""
    names = page_names(document)
    for place, crumb in enumerate(trail[1:-1], start=1):
        own = crumb.name.casefold()
        below = trail[place + 1 :]
        repeats = all(step.name.casefold() in own for step in below)
        if own in names and (repeats or not any(step.url for step in trail[place:])):
            return trail[: place + 1]
    return trail


def _as_shown(declared: Trail, visible: list[Trail], document: Document) -> Trail:
    """Return the visible trail that runs the declared way; else the declared one.

    It may run a step further, or end sooner if it ends at the page itself.
    """
    way = _names(_below_home(declared))
    for trail in visible:
        shown = _names(_below_home(trail))
        is_end = bool(shown) and shown[-1] in page_names(document)
        if way and (shown[: len(way)] == way or (is_end and way[: len(shown)] == shown)):
            return trail
    return declared


def _below_home(trail: Trail) -> Trail:
    return trail[1:] if trail and (is_home(trail[0].url) or trail[0].name.casefold() in _HOMES) else trail


def _names(trail: Trail) -> tuple[str, ...]:
    return tuple(crumb.name.casefold() for crumb in trail)
