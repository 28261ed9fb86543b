"""What holds for all tests: none of hypothesis' examples fails for being slow, for a machine may be busy.

Warehouses are kept in a folder and, where PostgreSQL and DuckDB's extensions are there, in a lake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres_box import PostgresBox, find_lack, run_postgres
from warehouse.homes import Home, Lake

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresBox]:
    """A server for catalogues of lakes."""
    if lack := find_lack():
        pytest.skip(lack)
    with run_postgres() as box:
        yield box


@pytest.fixture
def lake(tmp_path: Path, postgres: PostgresBox) -> Lake:
    """A lake that nothing was loaded into."""
    return postgres.make_lake(tmp_path / "it's [a] lake*")


@pytest.fixture(scope="session", params=["file", "lake"])
def make_home(request: pytest.FixtureRequest) -> Callable[[Path], Home]:
    """Makes a home of a warehouse of a data folder: the folder, or a lake beside it."""
    if request.param == "file":
        return lambda data: data
    return request.getfixturevalue("postgres").make_lake  # type: ignore[no-any-return]
