"""The terms by which categories are compared, by view: of their names, of the names around them, of what they sell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from gapfinder.matching.catalogues.sold import (
    Sold,
    list_mixes,
    list_spoken,
    list_surroundings,
    pick_known,
    pick_models,
    pick_words,
    tell_goods,
)
from gapfinder.matching.catalogues.title_examples import pick_goods
from gapfinder.matching.catalogues.title_repeats import leave_repeated, list_named
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.labels import find_head
from gapfinder.matching.names.measures import list_sizes
from gapfinder.matching.vectors import Bag, Vocabulary

Bags = Mapping[str, Sequence[Bag]]
NAMED = ("own", "heads", "rest", "grams", "full")
"""What names say. The same with `literal_` before is read word by word, and empty where that makes no difference."""
VIEWS = (
    *NAMED, *(f"literal_{view}" for view in NAMED), "told", "above", "children", "fields", "trades", "titles", "sold",
    "telling", "sold_beside", "sold_known", "said", "said_beside", "models", "mix", "mix_beside", "among", "spoken",
    "called", "goods", "homonyms", "senses",
)  # fmt: skip
KINDS = {
    "grams": "grams", "literal_grams": "grams", "fields": "fields", "trades": "fields",
    "among": "among", "spoken": "among", "titles": "titles",
    "telling": "titles", "sold": "titles", "sold_beside": "titles", "mix": "titles",
    "sold_known": "titles", "said": "titles", "said_beside": "titles", "models": "titles", "mix_beside": "titles",
    "called": "titles", "goods": "titles",
    "senses": "senses",
}  # fmt: skip
"""Which count of terms a view is weighed by, where it is not that of whole paths: what a name is about is rare or
common among names, wherever in a path it stands."""
COUNTED = ("full", "grams", "fields", "titles", "senses", "among")
TOO_COMMON = {"grams": 0.08, "titles": 0.3}
"""Terms in a greater share of the categories than this weigh nothing in these counts."""
LONGEST_OWN = 120
MOST_TERMS = 20
MOST_CHILDREN = 60


def name_kind(view: str) -> str:
    """Return which count of terms a view is weighed by.

    >>> name_kind("own"), name_kind("trades")
    ('full', 'fields')
    """
    return KINDS.get(view, "full")


def count_terms(sites: Sequence[Bags]) -> dict[str, Vocabulary]:
    """Return the rarity of terms by kind, over the bags of all sites."""
    return {
        kind: Vocabulary.of(
            (bag for bags in sites for bag in _unite_readings(bags, kind)), too_common=TOO_COMMON.get(kind, 1.0)
        )
        for kind in COUNTED
    }


def fill_bags(nodes: Sequence[Node], titles: Mapping[int, Sold]) -> dict[str, list[Bag]]:
    """Return the terms of each node by view; the nodes are told what their words mean."""
    literal = [node.read_literally() for node in nodes]
    named, again = _fill_named(nodes), _fill_named(literal)
    left = leave_repeated(nodes, titles)
    sold, mixes = tell_goods(nodes, left), list_mixes(len(nodes), left)
    said, telling = ([known[at].terms if at in known else {} for at in range(len(nodes))] for known in (titles, left))
    beside = _leave_names(nodes, sold)
    return {
        **named,
        **{f"literal_{view}": bags for view, bags in again.items()},
        "told": [{**one, **other} if other else one for one, other in zip(named["own"], again["own"], strict=True)],
        "above": [node.above for node in nodes],
        "children": [Counter(t for child in node.children[:MOST_CHILDREN] for t in nodes[child].own) for node in nodes],
        "fields": [find_fields(node.own, node.above) for node in nodes],
        "trades": [find_fields(node.own, {}) for node in nodes],
        "titles": said,
        "telling": telling,
        "sold": sold,
        "sold_beside": beside,
        "sold_known": pick_known(beside),
        "said": pick_words(telling),
        "said_beside": _leave_names(nodes, pick_words(said)),
        "models": pick_models(telling),
        "mix": mixes,
        "mix_beside": _leave_names(nodes, mixes),
        "among": list_surroundings(nodes, titles),
        "spoken": list_spoken(_leave_names(nodes, mixes)),
        "called": [dict.fromkeys((term for term in node.own if not list_sizes(term)), 1.0) for node in nodes],
        "goods": _pick_goods(nodes, said),
        "homonyms": [{word: 1.0 for word in node.own if word in node.meant} for node in nodes],
        "senses": [
            {f"{word}/{sense}": 1.0 for word, senses in node.meant.items() for sense in sorted(senses)}
            for node in nodes
        ],
    }


def cut_grams(terms: Sequence[str]) -> Counter[str]:
    """Return the trigrams of each term, its ends marked.

    >>> sorted(cut_grams(("saw", "x")))
    [' sa', ' x ', 'aw ', 'saw']
    """
    return Counter(
        padded[at : at + 3]
        for term in terms
        for padded in (f" {term[:LONGEST_OWN]} ",)
        for at in range(len(padded) - 2)
    )


def _pick_goods(nodes: Sequence[Node], said: Sequence[Bag]) -> list[Bag]:
    """Return what titles say that names goods."""
    named = list_named(nodes)
    return [
        dict.fromkeys(pick_goods(node, bag, named), 1.0) if bag else {} for node, bag in zip(nodes, said, strict=True)
    ]


def _leave_names(nodes: Sequence[Node], bags: Sequence[Bag]) -> list[Bag]:
    """Return what titles say beside what each node is called."""
    return [
        {term: share for term, share in bag.items() if term not in node.own}
        for node, bag in zip(nodes, bags, strict=True)
    ]


def _fill_named(nodes: Sequence[Node | None]) -> dict[str, list[Bag]]:
    """Return what names say by view; nothing where there is no node."""
    own: list[Bag] = [dict.fromkeys(node.own, 1.0) if node else {} for node in nodes]
    return {
        "own": own,
        "heads": [dict.fromkeys(_list_heads(node), 1.0) if node else {} for node in nodes],
        "rest": [
            ({term: 1.0 for term in bag if term not in node.above} or bag) if node else {}
            for node, bag in zip(nodes, own, strict=True)
        ],
        "grams": [cut_grams(node.own[:MOST_TERMS]) if node else {} for node in nodes],
        "full": [{**node.above, **bag} if node else {} for node, bag in zip(nodes, own, strict=True)],
    }


def _list_heads(node: Node) -> list[str]:
    """Return the terms that a node is about, one for each part of a composite name."""
    parts = node.label.parts if node.own == node.label.terms else (node.own,)
    return [head for head in dict.fromkeys(find_head(part, node.language) for part in parts) if head]


def _unite_readings(bags: Bags, kind: str) -> Iterator[Bag]:
    """Yield what counts of each node: what its name says in either reading."""
    literal = bags.get(f"literal_{kind}") or [{}] * len(bags[kind])
    for one, other in zip(bags[kind], literal, strict=True):
        yield {**one, **other} if other else one
