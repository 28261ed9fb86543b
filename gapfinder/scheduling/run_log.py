"""The log of crawls that nobody watches: a file that is kept from growing without end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import gmtime

from gapfinder.errors import GapfinderError
from gapfinder.printable import make_printable

FOLDER = "logs"
NAME = "run.log"
FORMAT = "%(asctime)s %(levelname)s %(message)s"
CLOCK = "%Y-%m-%dT%H:%M:%SZ"
NOISY = ("scrapy", "twisted", "asyncio")
"""Loggers that tell of themselves rather than of a crawl; only their warnings are kept."""
LONGEST = 2000
"""Characters of a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPlan:
    """Where a run logs to: a file that is set aside once it has `size` bytes, as `run.log.1`, and so on to `count`."""

    path: Path
    size: int = 1_000_000
    count: int = 5


def place_log(data: Path) -> Path:
    """Return where the log of a data folder's runs lies unless told otherwise."""
    return data / FOLDER / NAME


@contextmanager
def log_to_file(plan: LogPlan) -> Iterator[None]:
    """Send all that is logged to a file, and nothing of it anywhere else.

    Raises GapfinderError where the file cannot be opened. A disk that fills up later ends no crawl by its log.
    """
    try:
        plan.path.parent.mkdir(parents=True, exist_ok=True)
        handler = _QuietHandler(
            plan.path, maxBytes=plan.size, backupCount=plan.count, encoding="utf-8", errors="backslashreplace"
        )
    except OSError as error:
        raise GapfinderError(f"{plan.path}: cannot be written: {error.strerror}") from None
    formatter = _PlainFormatter(FORMAT, CLOCK)
    formatter.converter = gmtime
    handler.setFormatter(formatter)
    handler.addFilter(_is_kept)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:] = before
        root.setLevel(level)
        with suppress(OSError):
            handler.close()


def _is_kept(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in NOISY


class _QuietHandler(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say nothing: what cannot be logged is no reason to fill a mail with tracebacks."""


class _PlainFormatter(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Return a line in which nothing of a site can move the cursor or feign another line."""
        record.message = make_printable(record.message, limit=LONGEST)
        return super().formatMessage(record)
