"""A crontab as bytes: our line is put in, replaced or taken out, and nothing else in it is touched.

No crontab library keeps what it reads: they write comments, variables and lines they cannot parse in ways of their own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from gapfinder.errors import GapfinderError
from gapfinder.scheduling.cron_line import Job, read_line, write_line
from gapfinder.whole_file import write_whole

PROGRAM = "crontab"
PATIENCE = 20.0
"""Seconds that the crontab program may take."""
NONE_YET = (b"no crontab for", b"No such file or directory")
"""What crons say where a user has no crontab."""


class CrontabError(GapfinderError):
    """The crontab cannot be read or written."""


def list_jobs(content: bytes) -> list[tuple[Job, bytes]]:
    """Return the jobs of all engagements that a crontab holds, each with its line, in their order."""
    return [(job, line) for line in content.split(b"\n") if (job := read_line(line))]


def find_job(content: bytes, engagement: Path) -> Job | None:
    """Return the job that a crontab holds for an engagement file, None where there is none."""
    return next((job for job, _ in list_jobs(content) if job.engagement == engagement), None)


def put_job(content: bytes, job: Job) -> bytes:
    """Return a crontab with a job's line in place of the one for the same engagement, or else at its end.

    Raises UsageError where the line cannot be written.
    """
    new = write_line(job)
    lines = content.split(b"\n")
    at = next((number for number, line in enumerate(lines) if _is_of(line, job.engagement)), None)
    if at is not None:
        before, after = lines[:at], drop_job(b"\n".join(lines[at + 1 :]), job.engagement)
        return b"\n".join([*before, new, after if at + 1 < len(lines) else b""])
    # Cron heeds no line that does not end.
    return content + (b"\n" if lines[-1] else b"") + new + b"\n"


def drop_job(content: bytes, engagement: Path) -> bytes:
    """Return a crontab without the lines for an engagement file."""
    return b"\n".join(line for line in content.split(b"\n") if not _is_of(line, engagement))


def read_crontab(file: Path | None = None) -> bytes:
    """Read the user's crontab, or a file of that form; empty where there is none yet.

    Raises CrontabError where there is no crontab program or it fails.
    """
    if file is not None:
        try:
            return file.read_bytes() if file.exists() else b""
        except OSError as error:
            raise CrontabError(f"{file}: cannot be read: {error.strerror}") from None
    done = _run_program("-l")
    if done.returncode and not any(words in done.stderr for words in NONE_YET):
        raise CrontabError(f"crontab -l: {_first_line(done.stderr) or f'exit code {done.returncode}'}")
    return b"" if done.returncode else done.stdout


def write_crontab(content: bytes, file: Path | None = None) -> None:
    """Replace the user's crontab, or a file of that form.

    Raises CrontabError where that fails; the crontab is then as it was.
    """
    if file is not None:
        _write_file(content, file.resolve())
        return
    done = _run_program("-", content)
    if done.returncode:
        raise CrontabError(f"crontab: {_first_line(done.stderr) or f'exit code {done.returncode}'}")
    if read_crontab() != content:
        raise CrontabError("crontab: is not what was written: something else writes it, too? `crontab -l` shows it")


def _is_of(line: bytes, engagement: Path) -> bool:
    job = read_line(line)
    return job is not None and job.engagement == engagement


def _run_program(argument: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which(PROGRAM)
    if program is None:
        raise CrontabError(
            "this machine has no crontab program: --print shows the line, --systemd units, --crontab FILE writes a file"
        )
    # The words of other languages could not be told apart.
    environment = os.environ | {"LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - the system's own program, which was looked up
            [program, argument], input=content, capture_output=True, timeout=PATIENCE, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CrontabError(f"{program}: {error}") from None


def _write_file(content: bytes, path: Path) -> None:
    with write_whole(path) as draft:
        draft.write_bytes(content)
        if path.exists():
            shutil.copymode(path, draft)


def _first_line(told: bytes) -> str:
    return next((line.strip() for line in os.fsdecode(told).splitlines() if line.strip()), "")
