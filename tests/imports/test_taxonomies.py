"""Published taxonomies, as they are downloaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapfinder.imports.delimited import LONGEST_LINE
from gapfinder.imports.tree import Tree, read_tree
from gapfinder.imports.unreadable import CatalogueUnreadable

TREE = [("Clothing",), ("Clothing", "Shoes & Boots"), ("Clothing", "Shoes & Boots", "Boots")]
GOOGLE = """# Google_Product_Taxonomy_Version: 2021-09-21
1604 - Clothing
187 - Clothing > Shoes & Boots
188 - Clothing > Shoes & Boots > Boots
"""
GOOGLE_BARE = """# Google_Product_Taxonomy_Version: 2021-09-21
Clothing
Clothing > Shoes & Boots
Clothing > Shoes & Boots > Boots
"""
SHOPIFY = """# Shopify Product Taxonomy - Categories: 2024-04
# Format: {GID} : {Ancestor name} > ... > {Category name}

gid://shopify/TaxonomyCategory/aa                   : Clothing
gid://shopify/TaxonomyCategory/aa-1                 : Clothing > Shoes & Boots
gid://shopify/TaxonomyCategory/aa-1-2-3-4-5-6-7-8-9 : Clothing > Shoes & Boots > Boots
"""
GS1 = """SegmentCode,SegmentTitle,SegmentDefinition,FamilyCode,FamilyTitle,ClassCode,ClassTitle,BrickCode,BrickTitle
67000000,Clothing,"Worn, by people",67010000,Shoes & Boots,67010100,Boots,,
67000000,Clothing,,67010000,Shoes & Boots,67010100,Boots,,
"""
UNSPSC = """Version\tKey\tSegment\tSegment Title\tFamily\tFamily Title\tClass\tClass Title\tCommodity\tCommodity Title
UNv260801\t1\t53000000\tClothing\t\t\t\t\t\t
UNv260801\t2\t53000000\tClothing\t53110000\tShoes & Boots\t53111500\tBoots\t\t
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("name", "text"),
    [("g.txt", GOOGLE), ("b.txt", GOOGLE_BARE), ("s.txt", SHOPIFY), ("gpc.csv", GS1), ("unspsc.txt", UNSPSC)],
)
def test_a_taxonomy_is_a_tree(tmp_path: Path, name: str, text: str, mark: str, ends: str) -> None:
    file = tmp_path / name
    file.write_bytes((mark + text.replace("\n", ends)).encode())
    found = read_tree(file)
    assert (found.paths, found.passed_over) == (TREE, 0)


def test_the_last_level_is_a_category_too(tmp_path: Path) -> None:
    file = tmp_path / "unspsc.csv"
    file.write_text(
        "Segment Name,Family Name,Class Name,Commodity Name\nFood,Bread,Rolls,Rye rolls\n", encoding="utf-8"
    )
    assert read_tree(file).paths[-1] == ("Food", "Bread", "Rolls", "Rye rolls")


def test_a_line_with_too_many_levels_is_passed_over_whole(tmp_path: Path) -> None:
    """However long it is, no part of it becomes a category."""
    file = tmp_path / "g.txt"
    deep = " > ".join(f"level {number}" for number in range(3000))
    file.write_text(f"1 - Clothing\n2 - {deep}\n3 - Hats\n", encoding="utf-8")
    told = "line 2: path has 3000 levels, more than 50"
    assert read_tree(file) == Tree(paths=[("Clothing",), ("Hats",)], passed_over=1, first_problem=told)


@pytest.mark.parametrize("line", ["gid://shopify/TaxonomyCategory/aa Clothing", "2 Clothing > Shoes", "foo"])
def test_a_line_without_a_number_is_none_of_a_numbered_list(tmp_path: Path, line: str) -> None:
    file = tmp_path / "g.txt"
    file.write_text(f"1 - Clothing\n{line}\n3 - Hats\n", encoding="utf-8")
    found = read_tree(file)
    assert (found.paths, found.passed_over) == ([("Clothing",), ("Hats",)], 1)
    assert found.first_problem.startswith("line 2: ")


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "g.txt"
    file.write_text(f"1 - Clothing\n2 - {'x' * LONGEST_LINE}\n", encoding="utf-8")
    with pytest.raises(CatalogueUnreadable, match=rf"g\.txt: line 2: has more than {LONGEST_LINE} characters$"):
        read_tree(file)
