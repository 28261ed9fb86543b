"""What products tell of the goods of a category: the terms that many titles share, and what they cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from gapfinder.matching.catalogues.prices import Price, Prices
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.labels import audience_terms
from gapfinder.matching.names.terms import read_terms
from gapfinder.matching.names.title_words import is_model, says_what
from gapfinder.matching.names.whole_words import NO_WORDS, WholeWords, join_words
from gapfinder.matching.vectors import Bag
from gapfinder.words import read_table

FEWEST_TITLES = 5
"""Of fewer titles it is not told what they share."""
SHARED = 0.6
"""The part of its titles in which a term stands that tells of a category's goods. Works share no such terms."""
SEVERAL = 2
"""The number of titles in which a term stands that several say."""
OF_FIELD = 1 / 3
"""The part of its titles that speaks of a field of which a category's goods are, among others."""
MOST_READ = 5
"""Titles of a category of which a sentence model makes something."""
COMMON = 0.3
"""A term that tells of more than this part of a site's categories is its brand, or its way of writing titles."""
FEWEST_CATEGORIES = 4
"""Of fewer categories no term is too common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """In how many of a category's product titles each term stands, of how many that is, and what products cost.

    `fields` are those of which titles speak by words of one meaning, weighed by how many do; `examples` are some of
    the titles.
    """

    terms: Bag
    titles: int
    price: Price | None = None
    fields: Bag = field(default_factory=dict)
    examples: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        titles: Iterable[str],
        language: str,
        price: Price | None = None,
        whole_words: WholeWords = NO_WORDS,
    ) -> Sold:
        """Read titles; `whole_words` are those that they may write apart and names as one."""
        said = list(titles)
        read = [read_terms(join_words(title, language, whole_words), language) for title in said]
        counts = Counter(term for terms in read for term in sorted(set(terms)))
        return cls(
            terms=dict(counts), titles=len(read), price=price, fields=_sum_fields(read), examples=_pick_examples(said)
        )


def list_prices(nodes: Sequence[Node], sold: Mapping[int, Sold]) -> Prices:
    """Return what the products of each node cost."""
    return Prices.of(sold[at].price if at in sold else None for at in range(len(nodes)))


def tell_goods(nodes: Sequence[Node], sold: Mapping[int, Sold]) -> list[Bag]:
    """Return for each node the terms that tell of its goods, weighed by the share of titles in which they stand.

    Numbers do not count: sizes are the same for many goods.
    """
    shares = share_terms(len(nodes), sold)
    told: dict[str, list[Bag]] = defaultdict(list)
    for node, bag in zip(nodes, shares, strict=True):
        if bag:
            told[node.place.site].append(bag)
    common = {site: _find_common(bags) for site, bags in told.items()}
    return [
        {term: share for term, share in bag.items() if term not in common.get(node.place.site, ())}
        for node, bag in zip(nodes, shares, strict=True)
    ]


def share_terms(count: int, sold: Mapping[int, Sold]) -> list[Bag]:
    """Return for each of `count` nodes the terms that its titles share, what is common on its site among them."""
    return [_share_terms(sold[at], SHARED * sold[at].titles) if at in sold else {} for at in range(count)]


def pick_known(bags: Iterable[Bag]) -> list[Bag]:
    """Return of each bag the terms that name goods, or whom they are for: others may be makes."""
    return [{term: share for term, share in bag.items() if _is_known(term)} for bag in bags]


@cache
def _is_known(term: str) -> bool:
    return bool(find_fields((term,), {})) or term in audience_terms()


def list_mixes(count: int, sold: Mapping[int, Sold]) -> list[Bag]:
    """Return for each of `count` nodes what several of its titles say, weighed by their share: kinds and makes."""
    return [_share_terms(sold[at], SEVERAL) if at in sold else {} for at in range(count)]


def pick_words(bags: Iterable[Bag]) -> list[Bag]:
    """Return of each bag the words, each once: no numbers, sizes, colours, materials."""
    return [dict.fromkeys(filter(says_what, bag), 1.0) for bag in bags]


def pick_models(bags: Iterable[Bag]) -> list[Bag]:
    """Return of each bag the codes of models, each once."""
    return [dict.fromkeys(filter(is_model, bag), 1.0) for bag in bags]


def list_spoken(bags: Iterable[Bag]) -> list[Bag]:
    """Return the fields of goods that the terms of each bag are of, words of several meanings left out."""
    found: list[Bag] = []
    for bag in bags:
        said: dict[str, float] = defaultdict(float)
        for term, share in bag.items():
            for name, weight in find_fields((term,), {}).items() if term not in _homonyms() else ():
                said[name] += weight * share
        found.append(dict(said))
    return found


def list_surroundings(nodes: Sequence[Node], sold: Mapping[int, Sold]) -> list[Bag]:
    """Return for each node with enough titles the fields of goods of which these and the names above it speak.

    What it is called itself does not count: it may mean something else.
    """
    return [dict(_read_surroundings(node, sold[at])) if at in sold else {} for at, node in enumerate(nodes)]


def _read_surroundings(node: Node, sold: Sold) -> Iterator[tuple[str, float]]:
    if sold.titles < FEWEST_TITLES:
        return
    above = {term: weight for term, weight in node.above.items() if term not in node.own}
    said: dict[str, float] = defaultdict(float)
    for term, count in sold.terms.items():
        if term not in node.own and term not in _homonyms():
            for name in find_fields((term,), {}):
                said[name] += count / sold.titles
    yield from ((name, 1.0) for name in find_fields((), above))
    yield from ((name, 1.0) for name, share in said.items() if share >= OF_FIELD)


def share_fields(sold: Sold) -> Bag:
    """Return the fields of goods of which enough titles speak, weighed."""
    if sold.titles < FEWEST_TITLES:
        return {}
    return {name: weight for name, weight in sold.fields.items() if weight >= OF_FIELD * sold.titles}


def _sum_fields(titles: Iterable[tuple[str, ...]]) -> Bag:
    found: dict[str, float] = {}
    for terms in titles:
        for name, weight in find_fields(terms, {}, silent=_homonyms()).items():
            found[name] = found.get(name, 0.0) + weight
    return found


def _pick_examples(titles: Iterable[str]) -> tuple[str, ...]:
    """Return some titles, from all over their alphabet.

    >>> _pick_examples(map(str, range(10, 60, 5))), _pick_examples(["b", "a", "b"])
    (('10', '20', '30', '40', '50'), ('a', 'b'))
    """
    known = sorted(set(titles))
    picked = min(len(known), MOST_READ)
    return tuple(known[at * len(known) // picked] for at in range(picked))


@cache
def _homonyms() -> frozenset[str]:
    """Return the terms of words of several meanings."""
    return frozenset(read_terms(word)[0] for word in read_table("homonyms")["senses"]["en"])


def _share_terms(sold: Sold, least: float) -> Bag:
    """Return the share of titles for terms that stand in at least so many of them, where there are enough titles."""
    if sold.titles < FEWEST_TITLES:
        return {}
    return {term: count / sold.titles for term, count in sold.terms.items() if term.isalpha() and count >= least}


def _find_common(bags: Sequence[Bag]) -> frozenset[str]:
    counts = Counter(term for bag in bags for term in bag)
    most = max(COMMON * len(bags), FEWEST_CATEGORIES - 1)
    return frozenset(term for term, count in counts.items() if count > most)
