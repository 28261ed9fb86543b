"""What a contestant is asked to do."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

PLAIN = r"/(?:[cp]/[^?]*(?:\?page=\d+)?)?"
"""Addresses of the made-up shop's home page, listings and products: no facets, no help, no cart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Ask `url` and what it leads to for `pages` pages, as many as `concurrency` at once; leave output in `folder`.

    `pattern` is what the path and query of a page that may be asked for look like.
    """

    url: str
    pages: int
    concurrency: int
    folder: Path
    pattern: str = PLAIN

    @property
    def host(self) -> str:
        return self.url.rstrip("/")

    def may_ask(self, href: str) -> str | None:
        """Return the path and query that a link leads to, without fragment; None where it is not to be followed."""
        target = href.partition("#")[0].removeprefix(self.host)
        return target if target and re.fullmatch(self.pattern, target) else None


def read_task() -> Task:
    """Return the task that the command line names."""
    url, pages, concurrency, folder, *pattern = sys.argv[1:]
    task = Task(url=url, pages=int(pages), concurrency=int(concurrency), folder=Path(folder))
    return Task(
        url=task.url,
        pages=task.pages,
        concurrency=task.concurrency,
        folder=task.folder,
        pattern=(pattern or [PLAIN])[0],
    )
