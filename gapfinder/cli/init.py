"""`gapfinder init`."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from gapfinder.cli.options import DEFAULT_ENGAGEMENT
from gapfinder.errors import GapfinderError, UsageError


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Write a commented engagement file to start from.

    The file is DIR/engagement.toml; one that is there already is left as it is.
    """
    path = folder / DEFAULT_ENGAGEMENT
    template = files("gapfinder").joinpath("templates", "engagement.toml").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("x", encoding="utf-8")
    except FileExistsError:
        raise UsageError(f"{path} exists already and was left as it is") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with file:
            file.write(template)
    except OSError as error:
        path.unlink()
        raise GapfinderError(f"{path}: cannot be written: {error.strerror}") from None
    click.echo(f"Wrote {path}. Put your sites into it, then run: gapfinder crawl")
