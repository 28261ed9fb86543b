"""Options that several commands share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gapfinder.ages import read_age
from gapfinder.errors import UsageError

if TYPE_CHECKING:
    from crawler.distributing.engines import Engine
    from gapfinder.engagement import Engagement
    from warehouse.homes import Home

DEFAULT_ENGAGEMENT = Path("engagement.toml")
Command = TypeVar("Command", bound=Callable[..., Any])


class Age(click.ParamType[timedelta]):
    """A length of time such as `90m`, `12h`, `7d` or `2w`."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Return the length of time that a number and its unit name."""
        if isinstance(value, timedelta):
            return value
        try:
            return read_age(str(value))
        except UsageError as error:
            self.fail(str(error), param, ctx)


class EngineName(click.ParamType["Engine"]):
    """What crawls: `dask`, or a scheduler's address."""

    name = "engine"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Engine:
        """Return the engine of a name or an address."""
        from crawler.distributing.engines import Engine, read_engine

        if isinstance(value, Engine):
            return value
        try:
            return read_engine(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _find_engagement() -> Path | None:
    return DEFAULT_ENGAGEMENT if DEFAULT_ENGAGEMENT.exists() else None


def engagement_option(command: Command) -> Command:
    """Add `--engagement FILE`, passed as `engagement: Path | None`; None where there is no ./engagement.toml."""
    return click.option(
        "--engagement",
        metavar="FILE",
        type=click.Path(path_type=Path),
        default=_find_engagement,
        help="The engagement file.  [default: ./engagement.toml]",
    )(command)


def data_option(command: Command) -> Command:
    """Add `--data DIR`, passed as `data: Path | None`."""
    return click.option(
        "--data",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        help="The folder of spool and warehouse.  [default: the engagement's]",
    )(command)


def read_engagement(engagement: Path | None, data: Path | None = None) -> Engagement:
    """Read the engagement file, its data folder replaced by `data` if given.

    Raises UsageError where there is no file, EngagementError where it is wrong.
    """
    from gapfinder.engagement import load_engagement

    if engagement is None:
        raise UsageError(
            f"no {DEFAULT_ENGAGEMENT} here: name one with --engagement FILE, or write one with `gapfinder init`"
        )
    read = load_engagement(engagement)
    return replace(read, data=data) if data else read


def engine_option(command: Command) -> Command:
    """Add `--engine ENGINE`, passed as `engine: Engine | None`."""
    return click.option(
        "--engine",
        metavar="ENGINE",
        type=EngineName(),
        help="Crawl on the workers of Dask: dask starts some here, dask://HOST:PORT is a scheduler's.",
    )(command)


def find_home(engagement: Path | None, data: Path | None) -> Home:
    """Return where the warehouse lives: where the engagement says, with `--data` in place of its data folder.

    Raises UsageError where neither is there, EngagementError where the engagement is wrong.
    """
    if engagement is not None:
        return read_engagement(engagement, data).home
    if data is None:
        raise UsageError(f"no data folder: name one with --data DIR, or run where {DEFAULT_ENGAGEMENT} is")
    return data
