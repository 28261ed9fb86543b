"""One host's turns in a file, where several processes may come to ask the same host: sites move, and redirect."""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from struct import Struct
from typing import Self

_TIMES = Struct("<ddd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When a host was asked last, before when it is not to be asked again, and how long it is left alone in between.

    Seconds, of the clock that counts from the machine's start.
    """

    asked: float = 0.0
    not_before: float = 0.0
    delay: float = 0.0


class TurnFile:
    """Who locks it may ask; its process's end unlocks it, however that comes."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    @classmethod
    def of_host(cls, folder: Path, host: str) -> Self:
        """Open a host's file in the folder that the processes of a run share."""
        return cls(folder / sha256(host.encode("utf-8", "replace")).hexdigest())

    def try_lock(self) -> bool:
        """Lock the file, unless another process has."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(self) -> None:
        """Let others have their turn."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def read(self) -> Times:
        """Return what was written last."""
        packed = os.pread(self._file, _TIMES.size, 0)
        if len(packed) < _TIMES.size:
            return Times()
        asked, not_before, delay = _TIMES.unpack(packed)
        return Times(asked=asked, not_before=not_before, delay=delay)

    def write(self, times: Times) -> None:
        """Tell the others."""
        os.pwrite(self._file, _TIMES.pack(times.asked, times.not_before, times.delay), 0)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)
