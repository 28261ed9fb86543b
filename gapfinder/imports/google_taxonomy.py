"""Google's tree of products, in the file in which Google publishes it with the numbers of its categories.

https://support.google.com/merchants/answer/6324436 links to it, in many languages: a line a category, `1604 - Apparel &
Accessories > Clothing`, after one that begins with `#`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from gapfinder.errors import UsageError
from gapfinder.imports.encoding import open_text, tell_encoding

LARGEST = 1 << 24
"""Characters; Google's file has half a million."""
_LINE = re.compile(r"^\s*([0-9]{1,9}) - (\S[^\r\n]*)\r?$", re.MULTILINE)


def read_taxonomy(path: Path) -> Mapping[str, str]:
    """Return the path of each number. Raises CatalogueUnreadable, and UsageError for a file of something else."""
    with open_text(path, tell_encoding(path)) as stream:
        found = {number.lstrip("0"): name.strip() for number, name in _LINE.findall(stream.read(LARGEST))}
    if not found:
        raise UsageError(f"--google-taxonomy {path}: has no line such as '1604 - Apparel & Accessories > Clothing'")
    return found
