"""Tells a socket how far a command is, and can kill it there: Python imports this module before anything of ours.

`GAPFINDER_MARKS` names the socket, to which each new stage goes as "RUN PROCESS STAGE"; `GAPFINDER_RUN` is the RUN.
`GAPFINDER_KILL_AT` is "N STAGE": the process kills itself before the N-th thing that it does in that stage.
"""

import os
import signal
import socket
import sys

BEGINS = (
    ("open", "/journal.jsonl', 'a'", "crawling"),
    ("sqlite3.connect", ".sqlite.part", "remembering"),
    ("open", "/visits.jsonl', 'w'", "closing"),
    ("os.rename", "/manifest.json", "closed"),
    ("open", "/manifest.json', 'r'", "loading"),
    ("os.rename", "/loaded/", "loaded"),
    ("subprocess.Popen", ".bak-draft", "backing up"),
    ("os.rename", ".bak'", "upgrading"),
    ("subprocess.Popen", "/.warehouse-draft", "publishing"),
    ("os.rename", "/warehouse.duckdb", "published"),
    ("open", "/.analysis.lock", "analysing"),
    ("open", "/report/", "writing the report"),
)
"""Which event, with what among its arguments, begins a stage."""
BETWEEN = "between load and publish"
COUNTED = ("open", "os.", "shutil.", "subprocess.Popen", "sqlite3.")


class Marks:
    """The stage that this process is in; stages only follow one another in a load."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) if "GAPFINDER_MARKS" in os.environ else None
        number, _, self._deadly = os.environ.get("GAPFINDER_KILL_AT", "0 nowhere").partition(" ")
        self._left = int(number)
        self.stage = "starting"

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """Hear of an event, as `sys.addaudithook` tells it."""
        if not event.startswith(COUNTED):
            return
        told = repr(arguments)
        stage = next((stage for name, part, stage in BEGINS if event == name and part in told), self.stage)
        if self.stage == "loaded" and "/.store.lock" in told:
            stage = BETWEEN
        if stage != self.stage:
            self.stage = stage
            self._tell()
        if self.stage == self._deadly:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def _tell(self) -> None:
        if self._socket:
            message = f"{os.environ['GAPFINDER_RUN']} {os.getpid()} {self.stage}"
            try:
                self._socket.sendto(message.encode(), os.environ["GAPFINDER_MARKS"])
            except OSError:
                self._socket = None


sys.addaudithook(Marks().hear)
