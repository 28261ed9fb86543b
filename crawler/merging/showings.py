"""Products as endpoints, their own pages and listings show them, one showing a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import NamedTuple

from crawler.findings import Finding
from crawler.identity import path_key
from crawler.items import READ
from crawler.merging.aliases import Aliases
from crawler.merging.trails import read_trails
from crawler.planning.answers import Answer
from crawler.planning.followups import listing_key
from crawler.sightings import Kind, Offer, Tile

PLATFORM, PAGE, TILE = 0, 1, 2
"""Trust in who shows a product; lower is more."""
LISTED = "listing"

OFFER_FIELDS = tuple(field.name for field in fields(Offer))
values_of = attrgetter(*OFFER_FIELDS)
"""Returns the values of an offer in the order of its fields."""


class Showing(NamedTuple):
    """A product as one source shows it, with the keys of the categories that it puts it in.

    A tuple of plain values, for there are many. `offer` holds the values of an Offer.
    """

    key: str
    trust: int
    page_url: str
    reader: str
    categories: tuple[str, ...]
    offer: tuple[str | None, ...]


def list_showings(answers: Iterable[Answer], aliases: Aliases, *, home: str) -> Iterator[Showing]:
    """Yield what the answers show of products, in their order. `home` is the key of the home page."""
    for answer in answers:
        if answer.finding:
            yield from _read_finding(answer.finding, aliases)
        sighting = answer.sighting
        if sighting is None or answer.visit.outcome not in READ or sighting.head.noindex:
            continue
        if sighting.kind == Kind.PRODUCT and sighting.product:
            yield _read_page(answer, sighting.product, aliases, home)
        elif sighting.kind == Kind.CATEGORY and sighting.listing:
            own = (aliases.key_of(listing_key(answer)),)
            yield from (_read_tile(tile, own, sighting.url, aliases) for tile in sighting.listing.products)


def _read_finding(finding: Finding, aliases: Aliases) -> Iterator[Showing]:
    for product in finding.products:
        yield Showing(
            key=_key_of(product.offer.url, product.offer.title, aliases),
            trust=PLATFORM,
            page_url=finding.page_url,
            reader=finding.reader,
            categories=tuple(aliases.key_of(url) for url in product.categories),
            offer=values_of(product.offer),
        )


def _read_page(answer: Answer, product: Offer, aliases: Aliases, home: str) -> Showing:
    trails = read_trails(answer, aliases, home=home)
    canonical = answer.sighting.head.canonical if answer.sighting else None
    known = dict(zip(OFFER_FIELDS, values_of(product), strict=True)) | {"url": canonical or answer.final_url}
    return Showing(
        key=aliases.key_of_product(answer.final_url),
        trust=PAGE,
        page_url=answer.final_url,
        reader="product page",
        categories=tuple(trail[-1].key for trail in trails if trail),
        offer=tuple(known.values()),
    )


def _read_tile(tile: Tile, categories: tuple[str, ...], page_url: str, aliases: Aliases) -> Showing:
    offer = Offer(title=tile.title, url=tile.url, price=tile.price, currency=tile.currency)
    key = _key_of(tile.url, tile.title, aliases)
    return Showing(key, TILE, page_url, LISTED, categories, values_of(offer))


def _key_of(url: str | None, title: str, aliases: Aliases) -> str:
    return aliases.key_of_product(url) if url else path_key(("", "title", title.casefold()))
