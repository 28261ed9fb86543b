"""The steps of a breadcrumb that an element shows, whatever separates them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.reading.links.addresses import is_home
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import clean_name, text_of
from crawler.sightings import Crumb
from crawler.urls import host_of
from crawler.words import read_words

MOST_STEPS = 40
_MOST_NODES = 600
_SKIPPED = frozenset(
    {"script", "style", "template", "noscript", "svg", "select", "form", "input", "iframe", "textarea"}
)
_LISTS = frozenset({"ul", "ol", "dl"})
# Where a text ends although no mark separates it from the next
_EDGES = frozenset({"li", "div", "p", "td", "dd", "h1", "h2", "h3", "section", "nav"})
_ARROWS = re.compile(r"\s*(?:[>»›→❯▸▶⟩‹«<]|::)+\s*")
_WORDLESS = re.compile(r"[\W_]*")
_MARKS = re.compile(r"^[\s>»›→❯▸▶⟩‹«<|/\\:·•–—-]+|[\s>»›→❯▸▶⟩‹«<|/\\:·•–—-]+$")
_BEGINS_MARKED = re.compile(r"\s*[>»›→❯▸▶⟩‹«<|/\\:·•–—-]")
_ENDS_MARKED = re.compile(r"[>»›→❯▸▶⟩‹«<|/\\:·•–—-]\s*$")
_BACKS = frozenset(read_words("breadcrumbs")["backs"])
_LEADS_NOWHERE = re.compile(r"(?:mailto|tel|sms|whatsapp|viber|tg):", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A crumb as it stands on the page; `linked` where it is written as a link, wherever that leads.

    `apart` tells that a mark, such as an arrow, stands before it.
    """

    crumb: Crumb
    linked: bool
    apart: bool = False


def read_steps(container: LexborNode, document: Document) -> tuple[Step, ...]:
    """Return the steps in page order; fewer than `MOST_STEPS` are a breadcrumb's."""
    steps: list[Step] = []
    apart = False
    for piece in _pieces(container):
        if len(steps) >= MOST_STEPS:
            break
        if isinstance(piece, str):
            text = " ".join(piece.split())
            steps.extend(_plain_steps(text, apart=apart))
            apart = bool(_ENDS_MARKED.search(text)) or (apart and not text)
        elif step := _linked_step(piece, document, apart=apart):
            steps.append(step)
            apart = False
    return tuple(_trimmed(steps, document))


def _pieces(container: LexborNode) -> Iterator[LexborNode | str]:
    """Yield links, and the texts between them joined as far as nothing separates them."""
    waiting = ""
    for node, entered in _walk(container):
        tag = node.tag or ""
        if tag == "-text" and entered:
            text = node.text_content or ""
            if _WORDLESS.fullmatch(text) and text.strip():
                yield waiting
                waiting = ""
            waiting += text
        elif tag == "a" or tag in _EDGES:
            yield waiting
            waiting = ""
            if tag == "a" and entered:
                yield node
    yield waiting


def _walk(top: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield (node, entered) in page order, elements again at their end; nothing in links, forms or nested lists."""
    current = top.first_child
    lists = int(top.tag in _LISTS)
    for _ in range(_MOST_NODES):
        if current is None:
            return
        tag = current.tag or ""
        yield current, True
        closed = tag in _SKIPPED or tag == "a" or (tag in _LISTS and lists > 0) or _is_hidden(current)
        if not closed and current.first_child is not None:
            lists += tag in _LISTS
            current = current.first_child
            continue
        yield current, False
        while current is not None and current.next is None:
            current = current.parent
            if current is None or current.mem_id == top.mem_id:
                return
            lists -= current.tag in _LISTS
            yield current, False
        current = current.next if current is not None else None


def _is_hidden(node: LexborNode) -> bool:
    if not node.is_element_node:
        return False
    return "hidden" in node.attrs or "display:none" in (node.attrs.get("style") or "").replace(" ", "")


def _plain_steps(text: str, *, apart: bool) -> Iterator[Step]:
    apart = apart or bool(_BEGINS_MARKED.match(text))
    for part in _ARROWS.split(text):
        name = clean_name(_MARKS.sub("", part)) if not _WORDLESS.fullmatch(part) else None
        if name:
            yield Step(crumb=Crumb(name=name), linked=False, apart=apart)
            apart = True


def _linked_step(node: LexborNode, document: Document, *, apart: bool) -> Step | None:
    href = node.attrs.get("href") or ""
    url = document.join(href)
    name = clean_name(text_of(node, limit=60))
    if name is None or _WORDLESS.fullmatch(name):
        name = _icon_name(node, url)
    if name is None or (url is None and (name.casefold() in _BACKS or _LEADS_NOWHERE.match(href))):
        return None
    return Step(crumb=Crumb(name=name, url=url), linked=bool(href), apart=apart)


def _icon_name(node: LexborNode, url: str | None) -> str | None:
    """Return what an icon stands for: home where it leads there, else its title or label."""
    if is_home(url):
        return "Home"
    image = node.css_first("img[alt], svg[aria-label], [title]")
    labels = [node.attrs.get("title"), node.attrs.get("aria-label")]
    if image is not None:
        labels += [image.attrs.get("alt"), image.attrs.get("aria-label"), image.attrs.get("title")]
    return next((name for label in labels if (name := clean_name(label)) and not _WORDLESS.fullmatch(name)), None)


def _trimmed(steps: list[Step], document: Document) -> Iterator[Step]:
    """Yield the steps without what introduces them, such as a portal that the shop is part of, up to foreign links."""
    host = host_of(document.page.url)
    started = False
    for step in steps:
        there = host_of(step.crumb.url) if step.crumb.url else host
        if there != host and there.rpartition(".")[0] not in host:
            if started:
                return
            continue
        started = started or step.linked
        if started and step.crumb.name not in ("...", "…"):
            yield step
