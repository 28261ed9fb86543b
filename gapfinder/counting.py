"""Numbers with their nouns."""

from __future__ import annotations

PLURALS = {
    "category": "categories",
    "industry": "industries",
}
"""Plurals that are not made by an s."""


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "category"), count(2000, "category"), count(0, "reference shop")
    ('1 category', '2,000 categories', '0 reference shops')
    """
    return f"{number:,} {noun if number == 1 else PLURALS.get(noun, noun + 's')}"
