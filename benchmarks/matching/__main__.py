"""Maps trees of ../shared onto each other with `gapfinder match`, and scores that with the scorer that lies there.

python -m benchmarks.matching [SET...] [--hide SHARE]
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.matching.gold import LABELLED, SHARED, find_tree

GAPFINDER = Path(sys.executable).with_name("gapfinder")
MATCHER = shlex.join([str(GAPFINDER), "match"]) + " {source} {target} -o {output} --top 5"
MAPPED = {
    "ebay_us_2017__ebay_us_2026": ("ebay_us_2017", "ebay_us_2026"),
    "google_en-GB__google_en-US": (None, "google"),
    "google_2021-09-21__shopify_2024-04": (None, "shopify"),
    "decathlon_de__decathlon_en": (None, "decathlon"),
    "bandq_fr__bandq_en": (None, "bandq"),
}
"""Mappings made by others with the trees of both sides; where no source is given, its tree are the mapped paths."""


def main(arguments: Sequence[str]) -> int:
    """Score the named sets, or all; 0 also where there is nothing to score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = [*LABELLED, *MAPPED]
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(known)}")
    parser.add_argument("--hide", default="0", help="hide the answers of such a share of the mapped sources")
    options = parser.parse_args(arguments)
    if strange := sorted(set(options.sets) - set(known)):
        parser.error(f"no set is called {strange[0]}")
    if not SHARED.exists():
        print("skipped: the mappings are not there (../shared/taxonomies)")
        return 0
    for name in options.sets or known:
        print(f"== {name}", flush=True)
        subprocess.run(_make_command(name, options.hide), check=True)
    return 0


def _make_command(name: str, hide: str) -> list[str | Path]:
    scorer, gold = SHARED / "score.py", SHARED / "gold" / f"{name}.csv.gz"
    if name in LABELLED:
        return [sys.executable, scorer, "labelled", gold, "--sites", SHARED / "sites", "--matcher", MATCHER]
    source, target = MAPPED[name]
    trees: list[str | Path] = ["--target-tree", find_tree(target)]
    if source:
        trees += ["--source-tree", find_tree(source)]
    return [sys.executable, scorer, "mapping", gold, *trees, "--hide", hide, "--matcher", MATCHER]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
