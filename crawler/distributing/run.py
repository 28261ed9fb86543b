"""Crawls sites on the workers of an engine; what they tell is told on, as if all were crawled here."""

from __future__ import annotations

import asyncio
import logging
import pickle
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import TYPE_CHECKING

from crawler.distributing.engines import Engine, connect
from crawler.distributing.task import Task, crawl_task
from crawler.errands import Errand
from crawler.errors import Interrupted
from crawler.outcomes import Progress, SiteOutcome, describe_fault, fail_sites
from crawler.sites import Site
from crawler.spooling.closed import list_closed_names
from crawler.spooling.holding import discard_all
from crawler.spooling.spool import Spool
from crawler.stop_signals import stop_on_signals
from crawler.worker import pass_on

if TYPE_CHECKING:
    from distributed import Client, Future

LOOK_EVERY = 0.2
"""Seconds between two looks at what the workers told."""
GRACE = 15.0
"""Seconds that tasks are given to end after everything was asked to stop; the rest is given up then."""
TURNS = ".turns-"
"""How the folder begins in which the tasks of one call share the hosts' paces."""
GONE = "the engine lost it; the next crawl goes on from here"


def crawl_on_engine(
    engine: Engine, shares: Sequence[list[Site]], errand: Errand, *, workers: int = 1, progress: Progress | None = None
) -> list[SiteOutcome]:
    """Crawl each share of the sites as one task of an engine, and return the outcomes, share by share.

    The workers have to see the spool under the same path. A task whose worker is lost goes on from its journal on
    another one. `workers` is for an engine that is started here. A script that calls this keeps what it does under
    `if __name__ == "__main__"`. Raises Interrupted where Ctrl-C or SIGTERM asked for it, EngineMissing,
    EngineUnreachable.
    """
    if not shares:
        return []
    with stop_on_signals(stop := _Stop()), connect(engine, workers=workers, tasks=len(shares)) as client:
        if not errand.resume:
            # here and not by the tasks: one that is started anew on another worker has to go on
            found = [spool for share in shares for site in share for spool in Spool.find_open(errand.spool, site)]
            asyncio.run(discard_all(found, is_stopping=lambda: stop.is_asked))
        with _make_tasks(shares, errand) as tasks:
            outcomes = _Run(client, tasks, progress).wait(stop)
    if stop.is_asked:
        raise Interrupted("interrupted; the next crawl goes on from here")
    return outcomes


class _Stop:
    """Remembers that everything has to stop."""

    def __init__(self) -> None:
        self.is_asked = False

    def __call__(self) -> None:
        self.is_asked = True


@contextmanager
def _make_tasks(shares: Sequence[list[Site]], errand: Errand) -> Iterator[list[Task]]:
    spool = errand.spool.absolute()
    spool.mkdir(parents=True, exist_ok=True)
    memories = errand.memories and replace(errand.memories, folder=errand.memories.folder.absolute())
    errand = replace(errand, spool=spool, memories=memories, resume=True)
    run = f"gapfinder-{token_hex(8)}"
    level = logging.getLogger().getEffectiveLevel()
    for left in spool.parent.glob(f"{TURNS}*"):  # of runs that were killed: who calls this holds the data folder
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=TURNS, dir=spool.parent) as folder:
        yield [
            Task(
                run=run,
                folder=Path(folder),
                sites=share,
                errand=errand,
                known=list_closed_names(spool, share),
                log_level=level,
            )
            for share in shares
        ]


class _Run:
    """The tasks of one call, and the line to them."""

    def __init__(self, client: Client, tasks: Sequence[Task], progress: Progress | None) -> None:
        from distributed import Event, Queue

        run = tasks[0].run
        self._client = client
        self._progress = progress
        self._queue = Queue(run, client=client)
        self._stop = Event(run, client=client)
        self._tasks = tasks
        self._futures: list[Future] = [
            client.submit(crawl_task, task, key=f"{run}-{number}", pure=False) for number, task in enumerate(tasks)
        ]

    def wait(self, stop: _Stop) -> list[SiteOutcome]:
        """Tell on what the tasks tell until all have ended, which is soon where everything has to stop."""
        end: float | None = None
        # where the way to the scheduler is lost: without it the workers stop by themselves
        with suppress(OSError):
            while not all(future.done() for future in self._futures):
                self._take()
                if stop.is_asked and end is None:
                    self._stop.set()
                    end = monotonic() + GRACE
                if end is not None and monotonic() > end:
                    self._client.cancel(self._futures)
                    break
                sleep(LOOK_EVERY)
            self._take()
        ended = zip(self._tasks, self._futures, strict=True)
        return [outcome for task, future in ended for outcome in _end(task, future)]

    def _take(self) -> None:
        for packed in self._queue.get(batch=True):
            # from our own tasks: who can speak to the scheduler can run programs anyway
            for message in pickle.loads(packed):  # noqa: S301
                pass_on(message, self._progress)


def _end(task: Task, future: Future) -> list[SiteOutcome]:
    """Return the outcomes of a task, however it ended."""
    if future.status == "finished":
        return future.result() or []
    if future.status == "error":
        error = future.exception()
        return fail_sites(task.sites, f"{describe_fault(error)}; the next crawl goes on from here")
    return fail_sites(task.sites, GONE)
