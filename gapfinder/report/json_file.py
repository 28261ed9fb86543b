"""The report as JSON, for programs: `docs/report.md` says what the keys mean."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from gapfinder.findings import Findings
from gapfinder.report.headline import tell_headline
from gapfinder.report.words import tell_time

VERSION = 1
"""Raised when a key is renamed, removed or means something else; new keys do not raise it."""
DECIMALS = 4


def render_json(findings: Findings) -> str:
    """Return the whole findings as one JSON object, keys in the order of the records."""
    whole = {"version": VERSION, "headline": tell_headline(findings), "as_of": tell_time(findings.as_of)}
    return json.dumps({**whole, **_simplify(findings)}, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _simplify(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _simplify(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: value[key] for key in sorted(value)}
    if isinstance(value, tuple):
        return [_simplify(item) for item in value]
    if isinstance(value, float):
        return round(value, DECIMALS) if isfinite(value) else None
    return tell_time(value) if isinstance(value, datetime) else value
