"""One pair of categories of what is loaded: the machine's sum, and what people decided."""

from __future__ import annotations

from collections.abc import Sequence

from gapfinder.analysing import find_loaded_concepts
from gapfinder.errors import UsageError
from gapfinder.imports.values import SEPARATOR, show_value
from gapfinder.known import Known
from gapfinder.loaded_meanings import open_encoder
from gapfinder.loaded_sites import read_sold
from gapfinder.matching.explaining import Explanation, explain_rows
from gapfinder.reviewing.contradictions import list_contradictions, tell_contradiction
from gapfinder.reviewing.sentences import tell_pair
from warehouse.decisions import Member
from warehouse.homes import Home


def explain_loaded(home: Home, names: tuple[str, str]) -> tuple[Explanation, Sequence[str]]:
    """Return why one category matches another as it does, and what people decided of them; each is `SITE: PATH`.

    Raises UsageError where there is no such category; besides what `open_store` raises.
    """
    concepts, known = find_loaded_concepts(home)
    at = {f"{node.place.site}: {SEPARATOR.join(node.place.path)}": row for row, node in enumerate(concepts.nodes)}
    rows = [at.get(name.strip()) for name in names]
    missing = [name for name, row in zip(names, rows, strict=True) if row is None]
    if missing:
        raise UsageError(f"no category is called {show_value(missing[0])}; name it as 'SITE: TOP > NEXT > LAST'")
    one, other = (row for row in rows if row is not None)
    places = [concepts.nodes[at].place for at in (one, other)]
    sold = read_sold(known.catalogue.of_sites({place.site for place in places}), concepts.nodes)
    found = explain_rows(concepts, one, other, titles=sold, encode=open_encoder(home, known.catalogue))
    return found, _tell_decided(known, *((place.site, place.category_id) for place in places))


def _tell_decided(known: Known, one: Member, other: Member) -> list[str]:
    pair = frozenset((one, other))
    contradictions = list_contradictions(known.decisions, known.members)
    overruled = [tell_contradiction(found) for found in contradictions if found.overruled.pair == pair]
    return [*tell_pair(known.decisions, one, other), *overruled]
