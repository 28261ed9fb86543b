from __future__ import annotations

import os
import shlex
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapfinder.errors import UsageError
from gapfinder.scheduling.cron_line import MOST_BYTES, Job, quote_for_cron, read_line, write_line
from gapfinder.scheduling.crontab import drop_job, find_job, put_job, read_crontab, write_crontab
from gapfinder.scheduling.timing import Timing

WHEN = datetime(2026, 11, 26, 12, 30, 5, tzinfo=UTC)
ODD = '/cases/it\'s 100% "odd" $HOME `x` # gapfinder: \\ ü/engagement.toml'
OTHERS = [
    b"",
    b"# m h dom mon dow command",
    b"MAILTO=me@shop.example",
    b' PATH = "/a:/b" ',
    b"*/5  *\t* * *   /usr/bin/date +\\%F  # gapfinder: no line of ours",
    b"@reboot echo 50% of # it",
    b"0 3 * * * cd /x && gapfinder run --engagement /cases/a/engagement.toml",
    b"#0 3 * * * off # gapfinder: /cases/a/engagement.toml a 2026-11-26T12:30:05Z",
    b"not a line at all \xff\xfe\r",
    b"0 3 * * * 'unclosed # gapfinder: /cases/a/engagement.toml a",
    b"\x0c\x85 \xc2\xa0",
]


def make_job(path: str = "/cases/a/engagement.toml", *arguments: str, when: str = "0 3 * * *") -> Job:
    return Job(engagement=Path(path), name="a", timing=Timing(expression=when), arguments=arguments, since=WHEN)


def test_a_line_is_read_as_it_was_written() -> None:
    for job in (make_job(), make_job(ODD, "--jitter", "10m", "--data", "/d #1/%", "--quiet"), make_job(when="@daily")):
        line = write_line(job)
        assert read_line(line) == job
        assert read_line(b"\t" + line + b" \r") == job
        assert line.count(b"\n") == 0


def test_the_words_of_a_line() -> None:
    when, command = write_line(make_job(ODD, "--quiet")).decode().split(" /usr/bin/env ")
    assert when == "0 3 * * *"
    words = shlex.split(command.replace(r"\%", "%"), comments=True)
    python = words[2]
    assert Path(python).is_absolute()
    assert os.access(python, os.X_OK)
    assert words[0].startswith("PATH=/usr/local/sbin:")
    assert [word for word in words if not word.startswith("GAPFINDER_CHROMIUM=")][1:] == [
        "LANG=C.UTF-8", python, "-P", "-m", "gapfinder", "run", "--engagement", ODD, "--quiet",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/a\nb", "has a control character in it"),
        ("/a\x7fb", "has a control character in it"),
        ("/a\\\\b", "has two backslashes in a row"),
        ("/" + "a" * MOST_BYTES, "a shorter path is needed"),
    ],
)
def test_what_cannot_be_told_to_cron_is_refused(path: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        write_line(make_job(path))


WORDS = st.text(st.characters(min_codepoint=32, exclude_characters="\x7f", exclude_categories=["Cs"]), max_size=40)


@settings(deadline=None)
@given(WORDS.filter(lambda word: "\\\\" not in word))
def test_any_word_comes_back(word: str) -> None:
    """Cron takes the backslash from a percent sign, or leaves it to the shell; both read the same."""
    quoted = quote_for_cron(word)
    assert shlex.split(quoted) == shlex.split(quoted.replace(r"\%", "%")) == [word]
    assert quoted.replace(r"\%", "").count("%") == 0


@settings(deadline=None)
@given(st.lists(WORDS.filter(lambda word: "\\\\" not in word and len(word) > 0), min_size=3, max_size=3))
def test_a_shell_reads_the_words(words: list[str]) -> None:
    command = " ".join(map(quote_for_cron, words))
    for text in (command, command.replace(r"\%", "%")):
        printed = subprocess.run(
            ["/bin/sh", "-c", f"printf '%s\\n' {text} # gapfinder: {text}"], capture_output=True, check=True
        ).stdout
        assert printed.decode().split("\n")[:-1] == words


LINES = st.one_of(st.sampled_from(OTHERS), st.binary(max_size=60).map(lambda line: line.replace(b"\n", b"")))
CONTENTS = st.tuples(st.lists(LINES, max_size=8), st.sampled_from([b"", b"\n", b"\r\n", b"\n\n"])).map(
    lambda pair: b"\n".join(pair[0]) + pair[1]
)


@settings(deadline=None)
@given(CONTENTS)
def test_other_lines_are_left_as_they_are(content: bytes) -> None:
    first, other, second = make_job(), make_job(ODD), make_job(when="*/5 1 * * 1")
    ended = content + (b"" if content.endswith(b"\n") or not content else b"\n")
    installed = put_job(content, first)
    assert installed == ended + write_line(first) + b"\n"
    both = put_job(installed, other)
    assert (find_job(both, first.engagement), find_job(both, other.engagement)) == (first, other)
    updated = put_job(both, second)
    assert updated == ended + write_line(second) + b"\n" + write_line(other) + b"\n"
    assert put_job(updated, second) == updated
    assert drop_job(drop_job(updated, first.engagement), other.engagement) == ended
    assert drop_job(content, first.engagement) == content


@settings(deadline=None)
@given(CONTENTS, CONTENTS)
def test_a_line_is_replaced_where_it_stands(above: bytes, below: bytes) -> None:
    above += b"" if above.endswith(b"\n") or not above else b"\n"
    content = above + write_line(make_job()) + b"\n" + below + b"\n" + write_line(make_job(when="1 1 1 1 1")) + b"\n"
    new = make_job(when="5 5 * * *")
    assert put_job(content, new) == above + write_line(new) + b"\n" + below + b"\n"
    assert drop_job(content, new.engagement) == above + below + b"\n"


def test_a_line_at_the_end_without_a_line_end() -> None:
    job = make_job()
    assert put_job(b"# a\n" + write_line(job), job) == b"# a\n" + write_line(job) + b"\n"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_line_can_be_read(line: bytes) -> None:
    read_line(line)
    read_line(b"0 3 * * * " + line + b" # gapfinder: " + line)


def test_a_file_keeps_its_mode_and_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "tab"
    assert read_crontab(path) == b""
    path.write_bytes(b"\xff\r\n")
    path.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(path)
    write_crontab(read_crontab(link) + b"x\n", link)
    assert (path.read_bytes(), path.stat().st_mode & 0o777, link.is_symlink()) == (b"\xff\r\nx\n", 0o600, True)
