"""How far the reading of a long file is: a bar on a terminal, nothing under cron."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gapfinder.printable import make_printable

Show = Callable[[int, int], None]


@contextmanager
def show_reading(path: Path) -> Iterator[Show | None]:
    """Yield what takes how many bytes of a file were read, and of how many; None where no terminal would show it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(make_printable(path.name, limit=40), total=None)

        def show(done: int, size: int) -> None:
            progress.update(task, completed=min(done, size), total=size)

        yield show
