"""Who writes a folder of the spool holds it: a worker that is believed lost may still be at it."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from crawler.errors import FolderHeld, Interrupted
from crawler.spooling.spool import MANIFEST, SITE, Spool, told_disk_errors

PATIENCE = 120.0
"""Seconds until a folder has to be free: a file server may take a minute and a half to see that a machine is gone."""
LOOK_AGAIN = 0.1


@asynccontextmanager
async def hold(spool: Spool, *, is_stopping: Callable[[], bool] = lambda: False) -> AsyncIterator[None]:
    """Hold an open folder; the system lets go of it with the process, however that ends.

    Raises FolderHeld where another process does not let go or has closed it, SpoolUnwritable, Interrupted.
    """
    with told_disk_errors(spool.folder):
        file = os.open(spool.folder / SITE, os.O_RDWR | os.O_CLOEXEC)
    try:
        await _lock(file, spool.folder, is_stopping)
        if (spool.folder / MANIFEST).exists():
            raise FolderHeld(f"{spool.folder}: another process closed it meanwhile")
        yield
    finally:
        os.close(file)


async def discard_all(spools: Iterable[Spool], *, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Remove open folders once nobody writes them. Raises what `hold` does."""
    for spool in spools:
        async with hold(spool, is_stopping=is_stopping):
            spool.discard()


async def _lock(file: int, folder: Path, is_stopping: Callable[[], bool]) -> None:
    waited = 0.0
    while not _try_lock(file):
        if is_stopping():
            raise Interrupted("interrupted; the next crawl goes on from here")
        if waited > PATIENCE:
            raise FolderHeld(f"{folder}: another process still writes here")
        await asyncio.sleep(LOOK_AGAIN)
        waited += LOOK_AGAIN


def _try_lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
