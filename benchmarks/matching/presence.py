"""Measures how often it is true that a site lacks what it is said to lack, on mappings read by eye.

python -m benchmarks.matching.presence [--semantic] [--write]
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

import numpy as np

from benchmarks.matching.gold import SHARED, Sample, read_paths, read_samples
from benchmarks.matching.learn import WORDS, part_lessons, teach_others, write_numbers
from benchmarks.matching.lesson import Lesson, prepare_lesson
from gapfinder.matching.catalogues.profiles import BY_MEANING, BY_WORDS
from gapfinder.matching.catalogues.trades import Trades
from gapfinder.matching.catalogues.trees import Place, plant_forest
from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.pairs.standing import Standing, look_around
from gapfinder.matching.presence.aliases import find_aliases
from gapfinder.matching.presence.departments import Unlike, read_unlike
from gapfinder.matching.presence.holders import find_broader
from gapfinder.matching.presence.kin_below import map_nodes
from gapfinder.matching.presence.kinship import find_doubtful, find_narrower
from gapfinder.matching.presence.nearness import Nearness
from gapfinder.matching.presence.parted import Parted
from gapfinder.matching.vectors import Floats
from gapfinder.meaning.installed import open_shelf
from gapfinder.words import read_table

TRUE = 0.95
"""The share of claims that have to be true."""
MARGIN = 0.25
"""How much farther down than the cutoff that would do on the pairs that teach, in log odds, the cutoff is put."""
LEAST = 1e-9
"""No chance is told to be less, nor more than one less that."""
NOTHING = Unlike(below=2.0, share=2.0)
"""No score is so high, and no share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A category of goods on one site, and what tells of it on another.

    `score` is that of the likeliest pair of it, or of what stands above or below it, with a category there, as a logit,
    `share` how much of its department has an answer there, both by weights that these sites did not teach. `told` says
    whether names alone speak against calling it absent, `absent` whether who read both sites found no place for it.
    """

    sites: frozenset[str]
    path: str
    score: float
    share: float
    told: bool
    absent: bool

    def is_claimed(self, cutoff: float) -> bool:
        """Tell whether the site is said to lack it."""
        return self.may_be_claimed and self.score < cutoff

    @property
    def may_be_claimed(self) -> bool:
        """Tell whether neither names nor its department speak against that."""
        return not self.told and self.share < read_table("matching")["cutoffs"]["department"]


def main(arguments: Sequence[str]) -> int:
    """Choose the cutoff for each pair of sites by all others, and count what is claimed; 0 also where nothing is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--semantic", action="store_true", help="with the vectors of a sentence model")
    parser.add_argument("--model", type=Path, help="the folder of that model, if not the installed one")
    parser.add_argument("--write", action="store_true", help="keep the cutoff, chosen by all pairs")
    options = parser.parse_args(arguments)
    if not SHARED.exists():
        print("skipped: the mappings are not there (../shared/taxonomies)")
        return 0
    shelf = open_shelf(options.model) if options.semantic else None
    if options.semantic and shelf is None:
        print("skipped: no sentence model is installed (gapfinder[semantic])")
        return 0
    lessons = [prepare_lesson(sample, shelf.find_vectors if shelf else None) for sample in read_samples()]
    name = BY_MEANING if options.semantic else BY_WORDS
    known = read_table(name)
    cases = []
    for held in part_lessons(lessons):
        sums = teach_others(lessons, held, known)
        cases += [case for lesson, found in sums for case in _list_cases(lesson, found)]
    most = _logit(known["none"]["below"])
    _tell(cases, read_unlike(name).below, most)
    if options.write:
        write_numbers(WORDS / f"{name}.toml", {"unlike": {"below": _bend(choose_cutoff(cases, most))}}, digits=3)
    return 0


def choose_cutoff(cases: Sequence[Case], most: float) -> float:
    """Return below which logit a site lacks what nothing tells of there.

    It is the highest at which enough claims are true, and at every one below it, less a margin: the pairs that teach
    are few; and never higher than `most`. What is claimed at no cutoff, for names or departments speak against it,
    teaches none. Minus infinity where already the first claim is false.
    """
    claimed = sorted((case for case in cases if case.may_be_claimed), key=lambda case: (case.score, case.absent))
    true, cutoff = 0, -float("inf")
    for place, case in enumerate(claimed, start=1):
        true += case.absent
        if true < TRUE * place:
            return min(cutoff, case.score - MARGIN, most)
        cutoff = case.score
    return min(cutoff, most)


def _list_cases(lesson: Lesson, sums: Floats) -> list[Case]:
    """Return a case for each source of goods, by the sums of the lesson's pairs.

    What is told of a concept is told of all its categories, and the one around which there is most decides.
    """
    sample = lesson.sample
    best = np.zeros(len(lesson.source.nodes))
    np.maximum.at(best, lesson.rows, 1 / (1 + np.exp(-sums)))
    around = look_around(Standing.of(lesson.source.nodes), best)
    place_of = {node.place.category_id: at for at, node in enumerate(lesson.source.nodes)}
    return [
        Case(
            sites=sample.sites,
            path=path,
            score=_logit(max(float(around.scores[place_of[one]]) for one in named.alike)),
            share=max(float(around.shares[place_of[one]]) for one in named.alike),
            told=named.told,
            absent=path in sample.absent,
        )
        for path, named in name_sources(sample).items()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What names tell of a source: whether the target has, or may have or hold, any of its concept; `alike` are the
    source's site's categories of that concept."""

    told: bool
    alike: frozenset[str]


def name_sources(sample: Sample) -> dict[str, Named]:
    """Return for each source of goods what names tell of it.

    All that the analysis heeds counts, but for how like the categories of both are by all features.
    """
    places = [
        Place(site=site, category_id=path, path=tuple(path.split(" > ")))
        for site in (sample.source, sample.target)
        for path in read_paths(site)
    ]
    concepts = find_concepts(plant_forest(places))
    members: dict[str, dict[str, set[str]]] = {sample.source: defaultdict(set), sample.target: defaultdict(set)}
    of_path: dict[str, list[str]] = {}
    for node, ids in map_nodes(concepts).items():
        place = concepts.nodes[node].place
        if place.site == sample.source:
            of_path[place.category_id] = ids
        for concept_id in ids:
            members[place.site][concept_id].add(place.category_id)
    there = set(members[sample.target])
    aliases = find_aliases(concepts, {}, Parted.of(concepts), Trades.of(concepts.nodes), Nearness())
    for found in (find_narrower(concepts), find_doubtful(concepts), aliases, find_broader(concepts, unlike=NOTHING)):
        there |= {kin.concept_id for kin in found if concepts.nodes[kin.node].place.site == sample.target}
    return {
        path: Named(
            told=not there.isdisjoint(of_path[path]),
            alike=frozenset(one for concept_id in of_path[path] for one in members[sample.source][concept_id]),
        )
        for path in (*sample.right, *sorted(sample.absent))
        if path in of_path
    }


def _tell(cases: Sequence[Case], used: float, most: float) -> None:
    claimed = []
    for held in sorted({case.sites for case in cases}, key=sorted):
        mine = choose_cutoff([case for case in cases if case.sites != held], most)
        claims = [case for case in cases if case.sites == held and case.is_claimed(mine)]
        claimed += claims
        true = sum(case.absent for case in claims)
        print(f"{' and '.join(sorted(held))}: below {_bend(mine):.3f}; {true} of {len(claims)} claims are true")
    absent = sum(case.absent for case in cases)
    true = sum(case.absent for case in claimed)
    print(f"held out: {true} of {len(claimed)} claims are true ({true / max(len(claimed), 1):.3f})")
    print(f"they find {true} of {absent} categories that sites lack ({true / absent:.3f})")
    for kind, kept in (
        ("by names and departments alone", float("inf")),
        (f"below {used:.3f}, as is the rule now", _logit(used)),
    ):
        claims = [case for case in cases if case.is_claimed(kept)]
        true = sum(case.absent for case in claims)
        print(f"{kind}: {true} of {len(claims)} ({true / max(len(claims), 1):.3f})")
    print(f"chosen by all: {_bend(choose_cutoff(cases, most)):.3f}")


def _bend(logit: float) -> float:
    return 1 / (1 + exp(-max(min(logit, 700.0), -700.0)))


def _logit(share: float) -> float:
    kept = min(max(share, LEAST), 1 - LEAST)
    return log(kept / (1 - kept))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
