"""The commands of `docs/matching.md` in their order, on its own files and on what the demo crawled."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from gapfinder.cli.match import match
from gapfinder.cli.review import HELP_TEXT, KEYS, review
from gapfinder.matching.decisions.verdicts import VERDICTS
from gapfinder.matching.pairing import COLUMNS as PAIR_COLUMNS
from gapfinder.matching.pairs.relations import BROADER, EQUIVALENT, NARROWER, NONE
from gapfinder.meaning.installed import PACKAGE
from gapfinder.reviewing.decision_file import COLUMNS

PAGE = Path(__file__).parents[2] / "docs" / "matching.md"
pytestmark = [
    pytest.mark.skipif(not PAGE.exists(), reason="runs in a checkout, not where only the wheel is"),
    pytest.mark.skipif(find_spec(PACKAGE) is not None, reason="the page shows what is found without a sentence model"),
]

SHELL = """\
gapfinder() {{ if [ "$1" = sql ]; then shift; set -- sql --format table "$@"; fi; {python} -m gapfinder "$@"; }}
{command}
"""
"""Tables, as a terminal gets them."""
DONE_ELSEWHERE = ("gapfinder demo", "cd demo-data", "pip install")
ELSEWHERE = {"files", "output", "engagement", "data"}
OPTIONS = [option.opts[0] for command in (match, review) for option in command.params if option.name not in ELSEWHERE]
LEFT_OUT = "…"


def read_page() -> str:
    return PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""


def list_steps(text: str) -> Iterator[tuple[str, str]]:
    """Yield a file's name and text, or a command as `$ ...` and what it prints, in the order of the page."""
    for name, fence, body in re.findall(r"(?:^`([\w.]+)`:\n\n)?^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        if fence == "console":
            yield from re.findall(r"^(\$ .+)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE)
        elif name:
            yield name, body


def run_command(command: str, folder: Path) -> str:
    """Return what a command prints, its output before its remarks, without blanks at the ends of lines."""
    text = SHELL.format(python=sys.executable, command=command)
    where = {"cwd": folder, "env": os.environ | {"COLUMNS": "200", "TZ": "UTC"}}
    done = subprocess.run(["bash", "-c", text], capture_output=True, text=True, check=False, **where)  # type: ignore[call-overload]
    return "".join(f"{line.rstrip()}\n" for line in (done.stdout + done.stderr).splitlines())


def make_pattern(shown: str) -> str:
    """Return what matches an output of other figures, times and crawls, with any lines where some are left out."""
    pattern = re.sub(r"Z\\-\w+", lambda _: r"Z-\w+", re.escape(shown))
    pattern = re.sub(r"\d+(\\\.\d+)?", lambda _: r"\d+(\.\d+)?", pattern)
    return pattern.replace(f"{LEFT_OUT}\\\n", r"(.*\n)*")


def test_every_command_prints_what_is_shown(run: Any, tmp_path: Path) -> None:
    shutil.copytree(run.folder, tmp_path / "demo-data")
    folder, differ = tmp_path, []
    for step, shown in list_steps(read_page()):
        command = step.removeprefix("$ ")
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
        elif not step.startswith("$ "):
            (folder / step).write_text(shown, encoding="utf-8")
        elif not command.startswith(DONE_ELSEWHERE):
            printed = run_command(command, folder)
            if not re.fullmatch(make_pattern(shown), printed):
                differ.append(f"{step}\n{printed}")
    assert "\n".join(differ) == ""


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(PAIR_COLUMNS, id="columns of pairs"),
        pytest.param((EQUIVALENT, BROADER, NARROWER, NONE), id="relations"),
        pytest.param(COLUMNS, id="columns of decisions"),
        pytest.param(VERDICTS, id="verdicts"),
        pytest.param((*KEYS, *re.findall(r"^(\w) ", HELP_TEXT, re.MULTILINE)), id="keys"),
        pytest.param(("present", "absent", "not observed"), id="presence"),
        pytest.param(OPTIONS, id="options"),
    ],
)
def test_what_is_to_be_told_is_told(names: tuple[str, ...]) -> None:
    told = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", read_page(), flags=re.MULTILINE | re.DOTALL))
    words = {word for name in told for word in (name, *name.split())}
    assert set(names) <= words
