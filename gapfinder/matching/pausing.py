"""Python's search for cycles, put off while records are made that hold none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_collecting() -> Iterator[None]:
    """Search for no cycles until the block ends: among records of names there are none, and there are millions.

    What was made counts as old afterwards, so that it is not searched at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
