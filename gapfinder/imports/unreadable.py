"""What is said of a file that cannot be imported."""

from __future__ import annotations

from gapfinder.errors import GapfinderError


class CatalogueUnreadable(GapfinderError):  # noqa: N818 - what happened is the name
    """A file is not a catalogue that can be imported; the message names the file and the line."""
