"""`gapfinder demo`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gapfinder.demo.showing import Showing

QUERY = "select rank, label, reference_sites, competitors_absent from gaps where kind = 'white space' order by rank"
NOT_OBSERVED = 3


@click.command()
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-data"),
    show_default=True,
    help="Where to keep what was seen and found.",
)
@click.pass_context
def demo(context: click.Context, out: Path) -> None:
    """Run the whole chain on bundled sample shops.

    Serves nine small shops on this machine, crawls them as any shop is crawled, and reports on the gaps. Exits with 3,
    because one of the shops answers with a challenge and one needs a browser.
    """
    from gapfinder.cli.progress import show_progress
    from gapfinder.demo.showing import show_chain

    with show_progress() as progress:
        showing = show_chain(out, progress=progress)
    click.echo(describe_showing(showing))
    if showing.report.findings.not_observed:
        context.exit(NOT_OBSERVED)


def describe_showing(showing: Showing) -> str:
    """Return what was found, where it is written, what was not seen, and what to do next."""
    findings = showing.report.findings
    unseen = [f"  {site.site}: {site.coverage} ({site.coverage_reason})" for site in findings.not_observed]
    files = [f"  {path}" for path in showing.report.paths]
    seen = len(findings.sites) - len(unseen)
    lines = [
        showing.report.headline,
        f"\n{seen} of {len(findings.sites)} shops were observed. Nothing is claimed about the others:",
        *unseen,
        "\nThe report:",
        *files,
        "\nAsk on:",
        f'  gapfinder sql --engagement {showing.engagement} "{QUERY}"',
        f"  gapfinder status --engagement {showing.engagement}",
    ]
    return "\n".join(lines)
