"""The title of a category page."""

from __future__ import annotations

import re
from itertools import takewhile

from crawler.reading.data.structured import read_metas
from crawler.reading.layout.headings import main_heading, shown_text
from crawler.reading.links.addresses import parts_of
from crawler.reading.markup.document import Document
from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Spot, Text
from crawler.reading.markup.text import clean_name
from crawler.reading.trails.breadcrumb import read_breadcrumbs

_PARTS = re.compile(r"\s+[–—:»>·-]\s+|\s*[|｜]\s*|(?<=[^\x00-\x7f])_(?=[^\x00-\x7f])")
_ARROW = re.compile(r"^\s*[>»›→❯▸/|]+\s*")
_UNSEEN = re.compile(
    r"(?:^|[\s_-])(?:count|counter|counts|hidden|sr-only|sronly|offscreen|screen-reader-text|invisible)(?:$|\s)"
)
LONGEST_COUNT = 12
_FEW_SIGNS = 3
"""Characters that stand in a longer name by chance, where words are written without spaces."""
_COUNT = re.compile(r"\s*\(\d[\d.,\s]{0,9}\)\s*$")
_TAIL = re.compile(r"\s*[:：]\s*$")


def read_title(document: Document, outline: Outline, heading: Spot | None) -> str | None:
    """Return the page's title as a visitor reads it; without a heading, what the page calls itself to machines."""
    if heading is not None and (end := _other_heading(document, outline, heading)):
        return end
    if heading is not None:
        return tidy_title(_without_trail(outline, heading) or _without_counts(outline, heading))
    title = _end_of_trail(document) or _stand_in(document) or read_metas(document).get("og:title")
    if title is None:
        node = document.tree.css_first("title") or document.tree.css_first("h1")
        title = clean_name(node.text()) if node is not None else None
    return tidy_title(_without_shop(title, document.page.url)) if title else None


def _other_heading(document: Document, outline: Outline, heading: Spot) -> str | None:
    """Return the breadcrumb's end where another heading says just that, and the first one speaks of something else."""
    end = _end_of_trail(document)
    first = outline.text_of(heading).casefold()
    if end is None or end.casefold() == first or (len(end) > _FEW_SIGNS and end.casefold() in first):
        return None
    others = (spot for spot in outline.spots if spot.tag in ("h1", "h2", "h3") and spot.chars == len(end))
    return end if any(outline.text_of(spot).casefold() == end.casefold() for spot in others) else None


def _stand_in(document: Document) -> str | None:
    """Return what says most of the titles' words, where no heading says them."""
    node = main_heading(document)
    return shown_text(node) if node is not None else None


def _end_of_trail(document: Document) -> str | None:
    """Return the breadcrumb's last step where that is the page itself."""
    trails = (trail for trail in read_breadcrumbs(document).trails if len(trail) > 1)
    return next((trail[-1].name for trail in trails if trail[-1].url in (None, document.page.url)), None)


def _without_trail(outline: Outline, heading: Spot) -> str | None:
    """Return what stands behind the last link of a heading that is a breadcrumb; None where it is none."""
    texts = outline.texts[heading.texts : heading.texts_end]
    linked = [place for place, text in enumerate(texts) if text.parent.tag == "a"]
    if not linked:
        return None
    behind = " ".join(text.text for text in texts[linked[-1] + 1 :])
    return _ARROW.sub("", behind) if _ARROW.match(behind) else None


def _without_shop(title: str, url: str) -> str:
    """Return the first part of a title that is not the shop's name, told by its host.

    >>> _without_shop("Hat Shop | Red Hats | Buy now", "https://www.hatshop.example/red")
    'Red Hats'
    >>> _without_shop("帽子_帽子商城", "https://www.hatshop.example/red")
    '帽子'
    """
    host = parts_of(url)[0]
    parts = _PARTS.split(title)
    named = (part for part in parts if re.sub(r"\W+|_", "", part).lower() not in host)
    return next(named, parts[0])


def _is_unseen(text: Text, heading: Spot) -> bool:
    inside = takewhile(lambda around: around is not heading, text.ancestors())
    return any(_UNSEEN.search(around.get("class")) for around in inside)


def tidy_title(text: str | None) -> str | None:
    """Return a title without the colon or the count that it ends with.

    >>> tidy_title("Hex bolts (132):"), tidy_title("(132)")
    ('Hex bolts', '(132)')
    """
    tidied = _TAIL.sub("", text or "")
    return clean_name(_COUNT.sub("", tidied) or tidied)


def _without_counts(outline: Outline, heading: Spot) -> str:
    """Return a heading's text without what is for screen readers only, and without what it counts."""
    texts = outline.texts[heading.texts : heading.texts_end]
    texts = [text for text in texts if not _is_unseen(text, heading)] or texts
    kept = [
        text.text
        for text in texts
        if text.parent is heading or not re.fullmatch(r"\W*\d+\W*(?:[^\W\d]+\W*){0,2}", text.text)
    ]
    return " ".join(kept or [text.text for text in texts])
