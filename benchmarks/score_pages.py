"""Reads the saved pages of ../shared with `gapfinder extract`, and scores what was seen.

python benchmarks/score_pages.py [--worst N]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "pages"


def main(arguments: Sequence[str]) -> int:
    """Extract, score, and print the scorer's table; 0 also where there is nothing to score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=0, help="name so many of the worst pages of each figure")
    options = parser.parse_args(arguments)
    if not (SHARED / "score.py").exists():
        print("skipped: the saved pages are not there (../shared/pages)")
        return 0
    with tempfile.TemporaryDirectory(prefix="gapfinder-pages-") as folder:
        extracted = Path(folder, "extracted.jsonl")
        with tarfile.open(SHARED / "pages.tar.gz") as archive:
            archive.extractall(folder, filter="data")
        command = [Path(sys.executable).with_name("gapfinder"), "extract", "--index", SHARED / "index.csv"]
        with extracted.open("wb") as lines:
            subprocess.run(command, cwd=folder, stdout=lines, check=True)
        scorer = [sys.executable, SHARED / "score.py", SHARED / "labels.json", extracted, "--worst", str(options.worst)]
        return subprocess.run(scorer, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
