"""Dense arithmetic on all cores, a piece on each.

The threads in which numpy's library for it parts one product wait for one another by spinning: on a machine whose cores
others keep busy, as under cron, a product then takes ten times the CPU. One thread a piece waits for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import cache
from typing import TypeVar

import numpy as np  # noqa: F401 - the library is looked for among what is loaded
from threadpoolctl import ThreadpoolController

from crawler.shares import count_cores

Piece = TypeVar("Piece")
Made = TypeVar("Made")


def map_on_cores(work: Callable[[Piece], Made], pieces: Sequence[Piece]) -> Iterator[Made]:
    """Yield what becomes of each piece, in order.

    >>> [vector.tolist() for vector in map_on_cores(lambda rows: np.eye(2) @ rows, [np.ones(2), np.zeros(2)])]
    [[1.0, 1.0], [0.0, 0.0]]
    """
    with on_one_thread():
        if len(pieces) <= 1:
            yield from map(work, pieces)
            return
        with ThreadPoolExecutor(count_cores()) as pool:
            yield from pool.map(work, pieces)


def on_one_thread() -> AbstractContextManager[object]:
    """Keep to one thread what is multiplied within the block, where each product is too small to be parted."""
    libraries: AbstractContextManager[object] = _find_libraries().limit(limits=1, user_api="blas")
    return libraries


@cache
def _find_libraries() -> ThreadpoolController:
    """Return the libraries of numpy, which has to be loaded by then."""
    return ThreadpoolController()
