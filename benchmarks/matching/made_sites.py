"""Sites of about a thousand categories, made from category trees by seeded changes: as shops of one trade differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.matching.gold import SHARED, read_paths

Path = tuple[str, ...]
MODIFIERS = ("Classic", "Garden", "Kids", "Pro", "Travel", "Vintage", "Outdoor", "Mini", "Smart", "Heavy Duty")
THINGS = (
    "Lamps", "Chairs", "Drills", "Boots", "Kettles", "Tents", "Ropes", "Scales", "Pumps", "Filters", "Gloves", "Bolts",
    "Cables", "Tables", "Shelves", "Mirrors", "Rugs", "Helmets", "Pens", "Speakers", "Cases", "Knives", "Hoses",
)  # fmt: skip
STUFFS = ("Steel", "Oak", "Cotton", "Copper", "Glass", "Rubber", "Leather", "Wool", "Ceramic", "Nylon", "Bamboo")
SWAPS = {"&": "and", "Accessories": "Add-ons", "Women": "Ladies", "Kids": "Children", "Supplies": "Equipment"}


def make_sites(count: int, size: int, *, seed: int = 7, grammar: bool = False) -> dict[str, list[Path]]:
    """Return so many sites of so many categories each: of trees of real shops where they are at hand, else made up."""
    random = Random(seed)
    trees = None if grammar or not SHARED.exists() else _read_trees()
    sites = {}
    for at in range(count):
        tree = trees[at % len(trees)] if trees else _make_tree(random, 4 * size)
        sites[f"made-{at:03d}"] = _change_tree(_cut_tree(tree, size, random), random)
    return sites


def _read_trees() -> list[list[Path]]:
    """Return the trees from which more than a thousand categories can be cut, and what the small ones hold together."""
    names = sorted(file.name.removesuffix(".csv.gz") for file in (SHARED / "sites").glob("*.csv.gz"))
    trees = [[tuple(path.split(" > ")) for path in read_paths(name)] for name in names]
    large = [tree for tree in trees if len(tree) >= 1000]
    return [*large, [path for tree in trees if len(tree) < 1000 for path in tree]]


def _make_tree(random: Random, size: int) -> list[Path]:
    """Return a tree of names from a grammar: stuffs of things, modified."""
    tree: list[Path] = []
    tops = random.sample(THINGS, 12)
    while len(tree) < size:
        top = f"{random.choice(MODIFIERS)} {random.choice(tops)}"
        middle = f"{random.choice(STUFFS)} {random.choice(THINGS)}"
        leaf = f"{random.choice(MODIFIERS)} {random.choice(STUFFS)} {random.choice(THINGS)}"
        tree += [(top,), (top, middle), (top, middle, leaf)]
    return list(dict.fromkeys(tree))


def _cut_tree(tree: Sequence[Path], size: int, random: Random) -> list[Path]:
    """Return whole branches, drawn until there are enough."""
    branches: dict[Path, list[Path]] = {}
    for path in tree:
        branches.setdefault(path[:2], []).append(path)
    order = list(branches)
    random.shuffle(order)
    found: dict[Path, None] = {}
    for head in order:
        for path in branches[head]:
            found.update((path[:depth], None) for depth in range(1, len(path) + 1))
        if len(found) >= size:
            break
    return list(found)[:size]


def _change_tree(tree: Sequence[Path], random: Random) -> list[Path]:
    """Rename some categories, move some branches, and drop and add some leaves."""
    parents = {path[:-1] for path in tree}
    renamed: dict[Path, Path] = {(): ()}
    tops = [path for path in tree if len(path) == 1]
    for path in sorted(tree, key=len):
        above = path[:-1]
        if len(path) > 1 and path in parents and random.random() < 0.03:
            above = random.choice(tops)
        upper = renamed.get(above)
        if upper is None or (path not in parents and random.random() < 0.08):
            continue
        renamed[path] = (*upper, _rename(path[-1], random))
    found = [path for path in renamed.values() if path]
    found += [(*path, f"{random.choice(MODIFIERS)} {path[-1]}") for path in found if random.random() < 0.08]
    return list(dict.fromkeys(found))


def _rename(name: str, random: Random) -> str:
    return next(_list_names(name, random)) if random.random() < 0.25 else name


def _list_names(name: str, random: Random) -> Iterator[str]:
    """Yield other names of a category, of which the first is taken."""
    words = name.split()
    swapped = [SWAPS.get(word, word) for word in words]
    if swapped != words:
        yield " ".join(swapped)
    if len(words) == 2 and random.random() < 0.5:
        yield f"{words[1]} - {words[0]}"
    if len(words) > 2:
        left_out = random.randrange(len(words) - 1)
        yield " ".join(word for at, word in enumerate(words) if at != left_out)
    yield f"{random.choice(MODIFIERS)} {name}"
