"""A person reviews what is loaded: by keys, from files, and with effect."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gapfinder.cli.main import gapfinder
from gapfinder.engagement import load_engagement
from gapfinder.loading import load_crawls
from tests.match.conftest import write_engagement, write_folder
from tests.review.conftest import SHELVES
from warehouse.decisions import Decision, add_decisions
from warehouse.query import open_published
from warehouse.store import open_store


def run(engagement: Path, *arguments: str, keys: str = "") -> Result:
    result = CliRunner().invoke(gapfinder, [*arguments, "--engagement", str(engagement)], input=keys)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def review(engagement: Path, *arguments: str, keys: str = "") -> str:
    result = run(engagement, "review", "--by", "ann", *arguments, keys=keys)
    assert result.exit_code == 0, result.output
    return result.output


def ask(engagement: Path, query: str) -> list[tuple[object, ...]]:
    with open_store(load_engagement(engagement).data) as store:
        return store.execute(query).fetchall()


def test_answers_are_kept_at_once_and_not_asked_again(engagement: Path) -> None:
    first = review(engagement, keys="sq")
    assert "1 decided, 1 in all" in first
    ((verdict, by, counts, one, other),) = ask(
        engagement, "select verdict, decided_by, counts, path, other_path from decisions"
    )
    assert (verdict, by, counts) == ("same", "ann", True)
    second = review(engagement, keys="q")
    assert not {" > ".join(one), " > ".join(other)} <= set(second.replace("  ", "\n").splitlines())  # type: ignore[arg-type]


def test_decisions_are_published(engagement: Path) -> None:
    review(engagement, keys="sq")
    with open_published(load_engagement(engagement).data) as warehouse:
        assert warehouse.execute("select verdict, counts from decisions").fetchall() == [("same", True)]


def test_the_machines_word_is_not_shown_and_markup_of_sites_does_nothing(engagement: Path) -> None:
    shown = review(engagement, keys="kkkkkkkk")
    assert "score" not in shown
    assert "0." not in shown
    assert "\x1b[31m" not in shown
    assert "Red gloves" in shown
    assert "0 decided, 0 in all" in shown


def test_a_reason_goes_with_the_answer(engagement: Path) -> None:
    review(engagement, "--most", "1", keys="rboth are worn\nd")
    assert ask(engagement, "select verdict, reason from decisions") == [("different", "both are worn")]


def test_breaking_off_a_reason_asks_the_question_again(engagement: Path) -> None:
    assert "0 decided, 0 in all" in review(engagement, keys="r")


def test_help_and_other_keys_ask_again(engagement: Path) -> None:
    shown = review(engagement, "--most", "1", keys="?x\x1bn")
    assert "the second is a part of the first" in shown
    keys = "is none of s, d, b, n, k, r, q, ?"
    assert [line for line in shown.splitlines() if keys in line] == [f"  'x' {keys}", f"  '\\x1b' {keys}"]
    assert ask(engagement, "select verdict from decisions") == [("narrower",)]


def test_what_is_skipped_is_said(engagement: Path) -> None:
    shown = review(engagement, "--most", "2", keys="ks").splitlines()
    assert [line for line in shown if line in {"skipped", "same"}] == ["skipped", "same"]


def test_decisions_go_to_standard_output(engagement: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    review(engagement, keys="sdq")
    review(engagement, "--export", "out.csv")
    assert review(engagement, "--export", "-") == (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert not (tmp_path / "-").exists()


def test_the_end_of_the_input_quits(engagement: Path) -> None:
    assert "0 decided" in review(engagement)


def test_without_a_terminal_it_says_so_in_one_line(engagement: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gapfinder", "review", "--engagement", str(engagement)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, start_new_session=True, check=False,
    )  # fmt: skip
    told = "gapfinder: review needs a terminal to be answered at; with --import decisions come from a file\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


HEAD = "site,path,verdict,other_site,other_path\n"
TAUGHT = HEAD + "acme,Gloves,same,boltco,Work Gloves\n"


def test_decisions_from_a_file_change_the_concepts_and_outlive_reruns(engagement: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(TAUGHT, encoding="utf-8")
    query = """
        select concept_id, list(site order by site), any_value(method), any_value(decided_by)
        from category_concepts where category_id in ('Gloves', 'Work Gloves') group by concept_id
    """
    data = load_engagement(engagement).data
    assert "1 decision, 1 of them new" in review(engagement, "--import", str(path))
    for _ in range(2):
        assert run(engagement, "match").exit_code == 0
        with open_published(data) as warehouse:
            ((_, sites, method, by),) = warehouse.execute(query).fetchall()
        assert (sites, method, by) == (["acme", "boltco"], "decision", "ann")


MEMBERS = """
    select list(site order by site), any_value(method)
    from category_concepts where category_id in ('Gloves', 'Work Gloves') group by concept_id
"""


def test_decisions_on_sites_that_are_not_loaded_wait_for_them(tmp_path: Path) -> None:
    engagement = write_engagement(tmp_path, {"acme": "prospect", "boltco": "competitor"})
    file, path, kept = tmp_path / "engagement.toml", tmp_path / "mine.csv", tmp_path / "kept.csv"
    path.write_text(TAUGHT, encoding="utf-8")
    assert (
        review(file, "--import", str(path)) == "1 decision, 1 of them new; 1 for sites not loaded yet: acme, boltco\n"
    )
    review(file, "--export", str(kept))
    write_folder(engagement.data, "acme", SHELVES["acme"])
    load_crawls(engagement)
    assert review(file, "--import", str(path)) == "1 decision, 0 of them new; 1 for sites not loaded yet: boltco\n"
    assert ask(file, "select waits from decisions") == [(True,)]
    write_folder(engagement.data, "boltco", SHELVES["boltco"])
    load_crawls(engagement)
    for again in (path, kept):
        assert review(file, "--import", str(again)) == "1 decision, 0 of them new\n"
    assert ask(file, "select category_id, other_category_id, waits from decisions") == [
        ("Gloves", "Work Gloves", False)
    ]
    assert run(file, "match").exit_code == 0
    assert ask(file, MEMBERS) == [(["acme", "boltco"], "decision")]


def test_a_category_that_got_another_id_is_found_by_its_path(engagement: Path, tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text(
        HEAD.strip() + ",category_id,other_category_id\n" + TAUGHT.removeprefix(HEAD).strip() + ",Gloves,of-old\n",
        encoding="utf-8",
    )
    review(engagement, "--import", str(path))
    with open_store(load_engagement(engagement).data) as store:
        store.execute("update records.decisions set category_id = 'of-old'")
    assert ask(engagement, "select category_id, other_category_id, waits from decisions") == [
        ("Gloves", "Work Gloves", False)
    ]
    assert run(engagement, "match").exit_code == 0
    assert ask(engagement, MEMBERS) == [(["acme", "boltco"], "decision")]


def test_what_is_said_again_without_a_time_is_known(engagement: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    gloves = "acme,Gloves,{},boltco,Work Gloves\n".format
    turned = "boltco,Work Gloves,{},acme,Gloves\n".format
    told = [
        (gloves("broader") * 2, "ann", "2 decisions, 1 of them new\n"),
        (gloves("broader"), "ann", "1 decision, 0 of them new\n"),
        (turned("narrower"), "ann", "1 decision, 0 of them new\n"),
        (turned("broader"), "ann", "1 decision, 1 of them new\n"),
        (gloves("broader"), "ann", "1 decision, 1 of them new\n"),
        (gloves("same"), "bob", "1 decision, 1 of them new\n"),
        (gloves("broader"), "ann", "1 decision, 0 of them new\n"),
    ]
    for lines, by, shown in told:
        path.write_text(HEAD + lines, encoding="utf-8")
        assert run(engagement, "review", "--by", by, "--import", str(path)).stdout == shown


def test_lines_that_make_no_sense_are_kept_aside_and_taken_once_mended(engagement: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(TAUGHT + "acme,Gloves,alike,boltco,Gloves\nacme,Mugs,same,boltco,Work Gloves\n", encoding="utf-8")
    result = run(engagement, "review", "--by", "ann", "--import", str(path))
    (kept,) = (load_engagement(engagement).data / "rejects").iterdir()
    assert (result.exit_code, result.stdout, result.stderr) == (
        3,
        "1 decision, 1 of them new\n",
        f"{path}: line 3: verdict 'alike' is none of same, different, broader, narrower\n"
        f"{path}: line 4: path 'Mugs': site 'acme' has no such category\n"
        f"2 lines not taken, kept in {kept}\n",
    )
    mended = kept.read_text(encoding="utf-8").replace("alike,boltco,Gloves", "broader,boltco,Tools")
    kept.write_text(mended.replace("Mugs", "Hand tools"), encoding="utf-8")
    assert "2 decisions, 2 of them new" in review(engagement, "--import", str(kept))
    verdicts = ask(engagement, "select verdict, reason from decisions order by all")
    assert verdicts == [("broader", ""), ("same", ""), ("same", "")]


CONTRARY = """\
site,path,verdict,other_site,other_path,decided_by,decided_at
acme,Gloves,same,boltco,Work Gloves,bob,2026-01-01
acme,Fasteners > Anchors,same,boltco,Work Gloves,bob,2026-01-02
acme,Gloves,different,acme,Fasteners > Anchors,ann,2026-01-03
"""
OVERRULED = (
    'does not count: bob, 2026-01-01: acme "Gloves" is the same as boltco "Work Gloves"; it contradicts'
    ' ann, 2026-01-03: acme "Gloves" is different from acme "Fasteners > Anchors";'
    ' bob, 2026-01-02: acme "Fasteners > Anchors" is the same as boltco "Work Gloves"\n'
)
HEADER = "3 decisions contradict each other; 1 does not count until another of them is decided anew\n"


def test_what_contradicts_other_decisions_is_told_and_does_not_count(engagement: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(CONTRARY, encoding="utf-8")
    assert run(engagement, "review", "--import", str(path)).stderr == HEADER + OVERRULED
    assert run(engagement, "review", "--import", str(path)).stderr == ""
    assert run(engagement, "match").stderr.endswith(HEADER + OVERRULED)
    with open_published(load_engagement(engagement).data) as warehouse:
        members = warehouse.execute(
            "select site, category_id from category_concepts where decided_by = 'bob' and score = 1 order by all"
        ).fetchall()
    assert members == [("acme", "Fasteners > Anchors"), ("boltco", "Work Gloves")]
    path.write_text(TAUGHT.replace("same", "different"), encoding="utf-8")
    assert run(engagement, "review", "--import", str(path)).stderr.startswith("1 decision overruled by a later word on")
    assert "contradict" not in run(engagement, "match").stderr


COUNTING = "select path[-1], verdict, other_path[-1], counts from decisions order by decided_at, taken"


def test_the_view_tells_what_counts_as_matching_does(engagement: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(CONTRARY, encoding="utf-8")
    review(engagement, "--import", str(path))
    told = [
        ("Gloves", "same", "Work Gloves", False),
        ("Anchors", "same", "Work Gloves", True),
        ("Gloves", "different", "Anchors", True),
    ]
    with open_published(load_engagement(engagement).data) as warehouse:
        assert warehouse.execute(COUNTING).fetchall() == told
    with open_store(load_engagement(engagement).data) as store:
        store.execute("update records.decisions set counts = not counts")
    assert run(engagement, "match").exit_code == 0
    assert ask(engagement, COUNTING) == told


def test_of_one_pair_in_one_file_the_last_line_counts_and_nothing_contradicts(engagement: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        HEAD + "boltco,Work Gloves,broader,acme,Gloves\nacme,Gloves,broader,boltco,Work Gloves\n", encoding="utf-8"
    )
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert run(engagement, "review", "--by", "ann", "--import", str(path)).stderr == (
        "1 decision overruled by a later word on the same pair\n"
        f'does not count: ann, {today}: boltco "Work Gloves" is narrower than acme "Gloves"; later:'
        f' ann, {today}: acme "Gloves" is narrower than boltco "Work Gloves"\n'
    )
    matched = run(engagement, "match")
    assert (matched.exit_code, "count" in matched.stderr) == (0, False)
    told = [("Work Gloves", "broader", "Gloves", False), ("Gloves", "broader", "Work Gloves", True)]
    assert ask(engagement, COUNTING) == told
    explained = run(engagement, "match", "--explain", "acme: Gloves", "boltco: Work Gloves").stdout.splitlines()
    assert [line for line in explained if " by ann" in line] == [
        f"decided by ann, {today}: the second is broader",
        f"before that by ann, {today}: the second is narrower",
    ]


CIRCLE = """\
site,path,verdict,other_site,other_path,decided_by,decided_at
acme,Gloves,broader,boltco,Work Gloves,bob,2026-01-01
boltco,Work Gloves,broader,acme,Fasteners > Anchors,ann,2026-01-02
acme,Gloves,narrower,acme,Fasteners > Anchors,ann,2026-01-03
"""
CLOSED = (
    'does not count: bob, 2026-01-01: acme "Gloves" is narrower than boltco "Work Gloves"; it contradicts'
    ' ann, 2026-01-02: boltco "Work Gloves" is narrower than acme "Fasteners > Anchors";'
    ' ann, 2026-01-03: acme "Gloves" is broader than acme "Fasteners > Anchors"\n'
)


def test_what_is_broader_in_a_circle_is_told(engagement: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(CIRCLE, encoding="utf-8")
    assert run(engagement, "review", "--import", str(path)).stderr == HEADER + CLOSED
    assert run(engagement, "match").stderr.endswith(HEADER + CLOSED)


def test_an_answer_that_contradicts_others_says_so(engagement: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        HEAD + "acme,Hand tools > Hammers,same,acme,Gloves\nacme,Gloves,different,boltco,Tools > Hammers\n",
        encoding="utf-8",
    )
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    review(engagement, "--import", str(path))
    shown = review(engagement, keys="s" * 20)
    assert ("Hammers", "same", "Gloves", False) in ask(engagement, COUNTING)
    assert [line for line in shown.splitlines() if "contradicts" in line] == [
        f'  does not count: ann, {today}: acme "Hand tools > Hammers" is the same as acme "Gloves"; it contradicts'
        f' ann, {today}: acme "Gloves" is different from boltco "Tools > Hammers";'
        f' ann, {today}: acme "Hand tools > Hammers" is the same as boltco "Tools > Hammers"'
    ]


def test_export_and_import_carry_decisions_to_another_warehouse(engagement: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    review(engagement, keys="sdbn")
    told = ask(engagement, "select * from decisions order by all")
    assert f"{len(told)} decisions" in review(engagement, "--export", str(path))
    assert f"{len(told)} decisions, 0 of them new" in review(engagement, "--import", str(path))
    with open_store(load_engagement(engagement).data) as store:
        store.execute("delete from records.decisions")
    assert f"{len(told)} decisions, {len(told)} of them new" in review(engagement, "--import", str(path))
    assert ask(engagement, "select * from decisions order by all") == told


def test_precision_is_told_after_fifty_decisions(engagement: Path) -> None:
    asked = [
        Decision(
            decided_at=datetime(2026, 1, 1, 0, number), decided_by="ann",
            verdict="same" if number < 45 else "different",
            site="acme", category_id=str(number), path=("a",), other_site="boltco", other_category_id=str(number),
            other_path=("b",), joined=True, by_chance=True,
        )
        for number in range(49)
    ]  # fmt: skip
    with open_store(load_engagement(engagement).data) as store:
        assert add_decisions(store, asked) == 49
    assert "is told after 50 decisions" in review(engagement, keys="q")
    with open_store(load_engagement(engagement).data) as store:
        add_decisions(store, [replace(asked[0], category_id="49")])
    assert "of 50 matches drawn by chance 46 are right: 92% (81% to 97% of all" in review(engagement, keys="q")


def test_where_none_was_drawn_by_chance_it_says_so(engagement: Path) -> None:
    asked = [
        Decision(
            decided_at=datetime(2026, 1, 1, 0, number), decided_by="ann", verdict="same", site="acme",
            category_id=str(number), path=("a",), other_site="boltco", other_category_id=str(number), other_path=("b",),
        )
        for number in range(50)
    ]  # fmt: skip
    with open_store(load_engagement(engagement).data) as store:
        add_decisions(store, asked)
    assert "is not known: none drawn by chance was decided" in review(engagement, keys="q")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--export", "a.csv", "--import", "mine.csv"), 2, "do not go together"),
        (("--import", "mine.csv"), 1, "has no column"),
    ],
)
def test_misuse_is_told_in_one_line(
    engagement: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    (tmp_path / "mine.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = run(engagement, "review", *(str(tmp_path / one) if one.endswith("csv") else one for one in arguments))
    assert result.exit_code == code
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1
