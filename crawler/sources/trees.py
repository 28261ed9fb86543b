"""Categories that an endpoint nests in one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from crawler.findings import ListedCategory
from crawler.sources.answers import Json, objects_of, text_of

MOST_CATEGORIES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A category's object, its address and that of the category above it, None where there is none."""

    entry: Json
    url: str | None
    parent: str | None


def walk_tree(roots: Iterable[Json], *, below: str, address: Callable[[Json], str | None]) -> Iterator[Branch]:
    """Give what is nested under the key `below`, from the top down, in the order in which it is told.

    What stands under a category without an address moves up.
    """
    stack = [Branch(entry=root, url=address(root), parent=None) for root in reversed(list(roots))]
    for _ in range(MOST_CATEGORIES):
        if not stack:
            return
        branch = stack.pop()
        yield branch
        above = branch.url or branch.parent
        stack += [
            Branch(entry=entry, url=address(entry), parent=above)
            for entry in reversed(objects_of(branch.entry.get(below)))
        ]


def list_categories(branches: Iterable[Branch]) -> tuple[ListedCategory, ...]:
    """Return the categories that have a name and an address."""
    return tuple(
        ListedCategory(url=branch.url, name=name, parent=branch.parent)
        for branch in branches
        if branch.url and (name := text_of(branch.entry.get("name")))
    )
