"""Pages that stand in place of the wanted one: challenges, denials, and shells that only a browser fills."""

from __future__ import annotations

from crawler.reading.markup.document import Document
from crawler.reading.markup.outline import Outline
from crawler.words import read_words

_WORDS = read_words("kinds")
_ROOTS = frozenset(_WORDS["roots"])

MOST_TEXT_OF_DENIAL = 1_500
"""Characters: a page that shows more is not a denial, whatever scripts it loads."""
MOST_LINKS_OF_DENIAL = 12
MOST_TEXT_OF_SHELL = 400
MOST_LINKS_OF_SHELL = 8
LONGEST_MARKUP = 60_000
"""Characters of markup searched for marks of challenges; such pages are small."""
REFUSING = frozenset({401, 403, 405, 407, 429, 451, 503})


def find_refusal(document: Document) -> str | None:
    """Return why the page is a challenge or denial, in a few words; None where it is not."""
    outline = document.outline
    if outline.body.chars > MOST_TEXT_OF_DENIAL or outline.body.links > MOST_LINKS_OF_DENIAL:
        return None
    markup = document.page.text[:LONGEST_MARKUP].lower()
    for mark in _WORDS["challenges"]:
        if mark in markup:
            return f"challenge: {mark}"
    title = document.tree.css_first("title")
    shown = f"{title.text() if title else ''} {outline.text_of(outline.body)[:MOST_TEXT_OF_DENIAL]}".lower().replace(
        "\u2019", "'"
    )
    denial = next((phrase for phrase in _WORDS["denials"] if phrase in shown), None)
    if denial and (document.page.status in REFUSING or outline.body.links <= MOST_LINKS_OF_DENIAL // 2):
        return f"says: {denial}"
    if document.page.status in REFUSING:
        return f"status {document.page.status} with next to no content"
    return None


def find_shell(document: Document) -> str | None:
    """Return why the page holds no content without a browser; None where it holds some, or honestly none."""
    outline = document.outline
    if (
        document.tree.css_first("script") is None
        or outline.body.chars > MOST_TEXT_OF_SHELL
        or outline.body.links > MOST_LINKS_OF_SHELL
    ):
        return None
    if any("-" in node.tag for node in outline.spots):
        return "custom elements that scripts fill"
    if _has_empty_root(outline):
        return "an empty element that scripts fill"
    silent = " ".join(node.text() for node in document.tree.css("noscript")[:5]).lower()[:2_000]
    shown = outline.text_of(outline.body)[:1_000].lower()
    if any(phrase in silent or phrase in shown for phrase in _WORDS["scripts_wanted"]):
        return "asks for JavaScript"
    return None


def _has_empty_root(outline: Outline) -> bool:
    for node in outline.spots:
        name = node.get("id").lower()
        marked = (
            name in _ROOTS
            or "data-reactroot" in node.attributes
            or "ng-app" in node.attributes
            or "data-server-rendered" in node.attributes
        )
        if node.tag and marked and node.links <= 2 and node.chars * 2 <= MOST_TEXT_OF_SHELL:
            return True
    whole = outline.body
    return whole.links == 0 and whole.chars <= 40 and any(node.tag == "div" for node in whole.children)
