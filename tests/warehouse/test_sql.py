from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import shutil
import stat
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pytest
from click.testing import CliRunner, Result

from gapfinder.cli.main import gapfinder
from warehouse.load import load_closed
from warehouse.publish import publish

Write = Callable[..., Path]
EVIL = "Saw\x1b]0;owned\x07\x1b[31m\u202etxt"


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(gapfinder, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, write: Write) -> Path:
    data = tmp_path_factory.mktemp("template")
    write(data, {"products": [("Saw", {"title": EVIL, "price": "9.90"})], "categories": ["Tools"]})
    load_closed(data)
    publish(data)
    return data


@pytest.fixture
def filled(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "data"))


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("table", "site  title    price\n────────────────────\nacme  Sawtxt  9.9000\n"),
        ("csv", f"site,title,price\nacme,{EVIL},9.9000\n"),
        ("json", f'[\n{{"site": "acme", "title": {json.dumps(EVIL, ensure_ascii=False)}, "price": 9.9}}\n]\n'),
        (None, f"site,title,price\nacme,{EVIL},9.9000\n"),
    ],
)
def test_sql_prints(style: str | None, printed: str, filled: Path) -> None:
    query = "select site, title, price from products"
    options = ("--format", style) if style else ()
    for arguments, stdin in (((query,), None), ((), query)):
        done = run("sql", *arguments, *options, "--data", filled, stdin=stdin)
        assert (done.stdout, done.stderr, done.exit_code) == (printed, "", 0)


def test_sql_prints_fields_and_plans(filled: Path) -> None:
    done = run("sql", "select site, null as brand from products", "-x", "--format", "table", "--data", filled)
    assert done.stdout == "── 1 ──\nsite   acme\nbrand\n"
    done = run("sql", "explain select 1", "--format", "table", "--data", filled)
    assert "projection" in done.stdout.lower()
    assert "explain" not in done.stdout


def test_sql_writes_files(filled: Path, tmp_path: Path) -> None:
    query = "select title from products"
    for option, style in (("--out", "table"), ("-o", "csv"), ("--output", "json"), ("-o", "parquet"), ("-o", "XLSX")):
        done = run("sql", query, option, tmp_path / f"out [1].{style}", "--data", filled)
        assert (done.stdout, done.stderr, done.exit_code) == ("", "", 0)
    assert (tmp_path / "out [1].csv").read_bytes() == f"title\n{EVIL}\n".encode()
    assert json.loads((tmp_path / "out [1].json").read_bytes()) == [{"title": EVIL}]
    assert (tmp_path / "out [1].table").read_text() == "title\n──────\nSawtxt\n"
    assert (tmp_path / "out [1].XLSX").read_bytes().startswith(b"PK")
    (tmp_path / "out [1].parquet").rename(tmp_path / "out.parquet")
    with duckdb.connect() as connection:
        assert connection.read_parquet(str(tmp_path / "out.parquet")).fetchall() == [(EVIL,)]


def test_sql_tells_what_excel_has_no_room_for(filled: Path, tmp_path: Path) -> None:
    done = run("sql", "select repeat('x', 40_000) as a", "-o", tmp_path / "out.xlsx", "--data", filled)
    assert (done.exit_code, done.stderr) == (
        0,
        f"{tmp_path}/out.xlsx: 1 texts were cut: Excel takes no more than 32,767 characters in a cell\n",
    )
    kept = (tmp_path / "out.xlsx").read_bytes()
    done = run("sql", "from range(1_048_576)", "-o", tmp_path / "out.xlsx", "--data", filled)
    assert done.exit_code == 1
    assert "gapfinder: more rows than a sheet takes (1,048,575): use CSV or Parquet, or a limit" in done.stderr
    assert (tmp_path / "out.xlsx").read_bytes() == kept
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("arguments", "stdin", "exit_code", "message"),
    [
        (["selec 1"], None, 1, 'Parser Error: syntax error at or near "selec"'),
        (["copy sites to 'x.csv'"], None, 1, "only queries can be run here, not COPY"),
        (["select * from read_csv('/etc/hosts')"], None, 1, "read_csv() cannot be called here"),
        (["select * from '/etc/hosts.csv'"], None, 1, "file system operations are disabled"),
        (["select 1; select 2"], None, 1, "one query at a time, please: this holds 2"),
        ([], "", 1, "no query was given"),
        (["; /* select 1 */"], None, 1, "no query was given"),
        (["from sties"], None, 1, 'Table with name sties does not exist! Did you mean "sites"?'),
        (
            ["select sit from sites"],
            None,
            1,
            'Referenced column "sit" not found in FROM clause! Candidate bindings: "site"',
        ),
        ([], b"select '\xff'", 2, "the query on standard input is not UTF-8 (byte 8)"),
        (["select 1", "--format", "parquet"], None, 2, "name it with --output FILE"),
        (["select 1", "--format", "xlsx"], None, 2, "name it with --output FILE"),
        (
            ["select 1", "--out", "/dev/null", "--format", "csv"],
            None,
            2,
            "/dev/null: is no file, and was left as it is",
        ),
        (["select 1", "--out", "rows.foo"], None, 2, "rows.foo: its ending names no format"),
        (["select 1", "--out", "/dev/null/x.csv"], None, 1, "/dev/null/x.csv: cannot be written"),
        (["select 1", "--out", "/dev/null/x.parquet"], None, 1, "/dev/null/x.parquet: cannot be written"),
    ],
)
def test_sql_fails_in_one_line(
    arguments: list[str], stdin: str | bytes | None, exit_code: int, message: str, filled: Path
) -> None:
    done = run("sql", *arguments, "--data", filled, stdin=stdin)
    assert (done.exit_code, done.stdout) == (exit_code, "")
    assert done.stderr.startswith("gapfinder: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


def test_sql_shows_each_field_on_a_line_in_a_pipe_too(filled: Path) -> None:
    done = run("sql", "-x", "select 1 as a, 'b' as text", "--data", filled)
    assert (done.stdout, done.stderr) == ("── 1 ──\na     1\ntext  b\n", "")


@pytest.mark.parametrize("options", [(), ("--format", "csv"), ("--format", "csv", "--")])
def test_a_query_may_begin_with_a_comment(options: tuple[str, ...], filled: Path) -> None:
    done = run("sql", "--data", filled, *options, "-- one\nselect 1 as a")
    assert (done.stdout, done.stderr, done.exit_code) == ("a\n1\n", "", 0)


def test_sql_without_a_warehouse_names_the_command(tmp_path: Path) -> None:
    done = run("sql", "select 1", "--data", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "warehouse.duckdb: no warehouse yet; `gapfinder crawl` or `gapfinder import` makes one" in done.stderr


def test_sql_table_leaves_off_and_says_so(filled: Path) -> None:
    query = ("sql", "select range from range(1200)", "--format", "table", "--data", filled)
    done = run(*query)
    assert done.stdout.splitlines()[-1].split() == ["999"]
    assert done.stderr == "The first 1000 rows; --max-rows 0 or --format csv prints all.\n"
    assert len(run(*query, "--max-rows", 5).stdout.splitlines()) == 7
    assert len(run(*query, "--max-rows", 0).stdout.splitlines()) == 1202


TAKE_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); from gapfinder.cli.main import run; run()"
ENDLESS = "select count(*) from range(100_000_000_000) t(x) where x % 7 = 8"


class Terminal:
    """The command at a terminal of its own: what is typed goes in, what is shown comes out."""

    def __init__(self, data: Path, state: Path, *arguments: str, columns: int = 100) -> None:
        self._screen, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        environment = os.environ | {"XDG_STATE_HOME": str(state), "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm"}
        environment.pop("COLUMNS", None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKE_TERMINAL, "sql", "--data", str(data), *arguments],
            stdin=child,
            stdout=child,
            stderr=child,
            env=environment,
            start_new_session=True,
        )
        os.close(child)
        self.seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._screen)

    def type(self, text: str) -> None:
        os.write(self._screen, text.replace("\n", "\r").encode())

    def wait_for(self, pattern: str, *, seconds: float = 15) -> str:
        """Return what was shown up to a pattern, which is forgotten then."""
        end = time.monotonic() + seconds
        while not (found := re.search(pattern, self.seen)):
            assert select.select([self._screen], [], [], max(0, end - time.monotonic()))[0], self.seen
            self.seen += re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[=>]|\r", "", _read(self._screen))
        shown, self.seen = self.seen[: found.end()], self.seen[found.end() :]
        return shown

    def leave(self) -> int:
        self.wait_for("gapfinder>")
        self.type("\x04")
        return self.process.wait(timeout=30)


def _read(handle: int) -> str:
    try:
        return os.read(handle, 65536).decode(errors="replace")
    except OSError:
        return "\N{SYMBOL FOR END OF TRANSMISSION}"


@pytest.fixture
def terminal(filled: Path, tmp_path: Path) -> Iterator[Terminal]:
    with Terminal(filled, tmp_path / "state") as terminal:
        terminal.wait_for("gapfinder>", seconds=60)
        yield terminal


def test_prompt_answers_until_the_end_of_input(terminal: Terminal, tmp_path: Path) -> None:
    terminal.type("select\n41 + 1 as answer;\n")
    assert re.search(r"answer\n─+\n *42\n1 row in", terminal.wait_for(r"1 row in .*\n"))
    terminal.type("selec;\n")
    terminal.wait_for('gapfinder: Parser Error: syntax error at or near "selec"')
    terminal.type("select title from products; select 2 as two;\n")
    shown = terminal.wait_for(r"two\n─+\n *2\n")
    assert re.search(r"Sawtxt\n1 row in", shown)
    terminal.type(rf"\save {tmp_path}/out.csv" + "\n")
    terminal.wait_for("out.csv written")
    assert (tmp_path / "out.csv").read_text() == "two\n2\n"
    terminal.type("\\save out.doc\n")
    terminal.wait_for("gapfinder: out.doc: ends in none of .csv, .json, .parquet and .xlsx")
    assert terminal.leave() == 0


def test_prompt_describes_and_helps(terminal: Terminal) -> None:
    terminal.type("\\d\n")
    terminal.wait_for("engagements +A site's part in an engagement")
    terminal.type("\\d gaps\n")
    terminal.wait_for("rank +BIGINT|rank +INTEGER")
    terminal.wait_for("Place within its kind, 1 is best")
    terminal.type("\\d nothing\n")
    terminal.wait_for(r"gapfinder: nothing is no view; \\d lists them")
    terminal.type("\\x\n")
    terminal.wait_for("own: yes")
    terminal.type("select 1 as a;\n")
    terminal.wait_for("── 1 ──\na  1\n")
    terminal.type("\\nothing\n")
    terminal.wait_for(r"\\nothing is no command here; \\h lists them")
    terminal.type("help\n")
    terminal.wait_for(r"\\save FILE +write all rows")
    terminal.type("quit\n")
    assert terminal.process.wait(timeout=30) == 0


def test_prompt_completes(terminal: Terminal) -> None:
    terminal.type("select tit\t")
    terminal.wait_for("le")
    terminal.type(" from produ\t")
    terminal.wait_for("products +A current product")
    terminal.type("s;\n")
    terminal.wait_for("Sawtxt\n")


def test_prompt_stops_a_query_at_ctrl_c_and_goes_on(terminal: Terminal) -> None:
    terminal.type(f"{ENDLESS};\n")
    terminal.wait_for("= 8;\n")
    time.sleep(1)
    terminal.type("\x03")
    terminal.wait_for("gapfinder: stopped")
    terminal.wait_for("gapfinder>")
    terminal.type("select 'typed, ")
    terminal.wait_for("typed")
    terminal.type("\x03")
    terminal.wait_for("gapfinder>")
    terminal.type("select 42 as answer;\n")
    terminal.wait_for(" 42\n")
    assert terminal.leave() == 0


def test_prompt_sees_what_was_published_meanwhile(terminal: Terminal, filled: Path, write: Write) -> None:
    terminal.type("select count(*) as sites from sites;\n")
    terminal.wait_for(r"─+\n *1\n")
    write(filled, {"categories": ["Tents"]}, site="outdoor")
    load_closed(filled)
    publish(filled)
    terminal.type("select count(*) as sites from sites;\n")
    terminal.wait_for(r"─+\n *2\n")


def test_prompt_remembers_for_this_user_alone(terminal: Terminal, filled: Path, tmp_path: Path) -> None:
    terminal.type("select 6 * 7 as answer;\n")
    terminal.wait_for(" 42\n")
    assert terminal.leave() == 0
    kept = tmp_path / "state" / "gapfinder" / "sql_history"
    assert "select 6 * 7 as answer;" in kept.read_text()
    assert (stat.S_IMODE(kept.stat().st_mode), stat.S_IMODE(kept.parent.stat().st_mode)) == (0o600, 0o700)
    with Terminal(filled, tmp_path / "state") as again:
        again.wait_for("gapfinder>", seconds=60)
        again.type("\x1b[A\n")
        again.wait_for(" 42\n")
        assert again.leave() == 0


def test_prompt_needs_no_place_to_remember(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    with Terminal(filled, tmp_path / "state") as terminal:
        terminal.wait_for("gapfinder>", seconds=60)
        terminal.type("select 42 as answer;\n")
        terminal.wait_for(" 42\n")


def test_query_at_a_terminal_fits_it(filled: Path, tmp_path: Path) -> None:
    query = "select repeat('x', 100) as a, 1 as b, title from products"
    with Terminal(filled, tmp_path / "state", query, columns=50) as terminal:
        shown = terminal.wait_for("Sawtxt")
    assert shown.splitlines()[-1] == "x" * 38 + "…  1  Sawtxt"


def test_ctrl_c_ends_a_command_that_runs_one_query(filled: Path, tmp_path: Path) -> None:
    with Terminal(filled, tmp_path / "state", ENDLESS) as terminal:
        time.sleep(3)
        terminal.type("\x03")
        terminal.wait_for("gapfinder: interrupted")
        assert terminal.process.wait(timeout=30) == 130


def test_query_that_would_take_all_memory_fails(filled: Path) -> None:
    command = [sys.executable, "-m", "gapfinder", "sql", "select range(2_000_000_000)", "--data", str(filled)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Out of Memory Error" in done.stderr
    assert done.stderr.count("\n") == 1


SMALL_DISK = (
    "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
    "from gapfinder.cli.main import run; run()"
)


@pytest.mark.parametrize("style", ["csv", "json", "parquet", "xlsx", "txt"])
def test_disk_that_takes_no_more_is_told_in_one_line(style: str, filled: Path, tmp_path: Path) -> None:
    query = "select range, md5(range::varchar) from range(30_000)"
    out = tmp_path / "out" / f"rows.{style}"
    out.parent.mkdir()
    command = [sys.executable, "-c", SMALL_DISK, "sql", query, "-o", str(out), "--max-rows", "0", "--data", str(filled)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("gapfinder: ")
    assert done.stderr.count("\n") == 1
    assert "File too large" in done.stderr
    assert list(out.parent.iterdir()) == []


def test_pipe_that_takes_no_more_is_told_in_one_line(filled: Path) -> None:
    command = [sys.executable, "-m", "gapfinder", "sql", "from range(100_000)", "--data", str(filled)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=100)
    assert done.returncode == 1
    assert done.stderr == "gapfinder: standard output: cannot be written: No space left on device\n"


def test_help_imports_no_prompt() -> None:
    code = (
        "import sys; from gapfinder.cli.main import gapfinder; gapfinder(['--help'], standalone_mode=False);"
        "print({'prompt_toolkit', 'xlsxwriter', 'duckdb', 'rich', 'pygments'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "set()\n"
