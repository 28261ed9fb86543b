"""Published taxonomies that come as text, a line a category: Google's, with its numbers or without, and Shopify's.

Google's (https://support.google.com/merchants/answer/6324436): `1604 - Apparel & Accessories > Clothing`. Shopify's
(https://github.com/Shopify/product-taxonomy, `dist/*/categories.txt`):
`gid://shopify/TaxonomyCategory/aa-1 : Apparel & Accessories > Clothing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from gapfinder.imports.delimited import LONGEST_LINE
from gapfinder.imports.rows import Row, Table
from gapfinder.imports.unreadable import CatalogueUnreadable

_NUMBERED = re.compile(r"(?:[0-9]{1,9} - |gid://shopify/TaxonomyCategory/[\w-]{1,60} *: )\s*(?P<path>\S.*)")
_TITLE = re.compile(rb"\s*# (?:Google_Product_Taxonomy_Version|Shopify Product Taxonomy)")
_FIRST = re.compile(rb"\s*(?:[0-9]{1,9} - [^\s,;|]|gid://shopify/TaxonomyCategory/)")


def is_listed_tree(head: bytes) -> bool:
    """Tell by a file's first bytes whether it is such a list.

    >>> is_listed_tree(b"1 - Animals & Pet Supplies"), is_listed_tree(b"path,url")
    (True, False)
    """
    bare = head.removeprefix(b"\xef\xbb\xbf")
    return bool(_TITLE.match(bare) or _FIRST.match(bare))


def open_listed_tree(path: Path, stream: TextIOWrapper) -> Table:
    """Return the categories of a list as the rows of a table with the column `path`.

    What has no number where lines before it have has no path.

    Raises CatalogueUnreadable, while they are read, for a line that is too long to be one.
    """
    return Table(header=("path",), rows=_read_rows(path, stream))


def _read_rows(path: Path, stream: TextIOWrapper) -> Iterator[Row]:
    number, is_numbered = 0, False
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise CatalogueUnreadable(f"{path}: line {number}: has more than {LONGEST_LINE} characters")
        said = line.lstrip("\ufeff").strip()
        if said and not said.startswith("#"):
            found = _NUMBERED.match(said)
            is_numbered = is_numbered or found is not None
            named = found["path"] if found else "" if is_numbered else said
            yield Row(number=number, values={"path": [named]}, cells=[named or said])
