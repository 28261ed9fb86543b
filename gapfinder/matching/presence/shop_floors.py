"""What the categories of each site are about, and where on the site something would stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from typing import Self

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.title_examples import pick_goods
from gapfinder.matching.catalogues.title_repeats import list_named
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.names.fields import find_fields, is_goods_word, is_wide
from gapfinder.matching.names.labels import audience_terms, filler_terms, light_terms, pack_terms, vague_terms
from gapfinder.matching.names.terms import name_alike, read_terms
from gapfinder.words import list_phrases, read_table

ANY = ""
"""The field of goods of what is of none that is known."""
SERVICES = frozenset({"services"})
"""The field of what is no goods: goods may stand below it, as tools do below care and repair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What categories are about: their fields of goods and the terms of their heads.

    `named` are the fields of their own names alone, `languages` those of their names; `is_known` says that the tables
    of words know their heads for goods, so that others that they know are something else, `is_divided` that goods
    stand below, `is_alone` that they are one word, of whose fields nothing else on their site is: it may mean others,
    `is_titled` that titles name their goods, None where there are none.
    """

    fields: frozenset[str]
    heads: frozenset[str]
    languages: frozenset[str]
    is_known: bool
    is_divided: bool = False
    is_alone: bool = False
    named: frozenset[str] = frozenset()
    is_titled: bool | None = None

    @property
    def is_silent(self) -> bool:
        """Tell whether all their titles are makes, series and codes."""
        return self.is_titled is False

    @classmethod
    def sum_up(cls, read: Sequence[About], below: Sequence[About]) -> Self:
        """Put together what some categories are about; `below` are they and all that stand below them."""
        titled = {one.is_titled for one in below} - {None}
        return cls(
            fields=frozenset[str]().union(*(one.fields for one in read)),
            heads=frozenset[str]().union(*(one.heads for one in read)),
            languages=frozenset[str]().union(*(one.languages for one in read)),
            is_known=all(one.is_known for one in read),
            is_divided=len(below) > len(read),
            is_alone=all(one.is_alone for one in read),
            named=frozenset[str]().union(*(one.named for one in read)),
            is_titled=True in titled if titled else None,
        )

    def may_be(self, other: About) -> bool:
        """Tell whether the other may be the same, so far as words of one language tell, and no more divided.

        >>> pens, tape, other = (
        ...     About(
        ...         fields=frozenset({"office"}), heads=frozenset({head}), languages=frozenset({"en"}),
        ...         is_known=head != "rollerball",
        ...     )
        ...     for head in ("pen", "tape", "rollerball")
        ... )
        >>> pens.may_be(tape), pens.may_be(other), pens.may_be(replace(tape, is_titled=False))
        (False, True, True)

        What is near may be it, too: one shop's oil is another's lubricants. Where titles of either say nothing, other
        names tell nothing: wire ropes may be steel cables.
        """
        if self.languages.isdisjoint(other.languages) or self.is_divided < other.is_divided:
            return False
        if (self.is_alone and other.is_alone) or self.is_silent or other.is_silent:
            return True
        if self.fields and other.fields and self.fields.isdisjoint(other.fields):
            return False
        return not (self.is_known and other.is_known and _spread(self.heads).isdisjoint(_spread(other.heads)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The categories of goods of one site, by their fields and by the terms that the titles of their products say.

    `by_head` has them by the terms that their names are about, and that tell something, `silent` are those whose titles
    say nothing.
    """

    by_field: Mapping[str, Sequence[int]]
    by_term: Mapping[str, Sequence[int]]
    by_head: Mapping[str, Sequence[int]]
    silent: Sequence[int]

    def list_all(self) -> list[int]:
        """Return all categories, each once."""
        return list(dict.fromkeys(chain.from_iterable(self.by_field.values())))

    def list_near(self, about: About) -> Iterator[int]:
        """Yield what is of the same fields, or of none that is known; of all where those of the other are not known."""
        fields = (*sorted(about.fields), ANY) if about.fields else sorted(self.by_field)
        yield from dict.fromkeys(chain.from_iterable(self.by_field.get(name, ()) for name in fields))

    def leave_out(self, is_told: Callable[[int], bool]) -> Floor:
        """Return the floor without some categories."""
        told = {node for nodes in self.by_field.values() for node in nodes if is_told(node)}
        kept = {name: [node for node in nodes if node not in told] for name, nodes in self.by_field.items()}
        return replace(self, by_field=kept, silent=[node for node in self.silent if node not in told])

    def list_called(self, about: About) -> Iterator[int]:
        """Yield what holds products that are called like what something is about."""
        telling = sorted(about.heads - _list_dull())
        yield from chain.from_iterable(self.by_term.get(term, ()) for term in telling)

    def list_namesakes(self, about: About) -> Iterator[int]:
        """Yield what is about the same by its name."""
        yield from dict.fromkeys(chain.from_iterable(self.by_head.get(term, ()) for term in sorted(about.heads)))

    def list_near_names(self, about: About) -> Iterator[int]:
        """Yield what is about goods that any trade may call so: greases, for lubricants."""
        near = sorted(_spread(about.heads, "close") - about.heads)
        yield from dict.fromkeys(chain.from_iterable(self.by_head.get(term, ()) for term in near))


def read_nodes(concepts: Concepts, sold: Mapping[int, Sold]) -> list[About]:
    """Return what each category is about; `sold` is what products say by the position of their category."""
    units: dict[int, list[Unit]] = defaultdict(list)
    for unit in concepts.units:
        units[unit.node].append(unit)
    found = [_read_node(concepts.nodes, node, units[at]) for at, node in enumerate(concepts.nodes)]
    counts = Counter((concepts.nodes[at].place.site, name) for at, about in enumerate(found) for name in about.fields)
    named = list_named(concepts.nodes)
    return [
        replace(
            about,
            is_alone=len(node.own) == 1 and {counts[node.place.site, name] for name in about.fields} == {1},
            is_titled=any(pick_goods(node, sold[at].terms, named)) if at in sold and sold[at].titles else None,
        )
        for at, (node, about) in enumerate(zip(concepts.nodes, found, strict=True))
    ]


def list_floors(nodes: Sequence[Node], about: Sequence[About], sold: Mapping[int, Sold]) -> Mapping[str, Floor]:
    """Return the categories of goods of each site; what says only for whom its goods are is left out."""
    by_field: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    by_term: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    by_head: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    silent = filler_terms() | audience_terms().keys()
    for at, node in enumerate(nodes):
        for term in about[at].heads - _list_dull():
            by_head[node.place.site][term].append(at)
        if node.is_goods and not silent.issuperset(node.label.terms):
            beside = (about[other].fields for other in _list_beside(nodes, at))
            for name in about[at].fields or frozenset[str]().union(*beside) or (ANY,):
                by_field[node.place.site][name].append(at)
            if about[at].is_alone:
                by_field[node.place.site][ANY].append(at)
            for term in sold[at].terms if at in sold else ():
                by_term[node.place.site][term].append(at)
    mute = {
        site: [at for at in dict.fromkeys(chain.from_iterable(found.values())) if about[at].is_silent]
        for site, found in by_field.items()
    }
    return {
        site: Floor(by_field=by_field[site], by_term=by_term[site], by_head=by_head[site], silent=mute.get(site, []))
        for site in {node.place.site for node in nodes}
    }


def _list_beside(nodes: Sequence[Node], at: int) -> Sequence[int]:
    """Return what stands beside a node below the same."""
    parent = nodes[at].parent
    return () if parent is None else nodes[parent].children


def _read_node(nodes: Sequence[Node], node: Node, units: Iterable[Unit]) -> About:
    heads = [unit.head for unit in units]
    named = frozenset(find_fields(node.own, {}))
    return About(
        fields=frozenset(find_fields(node.own, node.above)) - (SERVICES - named),
        heads=frozenset(term for head in heads if head for term in name_alike((head,))),
        languages=frozenset({node.language}),
        is_known=bool(heads) and all(map(_is_known, heads)),
        is_divided=any(nodes[child].is_goods for child in node.children),
        named=named,
    )


@lru_cache(maxsize=50_000)
def _spread(heads: frozenset[str], how: str = "near") -> frozenset[str]:
    """Return terms with all that goods called so may be called elsewhere, more widely or narrowly."""
    return heads.union(*(near for near in _list_near(how) if not heads.isdisjoint(near)))


@cache
def _list_near(how: str) -> tuple[frozenset[str], ...]:
    groups = read_table("near")[how]["en"]
    return tuple(frozenset(term for word in list_phrases(group) for term in read_terms(word)[-1:]) for group in groups)


def _is_known(head: str) -> bool:
    return is_goods_word(head) and not is_wide((head,)) and head not in _list_dull()


@cache
def _list_dull() -> frozenset[str]:
    """Return terms by which alone goods are not told."""
    return light_terms() | pack_terms() | filler_terms() | vague_terms() | {""}
