"""The prompt of `gapfinder sql`."""

from __future__ import annotations

import time
from collections.abc import Iterator

import click
import duckdb
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import completion_is_selected, has_completions
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.output import create_output
from pygments.lexers.sql import SqlLexer

from gapfinder.cli.completion import Suggestion, suggest
from gapfinder.cli.prompt_commands import COMMANDS, Conversation, is_command, obey
from gapfinder.cli.prompt_history import find_history, open_history
from gapfinder.cli.result_table import Showing, print_result
from gapfinder.errors import GapfinderError
from gapfinder.printable import make_printable
from warehouse.catalog import Catalog
from warehouse.errors import WarehouseError
from warehouse.query_text import split_queries
from warehouse.reader import Reader

PROMPT = "gapfinder> "
CONTINUED = "      ...> "
GREETING = r"A query ends with a semicolon; \d lists the views, \h helps, Ctrl-D leaves."


def answer_prompt(reader: Reader, showing: Showing) -> None:
    """Answer queries until the end of input. One that fails is told in one line, and the next one is asked for."""
    conversation = Conversation(reader=reader, showing=showing)
    session = _open_session(reader)
    click.echo(GREETING)
    while not conversation.ended:
        try:
            text = session.prompt(PROMPT)
        except EOFError:
            break
        except KeyboardInterrupt:
            continue
        _answer(text, conversation)


def is_whole(text: str) -> bool:
    r"""Tell whether a text can be answered: a command, nothing, or queries of which the last has its semicolon.

    >>> is_whole("select 1"), is_whole("select 1;  -- one"), is_whole("select ';"), is_whole("\\d"), is_whole(" ")
    (False, True, False, True, True)
    """
    if is_command(text) or not text.strip():
        return True
    tokens = [offset for offset, kind in duckdb.tokenize(text) if kind != duckdb.token_type.comment]
    return bool(tokens) and text.encode()[tokens[-1] :].startswith(b";")


def _open_session(reader: Reader) -> PromptSession[str]:
    return PromptSession(
        completer=_ViewCompleter(reader),
        complete_while_typing=False,
        enable_system_prompt=False,
        enable_open_in_editor=False,
        history=open_history(find_history()),
        key_bindings=_bind_keys(),
        lexer=PygmentsLexer(SqlLexer),
        multiline=True,
        prompt_continuation=CONTINUED,
        # What is asked and answered may go to a file; whoever types sees the prompt all the same.
        output=create_output(always_prefer_tty=True),
    )


def _bind_keys() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("enter", filter=has_completions & completion_is_selected)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None

    @bindings.add("enter", filter=~completion_is_selected)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_whole(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.newline(copy_margin=False)

    return bindings


class _ViewCompleter(Completer):
    """Completes by what the newest published file holds."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
        """Yield what may come at the cursor."""
        before = document.text_before_cursor
        try:
            catalog = self._reader.read_catalog()
        except (WarehouseError, duckdb.Error):
            return
        found = _suggest_commands(before, catalog) if before.startswith("\\") else None
        for each in suggest(before, document.text_after_cursor, catalog) if found is None else found:
            yield Completion(each.text, start_position=-each.length, display_meta=make_printable(each.about))


def _suggest_commands(before: str, catalog: Catalog) -> list[Suggestion]:
    name, space, argument = before.partition(" ")
    offers = {word: command.about for word, command in COMMANDS.items()} if not space else {}
    if space and name == r"\d":
        offers = {view.name: view.about for view in catalog.views.values()}
    typed = argument if space else name
    return [
        Suggestion(text=text, length=len(typed), about=about)
        for text, about in offers.items()
        if text.startswith(typed)
    ]


def _answer(text: str, conversation: Conversation) -> None:
    try:
        if is_command(text):
            obey(text, conversation)
            return
        for query in split_queries(text):
            _run(query, conversation)
    except (GapfinderError, WarehouseError) as error:
        click.echo(f"gapfinder: {make_printable(error, limit=2000)}", err=True)
    except KeyboardInterrupt:
        click.echo("gapfinder: stopped", err=True)


def _run(query: str, conversation: Conversation) -> None:
    begun = time.monotonic()
    reader, showing = conversation.reader, conversation.showing
    count = reader.attend(lambda: print_result(reader.ask(query), showing))
    conversation.query = query
    click.echo(f"{count} {'row' if count == 1 else 'rows'} in {time.monotonic() - begun:.2f} s")
