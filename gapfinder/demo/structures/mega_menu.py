"""A menu whose panels lie apart from their tabs; products and trails in microdata; sessions in some of the links."""

from __future__ import annotations

from gapfinder.demo.shop import Article, Shelf
from gapfinder.demo.structure import Brand, Structure, Target


def locate(target: Target) -> str:
    """Return the address of a page."""
    match target:
        case Shelf():
            return f"/category/{target.number}/{target.slug}"
        case Article():
            return f"/item/{target.sku}/{target.slug}"
        case Brand():
            return f"/maker/{target.slug}"
        case _:
            return f"/info/{target.slug}"


STRUCTURE = Structure(locate=locate, folder="mega", brand_key="f_brand", page_size=8, has_brands=True)
