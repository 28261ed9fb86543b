"""Ids of concepts that stay: over reruns, more crawls and more sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from hashlib import sha256

Member = tuple[str, str]
"""A site and a category's id."""


def assign_ids(
    clusters: Sequence[tuple[str, frozenset[Member]]],
    previous: Mapping[Member, frozenset[str]],
    *,
    reserved: Set[str] = frozenset(),
) -> list[str]:
    """Return an id for each cluster, given as its terms in one string and its members.

    A cluster takes over the id of the earlier concept that it shares most members with, each id once, the largest
    overlap first; one that shares none is called by its terms. `previous` are the concepts of each category before,
    `reserved` ids that stand for something else.
    """
    ids: list[str | None] = [None] * len(clusters)
    taken: set[str] = set()
    for _, _, old, at in sorted(_list_overlaps(clusters, previous)):
        if ids[at] is None and old not in taken:
            ids[at] = old
            taken.add(old)
    known = taken | reserved | {old for olds in previous.values() for old in olds}
    for at in sorted(range(len(clusters)), key=lambda at: (clusters[at][0], min(clusters[at][1]))):
        if ids[at] is None:
            ids[at] = _make_id(clusters[at], known)
            known.add(ids[at] or "")
    return [found or "" for found in ids]


def _list_overlaps(
    clusters: Sequence[tuple[str, frozenset[Member]]], previous: Mapping[Member, frozenset[str]]
) -> list[tuple[int, int, str, int]]:
    """Return overlaps, largest first; among equals the cluster whose terms the old id was made of."""
    found = []
    for at, (terms, members) in enumerate(clusters):
        counts = Counter(old for member in members for old in previous.get(member, ()))
        found += [(-count, int(old != name_terms(terms)), old, at) for old, count in counts.items()]
    return found


def name_terms(terms: str) -> str:
    """Return the id that terms make.

    >>> name_terms("drill"), name_terms("drill") == name_terms("drill bit")
    ('c-b76419d9ad05', False)
    """
    return f"c-{sha256(terms.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _make_id(cluster: tuple[str, frozenset[Member]], reserved: set[str]) -> str:
    terms, members = cluster
    found = name_terms(terms)
    if found not in reserved:
        return found
    for member in sorted(members):
        found = name_terms("\n".join((terms, *member)))
        if found not in reserved:
            return found
    return name_terms("\n".join((terms, *(part for member in sorted(members) for part in member), str(len(reserved)))))
