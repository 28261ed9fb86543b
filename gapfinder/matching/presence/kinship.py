"""Which categories lie inside a concept or may be of it, though they are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.names.fields import find_fields, is_goods_word
from gapfinder.matching.names.labels import light_terms
from gapfinder.matching.pairs.relations import EQUIVALENT, NARROWER
from gapfinder.matching.presence.holders import find_like, list_names, list_sites
from gapfinder.matching.presence.kin_below import FAINT, Kin, find_below, map_nodes
from gapfinder.matching.presence.kinds import CERTAIN, find_kinds
from gapfinder.matching.presence.made_words import doubt_made_words
from gapfinder.matching.presence.parted import Parted
from gapfinder.matching.presence.ruled_kin import drop_denied, find_ruled
from gapfinder.matching.presence.umbrellas import doubt_umbrellas
from gapfinder.matching.selling.offers import find_in_name
from gapfinder.words import read_table

DOUBTFUL = 0.49
"""The score of a category that may be of a concept, and by which its presence is not decided. One that scores `FAINT`
is quite unlike all of the concept, so that nothing follows for what stands above the concept."""


def find_narrower(concepts: Concepts) -> list[Kin]:
    """Return categories that lie inside a concept though they are not of it: a person says so, or names and kin do."""
    certain = (kin for kin in _find_kin(concepts) if kin.score >= CERTAIN)
    found: dict[tuple[str, int], Kin] = {}
    for kin in chain(find_ruled(concepts, NARROWER), certain):
        found.setdefault((kin.concept_id, kin.node), kin)
    return list(drop_denied(concepts, found.values()))


def _find_kin(concepts: Concepts) -> Iterator[Kin]:
    """Yield what is of a concept by what stands below it elsewhere or by its name, however surely."""
    return chain(find_below(concepts), find_kinds(concepts))


def find_doubtful(
    concepts: Concepts, sold: Mapping[int, Sold] | None = None, parted: Parted | None = None
) -> list[Kin]:
    """Return categories that may be of a concept, too unsurely to say so: their scores are below one half.

    Either their names are near, or their products are called alike; the latter tells nothing of a way of selling. Or
    they hold what a widely named concept does elsewhere, by `sold`, too: what products say by the position of their
    category. Names of what is quite unlike otherwise score `FAINT`, all else `DOUBTFUL`. A name is near nothing that
    is `parted` from it, nor in what is.
    """
    cutoffs = read_table("matching")["cutoffs"]
    concept_of = map_nodes(concepts)
    carrying = list_sites(concepts)
    matches = concepts.matches
    kinds = (kin for kin in _find_kin(concepts) if kin.score < CERTAIN)
    away = (kin for kin in kinds if concepts.nodes[kin.node].place.site not in carrying[kin.concept_id])
    made = doubt_made_words(concepts, carrying, score=FAINT)
    by_name = chain(made, _doubt_by_name(concepts, carrying), _doubt_unknown_words(concepts, carrying), away)
    apart = parted or Parted.of(concepts)
    named = chain(
        doubt_umbrellas(apart, carrying, sold or {}, score=FAINT),
        (kin for kin in by_name if not apart.is_apart(kin.concept_id, kin.node)),
    )
    like = find_like(concepts)
    found = {
        (kin.concept_id, kin.node): replace(kin, score=DOUBTFUL) if (kin.concept_id, kin.node) in like else kin
        for kin in named
    }
    pairs = zip(matches.rows.tolist(), matches.others.tolist(), matches.unpriced.tolist(), strict=True)
    for at, (row, other, score) in enumerate(pairs):
        sells_alike = matches.features["titles"][at] >= cutoffs["alike"] and not find_in_name(_name_node(concepts, row))
        if not sells_alike and (score < cutoffs["doubt"] or matches.relations[at] != EQUIVALENT):
            continue
        site = concepts.nodes[other].place.site
        for concept_id in concept_of.get(row, ()):
            known = found.get((concept_id, other))
            if site not in carrying[concept_id] and (known is None or known.score < DOUBTFUL):
                found[concept_id, other] = Kin(
                    concept_id=concept_id, node=other, score=DOUBTFUL, evidence=matches.reason(at)
                )
    return list(drop_denied(concepts, found.values()))


def _name_node(concepts: Concepts, node: int) -> str:
    return concepts.nodes[node].label.name


def _doubt_by_name(concepts: Concepts, carrying: Mapping[str, set[str]]) -> Iterator[Kin]:
    """Yield categories whose names lack only what makes no other goods: gloves may be work gloves."""
    light = light_terms()
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, node in dict.fromkeys(_list_called(concepts)):
        by_key[key].append(node)
    for concept, key, head in list_names(concepts):
        bare = tuple(term for term in key if term not in light or term == head)
        wider = by_key.get(bare, ()) if bare != key else ()
        for node, told in chain(
            ((node, "called so, among other goods") for node in by_key[key]),
            ((node, "its name is wider") for node in wider),
        ):
            if concepts.nodes[node].place.site not in carrying[concept.concept_id]:
                yield Kin(concept_id=concept.concept_id, node=node, score=FAINT, evidence=told)


def _doubt_unknown_words(concepts: Concepts, carrying: Mapping[str, set[str]]) -> Iterator[Kin]:
    """Yield categories that say all of a name of which the tables know no word, with more: TENS machines, of TENS."""
    by_term: dict[str, set[int]] = defaultdict(set)
    for key, node in _list_called(concepts):
        for term in key:
            by_term[term].add(node)
    for concept, key, _ in list_names(concepts):
        if not any(find_fields((term,), {}) or is_goods_word(term) for term in key):
            for node in sorted(set.intersection(*(by_term[term] for term in key))):
                if concepts.nodes[node].place.site not in carrying[concept.concept_id]:
                    yield Kin(concept_id=concept.concept_id, node=node, score=FAINT, evidence="its name says that, too")


def _list_called(concepts: Concepts) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the terms of what categories are called, and of parts of that by themselves: sets may be of anything."""
    for unit in concepts.units:
        yield unit.key, unit.node
        if unit.is_part:
            yield from ((tuple(sorted(set(part))), unit.node) for part in concepts.nodes[unit.node].label.parts)
