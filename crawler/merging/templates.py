"""Which pages of a site share the template of its categories.

An empty category shows no product and no sub-category, yet its page is built like its sisters'. The marks (tags and
classes) that most known categories carry and hardly any other page does tell it: learnt from the site itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

COMMON = 0.8
"""A mark belongs to the template when this share of the known pages carries it …"""
RARE = 0.2
"""… and no more than this share of the others."""
FEWEST = 3
"""Pages of each side that it takes to learn anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The marks that tell pages of one kind from the rest of the site; empty where nothing tells them apart."""

    marks: frozenset[str] = frozenset()

    def fits(self, skeleton: frozenset[str]) -> bool | None:
        """Say whether a page is of this template; None where the template is unknown."""
        if not self.marks or not skeleton:
            return None
        return len(self.marks & skeleton) * 2 >= len(self.marks)


def learn_template(known: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> Template:
    """Learn what pages of a kind share and other pages lack.

    >>> menu = frozenset({"body.listing", "div.page"})
    >>> text = frozenset({"body.text", "div.page"})
    >>> learn_template([menu] * 3, [text] * 3).fits(frozenset({"body.listing"}))
    True
    """
    if len(known) < FEWEST or len(others) < FEWEST:
        return Template()
    inside = Counter(mark for skeleton in known for mark in skeleton)
    outside = Counter(mark for skeleton in others for mark in skeleton)
    return Template(
        marks=frozenset(
            mark
            for mark, times in inside.items()
            if times >= COMMON * len(known) and outside[mark] <= RARE * len(others)
        )
    )
