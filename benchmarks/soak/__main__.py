"""Crawls, imports, analyses and asks at once, kills some of it at random, and proves in the end that all is there.

    python -m benchmarks.soak --minutes 30 --seed 1

Four made-up shops on loopback change as time goes by. Prints a page of figures; 1 where anything was lost, anybody saw
an error, or half a load, or the end differs from that of a store that was never disturbed.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic, sleep

from benchmarks.soak.actors import WELL, Scene, start_actors
from benchmarks.soak.commands import Account, Commands, Marks
from benchmarks.soak.proof import count_records, prove
from benchmarks.soak.shops import Shop, serve_shops

SITES = {"north": "prospect", "south": "competitors", "east": "competitors", "west": "references"}
MOST_TOLD = 400
"""Characters of an error that are printed."""
HEAD = """name = "soak"
data = "data"
[crawl]
contact = "mailto:soak@example.com"
delay = 0.0
allow_private = true
browser = "never"
"""


def main(arguments: Sequence[str]) -> int:
    """Soak, print what came of it, and return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where to work and leave everything, instead of a folder that goes")
    options = parser.parse_args(arguments)
    if options.keep:
        return soak(options.keep.resolve(), minutes=options.minutes, seed=options.seed)
    with tempfile.TemporaryDirectory(prefix="gapfinder-soak-") as folder:
        return soak(Path(folder), minutes=options.minutes, seed=options.seed)


def soak(folder: Path, *, minutes: float, seed: int) -> int:
    """Soak in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.disable(logging.WARNING)  # who only wants the store in this process may find that somebody was killed
    account = Account()
    commands = Commands(folder, Marks(folder), account)
    shops = [Shop(name=name, seed=seed) for name in SITES]
    with serve_shops(shops) as urls:
        _write_engagement(folder / "engagement.toml", urls)
        commands.run("crawl", "crawl", right=WELL)
        end = monotonic() + 60 * minutes
        scene = Scene(
            data=folder / "data",
            seed=seed,
            commands=commands,
            account=account,
            is_over=lambda: monotonic() >= end,
        )
        for thread in start_actors(scene, list(SITES)):
            thread.join()
        sleep(1)  # processes that crawl for one that was killed end within that
        commands.run("crawl", "crawl", right=WELL)
        commands.run("report", "report", right=WELL)
    wrong = [*account.errors, *prove(folder / "data", folder / "anew")]
    print("\n".join(tell(account, count_records(folder / "data" / "spool" / "loaded"), wrong)))
    return int(bool(wrong))


def tell(account: Account, counts: Counter[str], wrong: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the summary."""
    yield f"{counts['records']} records in {counts['folders']} closed folders\n"
    yield f"{'what':26}{'times':>7}{'median s':>10}{'longest s':>11}"
    for kind, waits in sorted(account.waits.items()):
        yield f"{kind:26}{account.runs[kind]:7}{sorted(waits)[len(waits) // 2]:10.2f}{max(waits):11.2f}"
    yield f"\n{account.kills.total()} kills"
    for (kind, stage), number in sorted(account.kills.items()):
        yield f"  {kind:20}{stage:26}{number:5}"
    yield f"\n{account.mended.total()} times somebody said what was made good"
    for sign, number in sorted(account.mended.items()):
        yield f"  … {sign:42}{number:5}"
    yield f"\n{len(wrong)} errors"
    for line, number in Counter(line[:MOST_TOLD] for line in wrong).most_common(40):
        yield f"{number:5} × {line}"


def _write_engagement(path: Path, urls: dict[str, str]) -> None:
    tables = []
    for name, role in SITES.items():
        head = f"[{role}]" if role == "prospect" else f"[[{role}]]"
        tables.append(f'{head}\nname = "{name}"\nurl = "{urls[name]}"\nindustry = "tools"\n')
    path.write_text(HEAD + "".join(tables), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
