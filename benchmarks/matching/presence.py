"""Measures how often it is true that a site lacks what it is said to lack, on mappings read by eye.

python -m benchmarks.matching.presence [--semantic] [--write]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

from benchmarks.matching.gold import SHARED, Sample, read_paths, read_samples
from benchmarks.matching.learn import WORDS, judge_held, part_lessons, write_numbers
from benchmarks.matching.lesson import Lesson, prepare_lesson
from gapfinder.matching.concepts import find_concepts
from gapfinder.matching.holders import find_broader, read_unlike
from gapfinder.matching.kin_below import map_nodes
from gapfinder.matching.kinship import find_doubtful, find_narrower
from gapfinder.matching.profiles import BY_MEANING, BY_WORDS
from gapfinder.matching.trees import Place, plant_forest
from gapfinder.meaning.installed import open_shelf
from gapfinder.words import read_table

TRUE = 0.95
"""The share of claims that have to be true."""
MARGIN = 0.25
"""How much farther down than the cutoff that would do on the pairs that teach, in log odds, the cutoff is put."""
NOTHING = 2.0
"""No score is so high."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A category of goods on one site, and what tells of it on another.

    `score` is that of the likest category there, as a logit, by weights that these sites did not teach; `told` says
    whether names alone speak against calling it absent, `absent` whether who read both sites found no place for it.
    """

    sites: frozenset[str]
    path: str
    score: float
    told: bool
    absent: bool

    def is_claimed(self, cutoff: float) -> bool:
        """Tell whether the site is said to lack it."""
        return not self.told and self.score < cutoff


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
        scores = iter(judge_held(lessons, held, known))
        for lesson in lessons:
            if lesson.sample.sites == held:
                cases += _list_cases(lesson, [next(scores).score for _ in lesson.slates])
    _tell(cases, read_unlike(name))
    if options.write:
        write_numbers(WORDS / f"{name}.toml", {"unlike": {"below": _bend(choose_cutoff(cases))}}, digits=3)
    return 0


def choose_cutoff(cases: Sequence[Case]) -> float:
    """Return below which logit a site lacks what nothing tells of there.

    It is the highest at which enough claims are true, and at every one below it, less a margin: the pairs that teach
    are few. Minus infinity where already the first claim is false.
    """
    claimed = sorted((case for case in cases if not case.told), key=lambda case: (case.score, case.absent))
    true, cutoff = 0, -float("inf")
    for place, case in enumerate(claimed, start=1):
        true += case.absent
        if true < TRUE * place:
            return min(cutoff, case.score - MARGIN)
        cutoff = case.score
    return cutoff


def _list_cases(lesson: Lesson, scores: Sequence[float]) -> list[Case]:
    sample = lesson.sample
    paths = [*sample.right, *sorted(sample.absent)]
    told = find_told(sample)
    return [
        Case(sites=sample.sites, path=path, score=score, told=told[path], absent=path in sample.absent)
        for path, score in zip(paths, scores, strict=True)
        if path in told
    ]


def find_told(sample: Sample) -> dict[str, bool]:
    """Return for each source of goods whether a category of the target's is of its concept, may be, or may hold it.

    All that the analysis heeds counts, but for how like the categories of both are by all features.
    """
    places = [
        Place(site=site, category_id=path, path=tuple(path.split(" > ")))
        for site in (sample.source, sample.target)
        for path in read_paths(site)
    ]
    concepts = find_concepts(plant_forest(places))
    there = {
        concept.concept_id
        for concept in concepts.found
        if any(concepts.nodes[member.node].place.site == sample.target for member in concept.members)
    }
    for found in (find_narrower(concepts), find_doubtful(concepts), find_broader(concepts, unlike=NOTHING)):
        there |= {kin.concept_id for kin in found if concepts.nodes[kin.node].place.site == sample.target}
    of_path = {
        concepts.nodes[node].place.category_id: not there.isdisjoint(ids)
        for node, ids in map_nodes(concepts).items()
        if concepts.nodes[node].place.site == sample.source
    }
    return {path: of_path[path] for path in (*sample.right, *sample.absent) if path in of_path}


def _tell(cases: Sequence[Case], used: float) -> None:
    claimed = []
    for held in sorted({case.sites for case in cases}, key=sorted):
        mine = choose_cutoff([case for case in cases if case.sites != held])
        claims = [case for case in cases if case.sites == held and case.is_claimed(mine)]
        claimed += claims
        true = sum(case.absent for case in claims)
        print(f"{' and '.join(sorted(held))}: below {_bend(mine):.3f}; {true} of {len(claims)} claims are true")
    absent = sum(case.absent for case in cases)
    true = sum(case.absent for case in claimed)
    print(f"held out: {true} of {len(claimed)} claims are true ({true / max(len(claimed), 1):.3f})")
    print(f"they find {true} of {absent} categories that sites lack ({true / absent:.3f})")
    for kind, kept in (("without a cutoff", float("inf")), (f"below {used:.3f}, as is the rule now", _logit(used))):
        claims = [case for case in cases if case.is_claimed(kept)]
        true = sum(case.absent for case in claims)
        print(f"{kind}: {true} of {len(claims)} ({true / max(len(claims), 1):.3f})")
    print(f"chosen by all: {_bend(choose_cutoff(cases)):.3f}")


def _bend(logit: float) -> float:
    return 1 / (1 + exp(-max(min(logit, 700.0), -700.0)))


def _logit(share: float) -> float:
    return log(share / (1 - share))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
