"""What is remembered comes back as it was, and a file that is damaged says so."""

from __future__ import annotations

import gc
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import crawler
from crawler.items import Visit
from crawler.pages import Link, Why
from crawler.planning.answers import Answer, dump_answer
from crawler.recalling.memory_draft import MemoryDraft
from crawler.recalling.memory_file import Head, MemoryFile, MemoryUnusable
from crawler.recalling.readers import MODULES, ROOMS, list_sources, name_readers
from crawler.recalling.remembered import Menu, dump_menu, dump_stamp, key_of, name_menu
from crawler.recalling.stamp import stamp_page
from crawler.recalling.validators import Validators, read_validators
from crawler.sightings import Crumb, Kind, MenuEntry, Sighting
from crawler.spooling.json_lines import dump_line, load_line

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HEAD = Head(site="acme", url="https://shop.example/", readers="r", crawl_id="acme-1")
MENU: Menu = (MenuEntry(path=("Tools",)), MenuEntry(path=("Tools", "Säge \ud800"), url="https://shop.example/s"))


def make_answer(path: str, menu: Menu = (), why: Why = Why.LISTED) -> Answer:
    url = f"https://shop.example/{path}"
    visit = Visit(
        site="acme",
        url=url,
        why=why,
        status=200,
        outcome="read",
        kind="category",
        bytes=9,
        fetched_at="2026-06-01T12:00:00Z",
        note=None,
    )
    links = tuple(Crumb(name=f"{path} {number}", url=f"{url}/{number}") for number in range(9))
    sighting = Sighting(url=url, kind=Kind.CATEGORY, menu=menu, links=links, skeleton=frozenset({"li.tile", "p"}))
    return Answer(link=Link(url=url, why=why), visit=visit, final_url=url, sighting=sighting)


def write_out(answer: Answer) -> Answer:
    """Return an answer as it can be written down: half characters become question marks."""
    assert answer.sighting
    menu = tuple(
        replace(entry, path=tuple(name.replace("\ud800", "?") for name in entry.path)) for entry in answer.sighting.menu
    )
    return replace(answer, sighting=replace(answer.sighting, menu=menu))


STAMP = stamp_page(b"<html>", {"etag": '"1"', "x-robots-tag": "noarchive"}, now=NOW)


def note(answer: Answer) -> dict[str, object]:
    """Return a journal's record of an answer, as it comes back from there."""
    menu = answer.sighting.menu if answer.sighting else ()
    page = {"stamp": dump_stamp(STAMP), "menu": name_menu(menu)}
    menus = {name_menu(menu): dump_menu(menu)} if menu else {}
    return load_line(dump_line({"answer": dump_answer(answer), "page": page, "menus": menus})) or {}


def write(path: Path, *answers: Answer, old: MemoryFile | None = None, dictionary: bytes = b"") -> None:
    draft = MemoryDraft(path, HEAD, dictionary=old.dictionary if old else dictionary)
    for answer in answers:
        draft.add(note(answer))
    if old:
        draft.keep(old, since="2026-05-01")
    draft.finish()


ANSWERS = [make_answer("a", MENU), make_answer("b"), make_answer("c", MENU[:1]), make_answer("a", (), Why.HOME)]


@pytest.mark.parametrize("dictionary", [b"", b"https://shop.example/ li.tile"], ids=["plain", "dictionary"])
def test_what_is_remembered_comes_back_whole(tmp_path: Path, dictionary: bytes) -> None:
    write(tmp_path / "acme.sqlite", *ANSWERS, dictionary=dictionary)
    memory = MemoryFile(tmp_path / "acme.sqlite")
    assert memory.head == HEAD
    for answer in ANSWERS:
        found = memory.find(key_of(answer.link))
        assert found
        assert (found.answer, found.stamp) == (write_out(answer), STAMP)
    assert memory.find(key_of(Link(url="https://shop.example/a", why=Why.NEXT_PAGE))) is None
    assert [path.name for path in tmp_path.iterdir()] == ["acme.sqlite"]


def test_what_was_known_before_is_kept_and_its_menus_with_it(tmp_path: Path) -> None:
    path = tmp_path / "acme.sqlite"
    write(path, *ANSWERS, dictionary=b"https://shop.example/")
    newer = make_answer("b", MENU)
    write(path, newer, old=MemoryFile(path))
    memory = MemoryFile(path)
    found = [memory.find(key_of(answer.link)) for answer in (ANSWERS[2], newer)]
    assert [page.answer.sighting.menu[:1] for page in found if page and page.answer.sighting] == [MENU[:1], MENU[:1]]


def test_a_draft_that_was_given_up_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "acme.sqlite"
    write(path, *ANSWERS)
    draft = MemoryDraft(path, HEAD, dictionary=b"")
    draft.add(note(make_answer("z")))
    draft.discard()
    assert [found.name for found in tmp_path.iterdir()] == ["acme.sqlite"]
    assert MemoryFile(path).find("page https://shop.example/z") is None


def test_a_memory_that_nobody_closed_may_be_swept_up_in_any_thread(tmp_path: Path) -> None:
    write(tmp_path / "acme.sqlite", *ANSWERS)
    gc.collect()
    MemoryFile(tmp_path / "acme.sqlite").find("page https://shop.example/a")
    sweeper = Thread(target=gc.collect)
    sweeper.start()
    sweeper.join()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_found_out_or_harmless(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "acme.sqlite"
    write(path, *ANSWERS, dictionary=b"https://shop.example/")
    content = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=40)):
        content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content))) or None])
    with suppress(MemoryUnusable):
        memory = MemoryFile(path)
        for answer in ANSWERS:
            found = memory.find(key_of(answer.link))
            assert found is None or found.stamp == STAMP
        list(memory.list_pages())


@pytest.mark.parametrize(
    ("headers", "validators"),
    [
        ({"etag": '"a"'}, Validators(etag='"a"')),
        ({"etag": "W/\"a b\""}, Validators()),
        ({"etag": '"' + "x" * 600 + '"'}, Validators()),
        ({"etag": '"a"\r\nX: 1'}, Validators()),
        ({"last-modified": format_datetime(datetime(2026, 5, 1, tzinfo=UTC), usegmt=True)},
         Validators(modified="Fri, 01 May 2026 00:00:00 GMT")),
        ({"last-modified": "Mon, 01 Jun 2026 11:59:30 GMT"}, Validators()),
        ({"last-modified": "Mon, 01 Jun 2026 11:59:30 GMT", "date": "Mon, 01 Jun 2026 12:30:00 GMT"},
         Validators(modified="Mon, 01 Jun 2026 11:59:30 GMT")),
        ({"last-modified": "0"}, Validators()),
        ({}, Validators()),
    ],
)  # fmt: skip
def test_validators_that_can_be_sent_back(headers: dict[str, str], validators: Validators) -> None:
    assert read_validators(headers, now=NOW) == validators


@given(st.dictionaries(st.sampled_from(["etag", "last-modified", "date"]), st.text(max_size=60)))
def test_any_validators_can_be_read(headers: dict[str, str]) -> None:
    for value in read_validators(headers, now=NOW).headers.values():
        assert value.isascii()
        assert value.isprintable()


def test_readers_have_a_name_and_all_that_it_is_made_of_is_there() -> None:
    root = Path(str(crawler.__file__)).parent
    assert len(name_readers()) == 16
    assert [name for name in MODULES if not (root / f"{name}.py").is_file()] == []
    assert [room for room in ROOMS if not (root / room).is_dir()] == []
    assert {str(path) for room in ROOMS for path in (root / room).rglob("*.py")} <= set(map(str, list_sources()))
