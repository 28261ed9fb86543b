"""What the goods of a category cost, and how far that speaks for or against two categories being the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from gapfinder.matching.vectors import Floats, Ints

FEWEST_PRICES = 3
"""Of fewer priced products it is not told what a category's goods cost."""
SAME, OTHER = 0.7, 1.25
"""How far median prices of two shops stray, of the same goods and of others, as standard deviations of a logarithm."""
STRAY = 1 / 8
"""The part of the same goods that is priced as other goods are: by the pack, by the pallet, for dealers."""
MOST_FOR, MOST_AGAINST = 0.5, 2.0
"""What prices speak for two categories at the most, and against them, in log odds: the size of their weights."""
DRIFT = 0.2
"""Prices that have moved less than this, as a logarithm, are what they were: nothing is matched anew for that."""
DEAREST = 1e12
"""From here on an amount is no price in any currency."""
FINE = 100
"""Below this price people mind the hundredths."""
_CODE = re.compile(r"[A-Z]{3}")
BY_PRICE = ("prices_near", "prices_far")


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a category's products cost at the median, in the main unit of a currency (ISO 4217)."""

    currency: str
    median: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """Prices of nodes by position: a number for the currency, 0 where no price is known, and the median's logarithm."""

    currencies: Ints
    medians: Floats

    @classmethod
    def of(cls, prices: Iterable[Price | None]) -> Prices:
        known = [(0, 0.0) if price is None else (_number(price.currency), log(price.median)) for price in prices]
        return cls(
            currencies=np.array([currency for currency, _ in known], dtype=np.int64),
            medians=np.array([median for _, median in known], dtype=np.float64),
        )

    @classmethod
    def join(cls, parts: Sequence[Prices]) -> Prices:
        return cls(
            currencies=np.concatenate([np.zeros(0, dtype=np.int64), *(part.currencies for part in parts)]),
            medians=np.concatenate([np.zeros(0), *(part.medians for part in parts)]),
        )

    def pick(self, rows: Ints) -> Prices:
        """Return the prices of some nodes."""
        return Prices(currencies=self.currencies[rows], medians=self.medians[rows])

    def tell(self, at: int) -> Price | None:
        """Return the price of a node, None where none is known."""
        if not (number := int(self.currencies[at])):
            return None
        return Price(currency=number.to_bytes(3, "big").decode("ascii"), median=exp(self.medians[at]))

    def still_hold(self, now: Prices) -> bool:
        """Tell whether prices are about what they were, in the same currencies."""
        return bool(
            np.array_equal(self.currencies, now.currencies) and np.all(np.abs(self.medians - now.medians) <= DRIFT)
        )


def choose_price(medians: Iterable[tuple[str, float, int]]) -> Price | None:
    """Return the price in the currency of most products, of those with enough; None where there is none.

    `medians` are of each currency its code, the median price in it and of how many products. What is no amount above
    0 that can be a price, or no code of ISO 4217, does not count. No rate of exchange is known here: it would be
    another one next month.

    >>> choose_price([("EUR", 4.9, 7), ("CHF", 5.5, 9), ("USD", 5.0, 4)])
    Price(currency='CHF', median=5.5)
    >>> choose_price([("EUR", 4.9, 2)]), choose_price([("EUR", float("nan"), 9)]), choose_price([("points", 90.0, 9)])
    (None, None, None)
    """
    known = [
        (-products, currency, median)
        for currency, median, products in medians
        if products >= FEWEST_PRICES and _CODE.fullmatch(currency) and 0 < median < DEAREST
    ]
    if not known:
        return None
    _, currency, median = min(known)
    return Price(currency=currency, median=median)


def compare_prices(source: Prices | None, target: Prices | None, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return how far prices speak for pairs, `prices_near`, and against them, `prices_far`, both in 0..1.

    Both are 0 where either price is not known, or they are in different currencies.
    """
    if source is None or target is None or not (source.currencies.any() and target.currencies.any()):
        return {name: np.zeros(len(rows)) for name in BY_PRICE}
    currencies = source.currencies[rows]
    is_known = (currencies > 0) & (currencies == target.currencies[others])
    at = np.flatnonzero(is_known)
    odds = np.zeros(len(rows))
    odds[at] = weigh_distance(source.medians[rows[at]] - target.medians[others[at]])
    return {
        "prices_near": np.clip(odds / MOST_FOR, 0.0, 1.0),
        "prices_far": np.clip(-odds / MOST_AGAINST, 0.0, 1.0),
    }


def weigh_distance(distances: Floats) -> Floats:
    """Return in log odds what the logarithms of ratios of two median prices say for the same goods.

    >>> ratios = np.array([1, 2, 3, 5, 10, 1000])
    >>> weigh_distance(np.log(ratios)).round(1).tolist()
    [0.5, 0.2, -0.2, -1.0, -1.8, -2.1]
    """
    same = OTHER / SAME * np.exp(-(distances**2) / 2 * (1 / SAME**2 - 1 / OTHER**2))
    odds: Floats = np.log((1 - STRAY) * same + STRAY)
    return odds


def leave_prices(scores: Floats, features: Mapping[str, Floats]) -> Floats:
    """Return the scores of pairs but for what prices say of each; exactly as they are where they say nothing.

    By these it is told what is of one name and other goods, and what a site lacks: prices alone part nothing.

    >>> features = {"prices_near": np.array([0.0, 0.0]), "prices_far": np.array([0.0, 1.0])}
    >>> leave_prices(np.array([0.5, 0.5]), features).round(2).tolist()
    [0.5, 0.88]
    """
    told = MOST_FOR * features["prices_near"] - MOST_AGAINST * features["prices_far"]
    at = np.flatnonzero(told)
    chances = np.clip(scores[at], 1e-9, 1 - 1e-9)
    left = scores.copy()
    left[at] = 1 / (1 + (1 - chances) / chances * np.exp(told[at]))
    return left


def tell_prices(source: Price | None, target: Price | None) -> str:
    """Return in words what two categories cost, nothing where either is not known.

    >>> tell_prices(Price(currency="EUR", median=4.9), Price(currency="EUR", median=1210.4))
    'prices: 4.90 against 1,210 EUR at the median'
    """
    if source is None or target is None:
        return ""
    return f"prices: {_show(source.median)} against {_show(target.median)} {target.currency} at the median"


def _show(amount: float) -> str:
    """Return an amount as people write it, in few characters whatever it is.

    >>> _show(0.5), _show(99.996), _show(1e30)
    ('0.50', '100', '1e+30')
    """
    if amount >= 1e9 or amount < 0.005:
        return f"{amount:.3g}"
    return f"{amount:,.2f}" if round(amount, 2) < FINE else f"{amount:,.0f}"


def _number(currency: str) -> int:
    return int.from_bytes(currency.encode("ascii"), "big")
