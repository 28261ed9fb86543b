"""No category menu: only trails, sub-category links and a compressed sitemap tell where a flat address belongs."""

from __future__ import annotations

from gapfinder.demo.shop import Article, Shelf
from gapfinder.demo.structure import Structure, Target


def locate(target: Target) -> str:
    """Return the address of a page."""
    match target:
        case Shelf():
            return f"/range/{target.slug}"
        case Article():
            return f"/products/{target.slug}-{target.number}"
        case _:
            return f"/help/{target.slug}"


STRUCTURE = Structure(locate=locate, folder="trails", page_key="pg", page_size=5)
