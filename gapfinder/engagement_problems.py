"""What is wrong with an engagement file, in words that name file, key and value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gapfinder.engagement_file import TABLES, EngagementFile
from gapfinder.errors import UsageError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Location = tuple[int | str, ...]

_MESSAGES = {
    "missing": "is missing",
    "string_type": "needs to be text in quotes",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "needs to be a three-letter ISO 4217 code such as USD",
    "bool_type": "needs to be true or false",
    "int_type": "needs to be a whole number",
    "float_type": "needs to be a number",
    "finite_number": "needs to be a finite number",
    "greater_than": "needs to be more than {gt:g}",
    "greater_than_equal": "needs to be at least {ge:g}",
    "less_than_equal": "needs to be at most {le:g}",
    "literal_error": "needs to be {expected}",
    "list_type": 'needs to be a list: ["…"], or for tables [[…]]',
    "model_type": "needs to be a table",
}


class EngagementError(UsageError):
    """The engagement file cannot be used; a line for each problem."""


def describe_problems(path: Path, errors: Iterable[ErrorDetails], raw: Mapping[str, Any]) -> str:
    """Return a line for each problem, as `FILE: competitors[1].delay = -1: needs to be at least 0`."""
    return "\n".join(f"{path}: {_describe_problem(error, raw)}" for error in errors)


def _describe_problem(error: ErrorDetails, raw: Mapping[str, Any]) -> str:
    key = format_key(error["loc"])
    match error["type"]:
        case "missing":
            return f"{key}: is missing{_name_table(error['loc'], raw)}"
        case "extra_forbidden":
            return f"{key} = {_show_value(error['input'])}: {_describe_unknown(error['loc'])}"
        case kind:
            return f"{key} = {_show_value(error['input'])}: {_explain(kind, error)}"


def format_key(location: Location) -> str:
    """Return a place in the file as a dotted key.

    >>> format_key(("competitors", 1, "url"))
    'competitors[1].url'
    """
    key = ""
    for step in location:
        key += f"[{step}]" if isinstance(step, int) else f".{step}" if key else step
    return key


def _explain(kind: str, error: ErrorDetails) -> str:
    message = _MESSAGES.get(kind)
    if message is None:
        return error["msg"].removeprefix("Value error, ")
    return message.format(**error.get("ctx", {}))


def _show_value(value: object) -> str:
    shown = json.dumps(value, default=str, ensure_ascii=False)
    return shown if len(shown) <= 80 else shown[:79] + "…"


def _name_table(location: Location, raw: Mapping[str, Any]) -> str:
    """Return which of several tables a key is missing in, by the name or URL that it gives itself."""
    if len(location) != 3:
        return ""
    table = raw[str(location[0])][location[1]]
    name = table.get("name", table.get("url"))
    return f" (in {_show_value(name)})" if name is not None else ""


def _describe_unknown(location: Location) -> str:
    *parents, key = location
    table = TABLES[str(parents[0])] if parents else EngagementFile
    known = sorted(table.model_fields)
    near = get_close_matches(str(key).lower().replace("-", "_"), known, n=1)
    if near:
        return f"is not a key; did you mean {near[0]}?"
    where = [name for name, other in TABLES.items() if key in other.model_fields]
    if where:
        return f"does not belong here but in {' or '.join(where)}"
    return f"is not a key; known are {', '.join(known)}"
