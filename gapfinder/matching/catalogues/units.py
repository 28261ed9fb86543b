"""What is clustered: each part of each category that is of goods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.asides import GENERIC, GOODS, tell_kind
from gapfinder.matching.names.labels import audience_terms, filler_terms, find_head, read_label
from gapfinder.matching.names.quoting import quote_part
from gapfinder.matching.names.terms import split_words, stem_phrase
from gapfinder.matching.selling.offers import find_in_name
from gapfinder.words import list_phrases, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A part of a category: a plain category has one, "Shoes & Boots" two. `node` is its position in the forest.

    `key` are its terms in a fixed order, `head` is the term it is about, `name` its name as read. `is_untold` says that
    it may be no goods by itself: the jewellery of "Jewellery & Music Boxes".
    """

    node: int
    key: tuple[str, ...]
    head: str
    name: str
    is_part: bool
    is_untold: bool = False


def list_units(nodes: Sequence[Node]) -> list[Unit]:
    """Return the units of all nodes of goods, in the nodes' order."""
    return [unit for at, node in enumerate(nodes) if node.is_goods for unit in split_node(at, node)]


def split_node(at: int, node: Node) -> Iterator[Unit]:
    """Yield the units of a node of goods, those that say the same once: the kits of tool sets & kits are tool sets."""
    parts = node.label.parts
    if len(parts) == 1 or set(node.own) != set(node.label.terms):
        yield _make_unit(at, node, node.own, _name_whole(node), is_part=False)
        return
    found: dict[tuple[str, ...], Unit] = {}
    for place, (terms, piece) in enumerate(zip(parts, node.label.pieces, strict=True)):
        others = _list_completing(node, place)
        own = tuple(dict.fromkeys((*others, *terms)))
        name = node.label.name if others else quote_part(piece, node.label.name, node.language)
        unit = replace(_make_unit(at, node, own, name, is_part=True), is_untold=terms in node.label.untold)
        found.setdefault(unit.key, unit)
    yield from found.values()


def _list_completing(node: Node, place: int) -> list[str]:
    """Return the terms of the parts beside one that by itself says little: cameras & accessories, brushes & tools.

    What is no filler says something by itself at the top, where departments stand side by side, and before others.
    """
    parts = node.label.parts
    if set(parts[place]) <= filler_terms():
        beside = parts
    else:
        beside = parts[:place] if node.above and _says_little(parts[place], node.label.pieces[place]) else ()
    return [term for part in beside if not set(part) <= filler_terms() for term in part]


def _says_little(terms: tuple[str, ...], piece: str) -> bool:
    """Tell whether a name would say of goods too little by itself, and not for whom they are."""
    return tell_kind(piece)[0] == GENERIC and audience_terms().keys().isdisjoint(terms)


def _make_unit(at: int, node: Node, terms: tuple[str, ...], name: str, *, is_part: bool) -> Unit:
    terms = _drop_said_anyway(terms, name)
    head = find_head(terms, node.language)
    return Unit(node=at, key=tuple(sorted(set(terms))), head=head, name=name, is_part=is_part)


def _drop_said_anyway(terms: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return the terms of a way of selling without those that say no more: a calibration service is calibration."""
    left = tuple(term for term in terms if term not in _said_anyway())
    if not left or left == terms:
        return terms
    words = [word for word in split_words(name, all_words=True) if word not in _words_said_anyway()]
    models = set(find_in_name(" ".join(words)))
    return left if models and models == set(find_in_name(name)) else terms


@cache
def _words_said_anyway() -> frozenset[str]:
    return frozenset(list_phrases(read_table("labels")["offers"]["said_anyway"]))


@cache
def _said_anyway() -> frozenset[str]:
    return frozenset(stem for word in _words_said_anyway() for stem in stem_phrase(word))


def _name_whole(node: Node) -> str:
    """Return a name that can be read without its path."""
    said = set(node.label.terms)
    if set(node.own) <= said or len(node.place.path) < 2:
        return node.label.name
    uppers = [name for name in reversed(node.place.path[:-1]) if name]
    upper = next((name for name in uppers if read_label(name, node.language).kind == GOODS), uppers[0])
    return f"{upper}: {node.label.name}"
