"""What is read of pairs of categories that were compared, however they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from gapfinder.matching.vectors import Floats, Ints


class Compared(Protocol):
    """Pairs of nodes that were compared, with what came of it: `Matches`, or what was kept of them."""

    @property
    def rows(self) -> Ints: ...
    @property
    def others(self) -> Ints: ...
    @property
    def scores(self) -> Floats: ...
    @property
    def unpriced(self) -> Floats: ...
    @property
    def sureness(self) -> Floats: ...
    @property
    def relations(self) -> Sequence[str]: ...
    @property
    def features(self) -> Mapping[str, Floats]: ...
    @property
    def weights(self) -> str: ...
    def reason(self, at: int, /) -> str: ...
