"""Crawls the recorded shops of ../shared over real HTTP, as `gapfinder crawl` does, and scores what was found.

    python benchmarks/score_realshops.py [--keep DIR] [--structure-only] [SHOP ...]

Nothing is set per shop but its URL. All are asked without delay, and with `ignore_crawl_delay`: the server is ours.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "realshops"
SCORED = ("zyte", "zencart", "openmage", "woocommerce", "evershop")
UNSCORED = ("polymer_shop",)
"""Shops that hold nothing without a browser: only their coverage is told."""
PORT = 8101
HEAD = """name = "score"

[crawl]
delay = 0
concurrency = 4
max_pages = {max_pages}
allow_private = true
ignore_crawl_delay = true
contact = "mailto:score@example.com"
"""


def main(arguments: Sequence[str]) -> int:
    """Crawl, print the scores and the coverage of each shop; 0 also where there is nothing to score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shops", nargs="*", metavar="SHOP", default=[*SCORED, *UNSCORED])
    parser.add_argument("--keep", metavar="DIR", type=Path, help="leave warehouse and request log here")
    parser.add_argument("--max-pages", type=int, default=2500)
    parser.add_argument("--structure-only", action="store_true", help="no product pages: score the trees")
    parser.add_argument("--port", type=int, default=PORT, help="where the recordings are served")
    parser.add_argument("--worst", type=int, default=5, help="name so many misses of each shop")
    parser.add_argument("--fault", action="append", default=[], metavar="OPTION", help="passed on to replay.py")
    options = parser.parse_args(arguments)
    if not (SHARED / "replay.py").exists():
        print("skipped: the recorded shops are not there (../shared/realshops)")
        return 0
    folder = options.keep or Path(tempfile.mkdtemp(prefix="gapfinder-score-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return _score(folder, options)
    finally:
        if options.keep is None:
            shutil.rmtree(folder)


def _score(folder: Path, options: argparse.Namespace) -> int:
    log = folder / "requests.jsonl"
    choice = ["--structure-only"] if options.structure_only else []
    with _serve(options.shops, ["--port", str(options.port), "--log", str(log), *options.fault]) as urls:
        engagement = _write_engagement(folder, urls, options.max_pages)
        command = [_command("gapfinder"), "crawl", "--fresh", *choice, "--engagement", engagement]
        crawled = subprocess.run(command, check=False)
    if crawled.returncode not in (0, 3):
        return crawled.returncode
    scored = [shop for shop in options.shops if shop in SCORED]
    pairs = [f"{shop}={SHARED / 'data' / shop}" for shop in scored]
    warehouse = folder / "data" / "warehouse.duckdb"
    arguments = [warehouse, *pairs, "--log", log, "--worst", str(options.worst)]
    return subprocess.run([sys.executable, SHARED / "score.py", *arguments], check=False).returncode if pairs else 0


@contextmanager
def _serve(shops: Sequence[str], options: Sequence[str]) -> Iterator[dict[str, str]]:
    folders = [str(SHARED / "data" / shop) for shop in shops]
    command = [sys.executable, str(SHARED / "replay.py"), *folders, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            lines = (server.stdout.readline().split() for _ in shops)
            yield {line[0]: line[1] for line in lines}
        finally:
            server.terminate()


def _write_engagement(folder: Path, urls: dict[str, str], max_pages: int) -> Path:
    (first, home), *others = urls.items()
    text = HEAD.format(max_pages=max_pages) + f'\n[prospect]\nname = "{first}"\nurl = "{home}"\n'
    for name, url in others:
        text += f'\n[[references]]\nname = "{name}"\nurl = "{url}"\nindustry = "recorded"\n'
    path = folder / "engagement.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _command(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
