"""Reads the numbers of a model from a file in the safetensors format: a length, a JSON header, and bare numbers.

https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

Tensor = npt.NDArray[np.float32]
KINDS = {"F32": "<f4", "F16": "<f2"}
LONGEST_HEADER = 10_000_000


def read_tensors(file: Path) -> Mapping[str, Tensor]:
    """Return the tensors of a file by name, as 32-bit numbers; those of other kinds are left out.

    Raises OSError, and ValueError for a file that is none of this format.
    """
    data = np.memmap(file, dtype=np.uint8, mode="r")
    length = int(data[:8].view("<u8")[0]) if len(data) >= 8 else 0
    if not 2 <= length <= min(LONGEST_HEADER, len(data) - 8):
        raise ValueError("no safetensors header")
    header = json.loads(data[8 : 8 + length].tobytes())
    body = data[8 + length :]
    found = {}
    for name, entry in header.items():
        kind = KINDS.get(entry.get("dtype", ""))
        if kind is not None:
            start, end = entry["data_offsets"]
            found[name] = body[start:end].view(kind).reshape(entry["shape"]).astype(np.float32)
    return found
