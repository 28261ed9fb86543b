"""Keeps a lake tidy: each load adds some small files, and readers have to open them all."""

from __future__ import annotations

import logging

from warehouse.errors import WarehouseError
from warehouse.homes import Lake
from warehouse.statements import fetch_rows, list_statements, run_statement
from warehouse.store import open_store

logger = logging.getLogger(__name__)

MOST_FILES = 500
"""Files from which on they are merged: those of a hundred loads."""
TURN = "tidying"


def tidy_lake(lake: Lake, *, most_files: int = MOST_FILES) -> bool:
    """Merge a lake's files where there are many, and say whether that was done.

    Readers do not notice, loads wait for it. Where anything hinders it, it is left to the next time.
    """
    try:
        with open_store(lake, beside=TURN) as connection:
            (found,) = fetch_rows(connection, "lake/count_files", {})
        if found["files"] <= most_files:
            return False
        with open_store(lake) as connection:
            for step in list_statements("lake/tidy"):
                run_statement(connection, step, {}).fetchall()
    except WarehouseError as error:
        logger.info("%s; tidying is left to the next time", error)
        return False
    return True
