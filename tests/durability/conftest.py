"""An engagement whose commands can be run here, or in a process that is killed at a chosen point."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gapfinder.cli.main import gapfinder
from tests.crawl.shops import Shop, listing_page, make_shop_pages, product_page
from warehouse.query import open_published

MARKS = Path(__file__).parents[2] / "benchmarks" / "soak" / "marks"
AT_REST = frozenset(
    {".analysis.lock", ".store.lock", ".store.queue", ".unpublished.lock", "crawl.lock"}
    | {"memory", "report", "spool", "store.duckdb", "warehouse.duckdb"}
)
"""What may lie in a data folder while nothing runs."""
STATE = {
    "products": "select site, title, price from products",
    "categories": "select site, path from categories",
    "product_categories": "select site, product_id, category_id from product_categories",
    "changes": 'select site, kind, subject, name, "from", "to" from catalog_changes',
    "members": "select engagement, site, role from engagements",
}
BEFORE = "title,category,price,currency\nSaw,Tools,5.00,EUR\nAxe,Tools > Axes,6.00,EUR\nNail,Iron,0.10,EUR\n"
AFTER = "title,category,price,currency\nSaw,Tools,5.50,EUR\nAxe,Tools > Axes,6.00,EUR\nBolt,Iron,0.20,EUR\n"
ENGAGEMENT = """
name = "case"
data = "data"
[crawl]
contact = "mailto:case@example.com"
delay = 0.0
allow_private = true
browser = "never"
[prospect]
name = "shop"
url = "{url}"
industry = "tools"
[[competitors]]
name = "listed"
url = "https://listed.example/"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A folder with an engagement file, two tables to import, and a data folder."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def arguments(self, *command: str) -> list[str]:
        """Return a command's line; FOLDER stands for the case's folder."""
        options = [] if command[0] == "extract" else ["--engagement", str(self.folder / "engagement.toml")]
        return [word.replace("FOLDER", str(self.folder)) for word in command] + options

    def run(self, *command: str) -> Result:
        """Run a command in this process."""
        return CliRunner().invoke(gapfinder, self.arguments(*command))

    def start(self, *command: str, **environment: str) -> subprocess.Popen[str]:
        """Start a command in a process of its own."""
        line = [sys.executable, "-m", "gapfinder", *self.arguments(*command)]
        pipe = subprocess.PIPE
        return subprocess.Popen(line, env=os.environ | environment, stdout=pipe, stderr=pipe, text=True)

    def kill(self, stage: str, number: int, *command: str) -> None:
        """Run a command and have it killed before the so-manieth thing that it does in a stage."""
        path = os.pathsep.join([str(MARKS), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        at = {"PYTHONPATH": path, "GAPFINDER_KILL_AT": f"{number} {stage}"}
        with self.start(*command, **at) as process:
            told = process.communicate()
        assert process.returncode == -signal.SIGKILL, told

    def read_state(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return what the published file says, whatever the crawls' ids and times."""
        with open_published(self.data) as published:
            return {name: published.execute(f"{query} order by all").fetchall() for name, query in STATE.items()}

    def list_closed(self) -> set[str]:
        """Return the names of all closed folders of the spool."""
        return {path.parent.name for path in (self.data / "spool").glob("**/manifest.json")}

    def copy(self, folder: Path) -> Case:
        """Return a copy of all of it."""
        return Case(folder=Path(shutil.copytree(self.folder, folder)))


@pytest.fixture(scope="session")
def shop() -> Iterator[Shop]:
    shop = Shop(make_shop_pages(3))
    shop.start()
    yield shop
    shop.stop()


@pytest.fixture(scope="session")
def before(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case that was crawled, imported and reported on; the shop is another since."""
    case = Case(folder=tmp_path_factory.mktemp("before"))
    (case.folder / "engagement.toml").write_text(ENGAGEMENT.format(url=shop.url), encoding="utf-8")
    (case.folder / "before.csv").write_text(BEFORE, encoding="utf-8")
    (case.folder / "after.csv").write_text(AFTER, encoding="utf-8")
    commands = (("crawl", "shop"), ("import", "FOLDER/before.csv", "--site", "listed"), ("report",))
    assert [case.run(*command).exit_code for command in commands] == [0, 0, 0]
    shop.pages["/saws/"] = listing_page("Saws", ["saws-0", "saws-1", "saws-7"])
    shop.pages["/p/saws-7"] = product_page("Saws 7")
    shop.pages["/p/saws-1"] = product_page("Saws 1", price="4.50")
    return case


@pytest.fixture
def case(before: Case, tmp_path: Path) -> Case:
    return before.copy(tmp_path / "case")


@pytest.fixture(scope="session")
def after(before: Case, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, list[tuple[Any, ...]]]]:
    """Tells what is published after a command that nothing disturbed."""
    known: dict[tuple[str, ...], dict[str, list[tuple[Any, ...]]]] = {}

    def run(*command: str) -> dict[str, list[tuple[Any, ...]]]:
        if command not in known:
            case = before.copy(tmp_path_factory.mktemp("after") / "case")
            assert case.run(*command).exit_code == 0
            known[command] = case.read_state()
        return known[command]

    return run
