"""Tells Ctrl-C from a failure: where it stops a statement, DuckDB raises an error of its own."""

from __future__ import annotations

DUCKDB_SAYS = "Query interrupted"
"""DuckDB 1 names the cause besides, DuckDB 2 does not."""


def is_interruption(error: BaseException | None) -> bool:
    """Say whether an error came of Ctrl-C, at whatever depth.

    >>> is_interruption(KeyboardInterrupt()), is_interruption(RuntimeError("Query interrupted"))
    (True, True)
    >>> is_interruption(RuntimeError("no luck")), is_interruption(None)
    (False, False)
    """
    while error is not None and not _is_ctrl_c(error):
        error = error.__cause__
    return error is not None


def _is_ctrl_c(error: BaseException) -> bool:
    return isinstance(error, KeyboardInterrupt) or (isinstance(error, RuntimeError) and str(error) == DUCKDB_SAYS)
