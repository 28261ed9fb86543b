"""Merges what endpoints, product pages and listings show of products: one record a product, however many its URLs."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from crawler.items import READ
from crawler.merging.aliases import Aliases
from crawler.merging.shelf import Shelf
from crawler.merging.showings import OFFER_FIELDS, PAGE, TILE, Showing, list_showings
from crawler.planning.answers import Answer
from crawler.planning.kept_answers import KeptAnswers
from crawler.sightings import Kind, Offer

_PRICE, _CURRENCY = OFFER_FIELDS.index("price"), OFFER_FIELDS.index("currency")


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
) -> Iterator[Good]:
    """Yield the products of all answers, one a key, shortest keys first, whatever the order of the answers.

    What `categories` holds is none, even where it looks like a product.
    """
    outlines = answers.structure()
    doubts = {aliases.key_of(answer.final_url): doubt for answer in outlines if (doubt := _doubt_product(answer))}
    shelf = Shelf()
    for showing in list_showings(answers, aliases, home=home):
        if showing.key in categories:
            continue
        if showing.trust == PAGE and aliases.key_of(showing.page_url) in categories:
            continue
        doubt = doubts.get(showing.key) if showing.trust == TILE else None
        if doubt is None or (doubt == Kind.OTHER and showing.offer[_PRICE]):
            shelf.add(showing)
    return map(_merge, shelf.take_products())


def _doubt_product(answer: Answer) -> Kind | str | None:
    """Return what a page is if it does not look like a product's; None where it does, or was not read.

    A page of no clear kind may be a product's all the same, if a listing showed it with a price.
    """
    if answer.visit.outcome == "missing":
        return answer.visit.outcome
    if answer.sighting is None or answer.visit.outcome not in READ or answer.sighting.kind == Kind.PRODUCT:
        return None
    return answer.sighting.kind


def _merge(showings: list[Showing]) -> Good:
    """Take each field from the most trusted source that knows it; price and currency only together."""
    ranked = sorted(showings, key=lambda showing: (showing.trust, showing.page_url)) if len(showings) > 1 else showings
    first = ranked[0]
    offers = [showing.offer for showing in ranked]
    values = [next(filter(None, told), None) for told in zip(*offers, strict=True)]
    priced = next((offer for offer in offers if offer[_PRICE]), first.offer)
    values[_PRICE], values[_CURRENCY] = priced[_PRICE], priced[_CURRENCY] or values[_CURRENCY]
    return Good(
        key=first.key,
        offer=Offer(**dict(zip(OFFER_FIELDS, values, strict=True))),  # type: ignore[arg-type]
        reader=first.reader,
        page_url=first.page_url,
        categories=tuple(dict.fromkeys(key for showing in ranked for key in showing.categories)),
    )
