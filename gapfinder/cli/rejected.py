"""What is told of the lines of a file that were not taken."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gapfinder.counting import count
from gapfinder.printable import make_printable

if TYPE_CHECKING:
    from gapfinder.imports.rejects import Reject

REASON_LENGTH = 300


def tell_rejects(
    file: Path, rejects: Iterable[Reject], rejected: int, kept_in: Path | None, *, follows: str = ""
) -> None:
    """Name the first lines and why each was not taken; then say how many there are, where, and what follows."""
    for reject in rejects:
        click.echo(f"{file}: line {reject.line}: {make_printable(reject.reason, limit=REASON_LENGTH)}", err=True)
    if kept_in:
        click.echo(f"{count(rejected, 'line')} not taken, kept in {kept_in}{follows}", err=True)
