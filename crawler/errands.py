"""What the crawls of one run share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crawler.recalling.memories import Memories


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Where crawls are written to, whether open folders are gone on with, and what is remembered.

    `turns` is a folder in which several processes share the turns of their hosts; it is theirs to choose.
    """

    spool: Path
    resume: bool = True
    memories: Memories | None = None
    turns: Path | None = None
