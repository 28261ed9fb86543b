r"""What the prompt answers by itself: lines that begin with a backslash, and `help`, `exit` and `quit`."""

from __future__ import annotations

import shlex
import shutil
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from gapfinder.cli.result_table import Showing
from gapfinder.errors import UsageError
from gapfinder.printable import make_printable
from gapfinder.result_file import name_format, save_result
from warehouse.catalog import View
from warehouse.reader import Reader

WORDS = {"help": r"\h", "exit": r"\q", "quit": r"\q"}
"""Commands that other prompts know without a backslash."""
KEYS = "A query ends with a semicolon. Tab completes, Ctrl-R searches what was asked before, Ctrl-C stops a query."
NARROWEST_SENTENCE = 20


@dataclass(slots=True, kw_only=True)
class Conversation:
    """What a prompt remembers from one line to the next."""

    reader: Reader
    showing: Showing
    query: str = field(default="")
    ended: bool = field(default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a command does with its argument, how it is called and what help says of it."""

    act: Callable[[Conversation, str], None]
    usage: str
    about: str


def is_command(text: str) -> bool:
    r"""Tell whether the prompt answers a text by itself.

    >>> is_command("\\d sites"), is_command("quit;"), is_command("select 1")
    (True, True, False)
    """
    return text.lstrip().startswith("\\") or text.strip().rstrip(";").lower() in WORDS


def obey(text: str, conversation: Conversation) -> None:
    """Do what a command says.

    Raises UsageError where there is no such command or its argument is wrong, and what the command raises.
    """
    text = text.strip().rstrip(";").rstrip()
    name, _, argument = WORDS.get(text.lower(), text).partition(" ")
    command = COMMANDS.get(name)
    if command is None:
        raise UsageError(rf"{make_printable(name)} is no command here; \h lists them")
    command.act(conversation, argument.strip())


def _describe(conversation: Conversation, name: str) -> None:
    views = conversation.reader.read_catalog().views
    if not name:
        _tell([(_call(view), view.about) for view in views.values()])
        return
    view = views.get(name.strip('"').casefold())
    if view is None:
        raise UsageError(rf"{make_printable(name)} is no view; \d lists them")
    click.echo(f"{_call(view)}: {make_printable(view.about)}")
    _tell([(column.name, column.type, column.about) for column in view.columns])


def _call(view: View) -> str:
    return view.name if view.parameters is None else f"{view.name}({', '.join(view.parameters)})"


def _tell(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows of which the last cell is a sentence, which is not cut but goes on below itself."""
    heads = [[make_printable(cell) for cell in cells[:-1]] for cells in rows]
    edges = [max(map(len, column)) for column in zip(*heads, strict=True)]
    width = shutil.get_terminal_size().columns
    for head, cells in zip(heads, rows, strict=True):
        start = "  " + "  ".join(f"{cell:{edge}}" for cell, edge in zip(head, edges, strict=True)) + "  "
        room = max(NARROWEST_SENTENCE, width - len(start))
        lines = textwrap.wrap(make_printable(cells[-1], limit=2000), room) or [""]
        click.echo(f"\n{' ' * len(start)}".join([start + lines[0], *lines[1:]]).rstrip())


def _toggle_expanded(conversation: Conversation, _: str) -> None:
    conversation.showing = replace(conversation.showing, expanded=not conversation.showing.expanded)
    click.echo(f"Each field on a line of its own: {'yes' if conversation.showing.expanded else 'only where narrow'}.")


def _save(conversation: Conversation, argument: str) -> None:
    names = _split(argument)
    if len(names) != 1:
        raise UsageError(r"\save takes the name of one file")
    if not conversation.query:
        raise UsageError("nothing to save: run a query first")
    out = Path(names[0]).expanduser()
    try:
        style = name_format(out)
    except UsageError:
        raise UsageError(f"{make_printable(str(out))}: ends in none of .csv, .json, .parquet and .xlsx") from None
    reader, query = conversation.reader, conversation.query
    note = reader.attend(lambda: save_result(reader, query, out, style=style))
    click.echo(note or f"{out} written.")


def _split(argument: str) -> list[str]:
    try:
        return shlex.split(argument)
    except ValueError as error:
        raise UsageError(f"{make_printable(argument)}: {error}") from None


def _help(_: Conversation, _argument: str) -> None:
    for line in textwrap.wrap(KEYS, shutil.get_terminal_size().columns):
        click.echo(line)
    _tell([(command.usage, command.about) for command in COMMANDS.values()])


def _leave(conversation: Conversation, _: str) -> None:
    conversation.ended = True


COMMANDS = {
    r"\d": Command(act=_describe, usage=r"\d [VIEW]", about="the views, or the columns of one, and what they are"),
    r"\x": Command(act=_toggle_expanded, usage=r"\x", about="each field on a line of its own, or tables again"),
    r"\save": Command(
        act=_save,
        usage=r"\save FILE",
        about="write all rows of the last query to a .csv, .json, .parquet or .xlsx file",
    ),
    r"\h": Command(act=_help, usage=r"\h", about="this help"),
    r"\q": Command(act=_leave, usage=r"\q", about="leave, as Ctrl-D does"),
}
