"""How a site spells one product's address in many ways, learnt from its canonical links.

Shops put a product's category before its name, or into a parameter: `/tools/saws/jigsaw` and `/jigsaw` are one page.
Once a few products have declared so, the others need not be asked for under each of their addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from crawler.planning.hash_set import HashSet

ENOUGH = 5
"""Products that must bear a rule out, and none against it, before it is believed."""

MOST_RULES = 30


def keep_name(folded: str) -> str:
    """Drop the folders above a page's name.

    >>> keep_name("/tools/saws/jigsaw.html"), keep_name("/p?id=1")
    ('/jigsaw.html', '/p?id=1')
    """
    path, mark, query = folded.partition("?")
    return f"/{path.rpartition('/')[2]}{mark}{query}"


def move_into(folder: str) -> Callable[[str], str]:
    """Return a rule that puts all pages into one folder, under their own names.

    >>> move_into("/item")("/tools/saws/jigsaw?c=1")
    '/item/jigsaw?c=1'
    """
    return lambda folded: f"{folder}{keep_name(folded)}"


def drop_parameter(name: str) -> Callable[[str], str]:
    """Return a rule that leaves out one parameter.

    >>> drop_parameter("c")("/p?c=1&id=2"), drop_parameter("c")("/p?c=1")
    ('/p?id=2', '/p')
    """

    def drop(folded: str) -> str:
        path, _, query = folded.partition("?")
        pairs = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != name]
        return f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path

    return drop


class Spellings:
    """Learns which rules turn a product's folded URL into its canonical one."""

    def __init__(self) -> None:
        self._rules: dict[str, Callable[[str], str]] = {"name": keep_name}
        self._products = HashSet()
        self._right: Counter[str] = Counter()
        self._wrong: Counter[str] = Counter()

    def learn_product(self, folded: str, canonical: str | None) -> bool:
        """Note a product's folded URL; say whether its canonical one is but another spelling of it."""
        self._products.add(folded)
        if not canonical or canonical == folded:
            return False
        self.learn(folded, canonical)
        is_spelling = self.explains(folded, canonical)
        if is_spelling:
            self._products.add(canonical)
        return is_spelling

    def is_known(self, folded: str, *, is_product: bool) -> bool:
        """Say whether the product at a folded URL was met under any spelling; note it where it is sure to be one."""
        spelled = self.spell(folded)
        if spelled in self._products:
            return True
        if is_product:
            self._products.add(spelled)
        return False

    def learn(self, folded: str, canonical: str) -> None:
        """Take in a product's folded URL and the one that it declares to be its canonical."""
        for name, _ in parse_qsl(folded.partition("?")[2], keep_blank_values=True):
            self._rules.setdefault(f"?{name}", drop_parameter(name))
        folder = canonical.partition("?")[0].rpartition("/")[0]
        if folder and len(self._rules) < MOST_RULES:
            self._rules.setdefault(folder, move_into(folder))
        for key, rule in self._rules.items():
            spelled = rule(folded)
            if spelled != folded:
                (self._right if spelled == canonical else self._wrong)[key] += 1

    def explains(self, folded: str, canonical: str) -> bool:
        """Say whether a single rule turns a product's folded URL into the canonical one."""
        return any(rule(folded) == canonical for rule in self._rules.values())

    def spell(self, folded: str) -> str:
        """Return the folded URL as the site's canonical links would have it."""
        for key, rule in self._rules.items():
            if self._right[key] >= ENOUGH and not self._wrong[key]:
                folded = rule(folded)
        return folded
