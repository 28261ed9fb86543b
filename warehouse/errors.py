"""What can go wrong with the store, each with the exit code of the command that meets it."""

# ruff: noqa: N818  (what happened is the name, as in "the store is locked")

from __future__ import annotations


class WarehouseError(Exception):
    """The store or the published warehouse cannot do what was asked. The message names the file."""

    exit_code = 1


class StoreLocked(WarehouseError):
    """Another process has the working store open."""


class StoreContended(WarehouseError):
    """Others changed the same tables at the same time; nothing was written, and it can be tried again alone."""


class StoreDamaged(WarehouseError):
    """The working store is not a store of ours, or cannot be read; it is left as it is."""


class StoreNewer(WarehouseError):
    """The working store was made by a later gapfinder."""


class LakeUnavailable(WarehouseError):
    """What a lake needs is not installed."""

    exit_code = 2


class FolderRejected(WarehouseError):
    """A spool folder is not what its manifest says."""


class CrawlUnacceptable(WarehouseError):
    """A crawl cannot be accepted: there is none of that name, it counts already, or its records are gone."""

    exit_code = 2


class FrameRejected(WarehouseError):
    """A frame to be saved lacks a column or holds a value of another kind."""


class WarehouseMissing(WarehouseError):
    """Nothing has been published yet."""

    exit_code = 2


class WarehouseOutdated(WarehouseError):
    """The published file was written by an earlier gapfinder, and lacks what is asked of it."""


class QueryRejected(WarehouseError):
    """A query is not one, or does more than read."""
