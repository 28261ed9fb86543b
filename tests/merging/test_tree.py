from __future__ import annotations

import pytest

from crawler.merging.claim import Claim
from crawler.merging.tree import grow_tree
from crawler.merging.verdicts import Verdicts

Row = tuple[str, str, str, str | None]
"""Reader, key, name, parent's key; keys that are paths have pages."""


def claim(reader: str, key: str, name: str, parent: str | None, *, tells: bool = True) -> Claim:
    return Claim(
        key=key,
        name=name,
        url=f"https://shop.example{key}" if key.startswith("/") else None,
        parent=parent,
        tells_parent=tells,
        reader=reader,
        page_url="https://shop.example/",
    )


def paths_of(rows: list[Row], refused: dict[str, bool] | None = None) -> set[str]:
    nodes = grow_tree([claim(*row) for row in rows], Verdicts(refused=refused or {}))
    return {" > ".join(node.path) for node in nodes.values()}


@pytest.mark.parametrize(
    ("rows", "paths"),
    [
        ([("menu", "/a", "Tools", None), ("menu", "/b", "Saws", "/a")], {"Tools", "Tools > Saws"}),
        (
            [
                ("menu", "/b", "Saws", "/sale"),
                ("menu", "/sale", "Clearance", None),
                ("html", "/a", "Tools", None),
                ("html", "/b", "Hand saws", "/a"),
            ],
            {"Clearance", "Tools", "Tools > Hand saws"},
        ),
        (
            [("menu", "/a", "Tools", None), ("menu", "/b", "Saws", "/a"), ("html", "/b", "Saws", None)],
            {"Tools", "Tools > Saws"},
        ),
        (
            [
                ("html", "/x", "Drills", "/a"),
                ("html", "/a", "Tools", None),
                ("menu", "/b", "Saws", "/a"),
                ("html", "/b", "Saws", None),
            ],
            {"Tools", "Tools > Drills", "Saws"},
        ),
        (
            [("menu", "/shop", "Shop", None), ("menu", "/a", "Tools", "/shop"), ("menu", "/b", "Saws", "/a")],
            {"Tools", "Tools > Saws"},
        ),
        (
            [("menu", "head", "By trade", None), ("menu", "/a", "Tools", "head"), ("menu", "none", "More", None)],
            {"By trade", "By trade > Tools"},
        ),
        ([("html", "/a", "A", "/b"), ("html", "/b", "B", "/a")], {"B", "B > A"}),
        ([("subcategory", "/a", "A", "/a")], {"A"}),
        ([("woocommerce", "/a", "Tools", None), ("menu", "/a", "All our tools", "/b"), ("menu", "/b", "B", None)],
         {"Tools"}),
    ],
    ids=[
        "menu alone",
        "breadcrumb over menu",
        "flat breadcrumbs say nothing of the top",
        "breadcrumbs that show depth do",
        "the whole shop under one name",
        "headings only above categories",
        "a loop is cut",
        "nothing stands under itself",
        "the platform's word is final",
    ],
)  # fmt: skip
def test_claims_become_paths(rows: list[Row], paths: set[str]) -> None:
    assert paths_of(rows) == paths


@pytest.mark.parametrize(
    ("refused", "paths"),
    [
        ({}, {"Help", "Help > Tools", "Help > Tools > Saws"}),
        ({"/help": True}, {"Help", "Help > Tools", "Help > Tools > Saws"}),
        ({"/help": False}, {"Tools", "Tools > Saws"}),
        ({"/saws": True}, {"Help", "Help > Tools"}),
        ({"/help": True, "/tools": True, "/saws": True}, set()),
    ],
)
def test_what_was_read_and_is_no_category_is_left_out(refused: dict[str, bool], paths: set[str]) -> None:
    rows: list[Row] = [
        ("menu", "/help", "Help", None),
        ("menu", "/tools", "Tools", "/help"),
        ("menu", "/saws", "Saws", "/tools"),
    ]
    assert paths_of(rows, refused) == paths


def test_addresses_speak_where_nothing_else_does() -> None:
    claims = [
        claim("page", "/tools", "Tools", None, tells=False),
        claim("page", "/tools/saws", "Saws", None, tells=False),
        claim("page", "/tools/saws/jig", "Jigsaws", None, tells=False),
        claim("page", "/toolsets", "Tool sets", None, tells=False),
    ]
    verdicts = Verdicts(confirmed=frozenset(each.key for each in claims))
    paths = {node.path for node in grow_tree(claims, verdicts).values()}
    assert paths == {("Tools",), ("Tools", "Saws"), ("Tools", "Saws", "Jigsaws"), ("Tool sets",)}


def test_most_common_name_of_the_most_trusted_reader() -> None:
    claims = [claim("html", "/a", name, None) for name in ("Saw", "Saws", "Saws")]
    claims.append(claim("menu", "/a", "SAWS!", None))
    [node] = grow_tree(claims, Verdicts()).values()
    assert (node.path, node.reader, node.url) == (("Saws",), "html", "https://shop.example/a")


@pytest.mark.parametrize(
    ("reader", "paths"),
    [("html", {"Saws"}), ("woocommerce", {"Saws", "Our Brands", "Our Brands > Acme"})],
    ids=["a page's word", "a platform's"],
)
def test_a_list_of_brands_is_no_branch(reader: str, paths: set[str]) -> None:
    rows = [(reader, "/saws", "Saws", None), (reader, "/b", "Our Brands", None), (reader, "/b/a", "Acme", "/b")]
    assert paths_of(rows) == paths
