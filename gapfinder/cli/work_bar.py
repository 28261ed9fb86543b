"""How far long work is: a bar on a terminal, nothing under cron."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from gapfinder.telling import watch


@contextmanager
def show_work() -> Iterator[None]:
    """Show how far the work within the block is, where a terminal shows it; nothing else may be written meanwhile."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, count: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what)
            progress.update(tasks[what], completed=done, total=count)

        with watch(show):
            yield
