"""Prices: which of the amounts in a text a visitor would pay.

Of several amounts the rule is: those with a currency speak before those without; savings, shipping, instalments, prices
of a measure and former prices are left out where another amount remains; what is announced as asked for now is it;
where one price is shown with and without tax, the shop leads with the one that comes first; of what is left, a range or
an old and a new price, the lowest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from selectolax.lexbor import LexborNode

from crawler.reading.prices.amounts import Amount, find_amounts
from crawler.reading.prices.currency import WITHOUT_CENTS, name_currency
from crawler.reading.prices.price_text import price_text
from crawler.words import read_words

_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,9})?")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MOST_TAX = Decimal("1.3")
"""What a price with its tax may be of the price without; the highest value-added tax is 27 percent."""
_FEWEST_STEPS = 2
_WORDS = {name: frozenset(words) for name, words in read_words("prices").items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What is to be paid. `amount` is a decimal number as text without exponent, `currency` an ISO 4217 code."""

    amount: str
    currency: str | None = None


@lru_cache(maxsize=16_384)
def read_price(text: str | None, *, currency: str | None = None) -> Price | None:
    """Return the price that the text shows; `currency` is the page's, where the text leaves it open.

    >>> read_price("1.299,00 €")
    Price(amount='1299.00', currency='EUR')
    >>> read_price("Was $1,299.99, now $999", currency="CAD")
    Price(amount='999', currency='CAD')
    >>> read_price("ab 3 490,- Kč")
    Price(amount='3490', currency='CZK')
    >>> read_price("call us") is None
    True
    """
    amounts = _of_one_currency(find_amounts(text or "", currency=currency), currency)
    chosen = choose_amount(amounts)
    if chosen is None:
        return None
    return Price(amount=decimal_text(chosen.value), currency=name_currency(chosen.sign, currency))


def read_node_price(node: LexborNode, *, currency: str | None = None) -> Price | None:
    """Return the price that a node shows: without what is struck through, cents in a smaller print joined."""
    return read_price(price_text(node), currency=currency)


def read_declared_price(text: str | None, *, currency: str | None = None) -> Price | None:
    """Return a price that was written for machines, with a point before the decimals (https://schema.org/price).

    >>> read_declared_price("1299.000", currency="EUR"), read_declared_price("24.990", currency="CLP")
    (Price(amount='1299.000', currency='EUR'), Price(amount='24990', currency='CLP'))
    """
    text = (text or "").strip()
    if currency in WITHOUT_CENTS and _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    if _PLAIN.fullmatch(text):
        return Price(amount=decimal_text(Decimal(text)), currency=name_currency(currency))
    return read_price(text, currency=name_currency(currency))


def choose_amount(amounts: tuple[Amount, ...]) -> Amount | None:
    """Return the amount that a visitor would pay, as the module's rule says."""
    if len(amounts) == 1:
        return None if amounts[0].is_share else amounts[0]
    kept = amounts
    for drop in _DROPPED:
        kept = tuple(amount for amount in kept if not drop(amount)) or kept
    if not kept or kept[0].is_share:
        return None
    if _counts_up(amounts):
        return kept[0]
    if len(now := tuple(filter(_named("current", reach=2), kept))) == 1:
        return now[0]
    led = tuple(amount for place, amount in enumerate(kept) if not _says_again(amount, kept[:place]))
    return min(led, key=lambda amount: amount.value)


def _of_one_currency(amounts: tuple[Amount, ...], currency: str | None) -> tuple[Amount, ...]:
    """Leave out what is shown in other currencies than the first, as countries do that change theirs."""
    codes = [name_currency(amount.sign, currency) if amount.sign else None for amount in amounts]
    first = next(filter(None, codes), None)
    return tuple(amount for amount, code in zip(amounts, codes, strict=True) if code in (None, first))


def _counts_up(amounts: tuple[Amount, ...]) -> bool:
    """Say whether amounts are what one, six and a dozen cost each: rising numbers, each before a falling price."""
    counts, prices = amounts[::2], amounts[1::2]
    if len(counts) != len(prices) or len(prices) < _FEWEST_STEPS:
        return False
    if any(count.sign is not None or count.value % 1 for count in counts) or any(
        price.sign is None for price in prices
    ):
        return False
    return all(low.value < high.value for low, high in pairwise(counts)) and all(
        high.value > low.value for high, low in pairwise(prices)
    )


def tells_former(text: str) -> bool:
    """Say whether a text shows nothing but what was asked before, in words.

    >>> tells_former("Regular price: $20"), tells_former("Was $20, now $15"), tells_former("$20")
    (True, False, False)
    """
    amounts = [amount for amount in find_amounts(text) if not amount.is_share]
    told = [amount for amount in amounts if amount.sign is not None] or amounts
    return bool(told) and all(amount.is_lowest or _named("old", reach=2)(amount) for amount in told)


def tells_other(text: str) -> bool:
    """Say whether a text speaks of amounts for something else than the goods only.

    >>> tells_other("Free delivery over $50"), tells_other("$20, delivery $5")
    (True, False)
    """
    amounts = [amount for amount in find_amounts(text) if not amount.is_share]
    return bool(amounts) and all(map(_named("other"), amounts))


def decimal_text(value: Decimal) -> str:
    """Return the number without exponent.

    >>> decimal_text(Decimal("1E+3"))
    '1000'
    """
    return format(value, "f")


def _named(name: str, *, reach: int = 3) -> Callable[[Amount], bool]:
    return lambda amount: not _WORDS[name].isdisjoint(amount.before[-reach:])


def _says_again(amount: Amount, earlier: tuple[Amount, ...]) -> bool:
    """Say whether an amount is one that was shown before it, with the tax taken off or put on."""
    gross = [one for one in earlier if amount.value < one.value <= amount.value * _MOST_TAX]
    if gross and _speaks(amount, "without_tax"):
        return True
    net = [one for one in earlier if one.value < amount.value <= one.value * _MOST_TAX]
    return bool(net) and (_speaks(amount, "with_tax") or any(_speaks(one, "without_tax") for one in net))


def _speaks(amount: Amount, name: str) -> bool:
    return not _WORDS[name].isdisjoint((*amount.before[-2:], *amount.after[:2]))


_DROPPED: tuple[Callable[[Amount], bool], ...] = (
    lambda amount: amount.is_share,
    lambda amount: amount.sign is None,
    lambda amount: amount.value == 0,
    _named("saving"),
    lambda amount: not _WORDS["saving"].isdisjoint(amount.after[:1]),
    lambda amount: amount.is_measured,
    _named("other"),
    lambda amount: amount.is_lowest,
    lambda amount: not _WORDS["paid_so"].isdisjoint((*amount.before[-3:], *amount.after[:2])),
    _named("old", reach=2),
)
