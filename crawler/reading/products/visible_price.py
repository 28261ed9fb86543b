"""The price that a product's page shows, without any markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from decimal import Decimal
from itertools import islice, takewhile

from selectolax.lexbor import LexborNode

from crawler.reading.layout.headings import main_heading
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import text_of
from crawler.reading.prices.price import Price, read_node_price, read_price, tells_former, tells_other
from crawler.reading.prices.price_text import is_struck, join_pieces, price_text
from crawler.reading.products.belonging import ancestors_of, belongs_to

_MOST_NODES = 1_500
_MOST_CANDIDATES = 120
_PRICED = re.compile(
    r"pri[cs](?:e|ing)|pris(?![a-z])|prijs|preis|prix|preci|prezz|pre[cç]o|cen[ay](?![a-z])|fiyat|hinta|amount|цена",
    re.IGNORECASE,
)
_DASHED = re.compile(r"\d[.,:]\s?[-–—]")
"""An amount that says by a dash for its cents that it is one."""
_NOT_PRICED = re.compile(
    r"ship|deliver|versand|unit|save|saving|discount|filter|range|slider|label|instal|point", re.IGNORECASE
)
_LONGEST_BLOCK = 80
_MOST_BELOW = 300
_MOST_STEPS_BACK = 4
_MOST_SIBLINGS = 6
_MOST_BEFORE = 100
_FRAMES = frozenset({"html", "body", "main", "header", "footer", "nav"})
_MOST_STEPS_OUT = 4
_FORMER = 'del, s, strike, [class*="old" i][class*="price" i], [class*="was-price" i], [class*="original-price" i]'
_DIGIT = re.compile(r"\d")


def visible_price(document: Document, *, currency: str | None, strict: bool = False) -> Price | None:
    """Return the price that follows the main heading: of what is named a price first, else of any text with a currency.

    Prices of listed products do not count. `strict` looks no further than the first link, behind which others begin,
    and wants a currency to be written.
    """
    heading = main_heading(document)
    if heading is None:
        return None
    following = islice(_candidates(heading, document, strict=strict), _MOST_CANDIDATES)
    price = _first_price(following, heading, None if strict else currency, named=not strict)
    return price if price or strict else _first_price(_before(heading), heading, currency, named=True)


def _first_price(
    nodes: Iterator[LexborNode], heading: LexborNode, currency: str | None, *, named: bool
) -> Price | None:
    """Return the first price of what is named so, else of a text with a currency; texts only unless `named`."""
    loose: Price | None = None
    former: dict[int, Price] = {}
    for node in nodes:
        if former and any(around.mem_id in former for around in ancestors_of(node)[:_MOST_STEPS_OUT]):
            continue
        if node.tag == "-text":
            loose = loose or _text_price(node, heading, currency)
        elif named and (price := _node_price(node, heading, currency)):
            if not tells_former(price_text(node)):
                return price
            former[node.mem_id] = price
    return loose or next(iter(former.values()), None)


def _before(heading: LexborNode) -> Iterator[LexborNode]:
    """Yield what may show a price in the boxes just before the heading, nearest first: some pages lead with it."""
    current: LexborNode | None = heading
    for _ in range(_MOST_STEPS_BACK):
        if current is None or current.tag in _FRAMES:
            return
        sibling = current.prev
        for _ in range(_MOST_SIBLINGS):
            if sibling is None:
                break
            if sibling.is_element_node and sibling.tag not in _FRAMES and not is_struck(sibling):
                yield from _telling(sibling)
            sibling = sibling.prev
        current = current.parent


def _telling(top: LexborNode) -> Iterator[LexborNode]:
    """Yield of an element and what is below it, as far as its first nodes, what may show a price."""
    for node in islice(top.traverse(include_text=True), _MOST_BEFORE):
        if node.tag == "-text":
            if node.parent is not None and not is_struck(node.parent) and _DIGIT.search(node.text_content or ""):
                yield node
        elif is_priced(node):
            yield node


def _candidates(heading: LexborNode, document: Document, *, strict: bool) -> Iterator[LexborNode]:
    """Yield the texts with digits and the elements named prices that follow the heading."""
    for node in nodes_after(heading):
        if strict and node.tag == "a" and document.join(node.attrs.get("href")):
            return
        if is_priced(node) if node.tag != "-text" else _DIGIT.search(node.text_content or ""):
            yield node


def lists_prices(document: Document) -> bool:
    """Tell whether prices follow the main heading that are those of other things: the page is a list, or has one."""
    heading = main_heading(document)
    if heading is None:
        return False
    nodes = (node for node in nodes_after(heading) if is_priced(node) and read_node_price(node))
    return any(not belongs_to(node, heading) for node in islice(nodes, _MOST_CANDIDATES))


def lowered_price(document: Document, declared: Price) -> Price:
    """Return the price that the page shows where it shows the declared one as a former price; else the declared one."""
    former = [read_price(text_of(node, limit=40)) for node in document.tree.css(_FORMER)[:30]]
    amount = Decimal(declared.amount)
    if not any(price and Decimal(price.amount) == amount for price in former):
        return declared
    shown = visible_price(document, currency=declared.currency)
    return shown if shown and 0 < Decimal(shown.amount) < amount else declared


def _text_price(node: LexborNode, heading: LexborNode, currency: str | None) -> Price | None:
    """Return the price of the short block that a text with a digit stands in."""
    if node.parent is None:
        return None
    block = node.parent
    whole = {around.mem_id for around in ancestors_of(heading)}
    for around in ancestors_of(block)[:_MOST_STEPS_OUT]:
        if around.mem_id in whole or len(text_of(around, limit=40)) > _LONGEST_BLOCK:
            break
        block = around
    text = price_text(block)
    if len(text_of(block, limit=40)) > _LONGEST_BLOCK or tells_other(text):
        return None
    signed = read_price(text)
    price = read_price(text, currency=currency) if _DASHED.search(text) or (signed and signed.currency) else None
    return price if price and price.currency and price.amount.strip("0.") and belongs_to(node, heading) else None


def _node_price(node: LexborNode, heading: LexborNode, currency: str | None) -> Price | None:
    price = read_price(_named_text(node), currency=currency)
    return price if price and price.amount.strip("0.") and belongs_to(node, heading) else None


def _named_text(node: LexborNode) -> str:
    """Return the text of a block of prices without numbers that stand beside those in it which are named prices."""
    below = islice(node.traverse(), _MOST_BELOW)
    named = {inner.mem_id: inner for inner in below if is_priced(inner) and _says_currency(inner)}
    named.pop(node.mem_id, None)
    if not named:
        return price_text(node)
    holders = {around.mem_id for inner in named.values() for around in ancestors_of(inner)}
    return join_pieces(_pieces(node, leaves=named.keys() - holders))


def _says_currency(node: LexborNode) -> bool:
    price = read_node_price(node)
    return price is not None and price.currency is not None


def _pieces(node: LexborNode, *, leaves: Set[int]) -> Iterator[str]:
    """Yield the texts of a node, of those with digits only what stands in one of the leaves."""
    for text in islice(node.traverse(include_text=True), _MOST_BELOW):
        if text.tag != "-text":
            continue
        around = list(takewhile(lambda one: one.mem_id != node.mem_id, ancestors_of(text)))
        if any(map(is_struck, around)):
            continue
        if not _DIGIT.search(text.text_content or "") or any(one.mem_id in leaves for one in around):
            yield text.text_content or ""


def is_priced(node: LexborNode) -> bool:
    """Say whether an element is named a price, and not that of something else."""
    if not node.is_element_node or node.tag in ("body", "form", "input", "script", "label") or is_struck(node):
        return False
    names = f"{node.attrs.get('class') or ''} {node.attrs.get('id') or ''} {node.attrs.get('itemprop') or ''}"[:300]
    return bool(_PRICED.search(names)) and not _NOT_PRICED.search(names)


def nodes_after(node: LexborNode) -> Iterator[LexborNode]:
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
