"""The entries of a menu, and which of them stand below others as a page's markup means it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crawler.reading.markup.spots import Node
from crawler.reading.markup.tags import PASSING
from crawler.reading.menus.levels import named_level
from crawler.reading.menus.words import Verdict, judge_label

LISTS = frozenset({"ul", "ol", "dl", "menu"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "strong", "b", "legend", "summary", "th"})
_BOXES = frozenset({"div", "span", "section"})
LONGEST_HEADING = 60
_NUMBERED = re.compile(r"\d")
_HEADERS = frozenset(
    {"title", "heading", "header", "head", "caption", "group", "category", "parent", "main", "top", "headline"}
    | {"sectiontitle"}
)


@dataclass(slots=True, eq=False)
class Item:
    """An entry of a menu. `clickable` tells links and buttons from mere text; `level` is what its class says, or 0."""

    name: str
    url: str | None
    node: Node
    clickable: bool
    children: list[Item] = field(default_factory=list)
    level: int = 0


def count_links(items: list[Item]) -> int:
    """Count the entries that lead somewhere, on all levels."""
    return sum(bool(item.url) + count_links(item.children) for item in items)


Part = tuple[Node, list[Item]]


def combine(node: Node, parts: list[Part]) -> list[Item]:
    """Put what the children of an element hold below each other as its markup means it."""
    parts = _merge_twins(parts)
    if (
        node.tag in ("li", "dd")
        and len(parts) > 1
        and _is_leaf(parts[0])
        and any(not _is_leaf(part) for part in parts[1:])
    ):
        head = _copy(parts[0][1][0])
        head.children = [item for item in combine_sequence(parts[1:]) if item is not head]
        return [head]
    return combine_sequence(parts)


def combine_sequence(parts: list[Part]) -> list[Item]:
    """Let headings take what follows them, and lists what stands right before them; everything else is siblings."""
    levels = _levels(parts)
    found: list[Item] = []
    open_items: list[tuple[int, Item]] = []
    before: Part | None = None
    for part, level in zip(parts, levels, strict=True):
        if before is not None and _is_below(before, part) and found:
            last = open_items[-1][1] if open_items else found[-1]
            last.children = last.children + part[1]
            continue
        items = [_copy(item) for item in part[1]]
        if found and not _is_leaf(part):
            items = _go_on(found[-1], items)
        elif explicit := _explicit_level(part):
            items[0].level = explicit
        while open_items and open_items[-1][0] >= level:
            open_items.pop()
        (open_items[-1][1].children if open_items else found).extend(items)
        if items and (_is_leaf(part) or part[0].tag == "li"):
            open_items.append((level, items[-1]))
            before = part
        else:
            before = None
    return [item for item in found if item.url or item.clickable or item.children or len(parts) == 1]


def _go_on(last: Item, items: list[Item]) -> list[Item]:
    """Put what a column begins with below the last entry of the one before it, where their classes say so."""
    deeper = 0
    while last.level and deeper < len(items) and items[deeper].level > last.level:
        deeper += 1
    last.children = last.children + items[:deeper]
    return items[deeper:]


def _copy(item: Item) -> Item:
    return Item(item.name, item.url, item.node, item.clickable, list(item.children), item.level)


def _is_leaf(part: Part) -> bool:
    node, items = part
    return len(items) == 1 and not items[0].children and not _is_list(node)


def _is_list(node: Node) -> bool:
    """Tell a list, also one that boxes are put around."""
    while node.tag in _BOXES and len(node.children) == 1:
        node = node.children[0]
    return node.tag in LISTS


def _is_below(before: Part, part: Part) -> bool:
    """Tell whether a part is the list of the entry before it."""
    node, items = part
    if not _is_leaf(before) or node.tag in ("li", "dt", "a", ""):
        return False
    if node.tag in LISTS:
        return True
    if before[1][0].url and judge_label(before[1][0].name) is Verdict.DROP:
        return False
    several = len(items) > 1 or bool(items[0].children)
    return _is_list(node) or (several and _sign(before[0]) != _sign(node))


def _merge_twins(parts: list[Part]) -> list[Part]:
    """Keep one of neighbours that are one entry shown twice: as icon and text, for touch and for the mouse."""
    kept: list[Part] = []
    for part in parts:
        if kept and _is_leaf(kept[-1]) and _is_leaf(part):
            old, new = kept[-1][1][0], part[1][0]
            if old.name.casefold() == new.name.casefold() or (old.url and old.url == new.url):
                better = new if (new.url and not old.url) else old
                kept[-1] = (kept[-1][0] if better is old else part[0], [better])
                continue
            if old.clickable and not new.clickable and part[0].tag in ("", "span", "i", "button", "em", "small"):
                continue
        kept.append(part)
    return kept


def _sign(node: Node) -> tuple[str, frozenset[str]]:
    return node.tag, frozenset(name for name in node.classes if name not in PASSING and not _NUMBERED.search(name))


def _levels(parts: list[Part]) -> list[int]:
    """Return a level for each part: 0 for headings, 1 for what follows them; all 1 where nothing marks a level."""
    if len({_look(part) for part in parts}) == 1:
        return [1] * len(parts)
    tags = [part[0].tag for part in parts]
    if set(tags) == {"dt", "dd"}:
        return [0 if tag == "dt" else 1 for tag in tags]
    explicit = [_explicit_level(part) for part in parts]
    known = {level for level in explicit if level is not None}
    if len(known) > 1:
        return [level if level is not None else max(known) for level in explicit]
    leaves = [part for part in parts if _is_leaf(part)]
    texts = [not part[1][0].url and not part[1][0].clickable if _is_leaf(part) else False for part in parts]
    if any(texts) and len(leaves) > 1:
        return [0 if text else 1 for text in texts]
    return _levels_by_sign(parts)


def _look(part: Part) -> tuple[str, str, str, str, str, bool]:
    """Return what parts of one level share at first sight."""
    node, item = part[0], part[1][0]
    first = node.children[0] if node.children else node
    return node.tag, node.get("class"), first.tag, first.get("class"), item.node.get("class"), bool(item.url)


def _explicit_level(part: Part) -> int | None:
    """Return the level that an entry's class names, or those of its link."""
    node, items = part
    level = named_level(node.classes)
    return named_level(items[0].node.classes) if level is None and _is_leaf(part) else level


def _levels_by_sign(parts: list[Part]) -> list[int]:
    """Two kinds of leaves that take turns, the rarer first and marked as a heading or without a class in common."""
    flat = [1] * len(parts)
    signs = [_leaf_sign(part) for part in parts]
    kinds = list(dict.fromkeys(signs))
    if len(kinds) != 2 or not all(_is_leaf(part) for part in parts):
        return flat
    first, second = kinds
    heads, others = signs.count(first), signs.count(second)
    marked = first[2] and not second[2]
    if others < heads or (signs[-1] == first and heads > 1 and others <= heads) or (len(parts) < 3 and not marked):
        return flat
    distinct = bool(first[1]) and bool(second[1]) and first[1].isdisjoint(second[1])
    return [0 if sign == first else 1 for sign in signs] if distinct or marked else flat


def _leaf_sign(part: Part) -> tuple[str, frozenset[str], bool]:
    """Return tag and classes of a leaf, of the outermost element of it that has any, and whether it is a heading."""
    node, items = part
    tag, classes = _sign(node)
    heading = tag in HEADINGS or not HEADINGS.isdisjoint(node.classes)
    inner: Node | None = items[0].node
    bare, outermost = not classes, classes
    while inner is not None and inner is not node and (bare or not heading):
        heading = heading or inner.tag in HEADINGS
        if bare and inner.classes:
            outermost = _sign(inner)[1] or outermost
        inner = inner.parent
    classes = outermost
    words = {word for name in classes for word in re.split(r"[-_]", name)}
    return tag, classes, heading or not _HEADERS.isdisjoint(words)
