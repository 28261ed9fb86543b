"""A shop whose every address answers with the same empty page; a script fetches the catalogue and draws it."""

from __future__ import annotations

import json

from gapfinder.demo.exchange import Ask, Reply, tell_plain
from gapfinder.demo.markup import show_price, state_tree
from gapfinder.demo.storefront import Storefront
from gapfinder.demo.structure import Structure, Target


def locate(target: Target) -> str:
    """Return the address at which the script draws a page."""
    return f"/view/{target.slug}"


def answer(front: Storefront, ask: Ask) -> Reply:
    """Answer the script with the catalogue, and everybody else with the shell."""
    if ask.path != "/api/catalogue.json":
        return front.draw(ask, "shell", None)
    articles = [
        {"title": article.title, "href": locate(article), "price": show_price(article.price, front.shop),
         "path": article.shelves[0]}
        for article in front.shop.articles
    ]  # fmt: skip
    catalogue = {"title": front.shop.title, "menu": state_tree(front.shop, locate), "articles": articles}
    return tell_plain(json.dumps(catalogue), content_type="application/json")


STRUCTURE = Structure(locate=locate, folder="shell", answer=answer)
