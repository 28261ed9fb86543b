"""A product as its page shows it, without any markup: a name, one price near it, and a way to buy it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.reading.document import Document
from crawler.reading.headings import main_heading
from crawler.reading.price import Price, read_node_price, read_price
from crawler.reading.price_text import is_struck
from crawler.words import read_words

_MOST_NODES = 1_500
_PRICED = re.compile(r"pri[cs]e|preis|prix|preci|prezz|cena|fiyat|hinta|amount|цена", re.IGNORECASE)
_NOT_PRICED = re.compile(
    r"ship|deliver|versand|unit|save|saving|discount|filter|range|slider|label|instal|point", re.IGNORECASE
)
_WORDS = read_words("products")
_QUANTITY = ",".join(f'input[name*="{name}" i],select[name*="{name}" i]' for name in _WORDS["quantity"])
_PLACES = ("class", "id", "name")
_CURRENCY = re.compile(r"\d")


def visible_price(document: Document, *, currency: str | None) -> Price | None:
    """Return the price that follows the main heading: of what is named a price first, else of any text with a currency."""
    heading = main_heading(document)
    if heading is None:
        return None
    loose: Price | None = None
    for node in _after(heading):
        if node.tag == "-text":
            text = node.text_content or ""
            if loose is None and len(text) < 60 and _CURRENCY.search(text):
                found = read_price(text)
                loose = found if found and found.currency else None
        elif _is_priced(node) and (price := read_node_price(node, currency=currency)) and price.amount.strip("0."):
            return price
    return loose


def _is_priced(node: LexborNode) -> bool:
    if not node.is_element_node or node.tag in ("body", "form", "input", "script", "label") or is_struck(node):
        return False
    names = f"{node.attrs.get('class') or ''} {node.attrs.get('id') or ''} {node.attrs.get('itemprop') or ''}"[:300]
    return bool(_PRICED.search(names)) and not _NOT_PRICED.search(names)


def _after(node: LexborNode) -> Iterator[LexborNode]:
    """Yield what follows a node in page order, up to the end of the page or `_MOST_NODES`; nothing that is struck."""
    current: LexborNode | None = node
    inside = False
    for _ in range(_MOST_NODES):
        if current is None:
            return
        below = current.first_child if inside and not is_struck(current) else None
        while below is None and current is not None:
            below, current = current.next, current.parent if current.next is None else current
        current = below
        inside = True
        if current is not None:
            yield current


def can_be_bought(document: Document) -> bool:
    """Tell whether the page asks how many of one thing to buy, or has one or two buttons that buy it."""
    quantities = {
        node.mem_id for node in document.tree.css(_QUANTITY)[:20] if (node.attrs.get("type") or "").lower() != "hidden"
    }
    if quantities:
        return len(quantities) <= 2
    lowered = document.page.text.lower()
    selectors = [
        f'{tag}[{place}*="{name}" i]'
        for name in _WORDS["buying"]
        if name in lowered
        for tag in ("button", "input", "a", "form")
        for place in (*_PLACES, "action")
    ]
    return bool(selectors) and 1 <= len({node.mem_id for node in document.tree.css(",".join(selectors))[:40]}) <= 3
