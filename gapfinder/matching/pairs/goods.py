"""Whether what two categories sell is the same, or other goods, by the terms that their product titles share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gapfinder.matching.catalogues.prices import compare_prices
from gapfinder.matching.catalogues.profiles import Profile, speak_alike
from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.compounds import end_alike
from gapfinder.matching.names.fields import is_goods_word
from gapfinder.matching.names.labels import audience_terms, find_head, pack_terms, vague_terms
from gapfinder.matching.selling.offers import find_in_name
from gapfinder.matching.vectors import Floats, Ints, Vectors

SAME_NAME = 0.99
"""The cosine of own names from which on they are the same."""
LIKE, ALIKE = 0.5, 0.75
"""The cosines from which on goods begin to be the same, and are."""
FEWEST_TERMS = 2
"""Fewer terms than this do not tell that goods are the same, …"""
AS_MUCH, FEWEST_KINDS = 0.95, 4
"""… unless they are as good as all, and what several titles say, which are so many terms, is alike as well. …"""
ALONE, FEWEST_ALONE = 0.6, 8
"""… Where most titles share no term on either side, what several say tells it alone: so like, and of so many terms."""
CALLED_LIKE, CALLED_ALIKE = 0.3, 0.5
FEW_WORDS, ENOUGH_WORDS = 2, 5
"""So are those whose titles are so much alike by all that they say, and share more words than a few and than enough:
makes with their series, and kinds."""
OF_MODEL = 2
"""A code that both give to a model counts as many words: no other product has it."""
HARDLY, LITTLE = 0.02, 0.1
"""Cosines below which nothing is shared, and of what several titles say hardly anything that tells goods."""
HALF, NEARLY_ALL, FEWEST_SAID = 0.5, 0.8, 10
"""The parts of all terms of titles from which on the goods may be the same, whatever makes most titles say, and are, if
they are so many terms."""
FAR, TOO_FAR = 0.48, 0.8
"""How far prices speak against the same goods where titles begin to count less, and do not: at five times and eight."""


def compare_goods(source: Profile, target: Profile, rows: Ints, others: Ints) -> dict[str, Floats]:
    """Return how far pairs sell the same, `sold_same`, and whether they sell other goods, `sold_apart`, all in 0..1.

    Goods are the same where most titles share the same terms, or the same one, and several titles each the same others.
    They are other ones where what most titles tell beside the name stands in no title of the other, on either side, or
    where the two stand `among_others`: among goods of fields that are known and none of which is both's, with titles
    that share hardly anything.
    """
    left, right = source.vectors, target.vectors
    if not (left["titles"].sizes.any() and right["titles"].sizes.any()):
        return {name: np.zeros(len(rows)) for name in ("sold_same", "sold_apart", "among_others")}
    is_said_alike = speak_alike(source, target, rows, others)
    among_others = _stand_among_others(source, target, rows, others) & is_said_alike
    apart = _share_nothing(source, target, rows, others) & is_said_alike
    apart &= ~_are_of_one_field(source, target, rows, others)
    apart |= among_others
    return {
        "sold_same": leave_others(_sell_the_same(source, target, rows, others), source, target, rows, others),
        "sold_apart": apart.astype(np.float64),
        "among_others": among_others.astype(np.float64),
    }


def leave_others(same: Floats, source: Profile, target: Profile, rows: Ints, others: Ints) -> Floats:
    """Return how far pairs sell the same but for those that cannot, whatever their titles share: one is a way of
    selling that the other is not (gift cards, card games), it is far dearer (machines, and bags for them), it is
    called by what the other is about (scooters, scooter batteries), or each has a word before the same goods that its
    own titles say and none of the other's (bath towels, hand towels). Nor do makes and series make helmets trousers,
    where the titles of neither name goods and no model is in both.
    """
    far = compare_prices(source.prices, target.prices, rows, others)["prices_far"]
    left = same * np.clip((TOO_FAR - far) / (TOO_FAR - FAR), 0.0, 1.0)
    at = np.flatnonzero(left)
    pairs = [(source.nodes[row], target.nodes[other]) for row, other in zip(rows[at], others[at], strict=True)]
    doubted = (
        _name_no_goods(source, target, rows[at], others[at]),
        _say_own_words(source, target, rows[at], others[at]),
    )
    told = zip(pairs, *doubted, strict=True)
    left[at] *= np.array([_may_be_same(*pair, is_silent, is_own) for pair, is_silent, is_own in told], dtype=bool)
    return left


def _name_no_goods(source: Profile, target: Profile, rows: Ints, others: Ints) -> Bools:
    """Tell for which pairs no title of either names goods, and none says a model that one of the other does."""
    goods = [np.diff(side.vectors["goods"].starts) for side in (source, target)]
    silent: Bools = np.maximum(goods[0][rows], goods[1][others]) == 0
    silent[silent] = _count_shared("models", source, target, rows[silent], others[silent]) == 0
    return silent


def _say_own_words(source: Profile, target: Profile, rows: Ints, others: Ints) -> Bools:
    """Tell for which pairs the titles of either say a word of its name that neither name nor titles of the other do."""
    names, titles = ([side.vectors[view] for side in (source, target)] for view in ("called", "titles"))
    found = []
    for row, other in zip(rows.tolist(), others.tolist(), strict=True):
        called = names[0].list_columns(row), names[1].list_columns(other)
        said = titles[0].list_columns(row), titles[1].list_columns(other)
        found.append(all((called[at] & said[at]) - called[1 - at] - said[1 - at] for at in (0, 1)))
    return np.array(found, dtype=bool)


def _may_be_same(one: Node, other: Node, is_silent: bool, is_own: bool) -> bool:
    """Tell whether two names are of one way of selling, neither says for whom alone, or goes with the other's goods.

    Nor may known goods of two names where titles are silent, nor one kind that titles tell apart by words of its own.
    """
    heads = [find_head(node.own, node.language) for node in (one, other)]
    is_alike = heads[0] == heads[1] or end_alike(one.label.name, other.label.name, one.language, other.language)
    if is_own if is_alike else is_silent and all(map(is_goods_word, heads)):
        return False
    if any(audience_terms().keys() >= set(node.own) for node in (one, other)) and one.own != other.own:
        return False
    if set(find_in_name(one.label.name)) != set(find_in_name(other.label.name)):
        return False
    return not (_goes_with(one, other) or _goes_with(other, one))


def _goes_with(part: Node, whole: Node) -> bool:
    """Tell whether a name tells more of other goods by what another one is about: scooter batteries, of scooters.

    Carp rods are what is called carp below rods.
    """
    heads = [find_head(node.own, node.language) for node in (part, whole)]
    if len(part.label.parts) > 1 or len(whole.label.parts) > 1 or heads[0] in pack_terms() | vague_terms():
        return False
    return heads[1] in part.own and heads[0] not in (*whole.own, *whole.above)


def scale(values: Floats, least: float = LIKE, most: float = ALIKE) -> Floats:
    """Return how far values are on their way from the least to the most, in 0..1."""
    scaled: Floats = np.clip((values - least) / (most - least), 0.0, 1.0)
    return scaled


def _sell_the_same(source: Profile, target: Profile, rows: Ints, others: Ints) -> Floats:
    likeness, tells = _pick_views("sold", (source, target), rows, others)
    same = np.where(np.minimum(*tells) >= FEWEST_TERMS, scale(likeness), 0.0)
    mixed, kinds = _pick_views("mix", (source, target), rows, others)
    fewest = np.minimum(*kinds)
    same = np.maximum(same, scale(mixed) * ((likeness >= AS_MUCH) & (fewest >= FEWEST_KINDS)))
    is_alone = (np.maximum(*tells) == 0) & (fewest >= FEWEST_ALONE) & (mixed >= ALONE)
    same = np.maximum(same, is_alone | _say_the_same(source, target, rows, others))
    agrees = (np.maximum(*tells) == 0) | (likeness >= LIKE)
    found: Floats = np.maximum(same, _are_called_alike(source, target, rows, others) * agrees)
    return found


def _pick_views(
    view: str, sides: tuple[Profile, Profile], rows: Ints, others: Ints
) -> tuple[Floats, tuple[Ints, Ints]]:
    """Return the cosines of a view of titles, and of how many terms it is on either side.

    Of pairs of one name it is what is said beside that: titles repeat it whatever it means.
    """
    source, target = (side.vectors for side in sides)
    is_named = source["own"].dot(rows, target["own"], others) >= SAME_NAME
    found, counts = np.zeros(len(rows)), (np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64))
    for name, at in ((view, np.flatnonzero(~is_named)), (f"{view}_beside", np.flatnonzero(is_named))):
        found[at] = source[name].dot(rows[at], target[name], others[at])
        counts[0][at], counts[1][at] = _count_terms(source[name])[rows[at]], _count_terms(target[name])[others[at]]
    return found, counts


def _are_called_alike(source: Profile, target: Profile, rows: Ints, others: Ints) -> Floats:
    """Return how far titles tell of the same goods: by how much alike they are, and share more words than the names."""
    likeness = source.vectors["titles"].dot(rows, target.vectors["titles"], others)
    found = scale(likeness, CALLED_LIKE, CALLED_ALIKE)
    at = np.flatnonzero(found)
    words = _count_shared("said", source, target, rows[at], others[at])
    words -= _count_shared("own", source, target, rows[at], others[at])
    words += OF_MODEL * _count_shared("models", source, target, rows[at], others[at])
    found[at] *= scale(words, FEW_WORDS, ENOUGH_WORDS)
    return found


def _say_the_same(source: Profile, target: Profile, rows: Ints, others: Ints) -> Bools:
    """Tell in which pairs titles are as good as the same but for makes that most of them may say.

    So are then those of their terms that no others of their sites say.
    """
    shared, _, most = _share_terms("titles", source, target, rows, others)
    telling, fewest, many = _share_terms("telling", source, target, rows, others)
    known = source.vectors["sold_known"], target.vectors["sold_known"]
    is_silent = np.maximum(known[0].sizes[rows], known[1].sizes[others]) == 0
    agrees = is_silent | (known[0].dot(rows, known[1], others) >= AS_MUCH)
    is_so = (shared >= NEARLY_ALL * most) & (telling >= NEARLY_ALL * many)
    same: Bools = is_so & (fewest >= FEWEST_SAID) & agrees
    return same


def _share_nothing(source: Profile, target: Profile, rows: Ints, others: Ints) -> Bools:
    """Tell in which pairs most titles of both say something beside the name that is in no title of the other.

    Where titles are much the same otherwise, and that is no word for goods, or both are called the same from the top
    down, it is their make. Nothing follows from titles that say hardly more than others of their site.
    """
    left, right = source.vectors, target.vectors
    is_told = (left["sold_beside"].sizes[rows] > 0) & (right["sold_beside"].sizes[others] > 0)
    is_told &= source.tells[rows] & target.tells[others]
    there = left["sold_beside"].dot(rows, right["titles"], others)
    here = right["sold_beside"].dot(others, left["titles"], rows)
    apart: Bools = is_told & (np.maximum(there, here) < HARDLY)
    shared, fewest, _ = _share_terms("titles", source, target, rows[apart], others[apart])
    is_known = (left["sold_known"].sizes[rows] > 0) | (right["sold_known"].sizes[others] > 0)
    is_called_so = source.named["full"].dot(rows[apart], target.named["full"], others[apart]) >= AS_MUCH
    apart[apart] = (shared < HALF * fewest) | (is_known[apart] & ~is_called_so)
    return apart


def _share_terms(view: str, source: Profile, target: Profile, rows: Ints, others: Ints) -> tuple[Floats, Ints, Ints]:
    """Return how many terms of a view both of each two rows have, and how many the poorer and the richer one."""
    sides = [profile.vectors[view] for profile in (source, target)]
    counts = np.diff(sides[0].starts)[rows], np.diff(sides[1].starts)[others]
    return _count_shared(view, source, target, rows, others), np.minimum(*counts), np.maximum(*counts)


def _count_shared(view: str, source: Profile, target: Profile, rows: Ints, others: Ints) -> Floats:
    sides = [profile.vectors[view] for profile in (source, target)]
    marked = [replace(side, weights=np.ones_like(side.weights)) for side in sides]
    return marked[0].dot(rows, marked[1], others)


def _stand_among_others(source: Profile, target: Profile, rows: Ints, others: Ints) -> Bools:
    """Tell which pairs stand among goods of other fields, and have titles that share hardly anything but their name."""
    left, right = source.vectors, target.vectors
    kinds = [_count_terms(side["mix_beside"]) for side in (left, right)]
    is_told = np.minimum(kinds[0][rows], kinds[1][others]) >= FEWEST_KINDS
    is_known = (left["among"].sizes[rows] > 0) & (right["among"].sizes[others] > 0)
    fields = left["among"].dot(rows, right["among"], others)
    shared = left["mix_beside"].dot(rows, right["mix_beside"], others)
    apart: Bools = is_told & is_known & (fields < HARDLY) & (shared < LITTLE)
    return apart


def _are_of_one_field(source: Profile, target: Profile, rows: Ints, others: Ints) -> Bools:
    """Tell which pairs are called the same and have titles that speak of mostly the same fields: two shops' cutlery."""
    is_named = source.vectors["own"].dot(rows, target.vectors["own"], others) >= SAME_NAME
    one: Bools = is_named & (source.vectors["spoken"].dot(rows, target.vectors["spoken"], others) >= LIKE)
    return one


def _count_terms(vectors: Vectors) -> Ints:
    """Return how many terms of each row weigh anything."""
    rows = vectors.row_numbers()[vectors.weights > 0]
    found: Ints = np.bincount(rows, minlength=len(vectors.sizes))
    return found
