"""Compact lines that stand for many goods: `<Veritol|Halden> Pipette, {10|100} µL [left|right] @ 189`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

STEP = Decimal("0.09")
"""By so much of the first price each further one of a line, or of an article's variants, is dearer."""
_CHOICE = re.compile(r"(<[^>]+>|\{[^}]+\})")
_VARIANTS = re.compile(r"\s*\[([^\]]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as a line describes it. `variants` are names with prices; `brand` is None for the shop's own."""

    title: str
    brand: str | None
    price: Decimal
    variants: tuple[tuple[str, Decimal], ...] = ()


def expand_line(line: str) -> Iterator[Draft]:
    """Yield an article for each combination of choices; `<>` holds brands, `[]` variants of one article.

    >>> [(draft.title, str(draft.price)) for draft in expand_line("<Osmar> Balance, {1|2} kg @ 100")]
    [('Osmar Balance, 1 kg', '100.00'), ('Osmar Balance, 2 kg', '109.00')]
    >>> next(expand_line("Saaz Hops [1 oz|1 lb] @ 3")).variants
    (('1 oz', Decimal('3.00')), ('1 lb', Decimal('3.27')))
    """
    text, _, amount = line.rpartition(" @ ")
    base = Decimal(amount)
    found = _VARIANTS.search(text)
    parts = _CHOICE.split(_VARIANTS.sub("", text))
    for number, chosen in enumerate(product(*(_list_choices(part) for part in parts))):
        price = _climb(base, number)
        brands = (word for word, part in zip(chosen, parts, strict=True) if part.startswith("<"))
        variants = found.group(1).split("|") if found else []
        yield Draft(
            title="".join(chosen),
            brand=next(brands, None),
            price=price,
            variants=tuple((name, _climb(price, step)) for step, name in enumerate(variants)),
        )


def _list_choices(part: str) -> list[str]:
    return part[1:-1].split("|") if part[:1] in ("<", "{") else [part]


def _climb(price: Decimal, steps: int) -> Decimal:
    return (price * (1 + STEP * steps)).quantize(Decimal("0.01"))
