"""Breadcrumbs that a page declares: schema.org's BreadcrumbList, data-vocabulary.org's Breadcrumb."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from crawler.reading.data.structured import read_things
from crawler.reading.data.things import Thing, descend
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import clean_name
from crawler.sightings import Crumb

Trail = tuple[Crumb, ...]
MOST_STEPS = 15
MOST_TRAILS = 8


def declared_trails(document: Document) -> list[tuple[str, Trail]]:
    """Return (syntax, trail) pairs in order of trust."""
    found = [pair for pair in _all_trails(document) if pair[1]]
    return found[: MOST_TRAILS * 2]


def _all_trails(document: Document) -> Iterator[tuple[str, Trail]]:
    things = tuple(descend(read_things(document)))
    for thing in things:
        if thing.is_a("BreadcrumbList"):
            yield thing.syntax, _list_trail(thing, document)
    for is_crumb, run in groupby(things, key=lambda thing: thing.is_a("Breadcrumb")):
        if is_crumb:
            yield from _runs(tuple(run), document)


def _list_trail(thing: Thing, document: Document) -> Trail:
    items = thing.things("itemListElement", "itemListElements")
    places = [item.text("position") or "" for item in items]
    if len(set(places)) == len(places) and all(place.strip().isdecimal() for place in places):
        items = tuple(
            item for _, item in sorted(zip(map(_number, places), items, strict=True), key=lambda pair: pair[0])
        )
    return tuple(crumb for item in items[:MOST_STEPS] if (crumb := _crumb(item, document)))


def _number(place: str) -> int:
    return int(place.strip()[:9])


def _crumb(item: Thing, document: Document) -> Crumb | None:
    inner = item.things("item")
    name = item.text("name", "title") or next((text for thing in inner if (text := thing.text("name", "title"))), None)
    address = next((text for thing in inner if (text := thing.text("@id", "url", "item"))), None)
    address = address or next((value for value in item.values.get("item", ()) if isinstance(value, str)), None)
    shown = clean_name(name)
    if shown is None:
        return None
    return Crumb(name=shown, url=document.join(address or item.text("url", "@id")))


def _runs(crumbs: tuple[Thing, ...], document: Document) -> Iterator[tuple[str, Trail]]:
    """Yield the trails of a row of single crumbs; another one begins where the first step comes again."""
    trail: list[Crumb] = []
    for thing in crumbs[: MOST_STEPS * MOST_TRAILS]:
        crumb = _crumb(thing, document)
        if crumb is None:
            continue
        if trail and crumb.name == trail[0].name:
            yield crumbs[0].syntax, tuple(trail)
            trail = []
        trail.append(crumb)
    yield crumbs[0].syntax, tuple(trail[:MOST_STEPS])
