"""Merges the claims of many pages into one category tree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crawler.merging.claim import PLATFORM, TRUST, Claim
from crawler.merging.verdicts import Verdicts
from crawler.reading.menus.words import is_brand_index
from crawler.urls import contains_url
from crawler.words import read_words

DEEPEST = 12
"""Levels of a tree; what stands deeper is a loop or a trap."""
ROOTS = frozenset(read_words("homes")["catalogue"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A category of the merged tree. `path` runs from the top to its own name; `parent` is a key, None at the top."""

    key: str
    path: tuple[str, ...]
    parent: str | None
    url: str | None
    count: int | None
    reader: str
    page_url: str


def grow_tree(claims: Iterable[Claim], verdicts: Verdicts) -> dict[str, Node]:
    """Merge claims into nodes by key, parents before children.

    What is refused, the whole catalogue under one name, and headings with nothing below are left out; what stood under
    them moves up.
    """
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        said[claim.key].append(claim)
    for found in said.values():
        # so that the order in which pages were answered decides nothing
        found.sort(key=lambda claim: (claim.trust, claim.page_url, claim.place))
    flat = not _tells_depth(said)
    parents = {key: _choose_parent(key, found, flat=flat) for key, found in said.items()}
    _add_url_parents(parents, said, verdicts)
    _break_loops(parents)
    kept = _choose_kept(said, parents, verdicts)
    # in the claims' order, so that what two nodes are merged into is the same each time
    lifted = {key: _lift(key, parents, kept) for key in said if key in kept}
    return _name_nodes(said, lifted)


def _tells_depth(said: Mapping[str, list[Claim]]) -> bool:
    """Say whether any breadcrumb shows one category under another; where none does, they tell nothing of the top."""
    crumbs = (claim for found in said.values() for claim in found if 0 < claim.trust <= TRUST["html"])
    return any(claim.parent is not None for claim in crumbs)


def _choose_parent(key: str, found: list[Claim], *, flat: bool) -> str | None:
    """Return the parent that the most trusted reader names, and most often."""
    votes: dict[int, Counter[str | None]] = defaultdict(Counter)
    for claim in found:
        is_silent = claim.parent is None and flat and 0 < claim.trust <= TRUST["html"]
        if claim.tells_parent and claim.parent != key and not is_silent:
            votes[claim.trust][claim.parent] += claim.times
    if not votes:
        return None
    return votes[min(votes)].most_common(1)[0][0]


def _add_url_parents(parents: dict[str, str | None], said: Mapping[str, list[Claim]], verdicts: Verdicts) -> None:
    """Let addresses speak for categories of which nothing else tells where they stand."""
    untold = [key for key, found in said.items() if not any(claim.tells_parent for claim in found)]
    hosts = [key for key in said if key not in verdicts.refused and key.startswith("/")]
    by_length = sorted(hosts, key=len, reverse=True)
    for key in untold:
        parents[key] = next((host for host in by_length if host != key and contains_url(host, key)), None)


def _break_loops(parents: dict[str, str | None]) -> None:
    for key in sorted(parents):
        seen = {key}
        at = key
        while (above := parents.get(at)) is not None:
            if above in seen or len(seen) > DEEPEST:
                parents[at] = None
                break
            seen.add(above)
            at = above


def _choose_kept(said: Mapping[str, list[Claim]], parents: Mapping[str, str | None], verdicts: Verdicts) -> set[str]:
    """Keep what is a category in its own right, and headings above such."""
    # where a platform tells its categories, what else a menu names is something else
    weakest = PLATFORM if any(claim.trust == 0 for found in said.values() for claim in found) else TRUST["subcategory"]
    own = {key for key, found in said.items() if _stands_alone(key, found, verdicts, weakest=weakest)}
    kept = set(own)
    for key in own:
        at = parents.get(key)
        while at is not None and at in said and at not in kept:
            if verdicts.refused.get(at, True):
                kept.add(at)
            at = parents.get(at)
    brands = {key for key in kept if _is_brand_index(said[key])}
    return {
        key for key in kept if not _is_root(said[key], parents.get(key)) and brands.isdisjoint(_climb(key, parents))
    }


def _is_brand_index(found: list[Claim]) -> bool:
    """Tell a list of brands, unless a platform counts it among its categories."""
    best = found[0]
    return best.trust > 0 and is_brand_index(best.name)


def _climb(key: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    """Give a key and those above it; loops are broken by now."""
    at: str | None = key
    while at is not None:
        yield at
        at = parents.get(at)


def _stands_alone(key: str, found: list[Claim], verdicts: Verdicts, *, weakest: int) -> bool:
    if key in verdicts.confirmed or any(claim.trust == 0 for claim in found):
        return True
    return key not in verdicts.refused and any(claim.url and claim.trust <= weakest for claim in found)


def _is_root(found: list[Claim], parent: str | None) -> bool:
    return parent is None and min(found, key=lambda claim: claim.trust).name.casefold() in ROOTS


def _lift(key: str, parents: Mapping[str, str | None], kept: set[str]) -> str | None:
    at = parents.get(key)
    while at is not None and at not in kept:
        at = parents.get(at)
    return at


def _name_nodes(said: Mapping[str, list[Claim]], parents: Mapping[str, str | None]) -> dict[str, Node]:
    nodes: dict[str, Node] = {}

    def place(key: str) -> Node:
        if key not in nodes:
            above = parents[key]
            path = place(above).path if above is not None else ()
            nodes[key] = _make_node(key, said[key], path, above)
        return nodes[key]

    for key in parents:
        place(key)
    return nodes


def _make_node(key: str, found: list[Claim], above: tuple[str, ...], parent: str | None) -> Node:
    best = min(claim.trust for claim in found)
    names: Counter[str] = Counter()
    for claim in found:
        if claim.trust == best:
            names[claim.name] += claim.times
    name = names.most_common(1)[0][0]
    claim = next(claim for claim in found if claim.trust == best and claim.name == name)
    return Node(
        key=key,
        path=(*above, name),
        parent=parent,
        url=next((claim.url for claim in found if claim.url), None),
        count=next((claim.count for claim in found if claim.count is not None), None),
        reader=claim.reader,
        page_url=claim.page_url,
    )
