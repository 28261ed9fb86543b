"""`gapfinder extract`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gapfinder.cli.main import tell_failure
from gapfinder.errors import GapfinderError


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--url", help="Where the page came from; relative links are read against it.")
@click.option(
    "--index", metavar="CSV", type=click.Path(path_type=Path), help="A table of pages with the columns file and url."
)
def extract(files: tuple[Path, ...], url: str | None, index: Path | None) -> None:
    """Print what the readers see on saved pages.

    One JSON object a line for each FILE, or for every file of --index.
    """
    from gapfinder.extracting import extract_page
    from gapfinder.saved_pages import list_pages, read_page_file

    failed = False
    for saved in list_pages(files, url=url, index=index):
        try:
            page = read_page_file(saved)
        except GapfinderError as error:
            tell_failure(str(error))
            failed = True
            continue
        click.echo(json.dumps(extract_page(page, name=saved.name), ensure_ascii=True))
    if failed:
        click.get_current_context().exit(1)
