"""Who is at work in a soak: each does its part again and again until the time is over."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

from benchmarks.soak.commands import Account, Aim, Commands
from benchmarks.soak.readers import QUERY, check_row, connect_again, keep_open
from benchmarks.soak.shops import Shop
from warehouse.store import open_store

KILLED = 0.6
"""Share of the crawls and imports that are killed; of the others, half as many."""
CRAWL_STAGES = (
    *(None, "crawling", "crawling", "remembering", "closing", "closed"),
    *("loading", "loaded", "between load and publish", "publishing", "publishing", "published"),
)
IMPORT_STAGES = (None, "closing", "closed", "loading", "loaded", "between load and publish", "publishing", "published")
REPORT_STAGES = (None, "analysing", "publishing", "published", "writing the report")
MOST_AFTER = {None: 4.0, "crawling": 1.0, "analysing": 1.5}
"""Seconds after which a command is killed at the latest, where that is not a twentieth."""
WELL = (0, 3)
"""Exit codes of commands that did what they could: 3 where something was not observed or wants attention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the actors share. `data` is the data folder; `is_over` says that it is time to end."""

    data: Path
    seed: int
    commands: Commands
    account: Account
    is_over: Callable[[], bool]

    def aim(self, dice: random.Random, share: float, stages: Sequence[str | None]) -> Aim | None:
        """Draw where the next command is killed, if it is."""
        if dice.random() > share:
            return None
        stage = dice.choice(stages)
        return Aim(stage=stage, after=dice.uniform(0, MOST_AFTER.get(stage, 0.05)))


def start_actors(scene: Scene, sites: Sequence[str]) -> list[Thread]:
    """Start them all; each ends by itself when the time is over."""
    path, account = scene.data / "warehouse.duckdb", scene.account
    parts = [
        (crawl, (scene, sites)),
        (import_catalogues, (scene, "first-import")),
        (import_catalogues, (scene, "second-import")),
        (report, (scene, "report")),
        (report, (scene, "match")),
        (query, (scene,)),
        (ask_status, (scene,)),
        (want_store, (scene,)),
        (keep_open, (path, account, scene.is_over)),
        (connect_again, (path, account, scene.is_over)),
    ]
    threads = [Thread(target=part, args=arguments) for part, arguments in parts]
    for thread in threads:
        thread.start()
    return threads


def crawl(scene: Scene, sites: Sequence[str]) -> None:
    """Crawl some sites at a time, in one process or in two."""
    dice = random.Random(f"{scene.seed} crawl")
    while not scene.is_over():
        chosen = dice.sample(sites, k=dice.randint(2, len(sites)))
        aim = scene.aim(dice, KILLED, CRAWL_STAGES)
        processes = str(dice.choice((1, 2)))
        ended = scene.commands.run("crawl", "crawl", *chosen, "--processes", processes, aim=aim, right=WELL)
        if not ended.killed_in:
            _check_outcomes(scene, ended.out)
            _check_published(scene, chosen)


def import_catalogues(scene: Scene, site: str) -> None:
    """Import tables that differ from time to time."""
    dice = random.Random(f"{scene.seed} {site}")
    shop, path = Shop(name=site, seed=scene.seed), scene.data.parent / f"{site}.csv"
    number = 0
    while not scene.is_over():
        number += 1
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(["title", "category", "price", "currency"])
            for shelf in shop.list_shelves(number):
                lines.writerows((title, shelf, price, "EUR") for title, price in shop.list_goods(shelf, number))
        aim = scene.aim(dice, KILLED, IMPORT_STAGES)
        scene.commands.run("import", "import", str(path), "--site", site, aim=aim)
        sleep(dice.uniform(0, 8))


def report(scene: Scene, kind: str) -> None:
    """Analyse what is loaded, for an engagement or as a whole."""
    dice = random.Random(f"{scene.seed} {kind}")
    while not scene.is_over():
        aim = scene.aim(dice, KILLED / 2, REPORT_STAGES)
        scene.commands.run(kind, kind, aim=aim, right=WELL)
        sleep(dice.uniform(0, 12))


def query(scene: Scene) -> None:
    """Ask by `gapfinder sql`."""
    before = 0
    while not scene.is_over():
        ended = scene.commands.run("sql", "sql", "--format", "json", "--", QUERY)
        if ended.code == 0:
            crawls = check_row("sql", list(json.loads(ended.out)[0].values()), scene.account)
            if crawls < before:
                scene.account.note_error("sql", f"saw {before} crawls, then {crawls}")
            before = crawls
        sleep(2)


def ask_status(scene: Scene) -> None:
    """Ask how the sites stand."""
    while not scene.is_over():
        scene.commands.run("status", "status", right=WELL)
        sleep(6)


def want_store(scene: Scene) -> None:
    """Wait for one's turn at the store, as everybody does who writes."""
    while not scene.is_over():
        began = monotonic()
        with open_store(scene.data):
            scene.account.note_wait("turn at the store", monotonic() - began)
        sleep(1.5)


def _check_outcomes(scene: Scene, out: str) -> None:
    """Make sure that no site fails but where the process was killed that crawled it."""
    for line in out.splitlines():
        if " failed " in line and "its process" not in line:
            scene.account.note_error("crawl", line)


def _check_published(scene: Scene, sites: Sequence[str]) -> None:
    """Make sure that a reader sees all that was loaded of some sites when their crawl had ended."""
    folders = (scene.data / "spool" / "loaded").iterdir()
    loaded = {folder.name for folder in folders if folder.name.partition("-")[0] in sites}
    ended = scene.commands.run("sql", "sql", "--format", "json", "select crawl_id from crawls")
    if ended.code == 0:
        missing = loaded - {row["crawl_id"] for row in json.loads(ended.out)}
        if missing:
            scene.account.note_error("crawl", f"loaded, and not to be seen: {sorted(missing)}")
