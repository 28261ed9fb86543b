"""What the target of a match is to its source, and why they match, in words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gapfinder.matching.catalogues.prices import BY_PRICE
from gapfinder.matching.catalogues.profiles import Profile
from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.spelling import spell_shared
from gapfinder.matching.pairs.opposites import tell_opposites
from gapfinder.matching.pairs.turns import WHOLE, count_parts, find_turns
from gapfinder.matching.vectors import Floats, Ints
from gapfinder.words import read_table

UNTOLD = "little in common"
"""The reason of a pair that nothing speaks for."""
EQUIVALENT, BROADER, NARROWER, NONE = "equivalent", "broader", "narrower", "none"
MOST_TOLD = 4
TOLD = (
    ("parent_here", "the category above went there"),
    ("department", "its department went there"),
    ("siblings", "those beside it went there"),
    ("kids", "those below it went there"),
    ("fields", "same field of goods"),
    ("sold_same", "the same goods in both"),
    ("titles", "products are called alike"),
    ("meaning_whole", "near in meaning"),
)
AGAINST = (
    ("sold_apart", "their products tell of other goods"),
    ("homonym", "what both say means other goods in each"),
    ("negation", "one is without what the other is of"),
)
"""What makes two categories neither equivalent nor kinds of each other, however much else speaks for it."""
TELLING = 0.5
"""From this on a feature is told."""


def tell_relations(
    source: Profile, target: Profile, rows: Ints, others: Ints, features: Mapping[str, Floats]
) -> list[str]:
    """Return `equivalent`, `broader` (the target holds the source and more), `narrower` or `none` for each pair.

    Categories that sell the same to the same people are equivalent whatever they are called; where they rather do, if
    nothing else tells which holds more. None are those that sell
    other goods, or mean them by the same words, one that is without what the other is of, and opposites, such as
    cordless and corded. What is without something that the other does not speak of is not equivalent.
    """
    same = read_table("matching")["cutoffs"]["same"]
    turns = find_turns(source, target, rows, others, features)
    has_turn = turns.by_names != 0
    alike = (np.maximum(features["own"], features["spelling"]) >= same) & ~has_turn
    alike |= has_turn & ~turns.by_rest & _say_the_rest_above(source, target, rows, others, features)
    sells_the_same = (features["sold_same"] >= 1) | ((features["sold_same"] >= TELLING) & (turns.leans == 0))
    alike |= sells_the_same & (features["audience_apart"] < 1)
    alike &= features["negation"] <= 0
    apart = np.maximum.reduce([features["opposites"], *(features[name] for name, _ in AGAINST)]) >= 1
    told = np.select([apart, alike, turns.leans > 0], [0, 1, 2], 3)
    return [(NONE, EQUIVALENT, NARROWER, BROADER)[number] for number in told.tolist()]


def tell_reason(source: Node, target: Node, features: Mapping[str, float], prices: str = "") -> str:
    """Return in one line what a match rests on.

    First comes what decides against it, then the words that both names share, then those that their paths do. `prices`
    says in words what both cost.
    """
    if features.get("literally", 0.0) >= TELLING:
        source, target = (node.read_literally() or node for node in (source, target))
    paths = (source.place.path, source.language), (target.place.path, target.language)
    shared = [term for term in dict.fromkeys(source.own) if term in target.own]
    around = [term for term in source.above if (term in target.above or term in target.own) and term not in shared]
    around += [term for term in source.own if term in target.above and term not in shared]
    against = {name: words for name, words in AGAINST if features.get(name, 0.0) >= 1}
    if opposites := tell_opposites(source, target):
        against["negation"] = "one is {}, the other {}".format(*opposites)
    told = [*against.values()]
    if shared:
        told.append(f"both say {spell_shared(shared[:MOST_TOLD], *paths)}")
    if not shared and features.get("grams", 0.0) >= 0.3:
        told.append("spelled alike")
    if around:
        told.append(f"paths share {spell_shared(around[:MOST_TOLD], *paths, between=', ')}")
    told += [words for name, words in TOLD if features.get(name, 0.0) >= TELLING]
    if prices and any(features.get(name, 0.0) >= TELLING for name in BY_PRICE):
        told.append(prices)
    return "; ".join(told) or UNTOLD


def _say_the_rest_above(
    source: Profile, target: Profile, rows: Ints, others: Ints, features: Mapping[str, Floats]
) -> Bools:
    """Tell for each pair whether what only one name says stands above the other: men's shoes, and shoes for men."""
    inside = np.minimum(features["source_inside"], features["target_inside"]) >= WHOLE
    same_parts: Bools = count_parts(source)[rows] == count_parts(target)[others]
    return inside & same_parts & (features["audience_same"] >= 1)
