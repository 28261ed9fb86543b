"""A page's elements as a light tree of bounded depth, counted once for the readers of menus, links and page kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from selectolax.lexbor import LexborHTMLParser

from crawler.reading.document import Document

DEEPEST = 100
"""Elements below this depth hang from the ancestor at this depth, so that a reader may walk down by recursion."""

MOST_NODES = 120_000
"""Elements and texts that are looked at; the rest of a page is not."""

LONGEST_TEXT = 2_000
"""Characters of one text that are kept."""

UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "noscript",
        "head",
        "iframe",
        "object",
        "math",
        "canvas",
        "audio",
        "video",
        "-comment",
    ]
)
"""What a visitor's browser does not show as text or links of its own."""


class Node:
    """An element, or with an empty `tag` a text. `links` and `chars` count the links and characters below it.

    `linked` counts the characters that are in links; `label` remembers what the element is called, once it was asked.
    """

    __slots__ = ("attributes", "chars", "children", "index", "label", "linked", "links", "parent", "tag", "text")

    def __init__(self, tag: str, parent: Node | None, index: int) -> None:
        self.tag = tag
        self.parent = parent
        self.index = index
        self.attributes: Mapping[str, str | None] = {}
        self.children: list[Node] = []
        self.text = ""
        self.links = 0
        self.chars = 0
        self.linked = 0
        self.label: str | None = None

    def get(self, name: str) -> str:
        """Return an attribute's value, empty where it is missing."""
        return self.attributes.get(name) or ""

    @property
    def classes(self) -> list[str]:
        """The class names, lower-cased, a bounded number."""
        return self.get("class")[:500].lower().split()[:20]

    def walk(self) -> Iterator[Node]:
        """Yield the node and everything below it in page order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def ancestors(self) -> Iterator[Node]:
        """Yield the nodes around this one, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def words(self, *, most: int = 300) -> str:
        """Return the text below the node, pieces joined by spaces, white space collapsed, at most `most` characters."""
        pieces, length = [], 0
        for node in self.walk():
            if node.text:
                pieces.append(node.text)
                length += len(node.text)
                if length > most:
                    break
        return " ".join(" ".join(pieces).split())[:most]


class Layout:
    """The tree below `<html>` without what is not shown, and every node in page order."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.nodes: list[Node] = []
        self.around: set[int] | None = None
        """Indexes of the nodes around the content, once they were asked for: see `crawler.reading.surroundings`."""
        self.unseen: dict[str, int] = {}
        """How often each unseen element occurs."""
        self._build(tree)
        self._count()
        self.body = next((node for node in self.nodes if node.tag == "body"), self.nodes[0])

    def _build(self, tree: LexborHTMLParser) -> None:
        top = Node("html", None, 0)
        self.nodes.append(top)
        around, depth = top, 0
        current = tree.root.first_child if tree.root else None
        while current is not None and len(self.nodes) < MOST_NODES:
            tag = current.tag or ""
            below, node = None, around
            if tag == "-text":
                self._add_text(current.text_content or "", around)
            elif tag in UNSEEN:
                self.unseen[tag] = self.unseen.get(tag, 0) + 1
            else:
                node = self._add(tag, around)
                node.attributes = current.attributes
                below = current.first_child
            if below is not None:
                depth += 1
                around = node if depth < DEEPEST else around
                current = below
                continue
            while (after := current.next) is None:
                parent = current.parent
                if parent is None or depth == 0:
                    return
                current = parent
                around = (around.parent or top) if depth < DEEPEST else around
                depth -= 1
            current = after

    def _add(self, tag: str, around: Node) -> Node:
        node = Node(tag, around, len(self.nodes))
        around.children.append(node)
        self.nodes.append(node)
        return node

    def _add_text(self, text: str, around: Node) -> None:
        text = text[:LONGEST_TEXT].strip()
        if text:
            node = self._add("", around)
            node.text = text
            node.chars = len(text)

    def _count(self) -> None:
        for node in reversed(self.nodes):
            if node.tag == "a" and "href" in node.attributes:
                node.links += 1
                node.linked = node.chars
            if node.parent is not None:
                node.parent.links += node.links
                node.parent.chars += node.chars
                node.parent.linked += node.linked


_layouts: WeakKeyDictionary[Document, Layout] = WeakKeyDictionary()


def read_layout(document: Document) -> Layout:
    """Return the page's layout; built once a document."""
    layout = _layouts.get(document)
    if layout is None:
        layout = _layouts[document] = Layout(document.tree)
    return layout
