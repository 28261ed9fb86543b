"""One word by which sites that have little else in common call goods whose titles have nothing in common either."""

from __future__ import annotations

import numpy as np

from gapfinder.matching.catalogues.prices import compare_prices
from gapfinder.matching.catalogues.profiles import Profile
from gapfinder.matching.catalogues.senses import list_senses
from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.selling.offers import find_in_name
from gapfinder.matching.vectors import Floats, Ints, number_keys

FEWEST_WORDS = 4
"""Titles of fewer words tell nothing."""
LITTLE = 0.1
"""The cosine of titles, but for the names, from which on they have something in common."""
SPEAKING = 0.05
"""From this on it speaks against a pair."""
DEAR = 0.8
"""How far prices speak against a pair that are far from each other: from about eight times on."""
BY_WORD = 0.5
"""What a pair of which all this is true as well counts less towards what the sites share, nothing where one is far
dearer, or strange by what titles mean: shops of two trades may have many words in common."""
FEW, MANY = 0.15, 0.35
"""What share of the categories of either site the other has, where they are strangers to each other, and where not:
made-up shops of one trade share 0.29 of them or more, all but a twentieth of those of other trades 0.20 or less."""
SEVERAL = 4
"""Of sites that have fewer categories besides in common it cannot be told that they are of one trade."""
FEW_MEANT, MANY_MEANT = 0.25, 0.5
"""The same where what titles mean tells which are strange: those of one trade share 0.54 or more, of others 0.27 or
less, for what is strange does not count."""


def compare_strangers(
    source: Profile, target: Profile, pairs: tuple[Ints, Ints], chances: Floats, is_strange: Bools
) -> dict[str, Floats]:
    """Return how much speaks against pairs that are called by the same one word, and by nothing else, in 0..1.

    That is how little of the rest of either site is on the other, by how probable each pair is by itself, and how
    little their titles say in common beside the name. Where no titles are known it is nothing. `is_strange` tells which
    pairs of one name are strange by what titles mean, whatever that name is.
    """
    rows, others = pairs
    found = np.zeros(len(rows))
    is_dear = compare_prices(source.prices, target.prices, rows, others)["prices_far"] >= DEAR
    brief = _find_brief(source, target, pairs, is_dear)
    shared = source.vectors["said_beside"].dot(rows[brief], target.vectors["said_beside"], others[brief])
    found[brief] = np.clip(1 - shared / LITTLE, 0.0, 1.0)
    meant = [at for at in np.flatnonzero(is_strange).tolist() if not _is_offer(source.nodes[rows[at]])]
    found[meant] = 1.0
    few, many = np.full(len(rows), FEW), np.full(len(rows), MANY)
    few[meant], many[meant] = FEW_MEANT, MANY_MEANT
    counting = np.where(is_dear, 0.0, BY_WORD)
    counting[meant] = 0.0
    if not (at := np.flatnonzero(found)).size:
        return {"strangers": found}
    told = chances * (1 - (1 - counting) * found)
    here = _share_rest(source, rows, target.sites[others], told)[at]
    there = _share_rest(target, others, source.sites[rows], told)[at]
    found[at] *= np.clip((many[at] - np.maximum(here, there)) / (many - few)[at], 0.0, 1.0)
    return {"strangers": found}


def find_alike(source: Profile, target: Profile, pairs: tuple[Ints, Ints], chances: Floats) -> Bools:
    """Tell which pairs are of sites of which one has much of the rest of the other, by how probable each pair is, and
    several categories of it."""
    found = np.zeros(len(chances), dtype=bool)
    turned = (source, pairs[0], target.sites[pairs[1]]), (target, pairs[1], source.sites[pairs[0]])
    for side, rows, sites in turned:
        share = _share_rest(side, rows, sites, chances)
        found |= (share >= MANY) & (share * (side.breadths[rows] - 1) >= SEVERAL)
    return found


def _find_brief(source: Profile, target: Profile, pairs: tuple[Ints, Ints], is_dear: Bools) -> Ints:
    """Return which pairs of one language are called by the same one word, with titles on both sides.

    `is_dear` tells which cost so much more on one side that any word may mean other goods.
    """
    rows, others = pairs
    sides = (source, rows), (target, others)
    is_brief = [(np.diff(side.vectors["own"].starts) == 1)[chosen] for side, chosen in sides]
    is_told = [(np.diff(side.vectors["said_beside"].starts) >= FEWEST_WORDS)[chosen] for side, chosen in sides]
    found = np.flatnonzero(np.logical_and.reduce([*is_brief, *is_told]))
    brief = zip(rows[found].tolist(), others[found].tolist(), is_dear[found].tolist(), strict=True)
    return found[[_say_as_little(source.nodes[row], target.nodes[other], dear) for row, other, dear in brief]]


def _say_as_little(one: Node, other: Node, is_dear: bool) -> bool:
    """Tell whether all that two names say is a word that names no field of goods that is known, or several goods.

    Gloves are gloves anywhere, unless the ones are far dearer than the others, and so is training, which is no goods.
    """
    if (one.own, one.language) != (other.own, other.language) or len(one.own) != 1 or _is_offer(one):
        return False
    return is_dear or says_little(one.own[0])


def _is_offer(node: Node) -> bool:
    """Tell whether a node is called a way of selling, which any goods may be sold by."""
    return bool(find_in_name(node.label.name))


def says_little(term: str) -> bool:
    """Tell whether a term names no field of goods that is known, or may name several goods.

    >>> says_little("care"), says_little("nail"), says_little("glove")
    (True, True, False)
    """
    return term in list_senses() or not find_fields((term,), {})


def _share_rest(side: Profile, rows: Ints, sites: Ints, chances: Floats) -> Floats:
    """Return for each pair what share of the other categories of its row's site are on the other of the `sites`.

    A category is there as far as its likest pair is probable.
    """
    width = int(sites.max(initial=0)) + 1
    keys, which = number_keys(rows * width + sites)
    best = np.zeros(len(keys))
    np.maximum.at(best, which, chances)
    _, met = number_keys(side.sites[keys // width] * width + keys % width)
    there: Floats = np.bincount(met, weights=best)[met] - best
    return there[which] / np.maximum(side.breadths[rows] - 1, 1)
