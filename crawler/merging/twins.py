"""Products that listings show under several addresses, where no page of theirs was asked for to say which is right.

Shops put the category before a product's name: `/tools/saws/jigsaw` and `/sale/jigsaw` are one product, as their title
and the end of their address tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from crawler.merging.goods import Good
from crawler.urls import segments_of

LISTED = "listing"


def fold_twins(goods: Iterable[Good]) -> list[Good]:
    """Fold products that only listings showed into the one of the same title whose address ends alike."""
    ordered = list(goods)
    first: dict[tuple[str, str], int] = {}
    for place in sorted(range(len(ordered)), key=lambda place: ordered[place].reader == LISTED):
        if mark := _mark(ordered[place]):
            first.setdefault(mark, place)
    kept: dict[int, Good] = {}
    for place, good in enumerate(ordered):
        mark = _mark(good)
        host = first[mark] if mark and good.reader == LISTED else place
        known = kept.get(host, ordered[host])
        kept[host] = replace(known, categories=tuple(dict.fromkeys(known.categories + good.categories)))
    return [kept[place] for place in sorted(kept)]


def _mark(good: Good) -> tuple[str, str] | None:
    """Return title and last folder of the address; None where several products may share the address's end."""
    parts = segments_of(good.offer.url) if good.offer.url and "?" not in good.offer.url else []
    return (good.offer.title.casefold(), parts[-1]) if parts else None
