"""What is to be said of a site that is not simply well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Weight(IntEnum):
    """How much a concern matters: a note tells what goes on, a partial view is still one, and the rest is for a person
    to look at."""

    NOTE = 0
    PARTIAL = 1
    URGENT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One thing to know about a site, in plain words."""

    text: str
    weight: Weight = Weight.URGENT
