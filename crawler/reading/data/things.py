"""Things of schema.org that a page declares, whatever syntax it declares them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from selectolax.lexbor import LexborNode

Value: TypeAlias = "str | Thing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A declared thing. `types` and the keys of `values` are last words (`Product`, `name`), values in page order."""

    types: tuple[str, ...] = ()
    syntax: str
    """`json-ld`, `microdata` or `rdfa`."""
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    identity: str | None = None
    """Its `@id`, `itemid` or `resource`, as written."""
    top: bool = True
    """Whether it stands for itself and is not a property of another thing."""
    node: LexborNode | None = field(default=None, compare=False, repr=False)
    """Where it stands on the page; None in scripts."""

    def is_a(self, *names: str) -> bool:
        return any(name in self.types for name in names)

    def texts(self, *names: str) -> tuple[str, ...]:
        """Return the plain values of these properties, in the order of the names; a thing's name stands for it."""
        found = []
        for value in self._values_of(names):
            text = value if isinstance(value, str) else value.text("name", "@id")
            if text:
                found.append(text)
        return tuple(found)

    def text(self, *names: str) -> str | None:
        """Return the first of `texts`."""
        return next(iter(self.texts(*names)), None)

    def things(self, *names: str) -> tuple[Thing, ...]:
        """Return the things among the values of these properties."""
        return tuple(value for value in self._values_of(names) if isinstance(value, Thing))

    def _values_of(self, names: tuple[str, ...]) -> Iterator[Value]:
        for name in names:
            if name == "@id" and self.identity:
                yield self.identity
            yield from self.values.get(name, ())


def last_word(name: str) -> str:
    """Return what a type or property is called without its vocabulary's address or prefix.

    >>> [last_word(name) for name in ("https://schema.org/InStock", "schema:Product", "name", "http://x.example/#Y")]
    ['InStock', 'Product', 'name', 'Y']
    """
    if name.isalnum():  # most are
        return name[:100]
    bare = name.strip().rstrip("/#")
    for mark in ("/", "#", ":"):
        bare = bare.rpartition(mark)[2]
    return bare[:100]


def descend(things: tuple[Thing, ...], *, most: int = 5_000) -> Iterator[Thing]:
    """Yield the things and all things in them, outer ones first, at most `most`."""
    waiting = list(reversed(things))
    for _ in range(most):
        if not waiting:
            return
        thing = waiting.pop()
        yield thing
        inner = [value for values in thing.values.values() for value in values if isinstance(value, Thing)]
        waiting.extend(reversed(inner))
