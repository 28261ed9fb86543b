"""`gapfinder schedule` and what `gapfinder status` makes of it, with crontabs in files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gapfinder.cli.main import gapfinder
from gapfinder.scheduling.cron_line import read_line

OTHERS = b"MAILTO=me@shop.example\n# m h dom mon dow\n0 1 * * * backup\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(gapfinder, [str(argument) for argument in arguments])


@pytest.fixture
def tab(tmp_path: Path) -> Path:
    path = tmp_path / "tab"
    path.write_bytes(OTHERS)
    return path


def write_case(folder: Path, name: str = "case") -> Path:
    folder.mkdir()
    path = folder / "engagement.toml"
    path.write_text(f'name = "{name}"\n[prospect]\nname = "acme"\nurl = "https://acme.example/"\n', encoding="utf-8")
    return path


def test_a_line_comes_changes_and_goes(tmp_path: Path, tab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case, other = write_case(tmp_path / "a"), write_case(tmp_path / "b b", "other's")
    monkeypatch.chdir(case.parent)
    done = run("schedule", "--crontab", tab, "--install", "daily 03:00", "--jitter", "90m", "--max-age", "20h")
    assert (done.exit_code, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert done.stdout.startswith("Installed: case: At 03:00 every day (0 3 * * *); next: ")
    options = ("--log", "own.log", "--data", "d", "--log-size", "10m", "--log-count", "9", "-q")
    assert run("schedule", "--crontab", tab, "--engagement", other, "--install", "hourly").exit_code == 0
    done = run("schedule", "--crontab", tab, "--install", "every 6 hours", *options)
    assert done.stdout.startswith("Updated: case: At minute 0 past every sixth hour (0 */6 * * *); next: "), done.stdout
    assert done.stdout.splitlines()[1].startswith("Its options were: --max-age 20h --jitter 90m; now: --data /")
    *others, first, second, end = tab.read_bytes().split(b"\n")
    assert (b"\n".join(others) + b"\n", end) == (OTHERS, b"")
    job = read_line(first)
    assert job
    assert (job.name, job.engagement, job.timing.expression) == ("case", case, "0 */6 * * *")
    data = ("--data", str(case.parent / "d"))
    log = ("--log", str(case.parent / "own.log"), "--log-size", "10000000", "--log-count", "9", "--quiet")
    assert job.arguments == (*data, *log)

    shown = run("schedule", "--crontab", tab).stdout.splitlines()
    assert shown[0].startswith("case: At minute 0 past every sixth hour")
    assert shown[1:] == [first.decode()]
    monkeypatch.chdir(tmp_path)
    other.unlink()
    shown = run("schedule", "--crontab", tab).stdout.splitlines()
    assert shown[1::2] == [first.decode(), second.decode()]
    assert shown[2].startswith("other's: At the start of every hour (0 * * * *); next: ")
    assert shown[2].endswith(f"; {other} IS GONE")

    for path, name in ((other, "other's"), (case, "case")):
        done = run("schedule", "--crontab", tab, "--remove", "--engagement", path)
        assert (done.exit_code, done.stdout.partition(": At")[0]) == (0, f"Removed: {name}")
        assert "next" not in done.stdout
    assert tab.read_bytes() == OTHERS
    assert run("schedule", "--crontab", tab).stdout.startswith("No crontab line for any engagement; to add one: ")


@pytest.mark.parametrize("action", [(), ("--remove",)])
def test_options_of_a_line_need_a_line_to_be_written(action: tuple[str, ...], tmp_path: Path, tab: Path) -> None:
    case = write_case(tmp_path / "a")
    done = run("schedule", "--crontab", tab, "--engagement", case, *action, "--jitter", "30m")
    told = "gapfinder: --jitter goes with --install, --print or --systemd\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", told)


@pytest.mark.parametrize(
    ("engine", "told"), [("dask", "dask"), ("dask://hive:8786", "tcp://hive:8786"), ("tls://h:1", "tls://h:1")]
)
def test_a_line_says_which_engine_crawls(engine: str, told: str, tmp_path: Path) -> None:
    case = write_case(tmp_path / "a")
    done = run("schedule", "--print", "daily 03:00", "--engagement", case, "--engine", engine, "--max-age", "20h")
    job = read_line(done.stdout.rstrip("\n").encode())
    assert job
    assert job.arguments == ("--max-age", "20h", "--engine", told)
    units = run("schedule", "--systemd", "daily 03:00", "--engagement", case, "--engine", engine).stdout
    assert f" --engine {told}\n" in units


def test_a_line_that_somebody_changed_by_hand(tmp_path: Path, tab: Path) -> None:
    case = write_case(tmp_path / "a")
    run("schedule", "--crontab", tab, "--install", "daily 03:00", "--engagement", case)
    changed = tab.read_bytes().replace(b"0 3 * * *", b"@reboot").replace(b"/usr/bin/env", b"nice /usr/bin/env")
    tab.write_bytes(changed)
    shown = run("schedule", "--crontab", tab, "--engagement", case).stdout.splitlines()
    assert shown == ["case: @reboot (@reboot)", changed.decode().splitlines()[-1]]
    status = json.loads(run("status", "--crontab", tab, "--engagement", case, "--format", "json").stdout)
    assert [site["next_run_at"] for site in status["sites"]] == [None]


def test_status_tells_the_next_run(tmp_path: Path, tab: Path) -> None:
    case = write_case(tmp_path / "a")
    run("schedule", "--crontab", tab, "--install", "0 0 1 1 *", "--engagement", case)
    done = run("status", "--crontab", tab, "--engagement", case)
    assert (done.exit_code, done.stderr) == (3, "")
    head, _, row, *attention = done.stdout.splitlines()
    assert head.split() == [
        *("site", "role", "last", "crawl", "age", "coverage"),
        *("categories", "products", "change", "next", "run"),
    ]
    assert row.split()[:3] == ["acme", "prospect", "never"]
    assert row.split()[-2].endswith(("-01-01", "-12-31"))
    assert attention == ["", "Attention:", "  acme: never crawled"]


def write_units(folder: Path, *options: object) -> Path:
    """Write the units that `gapfinder schedule --systemd` prints where they should lie; return the timer."""
    printed = run("schedule", "--systemd", "0 0 1 1 *", *options).stdout
    folder.mkdir(parents=True, exist_ok=True)
    named = re.split(r"^# ~/.config/systemd/user/(.*)$", printed, flags=re.MULTILINE)
    for name, text in zip(named[1::2], named[2::2], strict=True):
        (folder / name).write_text(text.strip() + "\n")
    return folder / "gapfinder-case.timer"


def read_next_run(case: Path, *options: object) -> str | None:
    (site,) = json.loads(run("status", "--engagement", case, "--format", "json", *options).stdout)["sites"]
    return site["next_run_at"] and site["next_run_at"][:10]


@pytest.mark.skipif(shutil.which("systemctl") is None, reason="needs systemctl")
def test_status_knows_of_timers_that_are_turned_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TZ", "UTC")
    case = write_case(tmp_path / "a b")
    timer = write_units(tmp_path / "config" / "systemd" / "user", "--engagement", case, "--jitter", "10m")
    assert "RandomizedDelaySec=600s" in timer.read_text()

    def turn(word: str) -> None:
        subprocess.run(["systemctl", "--user", word, timer.name], check=True, capture_output=True)

    assert read_next_run(case) is None
    turn("enable")
    assert str(read_next_run(case)).endswith(("-01-01", "-12-31"))
    assert read_next_run(write_case(tmp_path / "other")) is None
    assert (
        json.loads(run("status", "--crontab", tmp_path / "tab", "--engagement", case, "--format", "json").stdout)[
            "sites"
        ][0]["next_run_at"]
        is None
    )
    timer.write_text(timer.read_text().replace("OnCalendar=*-1-1 0:0:00", "OnCalendar=hourly"))
    assert read_next_run(case) is None
    timer.write_bytes(b"# the same for cron: \xff\x00 'a\n" * 9)
    assert read_next_run(case) is None
    write_units(timer.parent, "--engagement", case)
    assert read_next_run(case)
    turn("disable")
    assert read_next_run(case) is None


@pytest.mark.parametrize(
    ("arguments", "exit_code", "told"),
    [
        (("--install", "tomorrow"), 2, "'tomorrow' is no time that cron knows: say "),
        (("--install", "0 3 31 2 *"), 2, "'0 3 31 2 *' is no time that cron knows: bad day-of-month; say "),
        (("--install", "hourly", "--remove"), 2, "--install, --remove, --print and --systemd are one at a time"),
        (("--print", "hourly", "--systemd", "hourly"), 2, "are one at a time"),
        (("--print", "every 7 hours"), 2, '"every 7 hours" does not divide evenly: cron can do '),
        (("--systemd", ""), 2, "is no time that cron knows"),
        (("--install", "hourly", "--data", "/\\\\a"), 2, "/\\\\a: has two backslashes in a row"),
        (("--install", "hourly", "--crontab", "/dev/null/tab"), 1, "/dev/null/tab: cannot be written: "),
        (("--install", "hourly", "--crontab", "/dev/null"), 2, "/dev/null: is no file, and was left as it is"),
        (
            ("--install", "hourly", "--engagement", "none.toml"),
            2,
            "none.toml: cannot be read: No such file or directory",
        ),
    ],
)
def test_schedule_fails_in_one_line(
    arguments: tuple[str, ...], exit_code: int, told: str, tmp_path: Path, tab: Path
) -> None:
    case = write_case(tmp_path / "a")
    done = run("schedule", "--crontab", tab, "--engagement", case, *arguments)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (exit_code, "", 1)
    assert told in done.stderr
    assert tab.read_bytes() == OTHERS


def test_what_needs_an_engagement_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for action in (("--remove",), ("--install", "hourly")):
        done = run("schedule", "--crontab", tmp_path / "tab", *action)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "--engagement FILE" in done.stderr


def test_a_machine_without_a_crontab_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    case = write_case(tmp_path / "a")
    done = run("schedule", "--install", "hourly", "--engagement", case)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("gapfinder: this machine has no crontab program: --print shows the line, ")
    assert run("schedule", "--print", "hourly", "--engagement", case).stdout.startswith("0 * * * * /usr/bin/env ")
    assert run("status", "--engagement", case).exit_code == 3
