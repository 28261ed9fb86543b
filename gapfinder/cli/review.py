"""`gapfinder review`."""

from __future__ import annotations

import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from gapfinder.cli.options import data_option, engagement_option, find_home
from gapfinder.cli.rejected import tell_rejects
from gapfinder.counting import count
from gapfinder.errors import UsageError
from gapfinder.imports.values import show_value
from gapfinder.login import name_login
from gapfinder.printable import make_printable

if TYPE_CHECKING:
    from gapfinder.reviewing.session import Session, Side
    from warehouse.homes import Home

KEYS = {"s": "same", "d": "different", "b": "broader", "n": "narrower"}
SKIP, REASON, QUIT, HELP = "k", "r", "q", "?"
STANDARD_OUTPUT = Path("-")
HELP_TEXT = """\
s  same: both mean the same goods
d  different
b  broader: the second holds what the first does, and more
n  narrower: the second is a part of the first
k  skip: asked again another time
r  write down a reason, then answer
q  quit; what was answered is kept"""


class ReviewOptions(TypedDict):
    """The command's options as click passes them."""

    most: int
    by: str | None
    seed: int
    export: Path | None
    import_: Path | None
    engagement: Path | None
    data: Path | None


@click.command(name="review")
@click.option("--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="Questions at most.")
@click.option("--by", metavar="NAME", help="Who decides, as the warehouse will say.  [default: your login]")
@click.option("--seed", type=int, default=0, show_default=True, help="What chance draws from.")
@click.option(
    "--export",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write all decisions as CSV; - writes to standard output.",
)
@click.option(
    "--import",
    "import_",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take the decisions of a CSV or XLSX file.",
)
@engagement_option
@data_option
def review(**options: Unpack[ReviewOptions]) -> None:
    """Decide what doubtful matches are to each other.

    Doubtful pairs come first, then pairs drawn by chance from those that were joined, from which the share of right
    ones is told after fifty decisions. What the machine says is not shown. One key answers: s same, d different,
    b broader, n narrower, k skip, r reason, q quit. Decisions are kept at once and for ever; `gapfinder match` and
    `gapfinder report` heed them. Of those that contradict each other all are kept, and the one that does not count is
    told. Lines of a file that make no sense are told and kept aside; then it exits with 3.
    """
    from gapfinder.cli.work_bar import show_work
    from gapfinder.mending import until_published
    from gapfinder.reviewing.session import Session
    from warehouse.publish import publish

    home = find_home(options["engagement"], options["data"])
    by = options["by"] or name_login()
    if options["export"] is not None or options["import_"] is not None:
        _exchange(home, options, by)
        return
    _require_terminal()
    with show_work():
        session = Session(home, seed=options["seed"], most=options["most"])
    if not session.questions:
        click.echo("nothing is left to ask: no pair is in doubt that was not decided")
        return
    with until_published(home):
        decided = _ask_all(session, by)
        publish(home)
    _tell_end(home, decided)


def _exchange(home: Home, options: ReviewOptions, by: str) -> None:
    if options["export"] is not None and options["import_"] is not None:
        raise UsageError("--export and --import do not go together")
    if options["export"] is not None:
        _export(home, options["export"])
    elif options["import_"] is not None:
        _import(home, options["import_"], by)


def _export(home: Home, path: Path) -> None:
    from gapfinder.reviewing.exchange import export_decisions

    if path == STANDARD_OUTPUT:
        export_decisions(home, sys.stdout)
    else:
        click.echo(f"{count(export_decisions(home, path), 'decision')}: {path}")


def _import(home: Home, path: Path, by: str) -> None:
    from gapfinder.reviewing.contradictions import tell_contradictions, tell_recalled
    from gapfinder.reviewing.exchange import import_decisions

    taken = import_decisions(home, path, by=by, now=datetime.now(UTC).replace(tzinfo=None))
    waiting = f"; {taken.waiting:,} for sites not loaded yet: {', '.join(taken.awaited)}" if taken.waiting else ""
    click.echo(make_printable(f"{count(taken.read, 'decision')}, {taken.added:,} of them new{waiting}", limit=500))
    for line in (*tell_recalled(taken.recalled), *tell_contradictions(taken.contradictions)):
        click.echo(line, err=True)
    tell_rejects(path, taken.rejects, taken.rejected, taken.rejects_file)
    if taken.rejected:
        click.get_current_context().exit(3)


def _require_terminal() -> None:
    """Raise UsageError where no key can be read: neither the input is a terminal, nor is there one behind it."""
    try:
        if sys.stdin is None or not os.isatty(sys.stdin.fileno()):
            Path("/dev/tty").open().close()
    except io.UnsupportedOperation:
        return  # what another program hands over is no file, and read as it is
    except OSError:
        raise UsageError(
            "review needs a terminal to be answered at; with --import decisions come from a file"
        ) from None


def _ask_all(session: Session, by: str) -> int:
    """Ask until all is answered or somebody quits, and return how many were decided."""
    from gapfinder.reviewing.contradictions import tell_contradiction

    decided = 0
    for number, question in enumerate(session.questions, 1):
        click.echo(f"\n{number} of {len(session.questions)}")
        for side in session.show(question):
            _show(side)
        answer, reason = _read_answer()
        if answer == QUIT:
            break
        if answer in KEYS:
            decision = session.keep(question, KEYS[answer], by=by, reason=reason)
            click.echo(KEYS[answer])
            for contradiction in session.list_contradictions(decision):
                click.echo(f"  {tell_contradiction(contradiction)}")
            decided += 1
        else:
            click.echo("skipped")
    return decided


def _show(side: Side) -> None:
    path = " > ".join(make_printable(name) for name in side.place.path)
    click.echo(f"  {click.style(make_printable(side.place.site), bold=True)}  {path}")
    for label, names in (("below", side.below), ("beside", side.beside), ("sells", side.titles)):
        if names:
            click.echo(f"      {label}: {'; '.join(make_printable(name, limit=60) for name in names)}")


def _read_answer() -> tuple[str, str]:
    """Return the key of an answer, with its reason."""
    reason = ""
    while True:
        click.echo("  [s]ame [d]ifferent [b]roader [n]arrower s[k]ip [r]eason [q]uit [?] ", nl=False)
        key = _read_key()
        click.echo()
        if key == REASON:
            reason = _ask_reason(reason)
        elif key == HELP:
            click.echo(HELP_TEXT)
        elif key in (*KEYS, SKIP, QUIT):
            return key, reason
        else:
            click.echo(f"  {show_value(key)} is none of {', '.join((*KEYS, SKIP, REASON, QUIT, HELP))}")


def _ask_reason(known: str) -> str:
    """Return what is given as a reason, what was `known` where somebody breaks off."""
    try:
        return str(click.prompt("  reason", default="", show_default=False)).strip()
    except click.Abort:
        click.echo()
        return known


def _read_key() -> str:
    """Return the next key; that one quits where the input ends, the terminal goes, or somebody breaks off."""
    try:
        key = click.getchar()
    except (EOFError, KeyboardInterrupt, OSError):
        return QUIT
    return key.lower() if key else QUIT


def _tell_end(home: Home, decided: int) -> None:
    from gapfinder.reviewing.exchange import read_all
    from gapfinder.reviewing.precision import ENOUGH, tell_precision

    known = read_all(home)
    click.echo(f"\n{decided} decided, {len(known)} in all; gapfinder match heeds them")
    precision = tell_precision(known)
    if len(known) < ENOUGH:
        click.echo(f"what share of the machine's matches is right is told after {ENOUGH} decisions")
    elif precision is None:
        click.echo("what share of the machine's matches is right is not known: none drawn by chance was decided")
    else:
        click.echo(
            f"of {precision.asked} matches drawn by chance {precision.right} are right: {precision.share:.0%}"
            f" ({precision.low:.0%} to {precision.high:.0%} of all, 19 times in 20)"
        )
