"""Who runs a command, as the warehouse will say."""

from __future__ import annotations

import os
from getpass import getuser


def name_login() -> str:
    """Return the login's name, or its number where a machine has no name for it, as in many containers."""
    try:
        return getuser()
    except (KeyError, OSError):
        return str(os.getuid())
