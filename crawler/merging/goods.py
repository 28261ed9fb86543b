"""Merges what endpoints, product pages and listings show of products: one record a product, however many its URLs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, fields, replace
from typing import Any

from crawler.findings import Finding
from crawler.identity import path_key
from crawler.merging.aliases import Aliases
from crawler.merging.trails import read_trails
from crawler.planning.answers import Answer
from crawler.planning.followups import listing_key
from crawler.planning.kept_answers import KeptAnswers
from crawler.sightings import Kind, Offer, Tile

PLATFORM, PAGE, TILE = 0, 1, 2
"""Trust in who shows a product; lower is more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """A product as one source shows it, with the keys of the categories that it puts it in."""

    key: str
    offer: Offer
    trust: int
    reader: str
    page_url: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A merged product. `categories` are keys of the tree, each once."""

    key: str
    offer: Offer
    reader: str
    page_url: str
    categories: tuple[str, ...]


def collect_goods(
    answers: KeptAnswers, aliases: Aliases, *, home: str, categories: Set[str] = frozenset()
) -> list[Good]:
    """Return the products of all answers, each once, shortest keys first, whatever the order of the answers.

    What `categories` holds is none, even where it looks like a product.
    """
    doubts = {
        aliases.key_of(answer.final_url): doubt for answer in answers.structure() if (doubt := _doubt_product(answer))
    }
    merged: dict[str, list[Showing]] = {}
    for showing in _list_showings(answers, aliases, home):
        pages = {showing.key, aliases.key_of(showing.page_url)} if showing.trust == PAGE else {showing.key}
        doubt = doubts.get(showing.key) if showing.trust == TILE else None
        if not categories & pages and (doubt is None or (doubt == Kind.OTHER and showing.offer.price)):
            merged.setdefault(showing.key, []).append(showing)
    goods = [_merge(key, merged[key]) for key in sorted(merged, key=lambda key: (len(key), key))]
    return _join(goods, _same_article)


def _doubt_product(answer: Answer) -> Kind | str | None:
    """Return what a page is if it does not look like a product's; None where it does, or was not read.

    A page of no clear kind may be a product's all the same, if a listing showed it with a price.
    """
    if answer.visit.outcome == "missing":
        return answer.visit.outcome
    if answer.sighting is None or answer.visit.outcome != "read" or answer.sighting.kind == Kind.PRODUCT:
        return None
    return answer.sighting.kind


def _list_showings(answers: Iterable[Answer], aliases: Aliases, home: str) -> Iterator[Showing]:
    for answer in answers:
        if answer.finding:
            yield from _read_finding(answer.finding, aliases)
        sighting = answer.sighting
        if sighting is None or answer.visit.outcome != "read" or sighting.head.noindex:
            continue
        if sighting.kind == Kind.PRODUCT and sighting.product:
            yield _read_page(answer, sighting.product, aliases, home)
        elif sighting.kind == Kind.CATEGORY and sighting.listing:
            own = aliases.key_of(listing_key(answer))
            yield from (_read_tile(tile, own, sighting.url, aliases) for tile in sighting.listing.products)


def _read_finding(finding: Finding, aliases: Aliases) -> Iterator[Showing]:
    for product in finding.products:
        yield Showing(
            key=_key_of(product.offer, aliases),
            offer=product.offer,
            trust=PLATFORM,
            reader=finding.reader,
            page_url=finding.page_url,
            categories=tuple(aliases.key_of(url) for url in product.categories),
        )


def _read_page(answer: Answer, product: Offer, aliases: Aliases, home: str) -> Showing:
    trails = read_trails(answer, aliases, home=home)
    canonical = answer.sighting.head.canonical if answer.sighting else None
    return Showing(
        key=aliases.key_of_product(answer.final_url),
        offer=replace(product, url=canonical or answer.final_url),
        trust=PAGE,
        reader="product page",
        page_url=answer.final_url,
        categories=tuple(trail[-1].key for trail in trails if trail),
    )


def _read_tile(tile: Tile, category: str, page_url: str, aliases: Aliases) -> Showing:
    offer = Offer(title=tile.title, url=tile.url, price=tile.price, currency=tile.currency)
    return Showing(
        key=_key_of(offer, aliases),
        offer=offer,
        trust=TILE,
        reader="listing",
        page_url=page_url,
        categories=(category,),
    )


def _key_of(offer: Offer, aliases: Aliases) -> str:
    return aliases.key_of_product(offer.url) if offer.url else path_key(("", "title", offer.title.casefold()))


def _merge(key: str, showings: list[Showing]) -> Good:
    """Take each field from the most trusted source that knows it; price and currency only together."""
    ranked = sorted(showings, key=lambda showing: (showing.trust, showing.page_url))
    offer = ranked[0].offer
    priced = next((showing.offer for showing in ranked if showing.offer.price), offer)
    known: dict[str, Any] = {
        field.name: next((value for showing in ranked if (value := getattr(showing.offer, field.name))), None)
        for field in fields(Offer)
    }
    known |= {"price": priced.price, "currency": priced.currency or known["currency"]}
    return Good(
        key=key,
        offer=Offer(**known),
        reader=ranked[0].reader,
        page_url=ranked[0].page_url,
        categories=tuple(dict.fromkeys(key for showing in ranked for key in showing.categories)),
    )


def _same_article(good: Good) -> tuple[str, ...] | None:
    """Return what makes two records one product: the same title with the same GTIN or SKU."""
    number = good.offer.gtin or good.offer.sku
    return (good.offer.title.casefold(), number.casefold()) if number else None


def _join(goods: list[Good], mark_of: Callable[[Good], tuple[str, ...] | None]) -> list[Good]:
    """Make one of the goods that share a mark."""
    joined: dict[object, Good] = {}
    for good in goods:
        mark = mark_of(good) or good.key
        first = joined.get(mark)
        if first is None:
            joined[mark] = good
        else:
            joined[mark] = replace(first, categories=tuple(dict.fromkeys(first.categories + good.categories)))
    return list(joined.values())
