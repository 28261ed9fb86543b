"""The level of a menu that an entry's classes name."""

from __future__ import annotations

import re
from functools import lru_cache

_LEVEL = re.compile(
    r"(?:level|lvl|depth|tier|layer|lv|nivel|niveau|stufe|ebene|poziom)[-_]?(?:item[-_]?)?([0-9])", re.IGNORECASE
)
_ORDINALS = {"primary": 1, "secondary": 2, "tertiary": 3, "quaternary": 4}
_ORDINAL = re.compile("|".join(_ORDINALS))
"""How classes begin that say how deep an entry stands: `secondaryCategory`, `tertiary-link`."""


@lru_cache(maxsize=8192)
def named_level(classes: tuple[str, ...]) -> int | None:
    """Return the level that class names, case-folded, say; None where they say none.

    >>> named_level(("item", "level-2")), named_level(("tertiarylink",)), named_level(("top",))
    (2, 3, None)
    """
    for name in classes:
        if match := _LEVEL.search(name):
            return int(match[1])
        if match := _ORDINAL.match(name):
            return _ORDINALS[match[0]]
    return None
