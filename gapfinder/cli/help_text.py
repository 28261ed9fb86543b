"""What the commands say of themselves, as Markdown for the documents."""

from __future__ import annotations

import click

from gapfinder.cli.main import COMMANDS, gapfinder

WIDTH = 100


def render_overview() -> str:
    """Return the help of `gapfinder` itself as a code block."""
    return _render(gapfinder, click.Context(gapfinder, info_name="gapfinder", terminal_width=WIDTH))


def render_commands() -> str:
    """Return a heading and a code block for each command."""
    context = click.Context(gapfinder, info_name="gapfinder")
    blocks = []
    for name in COMMANDS:
        command = gapfinder.get_command(context, name)
        assert command is not None  # noqa: S101 - the names are the group's own
        blocks.append(f"## {name}\n\n{_render(command, _open_context(command, name, context))}")
    return "\n".join(blocks)


def _open_context(command: click.Command, name: str, parent: click.Context) -> click.Context:
    return click.Context(command, info_name=name, parent=parent, terminal_width=WIDTH)


def _render(command: click.Command, context: click.Context) -> str:
    return f"```console\n$ {context.command_path} --help\n{command.get_help(context)}\n```\n"
