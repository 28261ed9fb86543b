"""An end to the reading of a page: whoever waits for it may lose patience between two readers.

Each reader's work is bounded by itself; all of them together on the worst of pages may still take longer than a crawl
can wait. Readers know no clock: how long is too long is said by who reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class OutOfPatience(Exception):  # noqa: N818 - what happened is the name
    """A page took longer to read than it may; nothing is known of it."""


def _wait_for_ever() -> None:
    return


_CHECK: ContextVar[Callable[[], None]] = ContextVar("check", default=_wait_for_ever)


@contextmanager
def wait_with(check: Callable[[], None]) -> Iterator[None]:
    """Have `check` called between the readers of all pages that are read within; it may raise OutOfPatience."""
    token = _CHECK.set(check)
    try:
        yield
    finally:
        _CHECK.reset(token)


def check_patience() -> None:
    """Raise OutOfPatience where whoever waits has waited long enough."""
    _CHECK.get()()
