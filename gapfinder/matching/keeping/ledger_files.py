"""A ledger in a folder: a file of what it holds, and one for each sheet and each part of its edges, never changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from gapfinder.matching.catalogues.meanings import Meanings
from gapfinder.matching.catalogues.prices import Prices
from gapfinder.matching.catalogues.sheets import Sheet
from gapfinder.matching.catalogues.views import COUNTED, VIEWS, name_kind
from gapfinder.matching.catalogues.yardstick import Yardstick
from gapfinder.matching.keeping.edges import STORED, Edges
from gapfinder.matching.keeping.ledger import Ledger
from gapfinder.matching.keeping.regathering import Grouping
from gapfinder.matching.keeping.version import tell_version
from gapfinder.matching.names.whole_words import WholeWords
from gapfinder.matching.pausing import pause_collecting
from gapfinder.matching.vectors import Vectors, Vocabulary
from gapfinder.whole_file import write_whole

CONTENTS = "ledger.json"
MOST_PARTS = 40
"""Once the edges are in more files, they are put together in one."""
_OF_UNITS, _OF_NODES = ("keys", "owners"), ("parents", "depths", "tops", "seconds", "is_goods")
_MEANT = "meant_"
_PACKED = (*VIEWS, "asked", "sought")
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, IndexError, BadZipFile)
Arrays = dict[str, Any]


def save_ledger(folder: Path, ledger: Ledger) -> None:
    """Keep a ledger in a folder of its own; what is there already is not written again.

    A reader finds the one that was there or this one. Raises GapfinderError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sheets = [ledger.sheets[site] for site in sorted(ledger.sheets)]
    parts = list(ledger.edges) if len(ledger.edges) <= MOST_PARTS else [Edges.join(ledger.edges).sort()]
    names = {
        "sheets": [
            _write_once(folder, f"sheet-{ledger.born}-{sheet.arrival}.npz", partial(_pack_sheet, sheet))
            for sheet in sheets
        ],
        "edges": [_write_once(folder, _name_edges(ledger, part), partial(_pack_edges, part)) for part in parts],
        "grouping": _write_once(folder, _name_grouping(ledger), partial(_pack_grouping, ledger.grouping)),
    }
    with write_whole(folder / CONTENTS) as draft:
        draft.write_text(json.dumps(names | _describe(ledger)), encoding="ascii")
    kept = {names["grouping"], *names["edges"], *names["sheets"]}
    for file in folder.glob("*.npz"):
        if file.name not in kept:
            file.unlink(missing_ok=True)


@pause_collecting()
def load_ledger(folder: Path) -> Ledger | None:
    """Return the ledger of a folder; None where there is none that this version made and that can be read."""
    try:
        contents = json.loads((folder / CONTENTS).read_text(encoding="ascii"))
        return _read(folder, contents) if contents["version"] == tell_version() else None
    except _UNREADABLE:
        return None


def _describe(ledger: Ledger) -> dict[str, Any]:
    words, whole_words = ledger.yardstick.words, ledger.yardstick.whole_words
    return {
        "version": tell_version(),
        "born": ledger.born,
        "sites": [[sheet.site, sheet.arrival, sheet.mark] for _, sheet in sorted(ledger.sheets.items())],
        "told": ledger.told,
        "arrivals": ledger.arrivals,
        "changed": ledger.changed,
        "each_site": ledger.each_site,
        "categories": ledger.yardstick.categories,
        "whole_words": [sorted(stems) for stems in (whole_words.stems, whole_words.ends)],
        "words": {kind: [list(words[kind].columns), words[kind].rarity.tolist()] for kind in COUNTED},
    }


def _read(folder: Path, contents: Mapping[str, Any]) -> Ledger:
    words = {
        kind: Vocabulary(columns={term: at for at, term in enumerate(terms)}, rarity=np.array(rarity, dtype=np.float64))
        for kind, (terms, rarity) in contents["words"].items()
    }
    yardstick = Yardstick(
        categories=contents["categories"], words=words, whole_words=WholeWords(*map(frozenset, contents["whole_words"]))
    )
    sheets = [
        _unpack_sheet(_load(folder / name), told, yardstick)
        for name, told in zip(contents["sheets"], contents["sites"], strict=True)
    ]
    grouping = Grouping(**_load(folder / contents["grouping"]))
    if len(grouping.groups) != sum(len(sheet.keys) for sheet in sheets):
        raise ValueError("the grouping is of other sheets")
    return Ledger(
        born=contents["born"],
        yardstick=yardstick,
        sheets={sheet.site: sheet for sheet in sheets},
        edges=[_unpack_edges(_load(folder / name)) for name in contents["edges"]],
        grouping=grouping,
        told=[(tuple(one), tuple(other), *said) for one, other, *said in contents["told"]],
        arrivals=contents["arrivals"],
        changed=contents["changed"],
        each_site=contents["each_site"],
    )


def _load(file: Path) -> dict[str, Any]:
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
        return dict(kept)


def _write_once(folder: Path, name: str, pack: Callable[[], Arrays]) -> str:
    if not (folder / name).exists():
        with write_whole(folder / name) as draft, draft.open("wb") as stream:
            np.savez(stream, **pack())
    return name


def _pack_grouping(grouping: Grouping) -> Arrays:
    return {"groups": grouping.groups, "concepts": grouping.concepts}


def _name_grouping(ledger: Ledger) -> str:
    digest = sha256(ledger.grouping.groups.tobytes() + ledger.grouping.concepts.tobytes())
    return f"grouping-{ledger.arrivals}-{digest.hexdigest()[:16]}.npz"


def _pack_sheet(sheet: Sheet) -> Arrays:
    """Return all of a sheet in few arrays, each of which takes its time to open."""
    vectors = [*(sheet.views[view] for view in VIEWS), sheet.asked, sheet.sought]
    ints = [getattr(sheet, name) for name in (*_OF_UNITS, *_OF_NODES)]
    return {
        "counts": np.array([len(sheet), len(sheet.keys)]),
        "ints": np.concatenate([*ints, *(part.starts for part in vectors), *(part.columns for part in vectors)]),
        "floats": np.concatenate([*(part.sizes for part in vectors), *(part.weights for part in vectors)]).astype(
            np.float32
        ),
        "reach": sheet.reach,
        "currencies": sheet.prices.currencies,
        "medians": sheet.prices.medians,
        **_pack_meanings(sheet.meanings),
        "texts": np.frombuffer("\n".join([json.dumps(list(sheet.ids)), *sheet.lines]).encode("ascii"), dtype=np.uint8),
    }


def _unpack_sheet(kept: Arrays, told: Sequence[Any], yardstick: Yardstick) -> Sheet:
    nodes, units = kept["counts"].tolist()
    sizes = [units] * len(_OF_UNITS) + [nodes] * len(_OF_NODES) + [nodes + 1] * len(_PACKED)
    parts = np.split(kept["ints"], np.cumsum(sizes))
    own = dict(zip((*_OF_UNITS, *_OF_NODES), parts, strict=False))
    starts = parts[len(own) : -1]
    columns = np.split(parts[-1], np.cumsum([part[-1] for part in starts])[:-1])
    floats = np.split(kept["floats"].astype(np.float64), nodes * (np.arange(len(_PACKED)) + 1))
    weights = np.split(floats[-1], np.cumsum([part[-1] for part in starts])[:-1])
    vectors = {
        name: Vectors(
            starts=starts[at],
            columns=columns[at],
            weights=weights[at],
            sizes=floats[at],
            width=_measure(name, yardstick),
        )
        for at, name in enumerate(_PACKED)
    }
    ids, *lines = kept["texts"].tobytes().decode("ascii").split("\n")
    return Sheet(
        site=told[0],
        arrival=told[1],
        mark=told[2],
        lines=lines,
        ids=json.loads(ids),
        views={view: vectors[view] for view in VIEWS},
        asked=vectors["asked"],
        sought=vectors["sought"],
        reach=kept["reach"],
        prices=Prices(currencies=kept["currencies"], medians=kept["medians"]),
        meanings=_unpack_meanings(kept),
        **own | {"is_goods": own["is_goods"].astype(bool)},
    )


def _pack_meanings(meanings: Meanings | None) -> Arrays:
    """Return the vectors by view, named apart from all else, at half their length."""
    if meanings is None:
        return {}
    return {f"{_MEANT}{view.name}": getattr(meanings, view.name).astype(np.float16) for view in fields(Meanings)}


def _unpack_meanings(kept: Arrays) -> Meanings | None:
    views = {
        name.removeprefix(_MEANT): rows.astype(np.float32) for name, rows in kept.items() if name.startswith(_MEANT)
    }
    return Meanings(**views) if views else None


def _measure(name: str, yardstick: Yardstick) -> int:
    return len(yardstick.words[name_kind(name)].columns) if name in VIEWS else 0


def _name_edges(ledger: Ledger, edges: Edges) -> str:
    """Return a name for edges that no others of the ledger have: none are made between the same sheets twice."""
    digest = sha256(edges.rows[::1000].tobytes() + edges.others[::1000].tobytes())
    return f"edges-{ledger.born}-{len(edges.rows)}-{digest.hexdigest()[:16]}.npz"


def _pack_edges(edges: Edges) -> Arrays:
    return {field.name: _shorten(field.name, getattr(edges, field.name)) for field in fields(edges)}


def _unpack_edges(kept: Arrays) -> Edges:
    return Edges(**{name: values.astype(np.float64) if name in STORED else values for name, values in kept.items()})


def _shorten(name: str, values: Any) -> Any:
    return values.astype(STORED[name]) if name in STORED else values
