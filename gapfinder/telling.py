"""How far long work is, told to whoever watches, however deep the work lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[str, int, int], None]
"""Takes what is worked on, how much of it is done, and how much there is."""
_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watch(watcher: Watcher | None) -> Iterator[None]:
    """Let somebody know what `tell` tells within the block.

    >>> with watch(lambda what, done, count: print(f"{what}: {done} of {count}")):
    ...     tell("names", 3, 8)
    names: 3 of 8
    >>> tell("names", 8, 8)
    """
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def tell(what: str, done: int, count: int) -> None:
    """Tell whoever watches how far something is."""
    watcher = _watcher.get()
    if watcher:
        watcher(what, done, count)
