"""Questions in GraphQL that a page would post, as plain GET requests.

Nothing is posted to a shop. GraphQL over HTTP lets questions be asked with GET as well, where a server must not carry
out anything that changes something: https://graphql.github.io/graphql-over-http/draft/#sec-GET
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode, urlsplit, urlunsplit

LONGEST = 8_000
"""Characters of an address; servers refuse longer ones."""
_CHANGES = re.compile(r"\b(?:mutation|subscription)\b", re.IGNORECASE)
_KEYS = ("query", "operationName", "variables", "extensions")


def ask_with_get(url: str, posted: str | None) -> str | None:
    """Return the address that asks what a page would post; None where it is no single question, or more than one.

    >>> ask_with_get("https://s.example/graphql", '{"query": "{ a }", "variables": {"n": 1}}')
    'https://s.example/graphql?query=%7B+a+%7D&variables=%7B%22n%22%3A1%7D'
    >>> ask_with_get("https://s.example/graphql", '{"query": "mutation { addToCart }"}')
    >>> ask_with_get("https://s.example/login", "name=a&password=b")
    """
    if posted is None or len(posted) > LONGEST or not posted.startswith("{"):
        return None
    try:
        told = json.loads(posted)
    except (ValueError, RecursionError):
        return None
    question = told.get("query")
    if not isinstance(question, str) or "{" not in question or _CHANGES.search(question):
        return None
    pairs = [(key, _dump(told[key])) for key in _KEYS if told.get(key)]
    bits = urlsplit(url)
    query = "&".join(filter(None, (bits.query, urlencode(pairs, errors="replace"))))
    address = urlunsplit((bits.scheme, bits.netloc, bits.path, query, ""))
    return address if len(address) <= LONGEST else None


def _dump(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
