"""A small BERT that turns texts into vectors, run with numpy alone.

The architecture is that of J. Devlin et al., "BERT", 2018; a text's vector is the mean of its pieces' as in
N. Reimers and I. Gurevych, "Sentence-BERT", 2019.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gapfinder.cores import map_on_cores
from gapfinder.meaning.tensors import Tensor, read_tensors
from gapfinder.meaning.word_pieces import WordPieces

AT_ONCE = 64
"""Texts that are worked on together; more take more memory and no less time."""
SMALLEST = 1e-12
FILES = ("model.safetensors", "vocab.txt", "config.json")


class SentenceModel:
    """A model from a folder with `FILES`."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError, ValueError and KeyError for a folder that holds no such model."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._heads, self._layers = int(config["num_attention_heads"]), int(config["num_hidden_layers"])
        self._tensors = read_tensors(folder / "model.safetensors")
        self._pieces = WordPieces.read(folder / "vocab.txt")
        self.width = int(self._tensors["embeddings.word_embeddings.weight"].shape[1])

    def encode(self, texts: Sequence[str]) -> Tensor:
        """Return a vector of unit length for each text, a row each."""
        found = np.zeros((len(texts), self.width), dtype=np.float32)
        by_length: dict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        for at, text in enumerate(texts):
            numbers = self._pieces.number(text)
            by_length[len(numbers)].append((at, numbers))
        batches = [
            alike[start : start + AT_ONCE] for alike in by_length.values() for start in range(0, len(alike), AT_ONCE)
        ]
        read = map_on_cores(lambda batch: self._read(np.array([numbers for _, numbers in batch])), batches)
        for batch, vectors in zip(batches, read, strict=True):
            found[[at for at, _ in batch]] = vectors
        return found

    def _read(self, numbers: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Tensor:
        """Return the vectors of texts that have equally many pieces."""
        named = self._tensors
        states = named["embeddings.word_embeddings.weight"][numbers]
        states = states + named["embeddings.position_embeddings.weight"][: numbers.shape[1]]
        states = states + named["embeddings.token_type_embeddings.weight"][0]
        states = self._norm(states, "embeddings.LayerNorm")
        for layer in range(self._layers):
            states = self._pass(states, f"encoder.layer.{layer}")
        means = states.mean(axis=1)
        unit: Tensor = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), np.float32(SMALLEST))
        return unit

    def _pass(self, states: Tensor, layer: str) -> Tensor:
        attended = self._project(self._attend(states, layer), f"{layer}.attention.output.dense")
        states = self._norm(states + attended, f"{layer}.attention.output.LayerNorm")
        inner = _gate(self._project(states, f"{layer}.intermediate.dense"))
        return self._norm(states + self._project(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")

    def _attend(self, states: Tensor, layer: str) -> Tensor:
        texts, pieces, width = states.shape
        shape = texts, pieces, self._heads, width // self._heads
        query, key, value = (
            self._project(states, f"{layer}.attention.self.{name}").reshape(shape).transpose(0, 2, 1, 3)
            for name in ("query", "key", "value")
        )
        looks = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(shape[3]))
        looks = np.exp(looks - looks.max(axis=-1, keepdims=True))
        looks /= looks.sum(axis=-1, keepdims=True)
        seen: Tensor = (looks @ value).transpose(0, 2, 1, 3).reshape(texts, pieces, width)
        return seen

    def _project(self, states: Tensor, name: str) -> Tensor:
        projected: Tensor = states @ self._tensors[f"{name}.weight"].T + self._tensors[f"{name}.bias"]
        return projected

    def _norm(self, states: Tensor, name: str) -> Tensor:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(SMALLEST))
        normed: Tensor = centred / spread * self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"]
        return normed


def _gate(states: Tensor) -> Tensor:
    """Return the Gaussian error linear unit, by its usual approximation (D. Hendrycks and K. Gimpel, 2016)."""
    inner = np.float32(0.7978845608) * (states + np.float32(0.044715) * states * states * states)
    gated: Tensor = states * np.float32(0.5) * (1 + np.tanh(inner))
    return gated
