"""What a crawl shows of itself while it runs: bars on a terminal, lines under cron."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from crawler.run import SiteProgress
from gapfinder.printable import make_printable

LINE_EVERY = 30.0
"""Seconds between two lines on one site where there is no terminal."""

Show = Callable[[SiteProgress], None]


@contextmanager
def show_progress() -> Iterator[Show]:
    """Yield what takes a crawl's progress and shows it on standard error."""
    if not sys.stderr.isatty():
        yield Lines(_print_line).show
        return
    bars = Bars(Console(stderr=True))
    with bars.progress:
        yield bars.show


class Bars:
    """A bar a site: pages read of those known to be worth asking for, which grow as the crawl finds more."""

    def __init__(self, console: Console) -> None:
        self.progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[counts]}", markup=False),
            TimeElapsedColumn(),
            console=console,
        )
        self._tasks: dict[str, TaskID] = {}

    def show(self, site: SiteProgress) -> None:
        """Move a site's bar."""
        if site.site not in self._tasks:
            name = Text(make_printable(site.site, limit=40)).plain
            self._tasks[site.site] = self.progress.add_task(name, total=None, counts="")
        self.progress.update(
            self._tasks[site.site],
            completed=site.pages,
            total=site.pages + site.queued,
            counts=describe_counts(site),
        )


class Lines:
    """A line a site now and then, and one when it is done; for logs."""

    def __init__(self, tell: Callable[[str], object], *, every: float = LINE_EVERY) -> None:
        self._tell = tell
        self._every = every
        self._told: dict[str, float] = {}

    def show(self, site: SiteProgress) -> None:
        """Tell where a site stands, unless that was told a moment ago."""
        now = monotonic()
        told = self._told.setdefault(site.site, now)
        if not site.done and now - told < self._every:
            return
        self._told[site.site] = now
        state = f"done: {site.coverage}" if site.done else f"{site.queued} pages waiting"
        self._tell(f"{make_printable(site.site)}: {describe_counts(site)}, {state}")


def _print_line(line: str) -> None:
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    print(f"{moment} {line}", file=sys.stderr, flush=True)


def describe_counts(site: SiteProgress) -> str:
    """Return what a crawl has seen so far, in words."""
    counts = ((site.pages, "page", "pages"), (site.categories, "category", "categories"),
              (site.products, "product", "products"))  # fmt: skip
    return ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in counts)
