"""A menu of nested lists; trails and products told in JSON-LD; addresses that repeat the category path."""

from __future__ import annotations

from gapfinder.demo.shop import Article, Shelf, make_slug
from gapfinder.demo.structure import Brand, Structure, Target


def locate(target: Target) -> str:
    """Return the address of a page."""
    match target:
        case Shelf(path=path):
            return "/" + "/".join(map(make_slug, path)) + "/"
        case Article(shelves=(path, *_)):
            return "/" + "/".join(map(make_slug, (*path, target.title))) + ".html"
        case Brand():
            return f"/brands/{target.slug}/"
        case _:
            return f"/{target.slug}/"


STRUCTURE = Structure(locate=locate, folder="nested", page_key="p", page_size=6, has_brands=True)
