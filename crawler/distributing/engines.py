"""Which engine a crawl runs under, and the way to its workers."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from crawler.errors import EngineMissing, EngineUnreachable
from crawler.leftovers import remove_leftovers

if TYPE_CHECKING:
    from distributed import Client

logger = logging.getLogger(__name__)

ADDRESS = re.compile(r"(?P<scheme>dask|tcp|tls)://(?P<place>[^\s/]+:\d+)/?")
PATIENCE = 15.0
"""Seconds until a scheduler has to answer."""
SCRATCH = "gapfinder-dask-"
PRELOAD = "crawler.distributing.local_worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Dask: at a scheduler's address, or a cluster on this machine that lasts as long as the crawl."""

    address: str | None = None

    def __str__(self) -> str:
        """Its name, as `read_engine` reads it."""
        return self.address or "dask"


def read_engine(text: str) -> Engine:
    """Read an engine's name: `dask`, or the address of a scheduler. Raises ValueError.

    >>> read_engine("dask"), read_engine("dask://hive:8786"), read_engine("tls://[::1]:8786/")
    (Engine(address=None), Engine(address='tcp://hive:8786'), Engine(address='tls://[::1]:8786'))
    """
    if text == "dask":
        return Engine()
    found = ADDRESS.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no engine: dask, or a scheduler as dask://HOST:PORT, tcp://… or tls://…")
    scheme = "tcp" if found["scheme"] == "dask" else found["scheme"]
    return Engine(address=f"{scheme}://{found['place']}")


def check_engine() -> None:
    """Make sure that Dask is there. Raises EngineMissing."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise EngineMissing("--engine dask needs Dask: pip install 'gapfinder[distributed]'") from None


@contextmanager
def connect(engine: Engine, *, workers: int, tasks: int) -> Iterator[Client]:
    """Open the way to an engine; a cluster of our own gets so many workers, which take all tasks at once.

    Raises EngineMissing, EngineUnreachable.
    """
    check_engine()
    from distributed import Client

    with ExitStack() as stack:
        if engine.address is None:
            target = stack.enter_context(_start_cluster(workers, ceil(tasks / workers)))
        else:
            target = engine.address
        try:
            client = stack.enter_context(Client(target, timeout=PATIENCE, set_as_default=False))
        except OSError as error:
            raise EngineUnreachable(f"no scheduler answers at {engine.address}: {error}") from None
        if not client.scheduler_info()["workers"]:
            logger.warning("the scheduler at %s has no workers yet; the crawl waits for one", engine.address)
        yield client


@contextmanager
def _start_cluster(workers: int, threads: int) -> Iterator[object]:
    """Start workers on this machine. What they say to each other is encrypted: whoever can, can run programs as us."""
    from distributed import LocalCluster

    remove_leftovers(Path(gettempdir()), SCRATCH)
    # silence_logs is for handlers of Dask's own, of which there are none where this program logs by itself
    logging.getLogger("distributed").setLevel(logging.ERROR)
    with (
        TemporaryDirectory(prefix=f"{SCRATCH}{os.getpid()}-") as scratch,
        LocalCluster(
            n_workers=workers,
            threads_per_worker=threads,
            memory_limit=0,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            security=True,
            silence_logs=logging.ERROR,
            local_directory=scratch,
            preload=[PRELOAD],
        ) as cluster,
    ):
        yield cluster
