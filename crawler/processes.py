"""Crawls sites in several processes at once; what each tells is told on, as if there were only one."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from crawler.errands import Errand
from crawler.errors import Interrupted
from crawler.leftovers import remove_leftovers
from crawler.outcomes import Progress, SiteOutcome, describe_end, fail_sites
from crawler.sites import Site
from crawler.stop_signals import stop_on_signals
from crawler.worker import pass_on, work

TURNS = "gapfinder-turns-"


def crawl_in_processes(
    shares: Sequence[list[Site]], errand: Errand, *, progress: Progress | None = None
) -> list[SiteOutcome]:
    """Crawl each share of the sites in a process of its own, and return the outcomes, share by share.

    Processes are spawned: a script that calls this keeps what it does under `if __name__ == "__main__"`. Where one of
    them ends before its time its sites fail, and the next crawl goes on with them. Raises Interrupted where Ctrl-C or
    SIGTERM asked for it; the processes come to their ends first. Sites that turn out to be on one host share its pace.
    """
    remove_leftovers(Path(gettempdir()), TURNS)
    with TemporaryDirectory(prefix=f"{TURNS}{os.getpid()}-") as turns:
        workers = [_Worker(share, replace(errand, turns=Path(turns))) for share in shares]
        is_stopping = _run(workers, progress)
    if is_stopping:
        raise Interrupted("interrupted; the next crawl goes on from here")
    return [outcome for worker in workers for outcome in worker.outcomes]


def _run(workers: Sequence[_Worker], progress: Progress | None) -> bool:
    """Run the processes to their ends; say whether they were asked to stop."""
    is_stopping = False

    def stop() -> None:
        nonlocal is_stopping
        is_stopping = True
        for worker in workers:
            worker.stop()

    with stop_on_signals(stop):
        for worker in workers:
            worker.start()
        _listen(workers, progress)
    return is_stopping


class _Worker:
    """A process and the line to it. `outcomes` are there once it has ended."""

    def __init__(self, sites: list[Site], errand: Errand) -> None:
        self.outcomes: list[SiteOutcome] = []
        self.connection, self._far_end = get_context("spawn").Pipe()
        level = logging.getLogger().getEffectiveLevel()
        self._process = SpawnProcess(target=work, args=(self._far_end, sites, errand, level), daemon=True)
        self._sites = sites
        self._is_stopped = False

    def start(self) -> None:
        if not self._is_stopped:
            self._process.start()
        # so that the line ends with the process
        self._far_end.close()
        if self._is_stopped:
            self.stop()

    def stop(self) -> None:
        """Ask the process to end; one that is not started yet will not be."""
        self._is_stopped = True
        with suppress(AttributeError, ProcessLookupError):
            self._process.terminate()

    def take(self, message: object, progress: Progress | None) -> None:
        """Tell on what the process tells."""
        if isinstance(message, list):
            self.outcomes = message
        else:
            pass_on(message, progress)

    def close(self) -> None:
        """Wait for the process, and note its sites as failed where it has not told of them."""
        self.connection.close()
        if self._is_stopped and self._process.pid is None:
            return
        self._process.join()
        if not self.outcomes:
            reason = f"its process {describe_end(self._process.exitcode)}; the next crawl goes on from here"
            self.outcomes = fail_sites(self._sites, reason)


def _listen(workers: Sequence[_Worker], progress: Progress | None) -> None:
    """Take what the processes tell, until all have ended."""
    left = list(workers)
    while left:
        ready = wait([worker.connection for worker in left])
        for worker in [worker for worker in left if worker.connection in ready]:
            try:
                worker.take(worker.connection.recv(), progress)
            except (EOFError, OSError):
                worker.close()
                left.remove(worker)
