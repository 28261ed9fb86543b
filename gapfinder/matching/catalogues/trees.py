"""The category trees of sites, their names read, each node with what it says itself and what stands around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gapfinder.matching.names.asides import GENERIC, is_brand_list
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.labels import Label, filler_terms, read_label
from gapfinder.matching.names.languages import guess_language
from gapfinder.matching.names.terms import fold_text
from gapfinder.matching.names.whole_words import NO_WORDS, WholeWords
from gapfinder.matching.pausing import pause_collecting

ABOVE = (0.6, 0.4, 0.3, 0.25)
"""What the names above a node count, the nearest first; farther ones count as the last."""
BRAND = "brand"
BOOKS = "books"
"""The field of goods whose categories are called by what they are on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A category as it is given: where it stands on which site."""

    site: str
    category_id: str
    path: tuple[str, ...]
    parent_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A category with its name read. `parent` and `children` are positions in the forest.

    `own` are the terms it is about: those of its label, with those of the name above where the label says little.
    `above` weighs the terms of the names above it. `kind` is the label's, or `brand`. `meant` numbers the meanings that
    its words of several may have, where not any.
    """

    place: Place
    label: Label
    kind: str
    parent: int | None
    own: tuple[str, ...]
    above: dict[str, float]
    audience: frozenset[str]
    language: str
    children: list[int] = field(default_factory=list)
    meant: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def is_goods(self) -> bool:
        """Tell whether the node is of goods: not a way around the site, an advertisement, a brand or nothing at all."""
        return self._is_named and not set(self.own) <= filler_terms()

    @property
    def is_bare(self) -> bool:
        """Tell whether the name says that there are goods, but not which, and nothing stands above it that does."""
        return self._is_named and set(self.own) <= filler_terms()

    def read_literally(self) -> Node | None:
        """Return the node with its name read word by word, None where that makes no difference."""
        if not self.label.literal or self.own != self.label.terms:
            return None
        label = replace(self.label, parts=self.label.literal, literal=())
        return replace(self, label=label, own=label.terms)

    @property
    def _is_named(self) -> bool:
        return self.label.says_goods and self.kind != BRAND


@pause_collecting()
def plant_forest(
    places: Sequence[Place],
    *,
    brands: Iterable[tuple[str, str]] = (),
    whole_words: WholeWords = NO_WORDS,
    titles: Mapping[str, Sequence[str]] | None = None,
) -> list[Node]:
    """Read the names of all categories; the nodes stand in the order of the places.

    `brands` are pairs of a site and a folded brand name: a category named so is no goods. `whole_words` are those
    that other sites write as one, besides those found here. `titles` of each site's products tell its language, too.
    """
    languages = _guess_languages(places, titles or {})
    parents = _find_parents(places)
    known_brands = set(brands)
    labels = _read_labels(places, languages, whole_words.add(_list_whole_words(places, languages)))
    nodes = [
        _make_node(place, parent, found, languages[place.site], known_brands)
        for place, parent, found in zip(places, parents, labels, strict=True)
    ]
    for at, parent in enumerate(parents):
        if parent is not None:
            nodes[parent].children.append(at)
    return nodes


def find_whole_words(places: Sequence[Place]) -> WholeWords:
    """Return the words of all names, which other sites might write apart."""
    return _list_whole_words(places, _guess_languages(places, {}))


def drop_told(path: Sequence[str]) -> list[str]:
    """Return the names of a path without brackets that only repeat a name above them.

    >>> drop_told(("Water", "Diving (water)", "Masks (water)", "Sets (Tools)"))
    ['Water', 'Diving', 'Masks', 'Sets (Tools)']
    """
    if not any("(" in name for name in path):
        return list(path)
    told: set[str] = set()
    names = []
    for name in path:
        bare, opened, bracketed = name.rpartition("(")
        repeats = opened and bare.strip() and fold_text(bracketed.rstrip().removesuffix(")")) in told
        told.add(fold_text(name))
        names.append(bare.rstrip() if repeats else name)
        told.add(fold_text(names[-1]))
    return names


def _guess_languages(places: Sequence[Place], titles: Mapping[str, Sequence[str]]) -> dict[str, str]:
    names: dict[str, list[str]] = defaultdict(list)
    for place in places:
        names[place.site].append(place.path[-1])
    return {site: guess_language(found, titles.get(site, ())) for site, found in names.items()}


def _find_parents(places: Sequence[Place]) -> list[int | None]:
    by_id = {(place.site, place.category_id): at for at, place in enumerate(places)}
    by_path = {(place.site, place.path): at for at, place in enumerate(places)}
    found: list[int | None] = []
    for place in places:
        parent = by_id.get((place.site, place.parent_id)) if place.parent_id else None
        if parent is None and len(place.path) > 1:
            parent = by_path.get((place.site, place.path[:-1]))
        found.append(parent)
    _cut_loops(found)
    return found


def _cut_loops(parents: list[int | None]) -> None:
    """Let the first of those that stand above each other in a circle stand at the top.

    >>> parents = [None, 2, 3, 1, 3, 5]
    >>> _cut_loops(parents)
    >>> parents
    [None, None, 3, 1, 3, None]
    """
    walk_of = [-1] * len(parents)
    for start in range(len(parents)):
        at: int | None = start
        while at is not None and walk_of[at] < 0:
            walk_of[at] = start
            at = parents[at]
        if at is not None and walk_of[at] == start:
            parents[min(_list_circle(parents, at))] = None


def _list_circle(parents: Sequence[int | None], start: int) -> list[int]:
    circle, at = [start], parents[start]
    while at is not None and at != start:
        circle.append(at)
        at = parents[at]
    return circle


def _read_labels(places: Sequence[Place], languages: Mapping[str, str], whole_words: WholeWords) -> list[list[Label]]:
    return [
        [read_label(name, languages[place.site], whole_words) for name in drop_told(place.path)] for place in places
    ]


def _list_whole_words(places: Sequence[Place], languages: Mapping[str, str]) -> WholeWords:
    return WholeWords.of((name, languages[place.site]) for place in places for name in place.path)


def _make_node(
    place: Place, parent: int | None, labels: Sequence[Label], language: str, brands: set[tuple[str, str]]
) -> Node:
    label = labels[-1]
    uppers = [upper for upper in reversed(labels[:-1]) if upper.says_goods]
    is_brand = (len(place.path) > 1 and is_brand_list(place.path[-2])) or (
        (place.site, fold_text(label.name)) in brands
    )
    above: dict[str, float] = {}
    for distance, upper in enumerate(uppers):
        weight = ABOVE[min(distance, len(ABOVE) - 1)]
        for term in upper.terms:
            above.setdefault(term, weight)
    return Node(
        place=place,
        label=label,
        kind=BRAND if is_brand else label.kind,
        parent=parent,
        own=_complete(label, uppers),
        above=above,
        audience=label.audience.union(*(upper.audience for upper in uppers)),
        language=language,
    )


def _complete(label: Label, uppers: Sequence[Label]) -> tuple[str, ...]:
    """Return the terms a label is about, after those of the name above where it says little by itself.

    What stands among books is of books on it: food and wine below books are none to eat and drink.
    """
    if uppers and _is_on(label, uppers[0]):
        return tuple(dict.fromkeys((*uppers[0].terms, *label.terms)))
    if label.kind != GENERIC and not set(label.terms) <= filler_terms():
        return label.terms
    context: tuple[str, ...] = ()
    for upper in uppers:
        context = tuple(dict.fromkeys((*upper.terms, *context)))
        if upper.kind != GENERIC:
            break
    return tuple(dict.fromkeys((*context, *label.terms)))


def _is_on(label: Label, upper: Label) -> bool:
    """Tell whether a name is a subject of books: it is of other goods, and what stands above it of books alone."""
    fields = find_fields(label.terms, {}).keys()
    return bool(fields) and BOOKS not in fields and find_fields(upper.terms, {}).keys() == {BOOKS}
