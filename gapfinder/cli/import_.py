"""`gapfinder import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from gapfinder.cli.options import data_folder, data_option, engagement_option, read_engagement
from gapfinder.errors import UsageError
from gapfinder.printable import make_printable

if TYPE_CHECKING:
    from crawler.sites import Site

MOST_TOLD = 10
"""Lines that were not taken and are told one by one; the file of rejects has all."""


class ImportOptions(TypedDict):
    """The command's options as click passes them."""

    site: str
    industry: str | None
    url: str | None
    engagement: Path | None
    data: Path | None


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--site", metavar="NAME", required=True, help="The site that the catalogue is of.")
@click.option("--industry", help="Its industry.  [default: as in the engagement]")
@click.option("--url", help="Its home page.  [default: as in the engagement]")
@engagement_option
@data_option
def import_(file: Path, **options: Unpack[ImportOptions]) -> None:
    """Load a catalogue from a CSV FILE as if it had been crawled.

    FILE has a header and either the column `path` (names joined by " > "; optional `n_products`, `url`) or `title` and
    `category` (optional `price`, `currency`, `sku`, `url`, `brand`). Lines that make no sense are told and kept aside.
    """
    from gapfinder.importing import import_catalogue

    data = data_folder(options["engagement"], options["data"])
    imported = import_catalogue(file, site=_describe_site(options), data=data)
    site = options["site"]
    click.echo(f"{site}: {imported.categories} categories, {imported.products} products ({imported.crawl_id})")
    if not imported.counts:
        click.echo(f"{site}: holds so much less than before that another import has to confirm it", err=True)
    for reject in imported.rejects[:MOST_TOLD]:
        click.echo(f"{file}: line {reject.line}: {make_printable(reject.reason)}", err=True)
    if imported.rejects_file:
        click.echo(f"{len(imported.rejects)} lines not taken, kept in {imported.rejects_file}", err=True)


def _describe_site(options: ImportOptions) -> Site:
    from pydantic import TypeAdapter, ValidationError

    from crawler.sites import Site
    from gapfinder.engagement_file import Name, Url

    engagement = options["engagement"]
    members = read_engagement(engagement).members if engagement else ()
    known = next((member for member in members if member.site.name == options["site"]), None)
    if members and known is None:
        click.echo(f"{options['site']}: is no site of {engagement}; loaded all the same", err=True)
    url = options["url"] or (known.site.url if known else "")
    for option, value, kind in (("--site", options["site"], Name), ("--url", url, Url)):
        if not value and option == "--url":
            continue
        try:
            TypeAdapter(kind).validate_python(value)
        except ValidationError as error:
            raise UsageError(f"{option} {value!r}: {error.errors()[0]['msg'].removeprefix('Value error, ')}") from None
    return Site(name=options["site"], url=url, industry=options["industry"] or (known.industry if known else ""))
