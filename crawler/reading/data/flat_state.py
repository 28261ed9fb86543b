"""States written flat, as one list whose values name each other by their places: Nuxt 3's `__NUXT_DATA__`.

The format is devalue's: https://github.com/Rich-Harris/devalue. Objects and lists hold places instead of values; a list
that begins with a name is a value of that kind.
"""

from __future__ import annotations

from typing import Any

MOST_TIMES = 10
"""Times its values that a state may unfold to: what is named twice is unfolded twice."""
FEW_VALUES = 20
DEEPEST = 40
_WRAPPERS = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef"})


def is_flat(state: Any) -> bool:
    """Tell a flat state from a list of values: its first value names others, and only that.

    >>> is_flat([["Reactive", 1], {"name": 2}, "Saws"]), is_flat([{"name": "Saws"}]), is_flat(["Saws", 1])
    (True, False, False)
    """
    if not isinstance(state, list) or len(state) < 2 or not isinstance(state[0], (list, dict)):
        return False
    root = state[0][1:] if isinstance(state[0], list) else list(state[0].values())
    return bool(root) and all(_is_place(place) and place < len(state) for place in root)


def unfold(state: list[Any]) -> Any:
    """Return the value that a flat state stands for, without what is too deep, too much, or holds itself.

    >>> unfold([["Reactive", 1], {"menu": 2}, [3], {"name": 4, "url": 5, "parent": 1}, "Saws", "/saws"])
    {'menu': [{'name': 'Saws', 'url': '/saws', 'parent': None}]}
    """
    return _Unfolding(state).value_at(0)


class _Unfolding:
    def __init__(self, state: list[Any]) -> None:
        self._state = state
        self._left = MOST_TIMES * (len(state) + FEW_VALUES)
        self._open: set[int] = set()

    def value_at(self, place: Any) -> Any:
        if not _is_place(place) or place >= len(self._state) or place in self._open:
            return None
        value = self._state[place]
        if not isinstance(value, (dict, list)):
            return value
        if self._left <= 0 or len(self._open) >= DEEPEST:
            return None
        self._open.add(place)
        self._left -= len(value) + 1
        found = self._unfold(value)
        self._open.discard(place)
        return found

    def _unfold(self, value: dict[str, Any] | list[Any]) -> Any:
        if isinstance(value, dict):
            return {key: self.value_at(inner) for key, inner in value.items()}
        if value and isinstance(value[0], str):
            return self.value_at(value[1]) if len(value) == 2 and value[0] in _WRAPPERS else None
        return [self.value_at(inner) for inner in value]


def _is_place(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
