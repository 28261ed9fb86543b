"""Things of schema.org in every syntax, well-formed or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.data.loose_json import read_values
from crawler.reading.data.structured import read_metas, read_things
from crawler.reading.data.things import Thing
from crawler.reading.markup.document import Document


def read(html: str) -> tuple[Thing, ...]:
    return read_things(Document(Page(url="https://shop.example/p", text=html)))


def as_data(thing: Thing) -> Mapping[str, Any]:
    values = {
        name: [value if isinstance(value, str) else as_data(value) for value in values]
        for name, values in thing.values.items()
    }
    return {"types": list(thing.types), **values}


OFFER = {"types": ["Offer"], "price": ["9.5"]}
PRODUCT = {"types": ["Product"], "name": ["Bolt"], "offers": [OFFER]}
PLAIN = '{"@type": "Product", "name": "Bolt", "offers": {"@type": "Offer", "price": 9.50}}'


@pytest.mark.parametrize(
    "script",
    [
        PLAIN,
        f"[{PLAIN}]",
        f'{{"@context": "https://schema.org", "@graph": [{PLAIN}]}}',
        f"<!-- {PLAIN} -->",
        f"//<![CDATA[\n{PLAIN}\n//]]>",
        PLAIN.replace("}}", ",},}"),
        "/* made by */ " + PLAIN + " // end",
        PLAIN.replace('"Bolt"', '"Bo\nlt"').replace("Bo\nlt", "Bolt"),
        "\ufeff" + PLAIN + ";",
        PLAIN.replace('"Product"', '["https://schema.org/Product"]'),
    ],
)
def test_json_ld_as_pages_hold_it(script: str) -> None:
    assert [as_data(thing) for thing in read(f'<script type="application/ld+json">{script}</script>')] == [PRODUCT]


def test_several_values_in_one_script() -> None:
    html = f'<script type="application/ld+json">{PLAIN}\n{PLAIN}</script>'
    assert [as_data(thing) for thing in read(html)] == [PRODUCT, PRODUCT]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"a": "5" ruler"}', [{"a": '5" ruler'}]),
        ('{"a": "b\tc\\d"}', [{"a": "b\tcd"}]),
        ('{"a": "http://x.example/*b*/", /* c */ }', [{"a": "http://x.example/*b*/"}]),
        ("{", []),
        ("", []),
        ("null", [None]),
    ],
)
def test_mended_json(text: str, values: list[Any]) -> None:
    assert read_values(text) == values


@pytest.mark.parametrize(
    "html",
    [
        '<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">Bolt</b>'
        '<p itemprop="offers" itemscope itemtype="/Offer"><i itemprop="price" content="9.5">x</i></p></div>',
        '<div itemscope itemtype="/Product" itemref="more"><a itemprop="name" href="/b">Bolt</a></div>'
        '<div id="more"><p itemprop="offers" itemscope itemtype="http://schema.org/Offer">'
        '<data itemprop="price" value="9.5">nine</data></p></div>',
        '<div vocab="https://schema.org/" typeof="Product"><b property="name">Bolt</b>'
        '<p property="offers" typeof="Offer"><meta property="price" content="9.5"></p></div>',
        '<div typeof="schema:Product"><b property="schema:name">Bolt</b>'
        '<p property="schema:offers" typeof="schema:Offer"><span property="schema:price">9<s>12</s>.5</span></p></div>',
    ],
)
def test_annotations(html: str) -> None:
    assert [as_data(thing) for thing in read(html)] == [PRODUCT]


def test_metas_keep_the_first() -> None:
    html = '<meta property="OG:Title" content=" A  &amp; B "><meta name="og:title" content="C"><meta name="x">'
    assert read_metas(Document(Page(url="https://shop.example/", text=html))) == {"og:title": "A & B"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.text() | st.sampled_from(["@type", "@graph", "@id", "@value", "offers"]), inner)
    ),
)


@settings(deadline=None)
@given(JSON)
def test_any_json_can_be_read(value: Any) -> None:
    read('<script type="application/ld+json">' + json.dumps(value).replace("</", "<\\/") + "</script>")


@settings(deadline=None)
@given(st.text() | st.text(alphabet='{}[]",:/*\\ntu0ea<!-'))
def test_any_text_can_be_read(text: str) -> None:
    read_values(text)
    read(f'<script type="application/ld+json">{text}</script>{text}')


WORST = ["[", '{"a":', '{"', '"x', "/*", "//", '{"a":1}', ",", "\\", "{", "[1,"]


@pytest.mark.parametrize("piece", WORST)
def test_endless_json_ends(piece: str) -> None:
    read_values(piece * (1_000_000 // len(piece)))


def test_deeply_nested_annotations_end() -> None:
    read('<b itemscope itemprop="a b c d e">' * 20_000)
    read('<b itemscope itemref="x" id="x" itemprop="a">' * 2_000)
