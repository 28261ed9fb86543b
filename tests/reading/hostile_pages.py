"""Pages that were made to cost a reader as much as can be: a table of shapes, each of any size."""

# ruff: noqa: E501  (a shape a line)

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

Shape = Callable[[int], str]
"""Makes a page of about so many characters."""


def fill(piece: str | Callable[[int], str], *, before: str = "<h1>Bolts</h1>", after: str = "") -> Shape:
    """Return the shape of one piece repeated; a function makes each from its number."""

    def make(size: int) -> str:
        if isinstance(piece, str):
            return before + piece * (size // len(piece)) + after
        pieces, left = [], size
        for number in count():
            pieces.append(piece(number))
            left -= len(pieces[-1])
            if left <= 0:
                return before + "".join(pieces) + after
        raise AssertionError("count() ends")

    return make


def nest(opening: str, closing: str, *, before: str = "", inner: str = "x", after: str = "") -> Shape:
    """Return the shape of one thing in itself."""

    def make(size: int) -> str:
        depth = size // (len(opening) + len(closing))
        return before + opening * depth + inner + closing * depth + after

    return make


def script(shape: Shape, *, kind: str = "application/ld+json", before: str = "") -> Shape:
    """Return the shape of a script of what another makes."""
    return lambda size: f'<h1>Bolts</h1><script type="{kind}">{before}{shape(size)}</script>'


def thing(number: int) -> str:
    data = {"@type": "Product", "name": f"Bolt {number}", "offers": {"price": number, "priceCurrency": "EUR"}}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def rows(piece: Callable[[int], str]) -> Shape:
    """Return the shape of a JSON list."""
    return fill(lambda number: ("," if number else "") + piece(number), before="[", after="]")


TILE = '<li class="p{0}"><a href="/p/{0}"><img src="/{0}.jpg"></a><h3><a href="/p/{0}">Bolt {0}</a></h3><b>€ {0}.90</b></li>'

TAGS: dict[str, Shape] = {
    "unclosed divs": fill("<div>"),
    "unclosed lists": fill("<ul><li>"),
    "unclosed formatting": fill("<b><p>"),
    "unclosed links": fill("<a href=/x>"),
    "unclosed paragraphs": fill("<p>x"),
    "unclosed cells": fill("<table><tr><td>"),
    "unclosed selects": fill("<select><option>"),
    "unclosed buttons": fill("<button>x"),
    "unclosed headings": fill("<h2>x"),
    "unclosed SVG": fill("<svg><g>"),
    "unclosed templates": fill("<template>"),
    "unclosed unknown": fill(lambda number: f"<x{number}>"),
    "different formatting": fill(lambda number: f"<b id={number}>x"),
    "formatting reopened": fill("<p><b><i><u>x</p>"),
    "formatting in blocks": fill("<a href=/x><b><div>x</div></a>"),
    "misnested formatting": fill("<b><i></b></i>x"),
    "stray end tags": fill("</div>"),
    "stray end tags in depth": fill("</b>", before="<h1>Bolts</h1>" + "<div>" * 300),
    "stray paragraphs' ends": fill("</p>"),
    "foster parents": fill("<table>x<tr>y"),
    "tags in a table": fill("<a href=/x>x</a>", before="<table>"),
    "nested tables": nest("<table><tr><td>", "</td></tr></table>"),
    "nested divs, closed": nest("<div>", "</div>"),
    "nested spans, closed": nest("<span>", "</span>"),
    "many shallow nests": fill("<div>" * 90 + "x" + "</div>" * 90),
    "many deep nests": fill("<div>" * 400 + "x" + "</div>" * 400),
    "print reopened in paragraphs": fill(lambda number: f"<p><b id={number}>x</p>"),
    "print reopened in blocks": fill(lambda number: f"<div><b id={number}>x</div>"),
    "print reopened in tables": fill(lambda number: f"<table><b id={number}>x</table>"),
    "print hidden in a picture": fill(
        lambda number: f"<div><b id={number}><svg><foreignObject></b></foreignObject></svg></div>"
    ),
    "options of one select": fill("<option>x", before="<select>"),
    "groups of options": fill("<optgroup></x>"),
    "links in a picture": fill("<a></x>", before="<svg>"),
    "cells in a picture": fill("<td></x>", before="<svg>"),
    "items in terms": fill("<li><p><dd><dt></x>"),
    "blocks in comments": fill("<div><!--</div>--></x>"),
    "roots of many attributes": fill(
        lambda number: "<html " + " ".join(f"a{number}b{one}" for one in range(1_900)) + ">"
    ),
    "paragraphs in depth": fill("<p>x", before="<span>" * 990),
    "framesets": fill("<frameset><frame>"),
    "forms": fill("<form><input type=hidden name=sku value=12345></form>"),
    "many bodies": fill("<body class=x>"),
    "many heads": fill(lambda number: f"<html a{number}=x><head><title>x</title>"),
    "many titles": fill("<title>Bolts | Nuts</title>"),
    "many bases": fill("<base href=https://other.example/>"),
    "lesser signs": fill("<"),
    "lesser signs and spaces": fill("< "),
    "greater signs": fill(">"),
    "open comments": fill("<!--"),
    "comments": fill("<!-- x -->"),
    "open declarations": fill("<!"),
    "open CDATA": fill("<![CDATA["),
    "instructions": fill("<?"),
    "open scripts": fill("<script>"),
    "empty scripts": fill("<script></script>"),
    "scripts in comments": fill("<script><!--<script>"),
    "open styles": fill("<style>"),
    "open text areas": fill("<textarea>"),
    "empty elements": fill("<br>"),
    "NULs": fill("\x00"),
    "NULs in tags": fill("<a\x00 href=/x\x00>x</a>"),
    "surrogates": fill("<a href=/\ud800>\udc00</a>"),
    "replacements": fill("\ufffd"),
}
ATTRIBUTES: dict[str, Shape] = {
    "one long address": fill("x", before="<a href=/", after=">x</a>"),
    "one long class": fill("a ", before="<div class='", after="'>x</div>"),
    "one long class of a hyphenated name": fill("a-", before="<div class='", after="'>x</div>"),
    "one long style": fill("display: ", before="<div style='", after="'>x</div>"),
    "many classes": fill(lambda number: f"c{number} ", before="<div class='", after="'>x</div>"),
    "many attributes": fill(lambda number: f" a{number}=x", before="<div", after=">x</div>"),
    "attributes up to the bound": fill(
        lambda number: "<div" + "".join(f" a{one}=x" for one in range(1_900)) + f">{number}</div>"
    ),
    "unclosed quotes": fill('<a href="'),
    "unquoted quotes": fill("<a '"),
    "equals signs": fill("<a ="),
    "entities in attributes": fill("&amp;", before="<a href='/", after="'>x</a>"),
    "elements of many classes": fill(lambda number: f'<div class="a{number} b{number} c{number}">x</div>'),
    "ids": fill(lambda number: f"<div id=i{number}>x</div>"),
    "one id": fill("<div id=menu class=tab-content>x</div>"),
    "controls": fill(lambda number: f'<button aria-controls="i{number}">x</button><div id="i{number}">y</div>'),
    "controls of one": fill(
        '<a href="#menu" data-target="#menu" aria-controls="menu">x</a>', before="<div id=menu>y</div>"
    ),
    "one id for many controls": fill('<li><a href="#m">x</a><ul id="m"><li><a href=/x>y</a></ul>'),
    "labels": fill('<nav aria-label="breadcrumb"><a href=/>x</a></nav>'),
    "labelled by": fill('<nav aria-labelledby="a b c d e f g"><a href=/x>x</a></nav>'),
    "base without end": fill("a/../", before="<base href='https://shop.example/", after="'><a href=../../x>x</a>"),
    "dots in addresses": fill("<a href='" + "../" * 300 + "x'>x</a>"),
    "long base, many links": lambda size: (
        f"<base href='https://shop.example/{'a/' * 500}'>" + fill("<a href=../x>x</a>")(size)
    ),
    "queries": fill(lambda number: f"<a href='/x?{'&'.join(f'a{one}={number}' for one in range(40))}'>x</a>"),
    "one long query": fill("a=1&", before="<a href='/?", after="'>x</a>"),
    "escapes": fill("%41", before="<a href='/", after="'>x</a>"),
    "ports": fill("<a href='https://shop.example:99999999/x'>x</a>"),
    "brackets": fill("<a href='http://[::'>x</a>"),
    "addresses in other letters": fill("<a href='https://ä.example/ß'>ß</a>"),
    "metas": fill(lambda number: f'<meta name="m{number}" content="{number}">'),
    "robots": fill('<meta name="robots" content="index, follow">'),
    "alternates": fill(lambda number: f'<link rel="alternate" hreflang="en" href="/{number}">'),
    "canonicals": fill('<link rel="canonical" href="javascript:1">'),
}
TEXTS: dict[str, Shape] = {
    "one long text": fill("bolt "),
    "one long word": fill("x"),
    "spaces": fill(" "),
    "spaces in a heading": fill(" ", before="<h1>x", after="y</h1>"),
    "line breaks": fill("\n", before="<p>x", after="y"),
    "ampersands": fill("&"),
    "entities": fill("&amp;"),
    "numeric entities": fill("&#x41;"),
    "broken entities": fill("&#x"),
    "long entity": fill("1", before="&#"),
    "digits": fill("1", before="<h1>Bolts</h1><b class=price>€ "),
    "grouped digits": fill("1,000,", before="<h1>Bolts</h1><b class=price>€ "),
    "digits and dots": fill("1.", before="<h1>Bolts</h1><b class=price>"),
    "currency signs": fill("€", before="<h1>Bolts</h1><b class=price>"),
    "currency signs and spaces": fill("€ ", before="<h1>Bolts</h1><b class=price>"),
    "amounts": fill("€ 1.99 ", before="<h1>Bolts</h1><b class=price>"),
    "amounts in elements": fill("<b class=price>€ 1.99</b>"),
    "cents in elements": fill("<b class=price>€ <span>1</span><sup>99</sup></b>"),
    "bare digits in elements": fill("<b>1</b>"),
    "codes": fill("USD ", before="<h1>Bolts</h1><b class=price>"),
    "results": fill("1 of ", before="<h1>Bolts</h1><p>"),
    "counts": fill("<p>1 - 12 of 99 results</p>"),
    "page of": fill("<p>Page 1 of 99</p>"),
    "arrows": fill("<a href=/x>x</a> > ", before="<h1>Bolts</h1><div>"),
    "slashes": fill("/ ", before="<h1>Bolts</h1><div class=breadcrumb>"),
    "separators": fill(" | ", before="<title>", after="</title>"),
    "labels of numbers": fill("SKU: ", before="<h1>Bolts</h1><p>"),
    "labels in elements": fill("<p>Art.-Nr.: <b>12345</b></p>"),
    "availability": fill("in stock ", before="<h1>Bolts</h1><p>"),
    "buttons": fill("<button>Add to cart</button>"),
    "headings": fill(lambda number: f"<h1>Bolt {number}</h1>"),
    "lower headings": fill(lambda number: f"<h3 class=title>Bolt {number}</h3>"),
    "texts and breaks": fill("x<br>"),
    "combining marks": fill("\u0301", before="<h1>x", after="</h1>"),
    "zero-width marks": fill("\u200b", before="<h1>x", after="</h1>"),
    "right-to-left marks": fill("\u202e", before="<h1>x", after="</h1>"),
    "other digits": fill("١", before="<h1>Bolts</h1><b class=price>€ "),
    "ligatures": fill("\ufdfa", before="<h1>", after="</h1>"),
}
LISTS: dict[str, Shape] = {
    "links": fill(lambda number: f"<a href=/c/{number}>Bolts {number}</a>"),
    "one link": fill("<a href=/x>y</a>"),
    "buttons in a menu": fill('<li><button aria-controls="a">A</button>', before="<nav><ul>"),
    "buttons in buttons' boxes": nest('<div><button aria-expanded="true">A</button>', "</div>", before="<nav>"),
    "panels of one owner": fill(
        '<div data-parent="1"><a href="/c">C</a><a href="/d">D</a></div>',
        before="<nav>" + '<a href="/f" data-id="1">F</a>' * 40 + "</nav>",
    ),
    "panels that begin alike": fill(
        '<div class="panel"><a href="/c">C</a><a href="/d">D</a><a href="/e">E</a></div>',
        before='<nav><a href="/c">C</a><a href="/f">F</a></nav>',
    ),
    "links in a menu": fill(lambda number: f"<li><a href=/c/{number}>Bolts {number}</a>", before="<nav><ul>"),
    "groups in a menu": fill(
        lambda number: f"<li><a href=/c/{number}>Bolts {number}</a><ul><li><a href=/c/{number}/1>Nuts</a></ul>",
        before="<nav><ul>",
    ),
    "many menus": fill(lambda number: f"<nav><ul><li><a href=/c/{number}>Bolts {number}</a></ul></nav>"),
    "one menu many times": fill("<nav><ul><li><a href=/a>A</a><li><a href=/b>B</a><li><a href=/c>C</a></ul></nav>"),
    "unlinked groups": fill(
        lambda number: f"<div><h4>Group {number}</h4><a href=/c/{number}>Bolts</a></div>", before="<nav>"
    ),
    "menu of lists in lists": nest("<li><a href=/x>x</a><ul>", "</ul></li>", before="<nav><ul>"),
    "headers": fill("<header><a href=/x>x</a></header>"),
    "footers": fill("<footer><a href=/x>x</a></footer>"),
    "mains": fill("<main><h1>x</h1></main>"),
    "tiles": fill(TILE.format, before="<h1>Bolts</h1><ul class=products>"),
    "tiles of one address": fill(TILE.format(1), before="<h1>Bolts</h1><ul class=products>"),
    "lists of tiles": fill(
        lambda number: f"<ul class=products>{''.join(TILE.format(f'{number}-{one}') for one in range(5))}</ul>"
    ),
    "tiles in tiles": nest('<div class="product"><a href=/p/1>Bolt</a><b>€ 1.90</b>', "</div>"),
    "tiles of many kinds": fill(
        lambda number: (
            f'<div class="k{number}"><a href=/p/{number}><img src=/x.jpg>Bolt {number}</a><b>€ 1.90</b></div>'
        )
    ),
    "tables of goods": fill(
        lambda number: f"<tr><td><a href=/p/{number}>Bolt {number}</a><td>€ {number}.90", before="<h1>Bolts</h1><table>"
    ),
    "pictures": fill("<a href=/x><img src=/x.jpg alt=x></a>"),
    "a pager": fill(
        lambda number: f"<a href='?page={number}'>{number}</a> ", before="<h1>Bolts</h1><div class=pagination>"
    ),
    "pagers": fill(
        "<div class=pagination><a href='?page=1'>1</a> <b>2</b> <a href='?page=3'>3</a> <a href='?page=3'>Next</a></div>"
    ),
    "numbers of pages": fill(lambda number: f"<span>{number}</span> ", before="<h1>Bolts</h1><div class=pager>"),
    "next links": fill("<a rel=next href='?page=2'>Next</a>"),
    "trails": fill(
        "<nav class=breadcrumb aria-label=breadcrumb><a href=/>Home</a> / <a href=/c>Tools</a> / <b>Bolts</b></nav>"
    ),
    "one long trail": fill("<a href=/c>Tools</a> / ", before="<nav class=breadcrumb>"),
    "trails as lists": fill("<ol class=breadcrumb><li><a href=/>Home</a><li><a href=/c>Tools</a><li>Bolts</ol>"),
    "facets": fill(
        lambda number: (
            f"<label><input type=checkbox name=f value={number}><a href='?f={number}'>Red {number}</a> ({number})</label>"
        ),
        before="<aside class=filters>",
    ),
    "options": fill(lambda number: f"<option value='?page={number}'>{number}</option>", before="<select>"),
    "definitions": fill(lambda number: f"<dt>SKU<dd>A-{number}", before="<h1>Bolts</h1><dl>"),
    "challenges": fill("captcha please verify you are human ", before="<title>Just a moment...</title>"),
}
DECLARED: dict[str, Shape] = {
    "JSON-LD blocks": fill(thing),
    "JSON-LD in one list": script(rows(lambda number: f'{{"@type":"Product","name":"Bolt {number}"}}')),
    "JSON-LD in a row": script(fill('{"@type":"Thing"}', before="")),
    "JSON-LD variants": script(
        fill(
            lambda number: ("," if number else "") + f'{{"@type":"Product","sku":"A{number}","offers":{{"price":1}}}}',
            before='{"@type":"ProductGroup","name":"Bolts","hasVariant":[',
            after="]}",
        )
    ),
    "JSON-LD of many keys": script(
        fill(lambda number: ("," if number else "") + f'"k{number}":1', before='{"@type":"Product","x":{', after="}}")
    ),
    "flat state that doubles": script(
        rows(lambda number: f'["Reactive",{number + 1}]' if not number else f"[{number + 1},{number + 1}]"),
        kind="application/json",
    ),
    "flat state in a ring": script(rows(lambda number: f'{{"menu":{number + 1},"up":0}}'), kind="application/json"),
    "flat states": fill('<script type="application/json">[["Ref",1],[2,2,2],[3,3,3],[4,4,4],{"url":5},"/x"]</script>'),
    "JSON-LD nested objects": script(nest('{"@type":"Product","offers":', "}", inner="1")),
    "JSON-LD nested lists": script(nest("[", "]", inner="")),
    "JSON-LD list of nests": script(rows(lambda number: "[" * 200 + "]" * 200)),
    "JSON-LD unclosed objects": script(fill('{"a":', before="")),
    "JSON-LD unclosed lists": script(fill("[", before="")),
    "JSON-LD broken objects": script(fill("{", before="")),
    "JSON-LD broken rows": script(fill('{"a":1,}', before="")),
    "JSON-LD quotes": script(fill('"', before="")),
    "JSON-LD quotes and spaces": script(fill('" ', before="{")),
    "JSON-LD quotes in text": script(fill('x" y ', before='{"a":"', after='"}')),
    "JSON-LD backslashes": script(fill("\\", before='{"a":"')),
    "JSON-LD escapes": script(fill("\\u0041", before='{"a":"', after='"}')),
    "JSON-LD open comments": script(fill("/*", before="{")),
    "JSON-LD comments": script(fill("/**/", before="{")),
    "JSON-LD comments of a line": script(fill("//", before="{")),
    "JSON-LD slashes and spaces": script(fill("// ", before="{")),
    "JSON-LD commas": script(fill(", ", before="{")),
    "JSON-LD open CDATA": script(fill("//  <![CDATA[", before="{")),
    "JSON-LD a long number": script(fill("1", before='{"price":', after="}")),
    "JSON-LD a long fraction": script(fill("1", before='{"@type":"Product","name":"x","offers":{"price":1.', after="}}")),
    "JSON-LD a long exponent": script(fill("9", before='{"@type":"Product","name":"x","offers":{"price":1e', after="}}")),
    "JSON-LD a long name": script(fill("x", before='{"@type":"Product","name":"', after='"}')),
    "JSON-LD trails": fill(
        '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"position":1,"name":"A"}]}</script>'
    ),
    "JSON-LD one long trail": script(
        fill(
            lambda number: ("," if number else "") + f'{{"@type":"ListItem","position":{number},"name":"x","item":"/{number}"}}',
            before='{"@type":"BreadcrumbList","itemListElement":[',
            after="]}",
        )
    ),
    "JSON-LD a long list": script(
        fill(
            lambda number: ("," if number else "") + f'{{"@type":"ListItem","url":"/p/{number}","name":"Bolt {number}"}}',
            before='{"@type":"ItemList","itemListElement":[',
            after="]}",
        )
    ),
    "microdata": fill('<div itemscope itemtype="https://schema.org/Product"><b itemprop=name>x</b></div>'),
    "microdata nested": nest('<div itemprop=offers itemscope itemtype="https://schema.org/Product">', "</div>"),
    "microdata nested, shallow": fill('<div itemprop=a itemscope itemtype="https://schema.org/Product">' * 80 + "</div>" * 80),
    "microdata properties": fill("<b itemprop=name>x</b>", before='<div itemscope itemtype="https://schema.org/Product">'),
    "microdata properties without a scope": fill("<b itemprop=name>x</b>"),
    "microdata many words": fill("name ", before='<div itemscope><b itemprop="', after='">x</b></div>'),
    "microdata itemrefs": fill('<div itemscope itemref="a b c d e f g h"></div>', before='<b id=a itemprop=name>x</b>'),
    "microdata itemrefs to itself": fill(
        lambda number: f'<div id=a{number} itemscope itemprop=x itemref="a{number + 1} a{number} a0"></div>'
    ),
    "microdata one long itemref": fill(lambda number: f"a{number} ", before="<div itemscope itemref='", after="'></div>"),
    "microdata long texts": lambda size: "<div itemscope itemtype=https://schema.org/Product>"
    + "<div itemprop=name>" * 80 + "x " * (size // 2) + "</div>" * 80 + "</div>",
    "RDFa": fill('<div vocab="https://schema.org/" typeof="Product"><b property=name>x</b></div>'),
    "RDFa nested": nest('<div property=offers typeof="Product">', "</div>", before='<div vocab="https://schema.org/">'),
    "state": script(
        rows(lambda number: f'{{"name":"Bolt {number}","url":"/c/{number}","children":[]}}'),
        kind="text/javascript", before='window.__INITIAL_STATE__ = {"categories":',
    ),
    "state as data": script(
        rows(lambda number: f'{{"name":"Bolt {number}","price":{number},"sku":"A{number}"}}'), kind="application/json"
    ),
    "states": fill('<script>window.__NUXT__={"menu":[{"name":"a","url":"/a"},{"name":"b","url":"/b"}]}</script>'),
    "states in one script": script(fill("x.State = {", before=""), kind="text/javascript"),
    "names of states": script(fill("aState", before=""), kind="text/javascript"),
    "underscores": script(fill("__A", before=""), kind="text/javascript"),
    "state nested": script(nest('{"menu":', "}", inner="1"), kind="application/json"),
    "state nested, shallow": script(rows(lambda number: '{"children":' * 90 + "1" + "}" * 90), kind="application/json"),
    "states that share": script(
        rows(lambda number: f'{{"name":"a","url":"/{number}","children":[{{"name":"b","url":"/b"}},{{"name":"c","url":"/c"}}]}}'),
        kind="application/json", before="",
    ),
    "state of pages": script(fill('"page":1,"total":99,', before="{"), kind="application/json"),
    "state of keys": script(fill('"key":"page",', before="{"), kind="application/json"),
    "state of spaces": script(fill(" ", before='{"page"', after=":1}"), kind="application/json"),
    "configured products": script(
        fill(lambda number: ("," if number else "") + f'"{number}":{{"id":"{number}","price":1}}', before='{"spConfig":{', after="}}"),
        kind="text/x-magento-init",
    ),
}  # fmt: skip
SHAPES: dict[str, Shape] = TAGS | ATTRIBUTES | TEXTS | LISTS | DECLARED
