"""Loads made-up catalogues and compares what that costs with what DuckDB needs for the bare rows.

    python -m benchmarks.warehouse [speed|growth|scale|lake ...]

`speed` loads 1,000,000 products with their assignments, and again with one in a hundred changed. `growth` compares the
published file after eleven weekly crawls, one product in fifty changed each week, with that after the first. `scale`
fills a store with three crawls of 100 sites of 50,000 products and an analysis of them, watches for how long a load and
publishing keep others off it, and asks the questions of the cookbook. `lake` does the same with a file and with a lake,
where PostgreSQL is installed, and says what each takes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.warehouse.growth import compare_growth
from benchmarks.warehouse.lake import compare_lake
from benchmarks.warehouse.scale import compare_scale
from benchmarks.warehouse.speed import compare_speed

STAGES = {"speed": compare_speed, "growth": compare_growth, "scale": compare_scale, "lake": compare_lake}


def main(arguments: Sequence[str]) -> int:
    """Run the stages and print what they found; 1 where a ratio is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", metavar="STAGE", default=list(STAGES), help=", ".join(STAGES))
    parser.add_argument("--products", type=int, help="products of a site, where not the whole number")
    parser.add_argument("--rounds", type=int, default=3, help="of speed")
    options = parser.parse_args(arguments)
    missed = False
    for stage in options.stages:
        with tempfile.TemporaryDirectory(prefix="gapfinder-") as folder:
            for line, is_met in STAGES[stage](Path(folder), options):
                print(f"{line}{'' if is_met else '   NOT MET'}", flush=True)
                missed |= not is_met
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
