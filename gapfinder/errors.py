"""What gapfinder says when it cannot go on. Each error carries the exit code of the command that raised it."""

from __future__ import annotations


class GapfinderError(Exception):
    """Ends a command with a line that a person can act on."""

    exit_code = 1


class UsageError(GapfinderError):
    """Something asked or configured wrongly; the message names the file, the key and the value."""

    exit_code = 2
