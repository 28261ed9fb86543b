"""Crawls under Dask in processes of their own, on clusters of the tests' own."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.crawl.shops import Served, make_shop_pages
from tests.crawl.test_processes import wait_until

needs_dask = pytest.mark.skipif(
    find_spec("distributed") is None,
    reason="Dask is not installed: pip install 'gapfinder[distributed]'",
)
needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to find the processes in")

RUN = """
import json, sys
from pathlib import Path
from crawler.distributing import engines
from crawler.distributing.engines import read_engine
from crawler.distributing.run import crawl_on_engine
from crawler.distributing.task import FolderUnseen, Task, crawl_task
from crawler.errands import Errand
from crawler.errors import Interrupted
from crawler.recalling.memories import Memories
from crawler.sites import Politeness, Site

task = json.loads(sys.argv[1])
engines.PATIENCE = task["patience"]
shares = [[Site(name=name, url=url, industry="tools", politeness=Politeness(delay=0.0, allow_private=True))
           for name, url in share.items()] for share in task["shares"]]
errand = Errand(spool=Path(task["spool"]), resume=task["resume"],
                memories=Memories(folder=Path(task["spool"]).parent / "m"))
try:
    outcomes = crawl_on_engine(read_engine(task["engine"]), shares, errand, workers=2)
except Interrupted:
    sys.exit(130)
print(json.dumps([[outcome.site, outcome.coverage, outcome.coverage_reason] for outcome in outcomes]))
"""
SLOW = Served(wait=0.1, headers={"Content-Type": "text/html; charset=utf-8"})


def make_slow_pages(products: int) -> dict[str, Served]:
    return {path: replace(SLOW, body=str(body).encode()) for path, body in make_shop_pages(products).items()}


def start_crawl(
    spool: Path, *shares: dict[str, str], engine: str = "dask", resume: bool = True, patience: float = 15.0
) -> subprocess.Popen[str]:
    """Start a crawl of each share of sites; `patience` is how long a scheduler that is gone is waited for."""
    told = {"spool": str(spool), "engine": engine, "resume": resume, "patience": patience}
    task = json.dumps({"shares": shares, **told})
    return subprocess.Popen(
        [sys.executable, "-c", RUN, task],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )


class Cluster:
    """A scheduler and workers by Dask's own commands, as on several machines."""

    def __init__(self, folder: Path) -> None:
        self._stack = ExitStack()
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        own = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.scheduler = self._start("dask_scheduler", *own, "--scheduler-file", str(self._file))

    @property
    def address(self) -> str:
        wait_until(lambda: self._file.exists() and self._file.read_text().endswith("}"))
        return str(json.loads(self._file.read_text())["address"])

    def need(self, workers: int) -> None:
        """Have so many workers, started where there are fewer; they wait for the scheduler by themselves."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        alone = ("--no-nanny", "--no-dashboard", "--nthreads", "1", "--local-directory", str(self._folder))
        while len(self.workers) < workers:
            self.workers.append(self._start("dask_worker", "--scheduler-file", str(self._file), *alone))

    def close(self) -> None:
        """End all of it."""
        self._stack.close()

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


def list_crawling() -> dict[int, int]:
    """List the processes that crawl for tasks, with those of their workers."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if b"crawler.distributing.entry" in (path / "cmdline").read_bytes():
                found[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return found


def find_ancestors(pid: int) -> list[int]:
    found = []
    while pid > 1:
        found.append(pid)
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            break
    return found


def list_workers(process: subprocess.Popen[str]) -> list[int]:
    """List the workers of a crawl's own cluster that crawl at this moment."""
    return sorted({worker for worker in list_crawling().values() if process.pid in find_ancestors(worker)})
