"""Finds what opens under a menu's tops where the page keeps it elsewhere: by id, attributes, address or order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace

from crawler.reading.markup.labels import label_of
from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Node, Spot
from crawler.reading.markup.surroundings import is_footer
from crawler.reading.menus.item_reader import ItemReader
from crawler.reading.menus.items import Item

FEWEST_LINKS = 2
FEWEST_BESIDE = 4
LINKS_A_PANEL = 3
"""Links that panels hold on average; columns of a footer hold fewer than a menu's."""
MOST_TOPS = 60
MOST_NAMED = 20
"""Pieces of one name, of which one may be a panel; the others are around it."""
LINKS_COMPARED = 12
STEPS_AROUND = 4
"""Elements from tops up to what holds them together with their panels."""
_NEVER_PANELS = frozenset({"li", "a", "tr", "td", "option"})
_OWNED = re.compile(r"parent|owner|menu-id|panel-id|-for$|-of$")
"""How attributes are called by which a panel names what it belongs to."""
_POINTERS = frozenset({"href", "aria-controls", "aria-owns", "data-target", "data-bs-target", "rel"})


class PanelFinder:
    """Looks panels up in one page."""

    def __init__(self, outline: Outline, reader: ItemReader) -> None:
        self._reader = reader
        self._ids: dict[str, Spot] = {}
        self._data: dict[tuple[str, str], list[Spot]] = defaultdict(list)
        self._owned: dict[str, list[Spot]] = defaultdict(list)
        self._rows: dict[tuple[int, str, str], list[Spot]] = defaultdict(list)
        for node in outline.spots:
            if node.links >= FEWEST_LINKS:
                self._note(node)
        self._full_rows = [row for row in self._rows.values() if len(row) > 1 and _is_full(row)]
        self._links = [node for node in outline.spots if node.tag == "a"]
        self._heads = _index_heads(self._full_rows, self._links)
        self._pointers = [node.number for node in outline.spots if self._points(node)]

    def _note(self, node: Spot) -> None:
        for name, value in node.attributes.items():
            if name == "id" and value:
                self._ids.setdefault(value, node)
            elif name.startswith("data-") and value and len(value) <= 80:
                self._data[(name, value)].append(node)
                if _OWNED.search(name):
                    self._owned[value].append(node)
        parent = node.parent.number if node.parent else -1
        self._rows[(parent, node.tag, node.get("class"))].append(node)

    def _points(self, node: Spot) -> bool:
        """Say whether an element may open something that is kept elsewhere."""
        if node.tag == "button" or (node.tag == "a" and not leads_on(node)):
            return True
        if node.tag == "a" and (head := self._heads.get(node.get("href"))) is not None and not head[0].holds(node):
            return True
        return any(
            value.lstrip("#.") in self._ids or (name, value) in self._data or value in self._owned
            for name, value in node.marks.pointers
        )

    def may_attach(self, root: Spot) -> bool:
        """Say whether a piece's tops may have panels elsewhere, before its tops are known."""
        first = bisect_left(self._pointers, root.number - 1)
        if first < len(self._pointers) and self._pointers[first] < root.end:
            return True
        around = list(root.ancestors())[:2]
        return any(len(row) >= FEWEST_BESIDE and _is_beside(row, root, around) for row in self._full_rows)

    def attach(self, tops: list[Item], root: Spot) -> list[Item]:
        """Return the tops with the entries of their panels below those that have none of their own.

        Tops may stand in groups, each below a heading.
        """
        attached = self._attach(tops, root)
        if attached is not tops or not any(_is_group(top) for top in tops):
            return attached
        below = [self._attach_pointed(top.children) if _is_group(top) else top.children for top in tops]
        if all(items is top.children for top, items in zip(tops, below, strict=True)):
            return tops
        return [replace(top, children=items) for top, items in zip(tops, below, strict=True)]

    def _attach_pointed(self, tops: list[Item]) -> list[Item]:
        bare = [top for top in tops if not top.children]
        panels = {id(top): panel for top in bare[:MOST_TOPS] if (panel := self._pointed(top)) is not None}
        return [self._with_panel(top, panels.get(id(top))) for top in tops] if len(panels) > 1 else tops

    def _attach(self, tops: list[Item], root: Spot) -> list[Item]:
        bare = [top for top in tops if not top.children]
        if not bare or len(tops) > MOST_TOPS:
            return tops
        panels = {id(top): panel for top in bare if (panel := self._pointed(top)) is not None}
        if not panels:
            panels = self._headed(bare, root)
        if not panels:
            panels = self._in_order([top for top in bare if not top.url and top.clickable], root)
        if not panels:
            panels = self._beside(bare, root)
        if len(panels) < 2 and len(tops) > 2:
            return tops
        kept = [top for top in tops if not any(_holds(panel, top.node) for panel in panels.values())]
        return [self._with_panel(top, panels.get(id(top))) for top in kept]

    def _with_panel(self, top: Item, panel: Spot | None) -> Item:
        if panel is None:
            return top
        entries = self._reader.read(panel)
        if len(entries) == 1 and entries[0].name.casefold() == top.name.casefold():
            url, entries = top.url or entries[0].url, entries[0].children
            return Item(name=top.name, url=url, node=top.node, clickable=top.clickable, children=entries)
        return Item(name=top.name, url=top.url, node=top.node, clickable=top.clickable, children=list(entries))

    def _pointed(self, top: Item) -> Spot | None:
        nodes: list[Node] = [top.node]
        if top.node.parent is not None and top.node.parent.tag in ("li", "div", "button", "span"):
            nodes.append(top.node.parent)
        nodes += [child for child in top.node.children if child.tag in ("a", "button")][:1]
        for node in nodes:
            for name, target in _targets(node):
                panel = self._ids.get(target.strip().lstrip("#.")) if name in _POINTERS else None
                if panel is not None and panel is not node and node not in panel.children:
                    return panel
        return next((panel for node in nodes if (panel := self._with_same_data(node)) is not None), None)

    def _with_same_data(self, node: Node) -> Spot | None:
        for name, value in _targets(node):
            if not name.startswith("data-") or not value:
                continue
            if value.startswith("#") and (panel := self._ids.get(value[1:])) is not None:
                return panel
            for panels in (self._data.get((name, value), ()), self._owned.get(value, ())):
                others = [other for other in panels if not _related(other, node)] if len(panels) <= MOST_NAMED else []
                if len(others) == 1:
                    return others[0]
            if (panel := self._ids.get(value)) is not None and not _related(panel, node) and not value.isdigit():
                return panel
        return None

    def _headed(self, tops: list[Item], root: Spot) -> dict[int, Spot]:
        """Find the panels around the tops that begin with a link to where a top leads, by a name that holds its own."""
        around = list(root.ancestors())[:STEPS_AROUND][-1:]
        addresses = {top.node.get("href") for top in tops}
        found: dict[int, Spot] = {}
        for top in tops:
            panel, place = self._heads.get(top.node.get("href"), (None, 0))
            if panel is None or _related(panel, root) or not any(node.holds(panel) for node in around):
                continue
            head, *others = self._links[place : place + LINKS_COMPARED]
            beside = {link.get("href") for link in others if panel.holds(link)} - {head.get("href")}
            if top.name.casefold() in (label_of(head) or "").casefold() and addresses.isdisjoint(beside):
                found[id(top)] = panel
        return found

    def _beside(self, tops: list[Item], root: Spot) -> dict[int, Spot]:
        """Find a row of exactly as many panels as there are tops, right beside them."""
        around = list(root.ancestors())[:2]
        if len(tops) < FEWEST_BESIDE or not around:
            return {}
        for row in self._full_rows:
            if len(row) == len(tops) and _is_beside(row, root, around):
                return {id(top): panel for top, panel in zip(tops, row, strict=True)}
        return {}

    def _in_order(self, tops: list[Item], root: Spot) -> dict[int, Spot]:
        """Find the fullest row of about as many panels as there are tops, behind them."""
        if len(tops) < 2:
            return {}
        best: list[Spot] = []
        for row in self._full_rows:
            fits = 2 * len(tops) <= 3 * len(row) <= 3 * len(tops) and row[0].number > root.number
            if fits and not root.holds(row[0]) and _count(row) > _count(best):
                best = row
        return {id(top): panel for top, panel in zip(tops, best, strict=False)}


def _index_heads(rows: list[list[Spot]], links: list[Spot]) -> dict[str, tuple[Spot, int]]:
    """Return the panels that begin with a link in words, and which link it is, by where it leads."""
    numbers = [link.number for link in links]
    heads: dict[str, tuple[Spot, int]] = {}
    for panel in (panel for row in rows for panel in row):
        place = bisect_left(numbers, panel.number)
        if links[place].chars and leads_on(links[place]):
            heads.setdefault(links[place].get("href"), (panel, place))
    return heads


def _is_group(item: Item) -> bool:
    return bool(item.children) and not item.url and not item.clickable


def _is_beside(row: list[Spot], root: Spot, around: list[Spot]) -> bool:
    holder = row[0].parent
    if holder is None or not (holder in around or holder.parent in around) or _related(row[0], root):
        return False
    # panels look otherwise than their tops: lists of one look stand beside each other
    if (row[0].tag, row[0].get("class")) == (root.tag, root.get("class")):
        return False
    return not any(is_footer(node) for node in [holder, *holder.ancestors()])


def _targets(node: Node) -> tuple[tuple[str, str], ...]:
    """Return the attributes with which an element may name another."""
    return node.marks.pointers if isinstance(node, Spot) else ()


def _is_full(row: list[Spot]) -> bool:
    return row[0].tag not in _NEVER_PANELS and _count(row) >= LINKS_A_PANEL * len(row)


def _count(row: list[Spot]) -> int:
    return sum(node.links for node in row)


def leads_on(link: Spot) -> bool:
    """Tell a link to a page from one that only opens something on this one."""
    return not link.get("href")[:11].lower().startswith(("#", "javascript:")) and bool(link.get("href"))


def _holds(panel: Spot, node: Node) -> bool:
    return isinstance(node, Spot) and panel.holds(node)


def _related(one: Node, other: Node) -> bool:
    return one is other or one in {*other.ancestors()} or other in {*one.ancestors()}
