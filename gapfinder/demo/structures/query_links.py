"""Old shop software: addresses made of parameters, a session in every link, Windows' own characters, no markup."""

from __future__ import annotations

from gapfinder.demo.exchange import Ask, Reply
from gapfinder.demo.shop import Article, Shelf
from gapfinder.demo.storefront import Storefront
from gapfinder.demo.structure import VISIT, Structure, Target


def locate(target: Target) -> str:
    """Return the address of a page."""
    match target:
        case Shelf(promo=True):
            return f"/{target.slug}.php"
        case Shelf():
            return f"/index.php?cPath={'_'.join(map(str, target.lineage))}"
        case Article():
            return f"/product_info.php?products_id={target.number}"
        case _:
            return f"/{target.slug}.php"


def answer(front: Storefront, ask: Ask) -> Reply | None:
    """Answer for the script that does everything: the home page, and what visitors do."""
    if "action" in ask.query:
        return front.draw(ask, "text", VISIT)
    if ask.path == "/index.php" and "cPath" not in ask.query:
        return front.draw(ask, "home", None)
    return None


STRUCTURE = Structure(
    locate=locate,
    answer=answer,
    folder="query",
    keys=("products_id", "cPath"),
    brand_key="manufacturers_id",
    page_size=6,
    charset="windows-1252",
)
