"""Elements and texts of a page, each knowing where it stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from crawler.reading.markup.tags import Marks


class Text:
    """A piece of text with the element it stands in, white space collapsed."""

    __slots__ = ("chars", "parent", "text")

    tag = ""
    links = 0
    children: tuple[Node, ...] = ()
    classes: tuple[str, ...] = ()
    attributes: Mapping[str, str] = MappingProxyType({})

    def __init__(self, text: str, parent: Spot) -> None:
        self.text = text
        self.chars = len(text)
        self.parent = parent

    def get(self, _name: str, /) -> str:
        """Return nothing: a text has no attributes."""
        return ""

    def walk(self) -> Iterator[Node]:
        """Yield the text itself."""
        yield self

    def ancestors(self) -> Iterator[Spot]:
        """Yield the elements around the text, nearest first."""
        yield self.parent
        yield from self.parent.ancestors()


class Spot:
    """An element. `texts` and `texts_end` number the texts below it; `sign` is equal for those of one template path.

    `links` and `chars` count the links and characters below it, `linked` the characters that are in links; `label`
    remembers what the element is called, once it was asked.
    """

    __slots__ = (
        "attributes",
        "chars",
        "children",
        "classes",
        "depth",
        "end",
        "label",
        "linked",
        "links",
        "marks",
        "number",
        "parent",
        "sign",
        "tag",
        "texts",
        "texts_end",
    )

    text = ""

    def __init__(self, tag: str, marks: Marks, parent: Spot | None, number: int, texts: int) -> None:
        self.tag = tag
        self.marks = marks
        self.attributes = marks.attributes
        self.classes = marks.classes
        self.parent = parent
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.number = number
        self.end = number + 1
        self.texts = self.texts_end = texts
        self.children: list[Node] = []
        self.links = self.chars = self.linked = self.sign = 0
        self.label: str | None = None

    def get(self, name: str, /) -> str:
        """Return an attribute's text; empty where there is none."""
        return self.attributes.get(name, "")

    def holds(self, other: Spot) -> bool:
        return self.number <= other.number < self.end

    def ancestor(self, depth: int) -> Spot:
        """Return the ancestor at `depth`, or the element itself where it is not deeper."""
        spot = self
        while spot.depth > depth and spot.parent is not None:
            spot = spot.parent
        return spot

    def ancestors(self) -> Iterator[Spot]:
        """Yield the elements around this one, nearest first."""
        spot = self.parent
        while spot is not None:
            yield spot
            spot = spot.parent

    def walk(self) -> Iterator[Node]:
        """Yield the element and everything below it in page order."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack.extend(reversed(node.children))


Node = Spot | Text
