"""Records as lines of JSON: whatever a site put into a string can be written, and a damaged line can be told."""

from __future__ import annotations

import json
from typing import Any

import orjson


def dump_line(record: object) -> bytes:
    """Return a record (a dataclass or plain values) as one line of UTF-8 JSON; half characters become `?`.

    >>> dump_line({"name": "Sägen \\ud800"}).decode()
    '{"name":"Sägen ?"}\\n'
    """
    try:
        return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:
        text = json.dumps(record, ensure_ascii=False, default=_plain, separators=(",", ":"))
        return text.encode("utf-8", "replace") + b"\n"


def load_line(line: bytes) -> dict[str, Any] | None:
    """Return the object on a line; None where it was cut short or is no object.

    >>> load_line(b'{"a": 1}'), load_line(b'{"a": ')
    ({'a': 1}, None)
    """
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None


def _plain(record: Any) -> Any:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
