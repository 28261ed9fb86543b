"""What is shown of products, sorted by product outside of memory."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.merging.shelf import Shelf
from crawler.merging.showings import OFFER_FIELDS, TILE, Showing

BLANK = (None,) * (len(OFFER_FIELDS) - 1)
TEXTS = st.text(st.characters(exclude_categories=()), max_size=5)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=30))
@settings(max_examples=100, deadline=None)
def test_products_come_in_the_order_of_their_keys(told: list[tuple[str, str]]) -> None:
    showings = [Showing(key, TILE, "/saws", "listing", ("/saws",), (title, *BLANK)) for key, title in told]
    shelf = Shelf()
    for showing in showings:
        shelf.add(showing)
    keys = sorted({showing.key for showing in showings}, key=lambda key: (len(key), key))
    assert list(shelf.take_products()) == [[each for each in showings if each.key == key] for key in keys]
