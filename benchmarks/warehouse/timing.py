"""What a step costs, and for how long a step keeps others off the store."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WATCH = """
import fcntl, os, struct, sys, time
# F_GETLK tells of another process's lock without taking one (Linux's struct flock, 64 bit)
longest, since = 0.0, None
print("watching", flush=True)
while not os.path.exists(sys.argv[2]):
    held = False
    if os.path.exists(sys.argv[1]):
        handle = os.open(sys.argv[1], os.O_RDWR)
        asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
        held = struct.unpack("hhqqi4x", fcntl.fcntl(handle, fcntl.F_GETLK, asked))[0] != fcntl.F_UNLCK
        os.close(handle)
    now = time.monotonic()
    since = (since or now) if held else None
    longest = max(longest, now - since if since else 0.0)
    time.sleep(0.005)
print(longest, flush=True)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds by the clock, and of all cores."""

    wall: float
    cpu: float


def measure(step: Callable[[], object]) -> Cost:
    """Run a step of this process and return what it cost."""
    wall, cpu = time.perf_counter(), time.process_time()
    step()
    return Cost(wall=time.perf_counter() - wall, cpu=time.process_time() - cpu)


@contextmanager
def watch_lock(path: Path) -> Iterator[list[float]]:
    """Watch a file from another process; the list then holds the longest time, in seconds, for which it was locked."""
    end = path.with_name(".watched")
    command = [sys.executable, "-c", WATCH, str(path), str(end)]
    found: list[float] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watcher:
        assert watcher.stdout
        watcher.stdout.readline()
        try:
            yield found
        finally:
            end.touch()
            found.append(float(watcher.stdout.readline()))
    end.unlink()
