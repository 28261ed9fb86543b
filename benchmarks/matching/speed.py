"""Compares what matching two large trees costs, and how often it is right, with fuzzy comparison of all pairs of paths.

python -m benchmarks.matching.speed [--sources N]
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.process import cdist

from benchmarks.matching.gold import SHARED, read_paths, read_rows
from gapfinder.matching.catalogues.trees import Node, Place, plant_forest
from gapfinder.matching.pairs.match import match_trees
from gapfinder.matching.pausing import pause_collecting

OLD, NEW = "ebay_us_2017", "ebay_us_2026"
AT_ONCE = 200


def main(arguments: Sequence[str]) -> int:
    """Measure both, the fuzzy comparison on some sources only; 0 also where there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=600, help="sources that are compared with all targets")
    options = parser.parse_args(arguments)
    if not SHARED.exists():
        print("skipped: the trees are not there (../shared/taxonomies)")
        return 0
    right: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(SHARED / "gold" / f"{OLD}__{NEW}.csv.gz"):
        right[row["source_path"]].add(row["target_path"])
    sources, targets = read_paths(OLD), read_paths(NEW)
    spent = time.process_time()
    found = _match(sources, targets)
    ours = time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    some = random.Random(7).sample(sources, options.sources)
    spent = time.process_time()
    fuzzy = _compare_all(some, targets)
    theirs = (time.process_time() - spent) * len(sources) / len(some)
    print(f"{len(sources)} x {len(targets)} categories")
    print(f"gapfinder     {ours:7.1f} s CPU, peak {peak:.0f} MiB, top-1 {_count_right(found, right):.3f}")
    print(f"cdist, likely {theirs:7.1f} s CPU, top-1 {_count_right(fuzzy, right):.3f} of {len(some)}")
    print(f"gapfinder is {theirs / ours:.1f} times as fast")
    return 0


@pause_collecting()  # as two files are matched
def _match(sources: Sequence[str], targets: Sequence[str]) -> dict[str, str]:
    matches = match_trees(_plant(sources), _plant(targets))
    found: dict[str, str] = {}
    for row, other in zip(matches.rows.tolist(), matches.others.tolist(), strict=True):
        found.setdefault(sources[row], targets[other])
    return found


def _plant(paths: Sequence[str]) -> list[Node]:
    return plant_forest([Place(site="one", category_id=path, path=tuple(path.split(" > "))) for path in paths])


def _compare_all(sources: Sequence[str], targets: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(sources), AT_ONCE):
        some = sources[start : start + AT_ONCE]
        alike = cdist(some, targets, scorer=token_sort_ratio, dtype=np.uint8)
        found |= {source: targets[best] for source, best in zip(some, alike.argmax(axis=1).tolist(), strict=True)}
    return found


def _count_right(found: Mapping[str, str], right: Mapping[str, set[str]]) -> float:
    asked = [source for source in found if source in right]
    return sum(found[source] in right[source] for source in asked) / len(asked)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
