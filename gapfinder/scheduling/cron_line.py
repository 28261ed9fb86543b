r"""A crontab line of ours: read from a crontab and written so that it works in cron's bare environment.

    0 3 * * * /usr/bin/env PATH=... LANG=C.UTF-8 /abs/python -P -m gapfinder run --engagement /abs/engagement.toml
        --jitter 10m # gapfinder: /abs/engagement.toml name 2026-11-26T14:00:00Z

all in one line. What comes after `#` is a comment to the shell and the mark by which the line is known again. Cron
turns `%` into line ends unless a backslash stands before it, and Busybox's cron does not; a `\%` outside of quotes is
`%` to both.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.browsing.installation import VARIABLE, find_chromium
from gapfinder.errors import UsageError
from gapfinder.printable import make_printable
from gapfinder.scheduling.timing import Timing

MARK = "gapfinder:"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
MOST_BYTES = 998
"""Debian's cron refuses a longer command."""
NAME_LIMIT = 60

_PLAIN = re.compile(r"[A-Za-z0-9_@+=:,./-]+")
_LINE = re.compile(r"\s*(@\S+|[^\s#@]\S*(?:\s+\S+){4})\s+(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A line of ours. `engagement` is absolute, `arguments` are those of `gapfinder run` besides the engagement, and
    `since` is when the line was written, None where its mark does not say."""

    engagement: Path
    name: str
    timing: Timing
    arguments: tuple[str, ...] = ()
    since: datetime | None = None


def write_line(job: Job) -> bytes:
    """Return a job's crontab line, without a line end.

    Raises UsageError where a path cannot be told to cron, or the line is longer than cron takes.
    """
    since = (job.since or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    name = make_printable(job.name, limit=NAME_LIMIT).replace("\\", "/")
    words = [*list_words(job), "#", MARK, str(job.engagement), name, since]
    command = os.fsencode(" ".join(word if word == "#" else quote_for_cron(word) for word in words))
    if len(command) > MOST_BYTES:
        raise UsageError(
            f"{job.engagement}: the crontab line would have {len(command)} bytes, and cron takes {MOST_BYTES}: "
            "a shorter path is needed"
        )
    return f"{job.timing.expression} ".encode() + command


def read_line(line: bytes) -> Job | None:
    """Return the job of a crontab line, None where the line is not one of ours."""
    if MARK.encode() not in line or not (found := _LINE.fullmatch(os.fsdecode(line))):
        return None
    try:
        words = shlex.split(found[2])
        mark = words.index(MARK, -4) if MARK in words[-4:] else 0
        start = words.index("run")
    except ValueError:
        return None
    if not mark or words[mark - 1] != "#" or len(words) < mark + 2:
        return None
    path, name, since = [*words[mark + 1 :], "", ""][:3]
    return Job(
        engagement=Path(path),
        name=name,
        timing=Timing(expression=" ".join(found[1].split())),
        arguments=tuple(words[start + 3 : mark - 1]),
        since=_read_moment(since),
    )


def list_words(job: Job) -> list[str]:
    """Return the command of a job, word by word: it needs neither a login's environment nor a place to start from."""
    # -P keeps what lies in the home directory, where cron starts, from being imported.
    program = [sys.executable, "-P", "-m", "gapfinder"]
    return ["/usr/bin/env", *_list_environment(), *program, "run", "--engagement", str(job.engagement), *job.arguments]


def quote_for_cron(word: str) -> str:
    r"""Return a word as cron and then the shell read it back.

    Raises UsageError for control characters and for two backslashes in a row: crons read those in different ways.

    >>> print(quote_for_cron("/cases/acme.toml"), quote_for_cron("it's 100%"), quote_for_cron(""))
    /cases/acme.toml 'it'"'"'s 100'\% ''
    """
    if not word.isprintable() and any(ord(char) < 32 or ord(char) == 127 for char in word):
        raise UsageError(f"{make_printable(word)}: has a control character in it, which no crontab line can hold")
    if "\\\\" in word:
        raise UsageError(f"{word}: has two backslashes in a row, which crons read in different ways")
    pieces = (piece if _PLAIN.fullmatch(piece) else piece and shlex.quote(piece) for piece in word.split("%"))
    return r"\%".join(pieces) or "''"


def _list_environment() -> list[str]:
    variables = [f"PATH={PATH}", "LANG=C.UTF-8"]
    chromium = find_chromium()
    if chromium and str(chromium.parent) not in PATH.split(":"):
        variables.append(f"{VARIABLE}={chromium.absolute()}")
    return variables


def _read_moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
