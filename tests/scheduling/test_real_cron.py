"""Lines of ours in the crons that machines have: Debian's, with its crontab program and its mail, and Busybox's."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gapfinder.folder_lock import is_locked
from gapfinder.scheduling.cron_line import MOST_BYTES, Job, write_line
from gapfinder.scheduling.timing import Timing
from tests.crawl.shops import Shop, make_shop_pages
from tests.scheduling.cron_box import CronBox, find_lack, find_program
from tests.scheduling.test_timing import EXPRESSIONS
from warehouse.query import open_published

LACK = find_lack()
BUSYBOX = find_program("busybox")
PATIENCE = 100.0
"""Seconds until a run that begins with the next minute is over, on a machine that has much else to do."""
ODD = 'it\'s 100% "odd" $HOME # \\ ü'
"""Busybox alone takes a `#` within quotes for a comment, too."""
NOWHERE = "http://127.0.0.1:9/"
SUMMARY = r"gapfinder case: 1 site crawled \(1 complete\) in \d+ min; log (.*)"
KINDS = [
    pytest.param("debian", marks=pytest.mark.skipif(bool(LACK), reason=LACK)),
    pytest.param(
        "busybox", marks=pytest.mark.skipif(BUSYBOX is None or os.geteuid() != 0, reason="needs busybox and root")
    ),
]
INSTALL = """
"$PYTHON" -P -m gapfinder schedule --install "* * * * *" --engagement "$1" --max-age 1h
crontab -l
exec cron -f
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A cron at work: its engagement file, its box where it has one, and what it asked of the shop."""

    case: Path
    shop: Shop
    box: CronBox | None = None

    @property
    def data(self) -> Path:
        return self.case.parent / "data"

    @property
    def log(self) -> str:
        path = self.data / "logs" / "run.log"
        return path.read_text() if path.exists() else ""

    @property
    def mail(self) -> str:
        return self.box.mail.read_text() if self.box and self.box.mail.exists() else ""

    @property
    def is_over(self) -> bool:
        """Whether the first run has ended: where there is mail, that is sent last."""
        return bool(re.search(SUMMARY, self.mail if self.box else self.log)) and not is_locked(self.data)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Started]]:
    """Start every cron there is at once, since each needs the minute to turn."""
    shops = [Shop(make_shop_pages(2)) for _ in KINDS]
    crons: dict[str, Started] = {}
    daemons: list[subprocess.Popen[bytes]] = []
    for shop in shops:
        shop.start()
    if not LACK:
        box = CronBox(folder=tmp_path_factory.mktemp("box"))
        box.prepare()
        crons["debian"] = Started(case=write_case(box.folder / ODD, shops[0].url), shop=shops[0], box=box)
        daemons.append(box.start(INSTALL, crons["debian"].case))
    if BUSYBOX and os.geteuid() == 0:
        folder = tmp_path_factory.mktemp("busybox")
        crons["busybox"] = Started(case=write_case(folder / ODD.replace("#", "+"), shops[1].url), shop=shops[1])
        daemons.append(start_busybox(folder, crons["busybox"].case))
    try:
        end = monotonic() + PATIENCE
        while monotonic() < end and not all(cron.is_over for cron in crons.values()):
            sleep(0.1)
        yield crons
    finally:
        for daemon in daemons:
            os.killpg(daemon.pid, signal.SIGKILL)
            daemon.communicate()
        for shop in shops:
            shop.stop()


def write_case(folder: Path, url: str) -> Path:
    folder.mkdir()
    path = folder / "engagement.toml"
    path.write_text(
        f'name = "case"\n[prospect]\nname = "shop"\nurl = "{url}"\n[crawl]\nallow_private = true\ndelay = 0\n'
    )
    return path


def start_busybox(folder: Path, case: Path) -> subprocess.Popen[bytes]:
    tabs = folder / "tabs"
    tabs.mkdir()
    command = [sys.executable, "-P", "-m", "gapfinder", "schedule", "--install", "* * * * *", "--max-age", "1h"]
    subprocess.run([*command, "--crontab", str(tabs / "root"), "--engagement", str(case)], check=True)
    return subprocess.Popen(
        [str(BUSYBOX), "crond", "-f", "-c", str(tabs), "-L", str(folder / "log")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_cron_crawls(kind: str, started: dict[str, Started]) -> None:
    cron = started[kind]
    told = re.search(SUMMARY, cron.log)
    assert told, cron.log
    assert told[1] == str(cron.data / "logs" / "run.log")
    assert len(list((cron.data / "spool" / "loaded").iterdir())) == 1
    assert cron.shop.paths.count("/") == 1
    with open_published(cron.data) as published:
        assert published.execute("select site, coverage, products from sites").fetchall() == [("shop", "complete", 4)]


@pytest.mark.slow
@pytest.mark.skipif(bool(LACK), reason=LACK)
def test_cron_mails_one_line(started: dict[str, Started]) -> None:
    header, _, body = started["debian"].mail.partition("\n\n")
    assert "To: root" in header
    assert re.fullmatch(SUMMARY + "\n", body), body


@pytest.mark.skipif(bool(LACK), reason=LACK)
def test_the_crontab_of_a_user(tmp_path: Path) -> None:
    """Comments, blanks, variables and bytes of no encoding are what they were, however often we come and go."""
    box = CronBox(folder=tmp_path)
    box.prepare()
    case = write_case(tmp_path / ODD, NOWHERE)
    others = (
        b"# a comment \xff\n\n  \nMAILTO = \"me@shop.example\"\nA='b'\n"
        b"*/5  1-3\t* jan * echo \\% % input # gapfinder: x\n"
        b"@reboot /bin/true\n#0 3 * * * off\n"
    )
    script = """
    crontab -
    g() { "$PYTHON" -P -m gapfinder schedule --engagement "$CASE" "$@"; }
    CASE=$1
    crontab -l >"$BOX/0"
    g --install "daily 03:00"; crontab -l >"$BOX/1"
    g --install "mondays 04:00" --quiet; crontab -l >"$BOX/2"
    g
    g --remove; crontab -l >"$BOX/3"
    g --remove
    g
    """
    exit_code, out = box.run(script, case, given=others)
    told = out.decode().replace(str(case), "CASE").splitlines()
    assert exit_code == 0, out
    before, installed, updated, removed = ((tmp_path / str(number)).read_bytes() for number in range(4))
    assert before == removed == others
    assert installed.startswith(others + b"0 3 * * * /usr/bin/env ")
    assert updated.startswith(others + b"0 4 * * 1 /usr/bin/env ")
    assert [line.count(b"\n") - others.count(b"\n") for line in (installed, updated)] == [1, 1]
    assert told.pop(2) == "Its options were: none; now: --quiet"
    words = ("Installed: case: At 03:00 every day", "Updated: case: At 04:00 on Monday", "case: At 04:00 on Monday")
    assert [line.partition(" (")[0] for line in told[:3]] == list(words)
    assert told[3] == updated.decode(errors="replace").splitlines()[-1].replace(str(case), "CASE")
    assert told[4] == "Removed: case: At 04:00 on Monday (0 4 * * 1)"
    assert told[5:] == [
        "Nothing to remove: no crontab line for CASE",
        "No crontab line for CASE; to add one: gapfinder schedule --install 'daily 03:00'",
    ]


@pytest.mark.skipif(bool(LACK), reason=LACK)
def test_a_user_without_a_crontab(tmp_path: Path) -> None:
    box = CronBox(folder=tmp_path)
    box.prepare()
    case = write_case(tmp_path / "case", NOWHERE)
    script = """
    g() { "$PYTHON" -P -m gapfinder schedule --engagement "$CASE" "$@"; }
    CASE=$1
    g
    g --install "every 6 hours"
    crontab -l | wc -l
    """
    exit_code, out = box.run(script, case)
    lines = out.decode().splitlines()
    assert (exit_code, len(lines), lines[2].strip()) == (0, 3, "1"), out
    assert lines[0].startswith("No crontab line for ")
    assert lines[1].startswith("Installed: case: ")


@pytest.mark.skipif(bool(LACK), reason=LACK)
@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(EXPRESSIONS, min_size=100, max_size=100))
def test_cron_takes_what_we_take(tmp_path: Path, expressions: list[str]) -> None:
    box = CronBox(folder=tmp_path)
    if not (tmp_path / "sbin").exists():
        box.prepare()
    content = "".join(f"{expression} true\n" for expression in expressions).encode()
    assert box.run("crontab -; crontab -l", given=content) == (0, content)


@pytest.mark.skipif(bool(LACK), reason=LACK)
def test_cron_takes_the_longest_line(tmp_path: Path) -> None:
    box = CronBox(folder=tmp_path)
    box.prepare()
    job = Job(engagement=Path("/e"), name="n", timing=Timing(expression="0 3 * * *"))
    room = MOST_BYTES - len(write_line(job).removeprefix(b"0 3 * * * "))
    longest = write_line(Job(engagement=job.engagement, name="n", timing=job.timing, arguments=("a" * (room - 1),)))
    assert len(longest) == MOST_BYTES + len("0 3 * * * ")
    assert box.run("crontab -", given=longest + b"\n") == (0, b"")
    assert box.run("crontab -", given=longest + b"x\n")[0] == 1


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    case = write_case(tmp_path / ODD, NOWHERE)
    command = [sys.executable, "-P", "-m", "gapfinder", "schedule", "--systemd", "weekdays 03:15", "--jitter", "10m"]
    printed = subprocess.run([*command, "--engagement", str(case)], capture_output=True, text=True, check=True).stdout
    named = re.split(r"^# ~/.config/systemd/user/(.*)$", printed, flags=re.MULTILINE)
    units = dict(zip(named[1::2], named[2::2], strict=True))
    assert list(units) == ["gapfinder-case.service", "gapfinder-case.timer"]
    for name, text in units.items():
        (tmp_path / name).write_text(text)
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in units)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )
    assert "gapfinder" not in checked.stderr, checked.stderr
    line = next(line for line in units["gapfinder-case.service"].splitlines() if line.startswith("ExecStart="))
    words = shlex.split(line.replace("%%", "%").replace("$$", "$"))
    assert words[-3:] == ["run", "--engagement", str(case)]
