"""The fields of goods that units stand among."""

from __future__ import annotations

from collections.abc import Sequence, Set

from gapfinder.matching.catalogues.senses import list_meant
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.names.fields import find_fields, list_fields_called


def may_touch(some: Set[str], other: Set[str]) -> bool:
    """Tell whether fields may be the same: one is of both, or of one side nothing is known."""
    return not some or not other or not some.isdisjoint(other)


def find_fields_above(nodes: Sequence[Node], unit: Unit) -> Set[str]:
    """Return the fields of goods of which the names above a unit speak, but for what it is called itself.

    Where there are any, those of what its words mean are among them, too.
    """
    found: set[str] = set()
    parent = nodes[unit.node].parent
    while parent is not None:
        found.update(_speak_of(nodes[parent], unit))
        parent = nodes[parent].parent
    return found.union(*(list_meant(nodes[unit.node], term) or () for term in unit.key)) if found else found


def find_fields_around(nodes: Sequence[Node], unit: Unit) -> Set[str]:
    """Return those and, where there are any, the fields of the other parts of a unit's own name.

    A department has all that its name says, and its parts need not be of one field.
    """
    above = find_fields_above(nodes, unit)
    return above | _speak_of(nodes[unit.node], unit) if above else above


def _speak_of(node: Node, unit: Unit) -> Set[str]:
    terms = [term for term in node.label.terms if term not in unit.key]
    return {*find_fields(terms, {}), *list_fields_called(terms)}
