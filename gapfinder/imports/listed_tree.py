"""Published taxonomies that come as text, a line a category: Google's, with its numbers or without, and Shopify's.

Google's (https://support.google.com/merchants/answer/6324436): `1604 - Apparel & Accessories > Clothing`. Shopify's
(https://github.com/Shopify/product-taxonomy, `dist/*/categories.txt`):
`gid://shopify/TaxonomyCategory/aa-1 : Apparel & Accessories > Clothing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import TextIOWrapper

from gapfinder.imports.rows import Row, Table

LONGEST_LINE = 1 << 14
_NAMED = re.compile(r"\s*(?:[0-9]{1,9} - |gid://shopify/TaxonomyCategory/[\w-]{1,60} {0,9}: )?(?P<path>\S.*)")
_TITLE = re.compile(rb"\s*# (?:Google_Product_Taxonomy_Version|Shopify Product Taxonomy)")
_FIRST = re.compile(rb"\s*(?:[0-9]{1,9} - [^\s,;|]|gid://shopify/TaxonomyCategory/)")


def is_listed_tree(head: bytes) -> bool:
    """Tell by a file's first bytes whether it is such a list.

    >>> is_listed_tree(b"1 - Animals & Pet Supplies"), is_listed_tree(b"path,url")
    (True, False)
    """
    bare = head.removeprefix(b"\xef\xbb\xbf")
    return bool(_TITLE.match(bare) or _FIRST.match(bare))


def open_listed_tree(stream: TextIOWrapper) -> Table:
    """Return the categories of a list as the rows of a table with the column `path`."""
    return Table(header=("path",), rows=_read_rows(stream))


def _read_rows(stream: TextIOWrapper) -> Iterator[Row]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        found = _NAMED.match(line.lstrip("\ufeff").strip())
        if found and not line.lstrip("\ufeff \t").startswith("#"):
            yield Row(number=number, values={"path": [found["path"]]}, cells=[found["path"]])
