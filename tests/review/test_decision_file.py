"""Decisions survive a spreadsheet; what makes no sense is told with file, line and value."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from gapfinder.errors import GapfinderError
from gapfinder.imports.rejects import Rejects
from gapfinder.matching.decisions.verdicts import VERDICTS
from gapfinder.reviewing.decision_file import Told, read_decisions, write_decisions
from warehouse.decisions import Decision

TOLD = Told(by="bob", at=datetime(2026, 2, 3, 4, 5, 6))
IDS = {("acme", ("Tools", "Saws")): "c1", ("boltco", ("Saw blades",)): "c2"}
HEAD = "site,path,verdict,other_site,other_path\n"


def find_category(site: str, path: tuple[str, ...], known: str) -> str | None:
    return known or IDS.get((site, path))


def read(path: Path) -> list[Decision]:
    found, rejects = read_all(path)
    assert rejects == []
    return found


def read_all(path: Path) -> tuple[list[Decision], list[tuple[int, str]]]:
    """Return a file's decisions, and its lines that make no sense."""
    with Rejects(path.parent, "decisions", TOLD.at) as rejects:
        found = read_decisions(path, told=TOLD, find_category=find_category, rejects=rejects)
    return found, [(reject.line, reject.reason) for reject in rejects.first]


words = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
sentences = st.lists(words, max_size=4).map(" ".join)
names = st.lists(words.filter(lambda word: word != ">"), min_size=1, max_size=3).map(tuple)
decisions = st.builds(
    Decision, decided_at=st.datetimes(max_value=TOLD.at), decided_by=words, verdict=st.sampled_from(VERDICTS),
    site=words, category_id=words, path=names, other_site=words, other_category_id=words, other_path=names,
    reason=sentences,
    joined=st.booleans(), by_chance=st.booleans(),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        decisions.filter(lambda one: (one.site, one.category_id) != (one.other_site, one.other_category_id)), max_size=5
    )
)
def test_what_is_written_is_read(tmp_path: Path, told: list[Decision]) -> None:
    path = tmp_path / "decisions.csv"
    assert write_decisions(path, told) == len(told)
    assert read(path) == told


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    decision = Decision(
        decided_at=datetime(2026, 1, 1), decided_by="=cmd()", verdict="same", site="acme", category_id="c1",
        path=("=1+1",), other_site="boltco", other_category_id="c2", other_path=("@SUM(1)",), reason="-1",
    )  # fmt: skip
    write_decisions(path, [decision])
    cells = path.read_text(encoding="utf-8").splitlines()[1].split(",")
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@"))]
    assert read(path) == [decision]


def test_what_a_person_writes_needs_five_columns(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("\ufeff" + HEAD + "acme,Tools > Saws,narrower,boltco,Saw blades\n\n", encoding="utf-8")
    (decision,) = read(path)
    assert (decision.category_id, decision.other_category_id, decision.verdict) == ("c1", "c2", "narrower")
    assert (decision.decided_by, decision.decided_at, decision.by_chance) == ("bob", TOLD.at, False)


def test_verdicts_may_be_written_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    lines = (f"acme,Tools > Saws,{verdict},boltco,Saw blades\n" for verdict in ("Same", "DIFFERENT", "Broader"))
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    assert [decision.verdict for decision in read(path)] == ["same", "different", "broader"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "mine.csv"
    lines = [[*HEAD.strip().split(","), "Reason"], ["acme", "Tools > Saws", "same", "boltco", "Saw blades", "Sägen"]]
    path.write_text("".join(f"{delimiter.join(line)}\r\n" for line in lines), encoding=encoding)
    (decision,) = read(path)
    assert (decision.category_id, decision.other_category_id, decision.reason) == ("c1", "c2", "Sägen")


def test_what_is_decided_in_a_workbook_is_read(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append([*HEAD.strip().split(","), "decided_at"])
    workbook.active.append(["acme", "Tools > Saws", "same", "boltco", "Saw blades", datetime(2026, 1, 1)])
    workbook.save(tmp_path / "mine.xlsx")
    (decision,) = read(tmp_path / "mine.xlsx")
    assert (decision.category_id, decision.decided_at) == ("c1", datetime(2026, 1, 1))


GOOD = "acme,Tools > Saws,same,boltco,Saw blades\n"


@pytest.mark.parametrize(
    ("text", "rejects"),
    [
        (
            HEAD + "acme,Tools > Saws,alike,boltco,Saw blades\n",
            [(2, "verdict 'alike' is none of same, different, broader, narrower")],
        ),
        (
            HEAD + "acme,Tools > Axes,same,boltco,Saw blades\n",
            [(2, "path 'Tools > Axes': site 'acme' has no such category")],
        ),
        (HEAD + "acme,Tools > Saws,same,acme,Tools > Saws\n", [(2, "both categories are the same")]),
        (
            HEAD.strip() + f',reason,decided_at\n{GOOD.strip()},"two\nlines",yesterday\n{GOOD.strip()},,today\n',
            [(2, "decided_at 'yesterday' is no time"), (4, "decided_at 'today' is no time")],
        ),
        (HEAD.strip() + f",decided_at\n{GOOD.strip()},2099-01-01\n", [(2, "decided_at '2099-01-01' lies ahead")]),
        (
            HEAD + ",Tools > Saws,same,boltco,Saw blades\nacme,Tools > Saws,same, ,Saw blades\n",
            [(2, "site is empty"), (3, "other_site is empty")],
        ),
        (
            HEAD + "acme,,same,boltco,Saw blades\n" + GOOD.strip() + ",,x\n",
            [(2, "no path"), (3, "7 cells, the header has 5")],
        ),
    ],
)
def test_all_lines_that_make_no_sense_are_told(tmp_path: Path, text: str, rejects: list[tuple[int, str]]) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert read_all(path) == ([], rejects)


def test_what_is_no_table_of_decisions_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    for text, message in (
        (
            "site,path\n",
            "line 1 has no column other_path, other_site, verdict, as a file of the kind decisions has: 'site, path'",
        ),
        (HEAD + 'acme,"Tools > Saws,same,boltco,Saw blades\n', "line 2: a quotation mark is left open"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(GapfinderError) as caught:
            read(path)
        assert str(caught.value) == f"{path}: {message}"
