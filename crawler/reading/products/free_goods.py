"""Goods that cost nothing: where a price would stand the page says so, or shows an amount of zero and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.reading.layout.headings import main_heading
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import text_of
from crawler.reading.prices.amounts import find_amounts
from crawler.reading.prices.currency import name_currency
from crawler.reading.prices.price import Price
from crawler.reading.prices.price_text import price_text
from crawler.reading.products.belonging import belongs_to
from crawler.reading.products.on_request import is_on_request
from crawler.reading.products.visible_price import is_priced, nodes_after, visible_price
from crawler.words import read_words

_FREE = frozenset(read_words("prices")["free"])
_LONGEST = max(map(len, _FREE)) + 10
_MOST_BLOCKS = 12
_MOST_PICTURES = 3
_MOST_FIELDS = 20
_CHOICES = 'select:not([name*="q" i]), input[type="radio" i]'
"""Fields to choose a variant with; those for a quantity are called so."""


def free_price(document: Document, *, currency: str | None) -> Price | None:
    """Return zero where what the page sells is free; None where that is not said.

    An amount of zero is taken for one that scripts fill in where there is something to choose first.
    """
    heading = main_heading(document)
    if heading is None:
        return None
    blocks = list(islice(_blocks(heading), _MOST_BLOCKS))
    if any(_says_so(block) for block in blocks):
        return Price(amount="0", currency=currency)
    signs = [sign for block in blocks if (sign := _sign_of_nothing(block, currency))]
    is_plain = len(signs) == sum(1 for block in blocks if find_amounts(price_text(block)))
    if signs and is_plain and not _has_choices(document, heading):
        return Price(amount="0", currency=name_currency(signs[0], currency))
    return None


def settle_nothing(document: Document, price: Price) -> Price | None:
    """Return what a product costs whose markup says zero: what the page shows, or nothing where it says to ask."""
    if Decimal(price.amount) != 0:
        return price
    if is_on_request(document):
        return None
    shown = None if free_price(document, currency=price.currency) else visible_price(document, currency=price.currency)
    return shown or Price(amount="0", currency=price.currency)


def _blocks(heading: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements that are named prices and belong to the heading."""
    return (node for node in nodes_after(heading) if is_priced(node) and belongs_to(node, heading))


def _says_so(block: LexborNode) -> bool:
    """Say whether a block says nothing but that the goods are free, or shows a picture that does."""
    pictures = block.css("img[title], img[alt]")[:_MOST_PICTURES]
    names = [picture.attrs.get(name) or "" for picture in pictures for name in ("title", "alt")]
    return any(_is_free(text) for text in (text_of(block, limit=40), *names))


def _is_free(text: str) -> bool:
    """Compare a text without its punctuation.

    >>> _is_free(" It's free! "), _is_free("Free shipping")
    (True, False)
    """
    return len(text) <= 2 * _LONGEST and " ".join(text.lower().replace("’", "'").split()).strip(" .:!*…()[]") in _FREE


def _sign_of_nothing(block: LexborNode, currency: str | None) -> str | None:
    """Return the currency as written of a block that shows an amount of zero and nothing else."""
    text = price_text(block)
    amounts = find_amounts(text[:100], currency=currency)
    if len(text) > _LONGEST or len(amounts) != 1 or amounts[0].value != 0 or amounts[0].sign is None:
        return None
    return amounts[0].sign if _letters(text) == _letters(amounts[0].sign) else None


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _has_choices(document: Document, heading: LexborNode) -> bool:
    """Say whether something is to be chosen around the heading, in no tile."""
    return any(belongs_to(field, heading) for field in document.tree.css(_CHOICES)[:_MOST_FIELDS])
