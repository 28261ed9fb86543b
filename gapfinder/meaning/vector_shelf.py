"""Keeps the vectors of names that a model was asked for once, in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from gapfinder.meaning.tensors import Tensor
from gapfinder.telling import tell
from gapfinder.whole_file import write_whole

LONGEST = 200
"""Characters of a name that are read."""
AT_ONCE = 512
WORK = "read by a sentence model"
KEPT_AFTER = 8192
"""Vectors that are made before all are kept: whoever stops it loses a minute of work."""


class VectorShelf:
    """Vectors by name. What a file holds that cannot be read is made anew.

    `languages` are those whose names the model is known to compare with each other.
    """

    def __init__(
        self, file: Path, encode: Callable[[Sequence[str]], Tensor], *, languages: frozenset[str] = frozenset()
    ) -> None:
        self.languages = languages
        self._file = file
        self._encode = encode
        self._places, self._vectors = _read(file)

    def find_vectors(self, names: Sequence[str]) -> Tensor:
        """Return the vectors of names, a row each; those that were never asked for are made and kept.

        Raises GapfinderError where the file cannot be written.
        """
        keys = [name.strip()[:LONGEST] for name in names]
        # a model works on texts of one length at once
        missing = sorted({key for key in keys if key not in self._places}, key=lambda key: (len(key), key))
        for start in range(0, len(missing), KEPT_AFTER):
            self._make(missing, start, min(start + KEPT_AFTER, len(missing)))
            self._keep()
        return self._vectors[[self._places[key] for key in keys]]

    def _make(self, missing: Sequence[str], start: int, end: int) -> None:
        made = [self._vectors] if self._places else []
        tell(WORK, start, len(missing))
        for first in range(start, end, AT_ONCE):
            last = min(first + AT_ONCE, end)
            made.append(self._encode(missing[first:last]))
            tell(WORK, last, len(missing))
        self._vectors = np.concatenate(made)
        self._places |= {key: len(self._places) + at for at, key in enumerate(missing[start:end])}

    def _keep(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        names = "\0".join(self._places).encode("utf-8", "surrogatepass")
        with write_whole(self._file) as draft, draft.open("wb") as stream:
            np.savez(stream, names=np.frombuffer(names, dtype=np.uint8), vectors=self._vectors.astype(np.float16))


def _read(file: Path) -> tuple[dict[str, int], Tensor]:
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            names = kept["names"].tobytes().decode("utf-8", "surrogatepass").split("\0")
            vectors: Tensor = kept["vectors"].astype(np.float32)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return {}, np.zeros((0, 0), dtype=np.float32)
    if vectors.ndim != 2 or len(names) != len(vectors):
        return {}, np.zeros((0, 0), dtype=np.float32)
    return {name: at for at, name in enumerate(names)}, vectors
