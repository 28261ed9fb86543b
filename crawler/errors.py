"""What ends a crawl; each error carries the exit code of the command that meets it."""

# ruff: noqa: N818  (what happened is the name, as in "the crawl was interrupted")

from __future__ import annotations


class CrawlError(Exception):
    """A crawl cannot go on. The message is one line that a person can act on."""

    exit_code = 1


class Interrupted(CrawlError):
    """The crawl was asked to stop; what is open in the spool goes on with the next one."""

    exit_code = 130


class SpoolUnwritable(CrawlError):
    """The spool's disk is full or refuses to be written. The message names the file."""


class SpoolUnreadable(CrawlError):
    """A folder of the spool is not one of ours."""


class FolderHeld(CrawlError):
    """Another process writes into a folder of the spool, or closed it meanwhile."""


class EngineMissing(CrawlError):
    """The engine that was asked for is not installed."""

    exit_code = 2


class EngineUnreachable(CrawlError):
    """No scheduler answers where the engine should be."""
