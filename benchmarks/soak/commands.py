"""Runs the real commands in processes of their own, and kills some of them where they are told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

MARKS = Path(__file__).parent / "marks"
ROOT = Path(__file__).parents[2]
"""The checkout whose commands are run, whichever is installed."""
TOO_LONG = 300.0
"""Seconds after which a command counts as one that hangs."""
WRONG = ("unexpected", "lock", "cannot", "damaged", "another process")
"""What nobody may be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Where a command is to be killed: so many seconds after it came to a stage, or after its start."""

    stage: str | None
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended. `killed_in` is the stage of one that was killed."""

    code: int
    out: str
    told: str
    killed_in: str = ""


@dataclass(slots=True)
class Account:
    """What the commands and readers of a soak did, and what they had to wait; shared by all threads."""

    runs: Counter[str] = field(default_factory=Counter)
    kills: Counter[tuple[str, str]] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note_wait(self, kind: str, seconds: float) -> None:
        with self.lock:
            self.runs[kind] += 1
            self.waits[kind].append(seconds)

    def note_error(self, kind: str, text: str) -> None:
        with self.lock:
            self.errors.append(f"{kind}: {text.strip()}")


class Marks:
    """Hears from the commands which stage they are in."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "marks"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(self.path))
        self._stages: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def wait_for(self, run: str, stage: str, process: subprocess.Popen[str]) -> int | None:
        """Return the process of a run that came to a stage; None where the run ended before."""
        with self._news:
            while True:
                for number, reached in self._stages[run]:
                    if reached == stage:
                        return number
                if process.poll() is not None:
                    return None
                self._news.wait(timeout=0.05)

    def last_stage(self, run: str, number: int) -> str:
        """Return the stage that a process of a run came to last."""
        with self._news:
            return next((stage for found, stage in reversed(self._stages[run]) if found == number), "starting")

    def _listen(self) -> None:
        while True:
            run, number, stage = self._socket.recv(500).decode().split(" ", 2)
            with self._news:
                self._stages[run].append((int(number), stage))
                self._news.notify_all()


class Commands:
    """Runs `gapfinder` in one folder."""

    def __init__(self, folder: Path, marks: Marks, account: Account) -> None:
        self._folder = folder
        self._marks = marks
        self._account = account
        self._count = 0

    def run(self, kind: str, *arguments: str, aim: Aim | None = None, right: Sequence[int] = (0,)) -> Ended:
        """Run a command to its end, or to the point where it is killed; note what it took and what went wrong."""
        with self._account.lock:
            self._count += 1
            run = str(self._count)
        marks = {
            "GAPFINDER_MARKS": str(self._marks.path),
            "GAPFINDER_RUN": run,
            "PYTHONPATH": f"{MARKS}{os.pathsep}{ROOT}",
        }
        began = monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "gapfinder", *arguments],
            cwd=self._folder,
            env=os.environ | marks,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        killer = threading.Thread(target=self._kill, args=(run, process, aim)) if aim else None
        if killer:
            killer.start()
        try:
            out, told = process.communicate(timeout=TOO_LONG)
        except subprocess.TimeoutExpired:
            process.kill()
            out, told = process.communicate()
            told += "unexpected: hangs"
        if killer:
            killer.join()
        stage = self._marks.last_stage(run, process.pid) if process.returncode == -signal.SIGKILL else ""
        ended = Ended(code=process.returncode, out=out, told=told, killed_in=stage)
        self._note(kind, ended, right, monotonic() - began)
        return ended

    def _kill(self, run: str, process: subprocess.Popen[str], aim: Aim) -> None:
        number = self._marks.wait_for(run, aim.stage, process) if aim.stage else process.pid
        if number is None:
            return
        sleep(aim.after)
        if process.poll() is None:
            stage = self._marks.last_stage(run, number)
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
                if number != process.pid:
                    with self._account.lock:
                        self._account.kills["a crawling process", stage] += 1

    def _note(self, kind: str, ended: Ended, right: Sequence[int], seconds: float) -> None:
        account = self._account
        if ended.killed_in:
            with account.lock:
                account.kills[kind, ended.killed_in] += 1
        else:
            account.note_wait(kind, seconds)
            if ended.code not in right:
                account.note_error(kind, f"exit code {ended.code}: {ended.told}")
        told, fault, trace = ended.told.partition("Traceback")
        if fault:
            account.note_error(kind, f"{fault} … {' | '.join(trace.split(chr(10))[-4:])}")
        for line in told.splitlines():
            self._note_line(kind, line)

    def _note_line(self, kind: str, line: str) -> None:
        for sign in WRONG:
            if sign in line:
                self._account.note_error(kind, line)
                return
        for sign in ("goes on with", "was closed by", "was loaded by", "was behind", "is removed", "was interrupted"):
            if sign in line:
                with self._account.lock:
                    self._account.mended[sign] += 1
                return
