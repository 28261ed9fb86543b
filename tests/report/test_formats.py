"""What each format says of the small case."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from gapfinder.findings import Findings
from gapfinder.report import FORMATS, write_reports
from gapfinder.report.files import ReportNotWrittenError

GOLDEN = Path(__file__).parent / "golden"
HEADLINE = (
    "Starter kits: carried by 2 of 2 observed reference shops in 2 industries, missing at acme and at 1 of 2"
    " competitors (low confidence: few sites say so); not observed: nutworld (blocked)."
)


@pytest.fixture(scope="module")
def page(findings: Findings) -> LexborHTMLParser:
    return LexborHTMLParser(FORMATS["html"](findings))


@pytest.mark.parametrize("name", ["md", "json"])
def test_whole_file(name: str, findings: Findings) -> None:
    """After a wanted change: `gapfinder`'s new output is read, then put in place of the golden file."""
    assert FORMATS[name](findings) == (GOLDEN / f"case.{name}").read_text(encoding="utf-8")


def test_json_keys_come_in_their_documented_order(findings: Findings) -> None:
    told = json.loads(FORMATS["json"](findings))
    assert list(told) == ["version", "headline", "as_of", "engagement", "sites", "gaps", "totals", "heat"]
    document = (Path(__file__).parents[2] / "docs" / "report.md").read_text(encoding="utf-8")
    keys = {*told, *told["sites"][0], *told["gaps"][0], *told["gaps"][0]["evidence"][0], *told["heat"][0]}
    keys |= set(told["heat"][0]["cells"][0])
    assert {key for key in keys if f"`{key}`" not in document} == set()


def test_page_says_the_headline_and_the_figures(page: LexborHTMLParser) -> None:
    assert [node.text() for node in page.css("h1")] == [HEADLINE]
    assert [node.text() for node in page.css(".figures strong")] == ["1", "1 of 2", "2 of 2", "0"]
    assert [node.text() for node in page.css("article h3")] == ["Starter kits", "Rivets", "Services"]


def test_heat_map_spells_every_presence(page: LexborHTMLParser) -> None:
    rows = page.css(".heat tbody tr:not(.shelf)")
    told = {row.css_first("th bdi").text(): [cell.text() for cell in row.css("td .unseen")] for row in rows}
    assert told["Rivets"] == ["absent", "present", "not observed", "not observed", "absent"]
    cells = {
        (cell.attributes["class"] or "").split()[0]: cell.css_first("span").text()
        for cell in page.css(".heat tbody td")
    }
    assert cells == {"present": "●", "absent": "○", "not-observed": "?"}
    assert [node.attributes["colspan"] for node in page.css(".heat .role")] == ["1", "2", "2"]
    legend = [" ".join(node.text().split()) for node in page.css(".legend > span")]
    assert legend == ["● present", "○ absent", "? not observed"]


def test_links_lead_to_the_evidence(page: LexborHTMLParser) -> None:
    links = [(node.text(), node.attributes["href"]) for node in page.css("#white-space-1 a")]
    assert links == [
        ("Starter kits", "https://beans.example/c"),
        ("Starter kits", "https://peaks.example/c"),
        ("home page", "https://acme.example/"),
        ("home page", "https://boltco.example/"),
        ("home page", "https://nutworld.example/"),
    ]
    anchors = {node.attributes["href"] for node in page.css("nav a")}
    assert anchors == {f"#{node.attributes['id']}" for node in page.css("section[id]")}


def test_page_is_accessible(page: LexborHTMLParser) -> None:
    assert page.css_first("html").attributes["lang"] == "en"
    assert [node.html for node in page.css("th:not([scope])")] == []
    levels = [int(node.tag[1]) for node in page.css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = Counter(node.attributes["id"] for node in page.css("[id]"))
    assert max(ids.values()) == 1


def test_page_asks_for_nothing(findings: Findings, page: LexborHTMLParser) -> None:
    html = FORMATS["html"](findings)
    loading = "script, link, img, iframe, object, embed, video, audio, source, base, form, [style], [src], [srcset]"
    assert page.css(loading) == []
    (style,) = page.css("style")
    assert re.findall(r"url\(|@import|@font-face", style.text()) == []
    policy = page.css_first("meta[http-equiv]").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; ")
    assert f"'sha256-{b64encode(sha256(style.text().encode()).digest()).decode()}'" in policy
    assert html.count("<style>") == 1


def test_files_are_named_by_the_engagement_and_replaced(findings: Findings, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    for _ in range(2):
        assert write_reports(findings, folder, ["json", "html"]) == [folder / "case.json", folder / "case.html"]
    assert sorted(path.name for path in folder.iterdir()) == ["case.html", "case.json"]
    assert (folder / "case.html").read_text(encoding="utf-8") == FORMATS["html"](findings)


def test_a_file_that_cannot_be_written_is_named(findings: Findings, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(ReportNotWrittenError, match=r"taken/case\.md: cannot be written: "):
        write_reports(findings, tmp_path / "taken", ["md"])


@pytest.mark.parametrize("name", ["html", "md"])
def test_an_older_catalogue_is_dated(name: str, findings: Findings) -> None:
    """A site that blocked the last crawl is shown as it was seen before, and says so."""
    seen = replace(findings.sites[4], coverage="blocked", observed_at=datetime(2026, 1, 2))
    text = FORMATS[name](replace(findings, sites=(*findings.sites[:4], seen)))
    assert text.count("what is shown was seen on 2026-01-02") == 1
