"""The system's own cron in a box: a mount namespace in which its crontabs, its mail and its runtime files are a test's.

It takes root, `unshare`, and the programs of Debian's package `cron` on the PATH; nothing outside of it is changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
SETUP = """
mount -t tmpfs none /var/spool
mkdir -p /var/spool/cron/crontabs
mount -t tmpfs none /run
mount -t overlay overlay -o "lowerdir=$BOX/sbin:/usr/sbin" /usr/sbin
if [ -d /etc/cron.d ]; then mount -t tmpfs none /etc/cron.d; fi
if [ -e /etc/crontab ]; then mount --bind /dev/null /etc/crontab; fi
"""
SENDMAIL = """#!/bin/sh
cat >>"{mail}"
"""


def find_program(name: str) -> str | None:
    """Return where a program lies, also one that is for root alone."""
    return shutil.which(name, path=PLACES)


def find_lack() -> str:
    """Return why there can be no box here, empty where there can."""
    missing = [name for name in ("cron", "crontab", "unshare") if find_program(name) is None]
    if missing:
        return f"needs {', '.join(missing)}"
    if os.geteuid() != 0:
        return "needs root, whose crontab lies in a mount namespace of its own"
    with TemporaryDirectory() as folder:
        box = CronBox(folder=Path(folder))
        box.prepare()
        exit_code, told = box.run("true")
    return "" if exit_code == 0 else f"needs mount namespaces with tmpfs and overlay: {told.decode().strip()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CronBox:
    """A folder that holds what a box's cron is given and what it sends; `mail` is all mail in the order it came."""

    folder: Path

    @property
    def mail(self) -> Path:
        return self.folder / "mail"

    def prepare(self) -> None:
        sendmail = self.folder / "sbin" / "sendmail"
        sendmail.parent.mkdir(parents=True)
        sendmail.write_text(SENDMAIL.format(mail=self.mail))
        sendmail.chmod(0o755)

    def start(self, script: str, *arguments: object) -> subprocess.Popen[bytes]:
        """Run a shell script in the box; `$PYTHON` is this Python, and the arguments are `$1` and so on."""
        environment = os.environ | {"BOX": str(self.folder), "PYTHON": sys.executable, "PATH": PLACES, "TZ": "UTC"}
        command = ["unshare", "--mount", "sh", "-euc", SETUP + script, "sh", *map(str, arguments)]
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )

    def run(self, script: str, *arguments: object, given: bytes = b"") -> tuple[int, bytes]:
        """Run a shell script in the box to its end, and return its exit code and what it printed."""
        with self.start(script, *arguments) as process:
            out, _ = process.communicate(given, timeout=120)
        return process.returncode, out
