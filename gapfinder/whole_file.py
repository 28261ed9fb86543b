"""Output files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from crawler.leftovers import remove_leftovers
from gapfinder.errors import GapfinderError, UsageError


@contextmanager
def write_whole(path: Path) -> Iterator[Path]:
    """Yield where to write a draft of a file; it takes the file's place when the block ends well.

    Raises UsageError where something stands there that is no file (a device, a folder), GapfinderError where the disk
    does not take it.
    """
    if path.exists() and not path.is_file():
        raise UsageError(f"{path}: is no file, and was left as it is")
    remove_leftovers(path.parent, f".{path.name}.")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield draft
        draft.replace(path)
    except OSError as error:
        raise GapfinderError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
