"""Goods that a page only names: links of one kind in boxes of sub-categories, which are pages like it themselves."""

from __future__ import annotations

from collections import Counter

from crawler.reading.layout.repeats import Item
from crawler.reading.layout.scene import Scene
from crawler.reading.listings.traits import are_of_own_script, is_aside, read_traits, script_of

_FEWEST_BOXES = 3
_MOST_PICTURED = 0.5
_LEAST_SHARE = 0.9
"""Share of the boxes' other links that come from one and the same script: sub-categories would come from the page's."""
_MOST = 1_000


def find_named_goods(scene: Scene) -> list[Item]:
    """Return the goods that boxes of sub-categories name, in page order; empty where their links may be anything."""
    for repeat in scene.repeats:
        boxes = repeat.items
        if len(boxes) < _FEWEST_BOXES or is_aside(scene, repeat) or not are_of_own_script(scene, boxes):
            continue
        traits = read_traits(scene, boxes)
        if traits.priced or traits.pictured <= _MOST_PICTURED:
            continue
        named = [link for box in boxes for link in scene.outline.inside(box.spot, scene.links)][:_MOST]
        urls = {link: scene.url_of(link) or "" for link in named if scene.outline.text_of(link)}
        own = script_of(scene.url)
        others = Counter(script_of(url)[:2] for url in urls.values() if script_of(url) != own)
        script, times = others.most_common(1)[0] if others else ((), 0)
        if times >= max(len(boxes), _LEAST_SHARE * others.total()):
            goods = [link for link, url in urls.items() if script_of(url)[:2] == script]
            return [Item(link, urls[link], link, link.end) for link in goods]
    return []
