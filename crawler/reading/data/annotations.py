"""Things declared by attributes on the visible page: microdata and RDFa.

https://html.spec.whatwg.org/multipage/microdata.html, https://www.w3.org/TR/rdfa-lite/. Read as search engines do:
a `content` attribute speaks before the text, and what is called a name is a text even where it is also a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.reading.data.things import Thing, Value, last_word
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import text_of
from crawler.reading.prices.price_text import price_text

_MOST_NODES = 8_000
_MOST_STEPS_UP = 100
_DEEPEST = 12
_LONGEST_TEXT = 5_000
_ADDRESSES = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "source": "src",
    "object": "data",
    "data": "value",
}
_PRICES = frozenset({"price", "lowPrice", "highPrice"})
_LINKED = frozenset({"url", "item", "image", "availability", "itemCondition", "sameAs", "isPartOf", "id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Syntax:
    name: str
    scope: str
    types: str
    prop: str
    identity: str


_SYNTAXES = (
    _Syntax(name="microdata", scope="itemscope", types="itemtype", prop="itemprop", identity="itemid"),
    _Syntax(name="rdfa", scope="typeof", types="typeof", prop="property", identity="resource"),
)


@dataclass(slots=True)
class _Draft:
    """A thing while its properties are gathered."""

    node: LexborNode
    top: bool
    values: dict[str, list[str | _Draft]] = field(default_factory=dict)
    finished: Thing | None = None

    def add(self, name: str, value: str | _Draft) -> None:
        self.values.setdefault(name, []).append(value)


def read_annotations(document: Document) -> tuple[Thing, ...]:
    """Return the outermost things that microdata and RDFa declare, in page order."""
    found: list[Thing] = []
    for syntax in _SYNTAXES:
        if syntax.scope in document.page.text:
            found.extend(_read(document, syntax))
    return tuple(found)


def _read(document: Document, syntax: _Syntax) -> Iterator[Thing]:
    lent = _lent_nodes(document, syntax)
    # What matches both selectors comes twice
    matches = document.tree.css(f"[{syntax.scope}], [{syntax.prop}]")[:_MOST_NODES]
    nodes = list({node.mem_id: node for node in matches}.values())
    # Drafts are made first, because a property may be lent to a thing further down
    drafts = {node.mem_id: _Draft(node=node, top=True) for node in nodes if syntax.scope in node.attrs}
    for node in nodes:
        names = (node.attrs.get(syntax.prop) or "").split()[:5]
        owner = _owner(node, drafts, lent) if names else None
        if owner is not None:
            _hand_over(node, names, owner, drafts.get(node.mem_id))
    for draft in drafts.values():
        if draft.top:
            yield _finish(draft, syntax)


def _hand_over(node: LexborNode, names: list[str], owner: _Draft, draft: _Draft | None) -> None:
    if draft is not None:
        draft.top = False
    for name in map(last_word, names):
        owner.add(name, draft or _value(node, name))


def _lent_nodes(document: Document, syntax: _Syntax) -> dict[int, int]:
    """Return which thing a node belongs to that an `itemref` names: node → thing, by their ids in the tree."""
    lent: dict[int, int] = {}
    if syntax.name != "microdata" or "itemref" not in document.page.text:
        return lent
    by_id = {node.attrs.get("id"): node for node in document.tree.css("[id]")[:_MOST_NODES]}
    for node in document.tree.css("[itemscope][itemref]")[:100]:
        for name in (node.attrs.get("itemref") or "").split()[:20]:
            if name in by_id:
                lent[by_id[name].mem_id] = node.mem_id
    return lent


def _owner(node: LexborNode, drafts: dict[int, _Draft], lent: dict[int, int]) -> _Draft | None:
    current: LexborNode | None = node
    for _ in range(_MOST_STEPS_UP):
        if current is None:
            return None
        place = lent.get(current.mem_id, current.mem_id if current is not node else 0)
        if place in drafts and place != node.mem_id:
            return drafts[place]
        current = current.parent
    return None


def _value(node: LexborNode, name: str) -> str:
    attributes, tag = node.attrs, node.tag or ""
    if content := attributes.get("content"):
        return content[:_LONGEST_TEXT]
    if name in _PRICES:
        return (attributes.get("value") if tag in ("data", "input") else None) or price_text(node)
    if tag == "time" and (moment := attributes.get("datetime")):
        return moment[:_LONGEST_TEXT]
    if name in _LINKED or tag not in ("a", "area"):
        address = attributes.get(_ADDRESSES.get(tag, "")) or (attributes.get("resource") if name in _LINKED else None)
        if address:
            return address[:_LONGEST_TEXT]
    return text_of(node)[:_LONGEST_TEXT]


def _finish(draft: _Draft, syntax: _Syntax, depth: int = 0) -> Thing:
    """Return the draft as a thing. Each is made once, however many properties it is the value of."""
    if draft.finished is None:
        attributes = draft.node.attrs
        draft.finished = Thing(
            types=tuple(last_word(word) for word in (attributes.get(syntax.types) or "").split()[:20]),
            syntax=syntax.name,
            values={name: tuple(_finish_values(values, syntax, depth)) for name, values in draft.values.items()},
            identity=attributes.get(syntax.identity) or attributes.get("href") or attributes.get("about"),
            top=draft.top,
            node=draft.node,
        )
    return draft.finished


def _finish_values(values: list[str | _Draft], syntax: _Syntax, depth: int) -> Iterator[Value]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif depth < _DEEPEST:
            yield _finish(value, syntax, depth + 1)
