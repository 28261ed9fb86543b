"""Tells Ctrl-C from a failure: where it stops a statement, DuckDB raises an error of its own, with it as the cause."""

from __future__ import annotations


def is_interruption(error: BaseException | None) -> bool:
    """Say whether an error came of Ctrl-C, at whatever depth.

    >>> is_interruption(KeyboardInterrupt()), is_interruption(RuntimeError("Query interrupted"))
    (True, False)
    """
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None
