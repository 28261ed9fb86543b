"""What `gapfinder run` can be told, which a crontab line then says each time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar, get_args

import click

from gapfinder.ages import write_age
from gapfinder.cli.options import Age, engine_option

if TYPE_CHECKING:
    from crawler.distributing.engines import Engine

Name = Literal["max_age", "engine", "jitter", "log", "log_size", "log_count", "quiet"]
NAMES: tuple[Name, ...] = get_args(Name)
DEFAULTS = {"log_size": 1_000_000, "log_count": 5}
SIZES = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
Command = TypeVar("Command", bound=Callable[..., Any])


class Size(click.ParamType[int]):
    """A number of bytes such as `500k` or `10m`."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the bytes that a number and its unit name."""
        if isinstance(value, int):
            return value
        told = re.fullmatch(r"([0-9]{1,9})([kmg]?)", str(value).lower())
        if told is None or not int(told[1]):
            self.fail(f"{value!r} is no size: a whole number and one of k, m, g, such as 10m", param, ctx)
        return int(told[1]) * SIZES[told[2]]


class RunOptions(TypedDict):
    """The options of a run as click passes them."""

    max_age: timedelta | None
    engine: Engine | None
    jitter: timedelta
    log: Path | None
    log_size: int
    log_count: int
    quiet: bool


OPTIONS = (
    click.option(
        "--max-age", metavar="AGE", type=Age(), help="Leave out sites observed within this time, such as 20h or 6d."
    ),
    engine_option,
    click.option(
        "--jitter",
        metavar="AGE",
        type=Age(),
        default="0m",
        show_default=True,
        help="Wait for a random time up to this before the crawl; not on a terminal.",
    ),
    click.option(
        "--log",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Where to log.  [default: logs/run.log in the data folder]",
    ),
    click.option(
        "--log-size",
        metavar="SIZE",
        type=Size(),
        default=DEFAULTS["log_size"],
        show_default="1m",
        help="Bytes of a log file at most.",
    ),
    click.option(
        "--log-count",
        metavar="N",
        type=click.IntRange(1, 100),
        default=5,
        show_default=True,
        help="Old log files kept.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing when all is well or another run is at work."),
)


def run_options(command: Command) -> Command:
    """Add the options of a run, passed as `RunOptions` has them."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def list_arguments(options: RunOptions, data: Path | None) -> tuple[str, ...]:
    """Return options as arguments of `gapfinder run`; defaults are left out, and paths are absolute."""
    given = {name: options[name] for name in NAMES if options[name] and options[name] != DEFAULTS.get(name)}
    arguments = ["--data", str(data.resolve())] if data else []
    for name, value in given.items():
        arguments.append(f"--{name.replace('_', '-')}")
        if value is not True:
            arguments.append(_write_value(value))
    return tuple(arguments)


def _write_value(value: object) -> str:
    if isinstance(value, timedelta):
        return write_age(value)
    return str(value.resolve() if isinstance(value, Path) else value)
