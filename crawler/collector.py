"""Python's garbage collector during a crawl: it looks at what the crawl made, and at that less often.

A page leaves thousands of objects and hardly a circle of references. Left alone, the collector goes through everything
that was imported again and again, for a sixth of what fetching and planning cost.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (10_000, 20, 20)
"""Objects made before the youngest are looked at, and how many such rounds before the older ones are."""


@contextmanager
def spare_collector() -> Iterator[None]:
    """Leave out of garbage collection what is there by now, until the block ends."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
