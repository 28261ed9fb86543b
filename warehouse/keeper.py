"""What the rest of the warehouse asks of what keeps its rows, be it a file or a lake."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

import duckdb

from warehouse.errors import WarehouseError

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


class Keeper(Protocol):
    """Keeps a warehouse: the store that is written to, and what is published of it."""

    @property
    def name(self) -> str:
        """What messages call it."""
        ...

    @property
    def published(self) -> str:
        """What messages call that which readers see of it."""
        ...

    @property
    def unsupported(self) -> re.Pattern[str] | None:
        """How statements of the schema begin that it cannot run and can do without."""
        ...

    def hold(self, beside: str | None) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Open the store, alone.

        To load the site `beside`, one may have it together with those who load other sites, where the store is made for
        that. Raises StoreLocked where one's turn does not come, and what `explain` makes of what goes wrong.
        """
        ...

    def change_site(
        self, connection: duckdb.DuckDBPyConnection, site: str, since: datetime
    ) -> AbstractContextManager[None]:
        """Do within, all or nothing, what changes a site's rows because of a crawl of a moment."""
        ...

    def hold_analysis(self) -> AbstractContextManager[None]:
        """Wait for the analyses of other machines."""
        ...

    def back_up(self, connection: duckdb.DuckDBPyConnection, version: int) -> str:
        """Keep what there is before its tables are upgraded from a version, and return what messages call that.

        Raises WarehouseError where it cannot be kept.
        """
        ...

    def explain(self, error: duckdb.Error) -> WarehouseError:
        """Return an error of the store, rather than of a statement, as one of ours."""
        ...

    def is_empty(self) -> bool:
        """Whether nothing was ever stored, or all that was is lost."""
        ...

    def is_lost(self) -> bool:
        """Whether there is no store, though something of it may be published still."""
        ...

    def find_fault(self) -> str:
        """Return why the next load will not be able to open the store; empty where nothing can be seen against it.

        Waits for nobody: a store that is in use is taken to be sound.
        """
        ...

    def attach(self, connection: duckdb.DuckDBPyConnection) -> Sequence[str]:
        """Attach what is published to read, as `warehouse`; return the folders whose files have to stay in reach.

        Raises WarehouseMissing where nothing was published yet, duckdb.Error.
        """
        ...

    def explain_reading(self, error: duckdb.Error) -> WarehouseError:
        """Return an error met in attaching as one of ours."""
        ...

    def stamp(self) -> object:
        """Return what changes when one has to attach again to see what is newest."""
        ...
