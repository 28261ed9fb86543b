"""What people decided of a category, in words, with the reason that they gave."""

from __future__ import annotations

from collections.abc import Sequence

from gapfinder.matching.catalogues.trees import Node, Place
from gapfinder.matching.decisions.rulings import Ruling
from gapfinder.matching.decisions.verdicts import SAME, turn
from gapfinder.matching.pairs.relations import BROADER, NARROWER
from gapfinder.printable import make_printable

LONGEST_PATH, LONGEST_REASON = 160, 160
_IS = {SAME: "the same", BROADER: "broader", NARROWER: "narrower"}


def tell_ruling(node: int, ruling: Ruling, nodes: Sequence[Node]) -> str:
    """Return what a person says the other category of a ruling is, seen from one of both, and why."""
    other, verdict = (ruling.other, ruling.verdict) if ruling.one == node else (ruling.one, turn(ruling.verdict))
    return (
        f"{ruling.decided_by} says that {_tell_place(nodes[other].place)} is {_IS.get(verdict, verdict)}{_why(ruling)}"
    )


def tell_kin(node: int, ruling: Ruling, nodes: Sequence[Node]) -> str:
    """Return what a person says that one category of a ruling is, broader or narrower than which other, and why."""
    other, verdict = (ruling.other, turn(ruling.verdict)) if ruling.one == node else (ruling.one, ruling.verdict)
    return f"{ruling.decided_by} says it is {verdict} than {_tell_place(nodes[other].place)}{_why(ruling)}"


def _why(ruling: Ruling) -> str:
    return f": {make_printable(ruling.reason, limit=LONGEST_REASON)}" if ruling.reason else ""


def _tell_place(place: Place) -> str:
    path = " > ".join(place.path)
    return f"{place.site}: {path if len(path) <= LONGEST_PATH else f'…{path[1 - LONGEST_PATH :]}'}"
