"""Breadcrumbs in any markup, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.markup.document import Document
from crawler.reading.trails.breadcrumb import Trails, read_breadcrumbs


def read(html: str) -> Trails:
    return read_breadcrumbs(Document(Page(url="https://shop.example/tools/saws", text=html)))


def names(html: str) -> list[list[str]]:
    return [[crumb.name for crumb in trail] for trail in read(html).trails]


HOME, TOOLS = '<a href="/">Home</a>', '<a href="/tools">Tools</a>'


@pytest.mark.parametrize(
    "html",
    [
        f'<div class="crumbs">{HOME} &gt; {TOOLS} &gt; Saws</div>',
        f'<ul id="ariadne"><li>{HOME}</li><li>/</li><li>{TOOLS}</li><li>/</li><li>Saws</li></ul>',
        f'<nav aria-label="Breadcrumb"><ol><li>{HOME}<li>{TOOLS}<li aria-current="page">Saws</ol></nav>',
        f'<p class="breadcrumb">You are here: {HOME} » {TOOLS} » <strong>Saws</strong></p>',
        f'<div class="bread_crumb"><a href="/"><img src="h.png" alt=""></a> | {TOOLS} | <h1>Saws</h1></div>',
        f'<div class="breadcrumbs">{HOME}<span class="sep"></span>{TOOLS}<i>Saws</i><script>var x = 1</script></div>',
        f"<h1>Saws</h1><div><span>{HOME} <i>›</i> {TOOLS} <i>›</i> Saws</span></div>",
        f'<div class="breadcrumb">{HOME} > {TOOLS} > Saws <a href="mailto:a@b.example">Share</a>'
        '<a href="https://social.example/x">Post</a></div>',
        f'<div class="breadcrumb">{HOME} <i>›</i> {TOOLS} <i>›</i> Saws <a href="javascript:void(0)">Mail</a> 2 of 9'
        "</div>",
        f"<h1>Saws</h1><div>{HOME} ‹ {TOOLS} ‹ Saws</div>",
        f'<div><p class="way"><a href="list.asp">Home</a> » {TOOLS} » Saws</p></div>',
        f'<p><a href="https://portal.example/">Portal</a> &gt; {HOME} &gt; {TOOLS} &gt; Saws</p>',
    ],
)
def test_visible(html: str) -> None:
    assert (names(html), read(html).reader) == ([["Home", "Tools", "Saws"]], "html")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<div class="crumb"><a href="/f">Food | Drink</a> &gt; <a href="/v">A / B</a></div>',
            [["Food | Drink", "A / B"]],
        ),
        (
            f'<div class="crumbs"><p>{TOOLS} > <a href="/a">A</a> > <p>{TOOLS} > <a href="/b">B</a> > </div>',
            [["Tools", "A"], ["Tools", "B"]],
        ),
        (f'<footer><div class="crumbs">{HOME} > {TOOLS}</div></footer>', []),
        (f'<div class="breadcrumb">{HOME}</div>', []),
        (
            '<p class="crumb"><a href="/index.php?route=common/home">Go</a> » <a href="/index.php?path=1">Saws</a> » '
            '<a href="/beds">Beds</a></p>',
            [["Go", "Saws", "Beds"]],
        ),
        ('<a href="/#in">Log in</a> / <a href="/#new">Register</a>', []),
        ("<p>1 &gt; 2</p>", []),
        (
            f'<p><a href="/">Top</a> » <a href="/index.php">Catalogue</a> » {TOOLS}</p>',
            [["Top", "Catalogue", "Tools"]],
        ),
        ('<p class="way"><a href="/">Top</a> » <a href="/index.php">Catalogue</a></p>', []),
        (
            f'<h1>Saws</h1><p>Now at: {HOME} <code>&gt;</code> {TOOLS} <code>&gt;</code> <a href="/s">Saws</a></p>',
            [["Home", "Tools", "Saws"]],
        ),
        (
            f"<title>Saws for all woods | Shop</title><p>{HOME} | {TOOLS} | <strong>Saws</strong></p>",
            [["Home", "Tools", "Saws"]],
        ),
        (f"<title>Sawstone | Shop</title><p>{HOME} | {TOOLS} | <strong>Saws</strong></p>", []),
        (
            f"<div><div>{HOME}</div><div>/</div><div>{TOOLS}</div><div>/</div><div>Saws</div></div><h1>Saws</h1>",
            [["Home", "Tools", "Saws"]],
        ),
        (
            '<div id="way"><b typeof="v:Breadcrumb"><a property="v:title" href="/">Home</a></b> » '
            '<b typeof="v:Breadcrumb"><a property="v:title" href="/t">Tools</a></b> » Saws</div>',
            [["Home", "Tools", "Saws"]],
        ),
        (
            '<ol class="x-topicpath"><li><a href="/all">すべて</a><li>|<li><a href="/t">工具</a></ol>',
            [["すべて", "工具"]],
        ),
        (
            f'<title>Hack saws | Shop</title><div id="way">{HOME} {TOOLS} Hack saws</div><h2>Hack saws</h2>',
            [["Home", "Tools", "Hack saws"]],
        ),
        ('<nav id="crumbs"><a href="javascript:history.go(-1)">Back</a><a href="#" id="c">Live chat</a></nav>', []),
        (f"<h1>Planes</h1><div>{HOME} {TOOLS} Saws</div>", []),
        (f'<ul class="main-menu"><li>{HOME}<li>{TOOLS}<li><b>Saws</b></ul><h1>Saws</h1>', []),
        (f"<header><div>{HOME} {TOOLS} <b>Saws</b></div></header><h1>Saws</h1>", []),
        (f'<nav class="crumb">{HOME} / {TOOLS} / {"Long " * 50}</nav>', [["Home", "Tools", ("Long " * 50).strip()]]),
        (f'<nav class="crumb">{HOME} / <a href="/b">{"Long " * 50}</a> / Saws</nav>', []),
    ],
)
def test_ways(html: str, expected: list[list[str]]) -> None:
    assert names(html) == expected


ITEMS = [("Home", "/"), ("Tools", "/tools"), ("Saws", "/tools/saws")]
LD = ",".join(
    f'{{"@type": "ListItem", "position": {place}, "item": {{"@id": "{url}", "name": "{name}"}}}}'
    for place, (name, url) in enumerate(ITEMS, start=1)
)


@pytest.mark.parametrize(
    ("html", "reader"),
    [
        (
            f'<script type="application/ld+json">{{"@type": "BreadcrumbList", "itemListElement": [{LD}]}}</script>',
            "json-ld",
        ),
        (
            '<div itemscope itemtype="https://schema.org/BreadcrumbList">'
            + "".join(
                f'<p itemprop="itemListElement" itemscope itemtype="/ListItem"><a itemprop="item" href="{url}">'
                f'<b itemprop="name">{name}</b></a><meta itemprop="position" content="{place}">'
                for place, (name, url) in enumerate(ITEMS, start=1)
            ),
            "microdata",
        ),
        (
            "".join(
                f'<p itemscope itemtype="http://data-vocabulary.org/Breadcrumb"><a itemprop="url" href="{url}">'
                f'<b itemprop="title">{name}</b></a></p>'
                for name, url in ITEMS
            ),
            "microdata",
        ),
        (
            '<div vocab="https://schema.org/" typeof="BreadcrumbList">'
            + "".join(
                f'<p property="itemListElement" typeof="ListItem"><a property="item" typeof="WebPage" href="{url}">'
                f'<b property="name">{name}</b></a></p>'
                for name, url in ITEMS
            ),
            "rdfa",
        ),
    ],
)
def test_declared(html: str, reader: str) -> None:
    found = read(html)
    assert [[(crumb.name, crumb.url) for crumb in trail] for trail in found.trails] == [
        [(name, f"https://shop.example{url}") for name, url in ITEMS]
    ]
    assert found.reader == reader


def test_visible_names_of_the_declared_way() -> None:
    script = f'<script type="application/ld+json">{{"@type": "BreadcrumbList", "itemListElement": [{LD}]}}</script>'
    shown = (
        '<nav class="crumb"><a href="/">Start</a> › <a href="/tools">Tools</a> › <a href="/saws">SAWS</a> › Hack</nav>'
    )
    assert (names(script + shown), read(script + shown).reader) == (
        [["Start", "Tools", "SAWS", "Hack"]],
        "json-ld",
    )


@settings(deadline=None)
@given(
    st.text()
    | st.lists(st.sampled_from(['<a href="/">', "</a>", "<li>", '<ul class="crumb">', ">", "x", "<!--", "</ul>"])).map(
        "".join
    )
)
def test_any_text_can_be_read(html: str) -> None:
    read(html)
    read(f'<div class="breadcrumb"><a href="{html}">{html}</a>{html}</div>')


@pytest.mark.parametrize(
    "piece",
    [
        '<b class="crumb">',
        '<a class="crumb" href="/x">x</a> > ',
        '<i class="crumb"><a href="/y">',
        "<p>> ",
        "<a href=/>>",
    ],
)
def test_endless_page_ends(piece: str) -> None:
    read(piece * (300_000 // len(piece)))
