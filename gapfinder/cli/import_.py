"""`gapfinder import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from gapfinder.cli.options import data_option, engagement_option, find_home, read_engagement
from gapfinder.cli.rejected import tell_rejects
from gapfinder.counting import count
from gapfinder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.sites import Site
    from gapfinder.engagement import Member
    from gapfinder.importing import Imported, Target
    from gapfinder.imports.reading import Terms

KINDS = ("categories", "levels", "products", "google", "shopify")


class ImportOptions(TypedDict):
    """The command's options as click passes them."""

    site: str
    industry: str | None
    url: str | None
    kind: str | None
    sheet: str | None
    encoding: str | None
    currency: str | None
    partial: bool
    google_taxonomy: Path | None
    engagement: Path | None
    data: Path | None


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--site", metavar="NAME", required=True, help="The site that the catalogue is of.")
@click.option("--industry", help="Its industry.  [default: as in the engagement]")
@click.option("--url", help="Its home page.  [default: as in the engagement]")
@click.option("--as", "kind", type=click.Choice(KINDS), help="What FILE is.  [default: told by its columns]")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook to read.  [default: the first]")
@click.option("--encoding", metavar="NAME", help="The encoding of a text file.  [default: told by its bytes]")
@click.option("--currency", metavar="CODE", help="The currency of prices that name none, such as EUR.")
@click.option(
    "--google-taxonomy",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Google's list of its categories, for feeds that name them by number.",
)
@click.option("--partial", is_flag=True, help="FILE is a part: what was known besides stays.")
@engagement_option
@data_option
def import_(file: Path, **options: Unpack[ImportOptions]) -> None:
    """Load a catalogue from a FILE as if it had been crawled.

    FILE is a table (CSV, TSV or XLSX) of categories with the column `path` (names joined by " > "; optional
    `n_products`, `url`) or a column for each level, or of products with `title` and `category` (optional `price`,
    `currency`, `sku`, `gtin`, `url`, `brand`, `availability`); a Google Merchant feed (XML or a table); a product
    export of Shopify; or a taxonomy as Google and Shopify publish theirs, as text. It replaces what was known of the
    site. Lines that make no sense are told and kept aside; then it exits with 3, as it
    does where the catalogue is held back.
    """
    from gapfinder.cli.reading_bar import show_reading
    from gapfinder.importing import import_catalogue

    target = _find_target(options)
    site, terms = _describe_site(options), _describe_terms(options)
    with show_reading(file) as show:
        imported = import_catalogue(file, site=site, target=target, terms=terms, show=show)
    if not _takes_part(options):
        click.echo(f"{site.name}: is no site of {options['engagement']}; loaded all the same", err=True)
    _tell_imported(file, options["site"], imported)
    if imported.rejected or imported.held_back:
        click.get_current_context().exit(3)


def _tell_imported(file: Path, site: str, imported: Imported) -> None:
    categories = count(imported.categories, "category")
    click.echo(f"{site}: {categories}, {count(imported.products, 'product')} ({imported.crawl_id})")
    if imported.hidden:
        hidden = count(imported.hidden, "product")
        click.echo(f"{site}: {hidden} left out, which the shop does not show", err=True)
    if imported.held_back:
        accept = f"`gapfinder accept {imported.crawl_id}` takes it all the same"
        click.echo(f"{site}: is held back, for it {imported.held_back}; {accept}", err=True)
    part = "; the rest is added to what is known, and nothing counts as gone" if imported.is_part else ""
    tell_rejects(file, imported.rejects, imported.rejected, imported.rejects_file, follows=part)


def _find_target(options: ImportOptions) -> Target:
    from gapfinder.importing import Target

    home, engagement = find_home(options["engagement"], options["data"]), options["engagement"]
    if engagement is None:
        return Target(home=home)
    return Target(home=home, max_shrink=read_engagement(engagement).warehouse.max_shrink)


def _describe_terms(options: ImportOptions) -> Terms:
    from gapfinder.imports.encoding import check_encoding
    from gapfinder.imports.reading import Terms
    from gapfinder.imports.source import Wanted
    from gapfinder.imports.values import read_currency

    try:
        currency = read_currency(options["currency"] or "", key="--currency")
    except ValueError as error:
        raise UsageError(str(error)) from None
    encoding = check_encoding(options["encoding"]) if options["encoding"] else None
    wanted = Wanted(kind=options["kind"], sheet=options["sheet"], encoding=encoding)
    return Terms(wanted=wanted, currency=currency, partial=options["partial"], taxonomy=options["google_taxonomy"])


def _describe_site(options: ImportOptions) -> Site:
    from pydantic import TypeAdapter, ValidationError

    from crawler.sites import Site
    from gapfinder.engagement_file import Name, Url

    known = next((member for member in _list_members(options) if member.site.name == options["site"]), None)
    url = options["url"] or (known.site.url if known else "")
    for option, value, kind in (("--site", options["site"], Name), ("--url", url, Url)):
        if not value and option == "--url":
            continue
        try:
            TypeAdapter(kind).validate_python(value)
        except ValidationError as error:
            raise UsageError(f"{option} {value!r}: {error.errors()[0]['msg'].removeprefix('Value error, ')}") from None
    return Site(name=options["site"], url=url, industry=options["industry"] or (known.industry if known else ""))


def _takes_part(options: ImportOptions) -> bool:
    """Tell whether the site is one of the engagement, or there is no engagement."""
    members = _list_members(options)
    return not members or any(member.site.name == options["site"] for member in members)


def _list_members(options: ImportOptions) -> Sequence[Member]:
    return read_engagement(options["engagement"]).members if options["engagement"] else ()
