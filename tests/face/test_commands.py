from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Timer

import click
import duckdb
import pytest
from click.testing import CliRunner

from gapfinder.cli.main import COMMANDS, Face, gapfinder
from gapfinder.cli.options import data_option, engagement_option, find_home
from gapfinder.engagement import load_engagement
from gapfinder.errors import GapfinderError, UsageError

HEAVY = {"scrapy", "pandas", "duckdb", "pydantic", "rapidfuzz", "rich", "lxml", "jinja2"}


class RefusedError(Exception):
    exit_code = 3


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(gapfinder, arguments)
    return result.exit_code, result.stdout, result.stderr


def call(action: Callable[[], object], *arguments: str) -> tuple[int, str]:
    """Run an action as the only command of the real group."""

    @click.command()
    @click.pass_context
    def act(ctx: click.Context) -> None:
        action()

    class Only(Face):
        def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command:
            return act

    group = Only(params=gapfinder.params, callback=gapfinder.callback)
    result = CliRunner().invoke(group, [*arguments, "act"])
    return result.exit_code, result.stderr


def throw(error: BaseException) -> Callable[[], object]:
    def action() -> None:
        raise error

    return action


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_what_its_summary_says(name: str) -> None:
    command = gapfinder.get_command(click.Context(gapfinder), name)
    assert command is not None
    assert (command.name, command.get_short_help_str(limit=200)) == (name, COMMANDS[name].summary)


@pytest.mark.parametrize(
    ("error", "exit_code", "told"),
    [
        (GapfinderError("no luck"), 1, "gapfinder: no luck\n"),
        (UsageError("e.toml: a\ne.toml: b"), 2, "gapfinder: e.toml: a\ngapfinder: e.toml: b\n"),
        (RefusedError("of another room"), 3, "gapfinder: of another room\n"),
        (GapfinderError("\x1b[31mred\x07"), 1, "gapfinder: red\n"),
        (GapfinderError(), 1, "gapfinder: GapfinderError\n"),
        (KeyboardInterrupt(), 130, "gapfinder: interrupted\n"),
        (
            ValueError("odd\nthing"),
            1,
            "gapfinder: unexpected ValueError: odd thing"
            " (a fault of gapfinder; `gapfinder --traceback COMMAND` shows where)\n",
        ),
    ],
)
def test_failure_is_told_in_lines(error: BaseException, exit_code: int, told: str) -> None:
    assert call(throw(error)) == (exit_code, told)


def test_ctrl_c_in_a_statement_is_an_interruption() -> None:
    """DuckDB raises an error of its own where Ctrl-C stops what it does for a load or a report.

    Where others keep the cores busy it may see the signal only at the end, so that there has to be one.
    """

    def work() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        with duckdb.connect() as connection:
            connection.execute("select count(*) from range(20000000000)")

    assert call(work) == (130, "gapfinder: interrupted\n")


def test_exit_code_of_a_command_stays() -> None:
    assert call(lambda: click.get_current_context().exit(3)) == (3, "")


@pytest.mark.parametrize(("arguments", "traced"), [(("--traceback",), True), ((), False)])
def test_traceback_is_shown_on_demand(arguments: tuple[str, ...], traced: bool) -> None:
    assert ("Traceback" in call(throw(ValueError("x")), *arguments)[1]) is traced


@pytest.mark.parametrize(
    "arguments", [["match"], ["match", "--explain", "acme: Nuts", "boltco: Nuts"], ["review"]], ids=" ".join
)
def test_what_needs_a_warehouse_makes_none(arguments: list[str], tmp_path: Path) -> None:
    data = tmp_path / "data"
    message = f"gapfinder: {data}: nothing was loaded yet; run `gapfinder crawl` or `gapfinder import`\n"
    assert run(*arguments, "--data", str(data)) == (2, "", message)
    assert not list(data.rglob("*.duckdb"))


@pytest.mark.parametrize("arguments", [["nosuch"], ["init", "--nosuch"], ["--nosuch"]])
def test_wrong_usage(arguments: list[str]) -> None:
    exit_code, _, told = run(*arguments)
    assert exit_code == 2
    assert "nosuch" in told


def test_help_imports_nothing_heavy() -> None:
    """Help answers at once: what takes time to import waits until it is needed."""
    program = (
        f"import sys; from gapfinder.cli.main import run\ntry: run()\nfinally: print({HEAVY!r} & set(sys.modules))"
    )
    answered = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True)
    assert answered.stdout.splitlines()[-1] == "set()"
    assert "demo" in answered.stdout


def test_help_answers_in_a_moment() -> None:
    """The best of three, so that a busy machine does not decide."""
    times = []
    for _ in range(3):
        begun = time.monotonic()
        subprocess.run([sys.executable, "-m", "gapfinder", "--help"], capture_output=True, check=True)
        times.append(time.monotonic() - begun)
    assert min(times) < 0.3


def test_closed_pipe_is_no_fault() -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "gapfinder", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_init_writes_a_file_that_is_valid(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "case"
    exit_code, told, _ = run("init", str(folder))
    assert (exit_code, str(folder / "engagement.toml") in told) == (0, True)
    assert [member.role for member in load_engagement(folder / "engagement.toml").members] == [
        "prospect",
        "competitor",
        "reference",
    ]


def test_init_template_shows_the_true_defaults(tmp_path: Path) -> None:
    """With every "# key = value" uncommented, the file still says what it said."""
    run("init", str(tmp_path))
    path = tmp_path / "engagement.toml"
    written = load_engagement(path)
    own_keys = ("# start_urls", "# allowed_paths", "# delay = 5.0", "# user_agent")
    path.write_text(
        "\n".join(
            line.removeprefix("# ") if " = " in line.partition("#")[2][:30] and not line.startswith(own_keys) else line
            for line in path.read_text(encoding="utf-8").splitlines()
        ),
        encoding="utf-8",
    )
    shown = load_engagement(path)
    assert (shown.members, shown.ranking) == (written.members, written.ranking)
    assert shown.figures != written.figures


def test_init_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "engagement.toml"
    path.write_text("mine", encoding="utf-8")
    assert run("init", str(tmp_path)) == (2, "", f"gapfinder: {path} exists already and was left as it is\n")
    assert path.read_text(encoding="utf-8") == "mine"


def test_init_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "f").touch()
    assert run("init", str(tmp_path / "f" / "x"))[0] == 2


SMALL = 'name = "a"\ndata = "d"\n[prospect]\nurl = "https://a.example/"\n'


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        ([], "d"),
        (["--data", "other"], "other"),
        (["--engagement", "sub/case.toml"], "sub/d"),
        (["--engagement", "sub/case.toml", "--data", "other"], "other"),
    ],
)
def test_data_folder_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    for name in ("engagement.toml", "sub/case.toml"):
        (tmp_path / name).write_text(SMALL, encoding="utf-8")
    assert show_folder(arguments) == (0, folder)


def test_data_folder_needs_an_engagement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"name one with --data DIR, or run where engagement\.toml is"):
        find_home(None, None)


def show_folder(arguments: list[str]) -> tuple[int, str]:
    @click.command()
    @engagement_option
    @data_option
    def show(engagement: Path | None, data: Path | None) -> None:
        click.echo(find_home(engagement, data))

    result = CliRunner().invoke(show, arguments)
    return result.exit_code, result.output.strip()
