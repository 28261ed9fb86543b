"""Breadcrumbs that a visitor sees: found by their container's name, or by arrows between links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.reading.data.head import read_head
from crawler.reading.layout.headings import page_names
from crawler.reading.links.addresses import is_home
from crawler.reading.markup.document import Document
from crawler.reading.markup.marks import marks_of
from crawler.reading.menus.words import is_menu_mark
from crawler.reading.trails.declared import MOST_TRAILS, Trail
from crawler.reading.trails.steps import Step, read_steps
from crawler.words import read_words

_MOST_CONTAINERS = 40
_MOST_ANCHORS = 4_000
_MOST_CRUMBS = 12
_LONGEST_CRUMB = 200
"""Characters of a category's name; the page's own, at the end of the trail, may be longer."""
_NAMES = read_words("breadcrumbs")["containers"]
_HOMES = frozenset(read_words("homes")["home"])
_PLACES = ("class", "id", "aria-label", "itemtype", "typeof")
_ARROW = re.compile(r"\s*(?:[>»›→❯▸▶⟩‹«</\\]+|::|&gt;|->)\s*")
_FOOTER = re.compile(r"(?:^|\s)(?:page|site|main|global)?[_-]?footer(?:$|[\s_-])", re.IGNORECASE)
_LEAST_WEIGHT_UNNAMED = 3
"""A row with arrows in it but no telling name has to lead from home, or to the page itself."""
_LEAST_WEIGHT_UNMARKED = 7
"""A row without arrows has to lead from home over a category to the page itself."""
_MOST_HOMES = 20
_MOST_STEPS_UP = 4
_APART = frozenset({"footer", "select"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """The trails of one element with what speaks for their being a breadcrumb."""

    trails: tuple[Trail, ...]
    weight: int


def visible_trails(document: Document) -> list[Trail]:
    """Return the trails that the page shows: the likeliest element's first, those of one element in page order."""
    found = [shown for container in _named_containers(document) if (shown := _shown_in(container, document))]
    if not found:
        rows = (_shown_in(row, document) for row in _arrow_containers(document))
        found = [shown for shown in rows if shown and shown.weight >= _LEAST_WEIGHT_UNNAMED]
    if not found:
        rows = (_shown_in(row, document) for row in _home_containers(document))
        found = [shown for shown in rows if shown and shown.weight >= _LEAST_WEIGHT_UNMARKED]
    found.sort(key=lambda shown: -shown.weight)
    return [trail for shown in found for trail in shown.trails][:MOST_TRAILS]


def _named_containers(document: Document) -> Iterator[LexborNode]:
    """Yield the outermost elements that call themselves a breadcrumb; single crumbs stand for what holds them."""
    marks = marks_of(document)
    selectors = [f'[{place}*="{name}" i]' for place in _PLACES for name in _NAMES if name in marks[place]]
    if not selectors:
        return
    taken: set[int] = set()
    for node in document.tree.css(",".join(selectors))[:_MOST_CONTAINERS]:
        holder = _whole(node)
        if (
            holder.mem_id in taken
            or _lies_in(holder, taken)
            or holder.tag in ("body", "html", "script", "style", "link")
        ):
            continue
        taken.add(holder.mem_id)
        yield holder


def _whole(node: LexborNode) -> LexborNode:
    """Return the row that a single named crumb is part of, or the node itself."""
    current = node
    for _ in range(3):
        is_part = current.tag in ("a", "li", "span", "b", "strong") or "itemscope" in current.attrs
        if not is_part or len(current.css("a")) > 1 or current.parent is None:
            return current
        if current.tag == "span" and _ARROW.search(current.text()) and current.css_first("a") is not None:
            return current
        current = current.parent
    return current


def _lies_in(node: LexborNode, taken: set[int]) -> bool:
    current = node.parent
    for _ in range(60):
        if current is None:
            return False
        if current.mem_id in taken:
            return True
        current = current.parent
    return False


def _arrow_containers(document: Document) -> Iterator[LexborNode]:
    """Yield what holds links that are followed by an arrow or a slash."""
    taken: set[int] = set()
    for anchor in document.tree.css("a[href]")[:_MOST_ANCHORS]:
        row = _row_of(anchor)
        if row is not None and row.mem_id not in taken and len(taken) < _MOST_CONTAINERS:
            taken.add(row.mem_id)
            yield row


def _home_containers(document: Document) -> Iterator[LexborNode]:
    """Yield what begins with a link home and goes on with others."""
    known: dict[str, bool] = {}
    left = _MOST_HOMES
    for anchor in document.tree.css("a[href]")[:_MOST_ANCHORS]:
        href = anchor.attrs.get("href") or ""
        if not (known[href] if href in known else known.setdefault(href, is_home(document.join(href)))):
            continue
        left -= 1
        if left < 0:
            return
        row = anchor.parent
        if row is not None and row.tag in ("li", "span", "strong", "b"):
            row = row.parent
        if row is not None and row.tag not in ("body", "html", "form", "-document") and not _lies_in_menu(row):
            yield row


def _lies_in_menu(node: LexborNode) -> bool:
    """Tell a piece of a menu, whose last entry may be the page that is shown."""
    around: LexborNode | None = node
    for _ in range(_MOST_STEPS_UP):
        if around is None or not around.is_element_node:
            return False
        named = f"{around.attrs.get('class') or ''} {around.attrs.get('id') or ''}".lower()
        if around.tag == "header" or any(map(is_menu_mark, named.split())):
            return True
        around = around.parent
    return False


def _row_of(anchor: LexborNode) -> LexborNode | None:
    """Return the element in which an arrow follows this link, up to two levels above it."""
    current: LexborNode = anchor
    for _ in range(3):
        following = current.next
        if following is not None and following.tag == "-text" and not (following.text_content or "").strip():
            following = following.next
        if following is not None and _is_arrow(following):
            return current.parent
        if current.parent is None or (current.parent.tag in ("body", "td", "div", "section") and not _is_box(current)):
            return None
        current = current.parent
    return None


def _is_box(anchor: LexborNode) -> bool:
    """Say whether nothing but this link stands in the `div` around it."""
    box = anchor.parent
    if box is None or box.tag != "div":
        return False
    return all(child is not None and child.mem_id == anchor.mem_id for child in (box.first_child, box.last_child))


def _is_arrow(node: LexborNode) -> bool:
    if node.tag == "-text":
        return bool(_ARROW.match(node.text_content or ""))
    if (
        node.tag not in ("span", "i", "em", "li", "b", "font", "div", "small", "code", "strong", "u")
        or node.css_first("a") is not None
    ):
        return False
    return bool(_ARROW.fullmatch(node.text()))


def _shown_in(container: LexborNode, document: Document) -> _Shown | None:
    if _lies_apart(container):
        return None
    rows = [steps for row in _split(read_steps(container, document)) if _is_trail(steps := _cut(row, document))]
    if not rows:
        return None
    trails = tuple(tuple(step.crumb for step in steps) for steps in rows)
    return _Shown(trails=trails, weight=max(_weigh(steps, document) for steps in rows))


def _lies_apart(node: LexborNode) -> bool:
    current: LexborNode | None = node
    for _ in range(60):
        if current is None or current.tag in ("body", "-document"):
            return False
        named = f"{current.attrs.get('class') or ''} {current.attrs.get('id') or ''}"
        if current.tag in _APART or _FOOTER.search(named):
            return True
        current = current.parent
    return False


def _split(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """Yield the rows of steps; a further row begins where the first link comes again."""
    start = 0
    for place, step in enumerate(steps):
        if place > start and step.linked and step.crumb == steps[start].crumb:
            yield steps[start:place]
            start = place
    yield steps[start:]


def _cut(steps: tuple[Step, ...], document: Document) -> tuple[Step, ...]:
    """Return the steps up to where marks between them cease: what stands behind them is no part of the way."""
    for place in range(3, len(steps)):
        if steps[place].apart or not all(step.apart for step in steps[1:place]):
            continue
        ends = place == len(steps) - 1 and steps[place].crumb.name.casefold() in page_names(document)
        return steps if ends else steps[:place]
    return steps


def _is_trail(steps: tuple[Step, ...]) -> bool:
    if not 1 <= len(steps) <= _MOST_CRUMBS or not any(step.crumb.url for step in steps):
        return False
    if any(len(step.crumb.name) > _LONGEST_CRUMB for step in steps[:-1]):
        return False
    # some begin twice: `Top » Catalogue » …`
    homes = [is_home(step.crumb.url) for step in steps]
    return not any(homes[2 if homes[0] else 1 :]) and not all(homes)


def _weigh(steps: tuple[Step, ...], document: Document) -> int:
    """Return what speaks for a breadcrumb: it starts at home and ends, unlinked, at the page itself."""
    last = steps[-1].crumb.name.casefold()
    starts = is_home(steps[0].crumb.url) or steps[0].crumb.name.casefold() in _HOMES
    weight = 2 * starts + min(len(steps), 3) - 1
    weight += 2 * (last in page_names(document) or _begins_title(last, document)) + (not steps[-1].linked)
    return weight - 2 * sum(not step.linked for step in steps[:-1])


def _begins_title(name: str, document: Document) -> bool:
    title = (read_head(document).title or "").casefold()
    return title.startswith(name) and not title[len(name) : len(name) + 1].isalnum()
