"""A script application drawn on the server: generated class names, the menu twice, a state blob, a German copy."""

from __future__ import annotations

from dataclasses import replace

from gapfinder.demo.exchange import Ask, Reply
from gapfinder.demo.shop import Article, Shelf, make_slug
from gapfinder.demo.storefront import Storefront
from gapfinder.demo.structure import Structure, Target

COPY = "/de"


def locate(target: Target) -> str:
    """Return the address of a page."""
    match target:
        case Shelf(path=path):
            return "/shop/" + "/".join(map(make_slug, path))
        case Article():
            return f"/p/{target.slug}"
        case _:
            return f"/info/{target.slug}"


def answer(front: Storefront, ask: Ask) -> Reply | None:
    """Answer for the German copy, whose addresses are the same ones in a folder of their own."""
    if ask.path != COPY and not ask.path.startswith(f"{COPY}/"):
        return None
    return front.answer_page(replace(ask, path=ask.path.removeprefix(COPY) or "/", language="de"))


STRUCTURE = Structure(locate=locate, folder="app", page_size=4, answer=answer)
