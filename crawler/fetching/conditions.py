"""On what condition a page is asked for: only if it is not the one that is known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """`headers` are the condition, and for `url` only: what they name is of no meaning elsewhere.

    `rules` is the X-Robots-Tag that came with the known page.
    """

    url: str
    headers: Mapping[str, str]
    rules: str = ""
