"""The menu of categories, on pages of every structure that shops are known to have."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.markup.document import Document
from crawler.reading.menus.menu import read_menu
from crawler.reading.menus.words import Verdict, judge_label
from crawler.sightings import MenuEntry

PAGES = Path(__file__).parents[1] / "pages"
NAMES = sorted(folder.name for folder in PAGES.glob("menu-*"))


def read(html: str, *, url: str = "https://www.shop.example/") -> tuple[MenuEntry, ...]:
    return read_menu(Document(Page(url=url, text=html))).entries


@pytest.mark.parametrize("name", NAMES)
def test_recorded_pages(name: str) -> None:
    expected = json.loads((PAGES / name / "expected.json").read_text(encoding="utf-8"))
    menu = read((PAGES / name / "page.html").read_text(encoding="utf-8"), url=expected["url"])
    assert [[list(entry.path), entry.url] for entry in menu] == expected["menu"]


def test_tops_without_entries_are_seen_beside_marked_ones() -> None:
    entries = '<ul><li><a href="/{0}/a">{0} A</a></li><li><a href="/{0}/b">{0} B</a></li></ul>'
    tops = "".join(
        f'<li class="nav-{name} menu"><a href="/{name}">{name}</a>{entries.format(name) if name < "s" else ""}</li>'
        for name in ("sale", "men", "women", "gear", "kids", "books")
    )
    html = f'<nav id="nav"><ol class="nav-primary">{tops}</ol></nav>'
    menu = read_menu(Document(Page(url="https://www.shop.example/", text=html)))
    assert [entry.path[0] for entry in menu.entries if len(entry.path) == 1] == [
        "men",
        "women",
        "gear",
        "kids",
        "books",
    ]
    assert [(crumb.name, crumb.url) for crumb in menu.asides] == [("sale", "https://www.shop.example/sale")]


@pytest.mark.parametrize(
    ("name", "above", "verdict"),
    [
        ("Hex Nuts", None, Verdict.CATEGORY),
        ("All-Purpose Cleaners", "Cleaning", Verdict.CATEGORY),
        ("New Zealand Wool", None, Verdict.CATEGORY),
        ("Gift Cards", None, Verdict.CATEGORY),
        ("Spare Parts & Service", None, Verdict.CATEGORY),
        ("3D", None, Verdict.CATEGORY),
        ("工具", None, Verdict.CATEGORY),
        ("View all", "Nuts", Verdict.THROUGH),
        ("All Nuts", "Nuts", Verdict.THROUGH),
        ("Alle anzeigen", None, Verdict.THROUGH),
        ("Tous les produits", None, Verdict.THROUGH),
        ("عرض الكل", None, Verdict.THROUGH),
        ("Смотреть все", None, Verdict.THROUGH),
        ("Shop by Category", None, Verdict.THROUGH),
        ("Home", None, Verdict.THROUGH),
        ("Sale", None, Verdict.DROP),
        ("Neuheiten", None, Verdict.DROP),
        ("Marken", None, Verdict.DROP),
        ("Mi cuenta", None, Verdict.DROP),
        ("Доставка и оплата", None, Verdict.DROP),
        ("Save 20% on Gloves", None, Verdict.DROP),
        ("Gloves 12,99 €", None, Verdict.DROP),
        ("»", None, Verdict.DROP),
        ("12", None, Verdict.DROP),
    ],
)
def test_labels(name: str, above: str | None, verdict: Verdict) -> None:
    assert judge_label(name, above=above) == verdict


def test_other_shops_are_no_categories() -> None:
    links = "".join(f'<li><a href="{url}">{name}</a></li>' for name, url in [
        ("Bolts", "/bolts"), ("Nuts", "https://parts.shop.example/nuts"), ("Washers", "/washers"),
        ("Facebook page", "https://social.example/shop"), ("Partner", "https://partner.example/"),
    ])  # fmt: skip
    assert [entry.path for entry in read(f"<nav><ul>{links}</ul></nav>")] == [("Bolts",), ("Nuts",), ("Washers",)]


def test_filters_and_footers_are_no_menu() -> None:
    filters = "".join(f'<li><a href="/all/bolts?size={size}">M{size} size</a></li>' for size in range(3, 20))
    footer = "".join(f'<li><a href="/page/{name}">{name}</a></li>' for name in ("Imprint", "Terms of use", "Vacancies"))
    html = (
        f"<body><div class='side'><ul>{filters}</ul></div><main><h1>Bolts</h1></main><footer><ul>{footer}</ul></footer>"
    )
    assert read(html, url="https://www.shop.example/all/bolts") == ()


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=60)
def test_any_text_can_be_read(text: str) -> None:
    read(text)


MARKS = st.sampled_from(
    ["<ul>", "</ul>", "<li>", "</li>", "<a href=/x>", "<a href=#p>", "</a>", "<nav>", "<div class=menu id=p>", "</div>",
     "Bolts", "Nuts", "View all", "<script>window.__STATE__={", '"categories":[{"name":"A","url":"/a"}]', "}</script>",
     "<h3>", "</h3>", "<table><tr><td>"]
)  # fmt: skip


@given(st.lists(MARKS, max_size=60))
@settings(deadline=None, max_examples=80)
def test_any_markup_gives_distinct_paths(marks: list[str]) -> None:
    paths = [tuple(name.casefold() for name in entry.path) for entry in read("".join(marks))]
    assert len(paths) == len(set(paths))
    assert all(path and all(path) for path in paths)


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>" * 125_000,
        "<nav>" + "<ul><li><a href=/a>Bolts</a>" * 30_000,
        "<nav>" + "".join(f"<a href=/p/{number}>Thing {number} of many</a>" for number in range(30_000)),
        "<nav><a " + " ".join(f"data-x{number}=y" for number in range(50_000)) + " href=/a>Bolts</a>",
        f"<nav><a href='{'x' * 1_000_000}'>Bolts</a><a href=/b title='{'y' * 1_000_000}'></a>",
        "<script>window.__INITIAL_STATE__ = " + '{"categories":[' * 100_000 + "</script>",
        "<nav>" + "<div class='a b c menu'><a href='#t'>Top</a></div>" * 20_000,
    ],
    ids=["nesting", "nested links", "many links", "many attributes", "long attributes", "deep state", "hollow tops"],
)
def test_work_is_bounded(html: str) -> None:
    started = time.process_time()
    read(html)
    assert time.process_time() - started < 5


def test_promotions_stand_aside() -> None:
    items = ("Saws=/saws", "Planes=/planes", "Chisels=/chisels", "SALE!=/sale", "What\u2019s New=/new", "Blog=/blog")
    links = "".join('<li><a href="{1}">{0}</a>'.format(*item.split("=")) for item in items)
    below = '<ul><li><a href="/saws/new">New</a><li><a href="/saws/hand">Hand saws</a></ul>'
    html = f"<nav><ul>{links.replace('Saws</a>', 'Saws</a>' + below)}</ul></nav>"
    menu = read_menu(Document(Page(url="https://shop.example/", text=html)))
    assert [crumb.url for crumb in menu.asides] == ["https://shop.example/sale", "https://shop.example/new"]
    assert [entry.path[-1] for entry in menu.entries] == ["Saws", "Hand saws", "Planes", "Chisels"]
