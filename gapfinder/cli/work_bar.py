"""How far long work is: a bar on a terminal, a line at its start under cron."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from gapfinder.telling import watch

LONG = 1_000
"""Of so many things that are to be worked on a line is said where there is no terminal: that may take minutes."""


@contextmanager
def show_work() -> Iterator[None]:
    """Show how far the work within the block is; nothing else may be written meanwhile where a terminal shows it."""
    if not sys.stderr.isatty():
        with watch(_say_once()):
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


def _say_once() -> Callable[[str, int, int], None]:
    """Return what says of the first long work of a kind that it begins."""
    said: set[str] = set()

    def say(what: str, done: int, count: int) -> None:
        if count >= LONG and what not in said:
            said.add(what)
            click.echo(
                f"{count - done:,} names to be {what}, and then paths: this takes a while, and is kept", err=True
            )

    return say
