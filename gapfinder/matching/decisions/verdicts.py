"""What people may say that one category is to another."""

from __future__ import annotations

from gapfinder.matching.pairs.relations import BROADER, NARROWER

SAME, DIFFERENT = "same", "different"
VERDICTS = (SAME, DIFFERENT, BROADER, NARROWER)
_TURNED = {BROADER: NARROWER, NARROWER: BROADER}


def turn(verdict: str) -> str:
    """Return what a verdict on one category and another says of the other and the one.

    >>> turn("broader"), turn("same")
    ('narrower', 'same')
    """
    return _TURNED.get(verdict, verdict)
