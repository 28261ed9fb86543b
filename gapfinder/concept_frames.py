"""Concepts as the tables that are kept of them, and that gaps are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.decisions.verdicts import DIFFERENT
from gapfinder.matching.names.languages import list_likely, list_spoken
from gapfinder.matching.names.terms import STEMMERS
from gapfinder.matching.presence.holders import find_broader
from gapfinder.matching.presence.kin_below import Kin
from gapfinder.matching.presence.nearness import Nearness
from gapfinder.matching.presence.parted import Parted
from gapfinder.matching.presence.ruled_kin import list_told

MACHINE = "machine"
MEMBER_COLUMNS = ("site", "category_id", "concept_id", "score", "method", "evidence", "decided_by")
KIN_COLUMNS = ("site", "category_id", "concept_id", "score", "evidence")


def frame_concepts(concepts: Concepts) -> pd.DataFrame:
    rows = [(concept.concept_id, concept.label, concept.name) for concept in concepts.found]
    return pd.DataFrame(rows, columns=["concept_id", "label", "name"], dtype=object)


def frame_members(concepts: Concepts) -> pd.DataFrame:
    rows = []
    for concept in concepts.found:
        for member in concept.members:
            place = concepts.nodes[member.node].place
            rows.append(
                (
                    place.site,
                    place.category_id,
                    concept.concept_id,
                    member.score,
                    member.method,
                    member.evidence,
                    member.decided_by or MACHINE,
                )
            )
    return pd.DataFrame(rows, columns=list(MEMBER_COLUMNS))


def frame_kin(concepts: Concepts, found: Iterable[Kin]) -> pd.DataFrame:
    places = ((concepts.nodes[kin.node].place, kin) for kin in found)
    rows = [(place.site, place.category_id, kin.concept_id, kin.score, kin.evidence) for place, kin in places]
    return pd.DataFrame(rows, columns=list(KIN_COLUMNS))


def frame_broader(concepts: Concepts, nearness: Nearness | None = None) -> pd.DataFrame:
    """Return the categories that may hold a concept; `is_near` tells that their own names or places say so."""
    found = find_broader(concepts, nearness)
    return frame_kin(concepts, found).assign(is_near=[kin.is_near for kin in found])


def frame_namesakes(concepts: Concepts, parted: Parted) -> pd.DataFrame:
    """Return the categories that are called like a concept and are of other goods, and those that a person told apart.

    `decided_by` and `reason` are null where nobody did.
    """
    said = {(concept_id, node): ruling for concept_id, node, ruling in list_told(concepts, DIFFERENT)}
    called = {(concept_id, node) for node, names in parted.namesakes.items() for concept_id, _ in names}
    rows = []
    for concept_id, node in sorted(said.keys() | called):
        place, ruling = concepts.nodes[node].place, said.get((concept_id, node))
        word = (ruling.decided_by, ruling.reason or None) if ruling else (None, None)
        rows.append((place.site, place.category_id, concept_id, *word))
    return pd.DataFrame(rows, columns=["site", "category_id", "concept_id", "decided_by", "reason"], dtype=object)


def frame_languages(concepts: Concepts, titles: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return for each site its language, null where names are in several, and whether word lists know all of them.

    `titles` are lists of the languages that the titles of its products are in, null where there are none.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for node in concepts.nodes:
        names[node.place.site].append(node.place.path[-1])
    spoken = {site: list_spoken(found, titles.get(site, ())) for site, found in sorted(names.items())}
    rows = [
        (
            site,
            found[0] if len(found) == 1 else None,
            list(list_likely(titles[site], found)) if site in titles else None,
            STEMMERS.keys() >= set(found),
        )
        for site, found in spoken.items()
    ]
    return pd.DataFrame(rows, columns=["site", "language", "titles", "is_read"], dtype=object)
