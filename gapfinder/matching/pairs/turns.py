"""Which of two categories holds more: by their names, else by what is divided further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gapfinder.matching.catalogues.profiles import Profile
from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.names.asides import says_rest
from gapfinder.matching.pairs.covers import find_covers
from gapfinder.matching.vectors import Floats, Ints

WHOLE = 0.97
"""From this share on a name stands whole in the other."""
HARDLY = 0.001
"""What a sum of shares may be off by."""
RATHER = 0.5
"""From this on what stands above a category rather went somewhere than not."""

READ = ("literally", "source_inside", "target_inside", "parent_here")
"""The features that tell which of a pair holds more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Which of the two of each pair holds more: 1 the source, -1 the target, 0 where nothing tells.

    `by_names` is what names tell, those `by_parts` part by part, and `by_rest` that only one is of what is left of the
    other; where they tell nothing `leans` asks what is divided further, unless what stands above it went to the same
    place.
    """

    by_names: Ints
    by_parts: Bools
    by_rest: Bools
    leans: Ints


def find_turns(source: Profile, target: Profile, rows: Ints, others: Ints, features: Mapping[str, Floats]) -> Turns:
    """Return which of the two of each pair holds more, by their names as they were compared."""
    literally = features["literally"] >= 1
    names, theirs = (
        np.where(literally, profile.readings[at], at) for profile, at in ((source, rows), (target, others))
    )
    forward = source.masses["own"].dot(names, target.marks["own"], theirs)
    backward = target.masses["own"].dot(theirs, source.marks["own"], names)
    whole = np.stack([backward >= WHOLE, forward >= WHOLE])
    by_parts = (
        (forward > 0) & ~whole.all(axis=0) & ((count_parts(source)[rows] > 1) | (count_parts(target)[others] > 1))
    )
    above = (features["source_inside"] > forward + HARDLY) | (features["target_inside"] > backward + HARDLY)
    whole[:, by_parts] = find_covers(source, target, names[by_parts], theirs[by_parts], above[by_parts])
    rests = _find_rests(source, target, rows, others) * whole.all(axis=0)
    by_names = whole[1].astype(np.int64) - whole[0] + rests
    went_there = features["parent_here"] >= RATHER
    divided = _is_divided(source)[rows] & ~_is_divided(target)[others] & ~went_there
    leans = np.where(by_names != 0, by_names, divided)
    return Turns(by_names=by_names, by_parts=by_parts, by_rest=rests != 0, leans=leans)


def tell_turn(source: Profile, target: Profile, row: int, other: int, features: Mapping[str, float]) -> str:
    """Return in words why one of a pair that is not the same holds more; the source is called the first."""
    values = {name: np.array([features[name]]) for name in READ}
    found = find_turns(source, target, np.array([row]), np.array([other]), values)
    if not found.by_names[0]:
        return (
            "names do not tell which holds more, but only the first is divided further"
            if found.leans[0]
            else "neither names nor what stands below tell which holds more, and most often it is the second"
        )
    more, less = ("second", "first") if found.by_names[0] > 0 else ("first", "second")
    if found.by_rest[0]:
        return f"the {more} is of what is left of the {less}"
    if found.by_parts[0]:
        told = f"each part of the {more} name says all of some part of the {less}"
        return f"{told}, by itself or with what stands above it, and the reverse is not so"
    return f"the {more} name says all that the {less} does, and more"


def _find_rests(source: Profile, target: Profile, rows: Ints, others: Ints) -> Ints:
    """Return 1 for pairs of which only the target is of what is left of something, -1 where only the source is."""
    ours, theirs = (
        np.array([says_rest(node.label.name, node.language) for node in side.nodes], dtype=np.int64)
        for side in (source, target)
    )
    return theirs[others] - ours[rows]


def count_parts(profile: Profile) -> Ints:
    """Return how many parts each node's name has."""
    return np.array([len(node.label.parts) for node in profile.nodes], dtype=np.int64)


def _is_divided(profile: Profile) -> Bools:
    return np.array([bool(node.children) for node in profile.nodes], dtype=bool)
