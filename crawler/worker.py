"""One process among those that crawl: crawls its share of the sites and tells the first process all about it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from threading import Lock, Thread
from time import monotonic

from crawler.errands import Errand
from crawler.errors import Interrupted
from crawler.outcomes import Progress, SiteProgress
from crawler.run import crawl_errand
from crawler.sites import Site

PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message"}
"""What every log record has; what else hangs on one, as Scrapy's spiders do, need not fit through a line."""
TOLD_EVERY = 0.2
"""Seconds between two words on how far a site is."""


def work(connection: Connection, sites: list[Site], errand: Errand, log_level: int) -> None:
    """Crawl sites; send their progress, what is logged, and at last their outcomes, or None where it was stopped."""
    # Ctrl-C goes to everything in the foreground; the first process alone takes it, and passes it on
    os.setsid()
    send = _Line(connection).send
    Thread(target=_end_with, args=(connection,), daemon=True).start()
    logging.basicConfig(level=log_level, handlers=[_LogSender(send)], format="%(message)s", force=True)
    try:
        outcomes = crawl_errand(sites, errand, progress=_Teller(send).tell)
    except Interrupted:
        send(None)
    else:
        send(outcomes)


def pass_on(message: object, progress: Progress | None) -> None:
    """Log and show here what a process among those that crawl tells."""
    if isinstance(message, logging.LogRecord):
        logging.getLogger(message.name).handle(message)
    elif isinstance(message, SiteProgress) and progress:
        progress(message)


class _Line:
    """Sends one thing at a time, whichever thread it comes from; ends this process where nobody is there to hear it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = Lock()

    def send(self, message: object) -> None:
        with self._lock:
            try:
                self._connection.send(message)
            except OSError:
                # what is told of it would be a traceback in the middle of the killed process's last words
                os._exit(1)


class _LogSender(QueueHandler):
    def __init__(self, send: Callable[[object], None]) -> None:
        logging.Handler.__init__(self)
        self._send = send

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        told = vars(super().prepare(record))
        return logging.makeLogRecord({name: value for name, value in told.items() if name in PLAIN})

    def enqueue(self, record: logging.LogRecord) -> None:
        self._send(record)


class _Teller:
    """Passes a site's progress on now and then, and when it is done."""

    def __init__(self, send: Callable[[object], None]) -> None:
        self._send = send
        self._told: dict[str, float] = {}

    def tell(self, progress: SiteProgress) -> None:
        now = monotonic()
        if progress.done or now - self._told.get(progress.site, 0.0) >= TOLD_EVERY:
            self._told[progress.site] = now
            self._send(progress)


def _end_with(connection: Connection) -> None:
    """End this process at once when the first one is gone: nobody holds the folder any more that it writes into."""
    try:
        connection.recv()
    except (EOFError, OSError):
        os._exit(1)
