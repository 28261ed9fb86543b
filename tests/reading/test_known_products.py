"""Products of one template, read where earlier ones had their values, are what the general reader makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from crawler.pages import Page
from crawler.reading.known.products import CHECKED_EVERY, MOST_LESSONS, PROOFS, KnownProducts
from crawler.reading.markup.document import Document
from crawler.reading.products.product import read_product
from crawler.sightings import Offer

from .template import make_product

PLAIN = [make_product("Bolts", number) for number in range(10, 10 + PROOFS + 20)]


def vary(page: Page, old: str, new: str) -> Page:
    assert old in page.text
    return replace(page, text=page.text.replace(old, new))


def read_all(pages: list[Page]) -> tuple[KnownProducts, list[Offer | None]]:
    known = KnownProducts()
    return known, [known.read(Document(page)) for page in pages]


def by_themselves(pages: list[Page]) -> list[Offer | None]:
    return [read_product(Document(page)) for page in pages]


def test_products_are_read_where_the_first_ones_had_their_values() -> None:
    known, offers = read_all(PLAIN)
    assert offers == by_themselves(PLAIN)
    assert known.wrapped == len(PLAIN) - PROOFS - 1


LAST = PLAIN[-1]
PRICE = "<p class='price'>€39.25</p>"
DECLARED = (
    '<script type="application/ld+json">{"@type": "Product", "name": "Bolts No 39", "sku": "X1", "offers": '
    '{"@type": "Offer", "price": "38.00", "priceCurrency": "EUR"}}</script>'
)
ODD = {
    "lowered": vary(LAST, PRICE, "<p class='price'><del>€45.00</del> €39.25</p>"),
    "without a price": vary(LAST, PRICE, "<p class='price'>On request</p>"),
    "for nothing": vary(LAST, PRICE, "<p class='price'>€0.00</p>"),
    "in another currency": vary(LAST, PRICE, "<p class='price'>$39.25</p>"),
    "without a number": vary(LAST, "<p class='sku'>SKU: BO-39</p>", ""),
    "of no name": vary(LAST, "<h1 class='product__name'>Bolts No 39</h1>", ""),
    "declared": vary(LAST, "<div class='product'>", f"{DECLARED}<div class='product'>"),
    "with another address": vary(LAST, "<title>", "<link rel='canonical' href='/p/bolt-39'><title>"),
}


@pytest.mark.parametrize("page", ODD.values(), ids=list(ODD))
def test_odd_product_is_read_as_by_itself(page: Page) -> None:
    known, _ = read_all(PLAIN)
    assert known.read(Document(page)) == read_product(Document(page))


def test_what_only_later_products_tell_is_found_when_they_are_compared() -> None:
    shown = [vary(page, "<p class='price'>", "<p class='stock'>In stock</p><p class='price'>") for page in PLAIN * 4]
    _, offers = read_all([*PLAIN, *shown])
    assert [offer and offer.availability for offer in offers[CHECKED_EVERY + PROOFS :]] == [
        "InStock" for _ in offers[CHECKED_EVERY + PROOFS :]
    ]


def test_prices_that_stand_in_one_place_or_another_are_read_in_both() -> None:
    lowered = "<p class='was'>Was €50.00</p><p class='now'>Now €{0}</p>"
    pages = [
        vary(page, f"<p class='price'>€{number}.25</p>", lowered.format(f"{number}.25")) if number % 3 == 0 else page
        for number, page in enumerate(PLAIN, start=10)
    ]
    known, offers = read_all(pages)
    assert offers == by_themselves(pages)
    assert known.wrapped >= len(pages) - PROOFS - MOST_LESSONS


def test_a_name_that_tells_the_price_teaches_nothing_wrong() -> None:
    gifts = [
        vary(page, "<h1", f"<div class='preview'>Voucher €{number}.25</div><h1")
        for number, page in enumerate(PLAIN[:3], start=10)
    ]
    pages = [*gifts, *(vary(page, "<h1", "<div class='preview'>Bolts</div><h1") for page in PLAIN[3:])]
    known, offers = read_all(pages)
    assert offers == by_themselves(pages)
    assert known.wrapped == len(pages) - PROOFS - 1


CHANGING: dict[str, Callable[[int], str]] = {
    "one price for all": lambda _: "<p class='price'>€5.00</p>",
    "a price that is called otherwise each time": lambda number: (
        f"<p class='c{'abcdefghijklmnop'[number % 16]}'>€{number}.10</p>"
    ),
}


@pytest.mark.parametrize("price", CHANGING.values(), ids=list(CHANGING))
def test_places_that_prove_nothing_are_not_trusted(price: Callable[[int], str]) -> None:
    pages = [
        vary(make_product("Nuts", number), f"<p class='price'>€{number}.25</p>", f"<i>{number % 7}</i>{price(number)}")
        for number in range(10, 10 + PROOFS + MOST_LESSONS + 10)
    ]
    known, offers = read_all(pages)
    assert offers == by_themselves(pages)
    assert known.wrapped == 0
