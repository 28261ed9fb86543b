"""One task of the cluster: a worker crawls some sites of one host, and tells the run that asked for it all about it."""

from __future__ import annotations

import pickle
import platform
from dataclasses import dataclass, replace
from pathlib import Path

from crawler.distributing.child import Child
from crawler.errands import Errand
from crawler.outcomes import SiteOutcome, fail_sites
from crawler.sites import Site
from crawler.spooling.closed import list_closed

TOLD_EVERY = 0.5
"""Seconds between two words to the run that asked, and between two looks whether it still wants the task."""
RUNNING = frozenset({"executing", "long-running"})
"""States of a task that somebody waits for; any other says that the run was cancelled or is gone."""
BOOT = Path("/proc/sys/kernel/random/boot_id")


class FolderUnseen(Exception):  # noqa: N818 - what happened is the name
    """A worker does not see the data folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a worker needs to know. `run` names the run's queue and its call to stop, `folder` is in the data folder and
    lasts as long as the run; `known` are the folders of the spool that were closed before it began."""

    run: str
    folder: Path
    sites: list[Site]
    errand: Errand
    known: frozenset[str]
    log_level: int


def crawl_task(task: Task) -> list[SiteOutcome] | None:
    """Crawl the sites of a task, but for those that a worker finished before it was lost.

    Returns their outcomes; None where the run asked to stop. Raises FolderUnseen.
    """
    if not task.folder.is_dir():
        raise FolderUnseen(f"the worker on {platform.node()} does not see {task.folder}: it needs the same data folder")
    finished = _find_finished(task)
    left = [site for site in task.sites if site.name not in finished]
    outcomes = _crawl(task, left) if left else []
    if outcomes is None:
        return None
    # another worker, believed lost, may have closed a folder while this one waited for it
    finished |= _find_finished(task)
    told = {outcome.site: outcome for outcome in outcomes}
    found = told | finished
    return [found[site.name] for site in task.sites if site.name in found]


def _find_finished(task: Task) -> dict[str, SiteOutcome]:
    return {outcome.site: outcome for outcome in list_closed(task.errand.spool, task.sites, known=task.known)}


def _crawl(task: Task, sites: list[Site]) -> list[SiteOutcome] | None:
    desk = _Desk(task.run)
    child = Child(sites, replace(task.errand, turns=_make_turns(task.folder)), log_level=task.log_level)
    try:
        outcomes = _listen(child, desk)
    except BaseException:
        child.stop()
        child.close()
        raise
    end = child.close()
    if desk.is_stopping:
        return None
    return outcomes or fail_sites(sites, f"its process {end}; the next crawl goes on from here")


def _listen(child: Child, desk: _Desk) -> list[SiteOutcome]:
    """Tell on what a process tells until it ends; return its outcomes, none where it broke off."""
    outcomes: list[SiteOutcome] = []
    while (messages := child.listen(TOLD_EVERY)) is not None:
        outcomes += [outcome for message in messages if isinstance(message, list) for outcome in message]
        desk.tell([message for message in messages if message is not None and not isinstance(message, list)])
        if desk.look_for_stop():
            child.stop()
    return outcomes


class _Desk:
    """The line from a task to the run that asked for it, through the scheduler."""

    def __init__(self, run: str) -> None:
        from distributed import Event, Queue, get_worker

        self._worker = get_worker()
        self._key = self._worker.get_current_task()
        self._queue = Queue(run)
        self._stop = Event(run)
        self.is_stopping = False

    def tell(self, messages: list[object]) -> None:
        """Tell the run something."""
        if messages:
            self._queue.put(pickle.dumps(messages))

    def look_for_stop(self) -> bool:
        """Say whether the task has to stop now; yes is said once."""
        if self.is_stopping:
            return False
        state = self._worker.state.tasks.get(self._key)
        self.is_stopping = state is None or state.state not in RUNNING or self._stop.is_set()
        return self.is_stopping


def _make_turns(folder: Path) -> Path:
    """Make the folder where the workers of this machine share their hosts' turns: its clock is none of another's."""
    try:
        name = BOOT.read_text(encoding="ascii").strip()
    except OSError:
        name = platform.node()
    turns = folder / name
    turns.mkdir(exist_ok=True)
    return turns
