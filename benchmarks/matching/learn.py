"""Learns the weights of the matcher from mappings read by eye, and says how well they do on pairs of sites left out.

python -m benchmarks.matching.learn [--semantic | --languages] [--write]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from pathlib import Path
from statistics import mean

import numpy as np

from benchmarks.matching.fitting import RIDGE, RIDGE_BY_MEANING, fit_sureness, fit_weights
from benchmarks.matching.gold import SHARED, read_samples
from benchmarks.matching.lesson import Lesson, prepare_lesson
from gapfinder.matching.catalogues.profiles import ACROSS_LANGUAGES, BY_MEANING, BY_WORDS
from gapfinder.matching.pairs.match import spread_chances
from gapfinder.matching.vectors import Floats
from gapfinder.meaning.installed import open_shelf
from gapfinder.words import read_table

WORDS = Path(__file__).resolve().parents[2] / "gapfinder" / "words"
Table = Mapping[str, Mapping[str, float]]
CUTOFFS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
PRECISE = {BY_WORDS: 0.75, BY_MEANING: 0.82, ACROSS_LANGUAGES: 0.8}
"""The share of answers "none" that are to be right: where more is known, more may be asked without falling silent."""
FINE = tuple(hundredth / 100 for hundredth in range(5, 41))
BY_HAND = frozenset(
    {"titles", "sold_same", "sold_apart", "numbers", "negation", "homonym", "strangers", "prices_near", "prices_far"}
)
"""Features that too few of the pairs read by eye have to learn anything of; their weights stay as they are."""
LANGUAGES = {BY_MEANING: frozenset({"en"}), ACROSS_LANGUAGES: frozenset({"en", "de"})}
"""What a model is asked to know, by the weights that go with it."""
GRADES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one judged source: how good its best candidate is, whether that is right, or one of the five best.

    `score` is that of the best against there being nothing, `chance` that against all others, both as logits. `absent`
    tells that nothing is right.
    """

    name: str
    score: float
    chance: float
    first: bool
    fifth: bool
    absent: bool


def main(arguments: Sequence[str]) -> int:
    """Judge every pair of sites by what the others taught; with --write learn from all and keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--semantic", action="store_true", help="with the vectors of a sentence model")
    parser.add_argument("--languages", action="store_true", help="with those of a model that knows many languages")
    parser.add_argument("--model", type=Path, help="the folder of that model, if not the installed one")
    parser.add_argument("--write", action="store_true", help="keep the weights, learned from all pairs")
    options = parser.parse_args(arguments)
    if not SHARED.exists():
        print("skipped: the mappings are not there (../shared/taxonomies)")
        return 0
    name = ACROSS_LANGUAGES if options.languages else BY_MEANING if options.semantic else BY_WORDS
    shelf = None if name == BY_WORDS else open_shelf(options.model, languages=LANGUAGES[name])
    if name != BY_WORDS and shelf is None:
        print("skipped: no sentence model is installed (gapfinder[semantic])")
        return 0
    lessons = [prepare_lesson(sample, shelf.find_vectors if shelf else None) for sample in read_samples()]
    if options.languages:
        lessons += [lesson.as_foreign() for lesson in lessons]
    known = read_table(name)
    if options.languages:
        known = {part: read_table(BY_MEANING)[part] | {"foreign": 0.0} for part in ("first", "second")}
    verdicts = [
        verdict
        for held in part_lessons(lessons)
        for lesson, sums in teach_others(lessons, held, known)
        for verdict in _judge(lesson, sums)
    ]
    scale = fit_sureness(np.array([one.chance for one in verdicts]), np.array([float(one.first) for one in verdicts]))
    _tell(verdicts, scale)
    if options.write:
        first, second = _learn(lessons, known)
        found = {
            "first": first,
            "second": second,
            "sureness": scale,
            "none": {"below": _choose_cutoff(verdicts, PRECISE[name])},
        }
        write_numbers(WORDS / f"{name}.toml", found)
    return 0


def part_lessons(lessons: Sequence[Lesson]) -> list[frozenset[str]]:
    return sorted({lesson.sample.sites for lesson in lessons}, key=sorted)


def _learn(lessons: Sequence[Lesson], known: Table) -> tuple[dict[str, float], dict[str, float]]:
    first = _learn_pass(lessons, known["first"])
    for lesson in lessons:
        lesson.look_around(first)
    return first, _learn_pass(lessons, known["second"])


def _learn_pass(lessons: Sequence[Lesson], known: Mapping[str, float]) -> dict[str, float]:
    if "foreign" in known:
        return _learn_shift(lessons, known)
    kept = {name: weight for name, weight in known.items() if name in BY_HAND}
    ridge = RIDGE_BY_MEANING if "meaning_whole" in known else RIDGE
    return fit_weights(lessons, [name for name in known if name not in {*BY_HAND, "bias"}], ridge=ridge) | kept


def _learn_shift(lessons: Sequence[Lesson], known: Mapping[str, float]) -> dict[str, float]:
    """Return the known weights scaled for another model's cosines, with what a difference of languages makes up for.

    Learned anew, they would take what the pairs lack, equal names, for what all languages lack.
    """
    settled = {name: weight for name, weight in known.items() if name not in {"foreign", "bias"}}
    for lesson in lessons:
        lesson.features["settled"] = lesson.sum_up(settled | {"bias": 0.0})
    found = fit_weights(lessons, ["settled", "foreign"])
    scaled = {name: weight if name in BY_HAND else weight * found["settled"] for name, weight in settled.items()}
    return scaled | {"foreign": found["foreign"], "bias": found["bias"]}


def teach_others(lessons: Sequence[Lesson], held: frozenset[str], known: Table) -> Iterator[tuple[Lesson, Floats]]:
    """Yield the lessons of two sites with the sums of all their pairs, by weights that the other lessons teach."""
    first, second = _learn([lesson for lesson in lessons if lesson.sample.sites != held], known)
    for lesson in lessons:
        if lesson.sample.sites == held:
            lesson.look_around(first)
            yield lesson, lesson.sum_up(second)


def _judge(lesson: Lesson, sums: Floats) -> list[Verdict]:
    chances = spread_chances(sums, lesson.number_slates())
    sources = [False] * len(lesson.sample.right) + [True] * len(lesson.sample.absent)
    return [
        _judge_slate(lesson, sums, chances, cut, absent=absent)
        for cut, absent in zip(lesson.slates, sources, strict=True)
    ]


def _judge_slate(lesson: Lesson, sums: Floats, chances: Floats, cut: slice, *, absent: bool) -> Verdict:
    order = np.lexsort((lesson.others[cut], -sums[cut]))
    right = lesson.right[cut][order]
    chance = float(chances[cut].max(initial=1e-9))
    return Verdict(
        name=lesson.sample.name,
        score=float(sums[cut].max(initial=-20.0)),
        chance=float(np.log(chance / (1 - chance))),
        first=bool(right[:1].any()),
        fifth=bool(right[:5].any()),
        absent=absent,
    )


def _choose_cutoff(verdicts: Sequence[Verdict], share: float) -> float:
    """Return the highest score below which "none" is right often enough on pairs that taught nothing."""
    precise = [cutoff for cutoff in FINE if mean(_list_absent(verdicts, cutoff) or [False]) >= share]
    return max(precise, default=min(FINE))


def _list_absent(verdicts: Sequence[Verdict], cutoff: float) -> list[bool]:
    """Return for each answer "none" whether it is right, where that is what a score below the cutoff says."""
    return [one.absent for one in verdicts if _bend(one.score) < cutoff]


def _tell(verdicts: Sequence[Verdict], scale: Mapping[str, float]) -> None:
    for name, count in Counter(one.name for one in verdicts if not one.absent).items():
        mine = [one for one in verdicts if one.name == name and not one.absent]
        first, fifth = (sum(getattr(one, key) for one in mine) for key in ("first", "fifth"))
        print(f"{name}: top-1 {first / count:.3f} ({first}/{count})  top-5 {fifth / count:.3f} ({fifth}/{count})")
    absent = sum(one.absent for one in verdicts)
    print("no answer below  'none' precision  recall")
    for cutoff in CUTOFFS:
        said = _list_absent(verdicts, cutoff)
        print(f"{cutoff:15.2f} {sum(said) / max(len(said), 1):17.3f} {sum(said) / absent:7.3f}")
    print("sureness    answers  right")
    sureness = [_bend(scale["slope"] * one.chance + scale["offset"]) for one in verdicts]
    for low, high in pairwise(GRADES):
        graded = [one.first for one, sure in zip(verdicts, sureness, strict=True) if low <= sure < high]
        print(f"{low:.1f} to {high:.1f} {len(graded):9d} {sum(graded) / max(len(graded), 1):6.2f}")


def _bend(logit: float) -> float:
    return 1 / (1 + exp(-logit))


def write_numbers(file: Path, found: Table, *, digits: int = 2) -> None:
    """Replace the numbers of the file, and leave what is said beside them."""
    lines, table = [], ""
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition(" = ")
        if line.startswith("["):
            table = line.strip("[] ")
        _, hash_sign, note = rest.partition("#")
        if rest and name in found.get(table, {}):
            said = f"{name} = {found[table][name]:.{digits}f}"
            lines.append(f"{said:22}# {note.strip()}" if hash_sign else said)
        else:
            lines.append(line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
