"""Measures what matching many sites costs: as they grow in number, and when one more comes to many.

python -m benchmarks.matching.growth [--sites N] [--size CATEGORIES] [--grammar]
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.matching.made_sites import make_sites
from gapfinder.matching.catalogues.site_trees import SiteTree
from gapfinder.matching.catalogues.trees import Place
from gapfinder.matching.clustering.concepts import make_concepts
from gapfinder.matching.keeping.ledger import Grown, Ledger, begin_ledger, grow_ledger
from gapfinder.matching.keeping.ledger_files import load_ledger, save_ledger
from gapfinder.matching.pausing import pause_collecting

Result = TypeVar("Result")


def main(arguments: Sequence[str]) -> int:
    """Match a tenth of the sites, all of them, and one more; tell the CPU time of each, files and labels included."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=100, help="how many there are before one more comes")
    parser.add_argument("--size", type=int, default=1000, help="categories of each, about")
    parser.add_argument("--grammar", action="store_true", help="made-up names, also where real trees are at hand")
    options = parser.parse_args(arguments)
    trees = {
        site: _describe(site, paths)
        for site, paths in make_sites(options.sites + 1, options.size, grammar=options.grammar).items()
    }
    *standing, newcomer = trees
    few = {site: trees[site] for site in standing[: max(options.sites // 10, 1)]}
    with TemporaryDirectory() as folder:
        small = _time(lambda: _match(Path(folder) / "few", few))[1]
        print(f"{_count(few)} categories of {len(few)} sites: {small:.1f} s CPU", flush=True)
        kept = Path(folder) / "all"
        before = _time(lambda: _match(kept, {site: trees[site] for site in standing}))[1]
        print(
            f"{_count(trees) - len(trees[newcomer].places)} of {len(standing)}: {before:.1f} s, {_peak()} MiB",
            flush=True,
        )
        grown, added = _time(lambda: _add(kept, {newcomer: trees[newcomer]}))
        print(f"one more, of {len(trees[newcomer].places)} categories: {added:.2f} s", flush=True)
        anew, after = _time(lambda: _match(Path(folder) / "anew", trees))
        print(f"all {_count(trees)} of {len(trees)} anew: {after:.1f} s", flush=True)
    print(f"growth from a tenth to all: {before / small:.1f}-fold")
    print(f"adding one costs {added / after:.1%} of matching all anew")
    print(f"pairs of categories in one concept: {_agree(grown.ledger, anew.ledger)}")
    return 0


def _describe(site: str, paths: Sequence[tuple[str, ...]]) -> SiteTree:
    return SiteTree(places=[Place(site=site, category_id=" > ".join(path), path=path) for path in paths], mark=site)


@pause_collecting()  # as `gapfinder match` does
def _match(folder: Path, trees: Mapping[str, SiteTree]) -> Grown:
    return _keep(folder, begin_ledger(trees, []))


@pause_collecting()
def _add(folder: Path, trees: Mapping[str, SiteTree]) -> Grown:
    ledger = load_ledger(folder)
    if ledger is None:
        raise SystemExit("what was kept cannot be read")
    return _keep(folder, grow_ledger(ledger, trees, []))


def _keep(folder: Path, grown: Grown) -> Grown:
    found = grown.regathered
    make_concepts(found.basis, found.clusters, found.ids)
    save_ledger(folder, grown.ledger)
    return grown


def _agree(one: Ledger, other: Ledger) -> str:
    """Return how many pairs of units two matchings of the same sites put together, and how many of them both do."""
    counts = [Counter(found) for found in (one.grouping.concepts.tolist(), other.grouping.concepts.tolist())]
    both = Counter(zip(one.grouping.concepts.tolist(), other.grouping.concepts.tolist(), strict=True))
    pairs = [sum(count * (count - 1) // 2 for count in found.values()) for found in (*counts, both)]
    return (
        f"{pairs[0]} after one more, {pairs[1]} anew, {pairs[2]} the same ({2 * pairs[2] / (pairs[0] + pairs[1]):.3%})"
    )


def _count(trees: Mapping[str, SiteTree]) -> int:
    return sum(len(tree.places) for tree in trees.values())


def _time(work: Callable[[], Result]) -> tuple[Result, float]:
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
