from __future__ import annotations

import re

import pytest

from warehouse.statements import list_statements, read_statement

STEPS = (
    *("measure", "statistics", "find_twins", "single", "open_first", "compare", "open", "note_changes"),
    *("recall", "jsonl", "parquet", "any_kind"),
)
FOLDERS = (
    *("schema", "views", "macros", "load", "read", "save", "analysis"),
    *(f"load/{step}" for step in STEPS),
)
KEYWORDS = re.compile(r"\b(?:SELECT|FROM|WHERE|JOIN|INSERT|DELETE|MERGE|CREATE|ORDER BY|GROUP BY)\b")


@pytest.mark.parametrize("name", [name for folder in FOLDERS for name in list_statements(folder)])
def test_statement_opens_with_what_a_row_is_and_is_lower_case(name: str) -> None:
    first, _, rest = read_statement(name).partition("\n")
    assert re.match(r"-- \S+ \S+", first)
    assert KEYWORDS.findall(re.sub(r"--.*|'[^']*'", "", rest)) == []


@pytest.mark.parametrize("name", list_statements("views"))
def test_view_has_a_file_of_its_own(name: str) -> None:
    made = re.findall(r"create or replace view (?:records\.)?(\w+)", read_statement(name))
    assert made == [re.sub(r"views/\d+_", "", name)]


@pytest.mark.parametrize("name", list_statements("macros"))
def test_macro_has_a_file_of_its_own(name: str) -> None:
    made = re.findall(r"create or replace macro (\w+)", read_statement(name))
    assert made == [re.sub(r"macros/\d+_", "", name)]


def test_schema_steps_are_numbered_without_a_gap() -> None:
    numbers = [int(name.removeprefix("schema/")[:4]) for name in list_statements("schema")]
    assert numbers == list(range(len(numbers)))
