"""A small GraphQL engine: answers queries from plain objects, within limits, as a shop's endpoint does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(r'[\s,]*(?:(?P<name>[A-Za-z_]\w*)|(?P<int>-?\d+)|"(?P<text>[^"\\]*)"|(?P<sign>[{}()\[\]:!$]))')

Resolve = Callable[[Any, Mapping[str, Any]], Any]
Schema = Mapping[str, Mapping[str, tuple[str, Resolve]]]
"""Fields by type: the type of what a field holds (empty for plain values) and how it is found."""


class Complaint(Exception):  # noqa: N818 - what an endpoint says, not a fault of the test
    """What is wrong with a query, as the endpoint tells it."""


@dataclass
class Field:
    name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    below: list[Field] = field(default_factory=list)

    def depth(self) -> int:
        return 1 + max((one.depth() for one in self.below), default=0)

    def count(self) -> int:
        return 1 + sum(one.count() for one in self.below)


class Parser:
    def __init__(self, text: str) -> None:
        self.tokens = list(_split(text))

    def read_query(self) -> list[Field]:
        if self._peek() == "query":
            self._take("query")
            if self._peek() == "(":
                while self._take() != ")":
                    pass
        fields = self._read_fields()
        if self.tokens:
            raise Complaint(f"Syntax Error: Unexpected {self._peek()}")
        return fields

    def _peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def _take(self, expected: str = "") -> str:
        token = self.tokens.pop(0) if self.tokens else "<EOF>"
        if expected and token != expected:
            raise Complaint(f"Syntax Error: Expected {expected}, found {token}")
        return token

    def _read_fields(self) -> list[Field]:
        self._take("{")
        fields = []
        while self._peek() != "}":
            one = Field(self._take())
            if self._peek() == "(":
                one.arguments = self._read_pairs("(", ")")
            if self._peek() == "{":
                one.below = self._read_fields()
            fields.append(one)
        self._take("}")
        return fields

    def _read_pairs(self, opens: str, closes: str) -> dict[str, Any]:
        self._take(opens)
        pairs = {}
        while self._peek() != closes:
            name = self._take()
            self._take(":")
            pairs[name] = self._read_value()
        self._take(closes)
        return pairs

    def _read_value(self) -> Any:
        if self._peek() == "{":
            return self._read_pairs("{", "}")
        word = self._take()
        if word == "$":
            return ("$", self._take())
        return int(word) if word.lstrip("-").isdecimal() else word


def _split(text: str) -> Iterator[str]:
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if not found:
            raise Complaint(f"Syntax Error: Cannot parse the unexpected character at {at}")
        at = found.end()
        yield found[found.lastgroup or "sign"]


@dataclass(kw_only=True)
class Endpoint:
    """Answers queries on `schema`, whose type `Query` is the top. Says no to what is deeper or wider than allowed."""

    schema: Schema
    deepest: int = 20
    most_fields: int = 300

    def answer(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        try:
            fields = Parser(query).read_query()
            self._check(fields)
            return {"data": self._resolve("Query", None, fields, variables)}
        except Complaint as complaint:
            return {"errors": [{"message": str(complaint), "extensions": {"category": "graphql"}}]}

    def _check(self, fields: list[Field]) -> None:
        depth = max(one.depth() for one in fields)
        if depth - 1 > self.deepest:
            raise Complaint(f"Max query depth should be {self.deepest} but got {depth - 1}.")
        count = sum(one.count() for one in fields)
        if count > self.most_fields:
            raise Complaint(f"Max query complexity should be {self.most_fields} but got {count}.")

    def _resolve(self, kind: str, value: Any, fields: list[Field], variables: Mapping[str, Any]) -> Any:
        if value is None and kind != "Query":
            return None
        if isinstance(value, list):
            return [self._resolve(kind, one, fields, variables) for one in value]
        found = {}
        for one in fields:
            if one.name not in self.schema[kind]:
                raise Complaint(f'Cannot query field "{one.name}" on type "{kind}".')
            below, resolve = self.schema[kind][one.name]
            if bool(below) != bool(one.below):
                raise Complaint(f'Field "{one.name}" of type "{below}" must have a selection of subfields.')
            held = resolve(value, _fill_in(one.arguments, variables))
            found[one.name] = self._resolve(below, held, one.below, variables) if below else held
        return found


def _fill_in(value: Any, variables: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        return {name: _fill_in(one, variables) for name, one in value.items()}
    if isinstance(value, tuple):
        return variables.get(value[1])
    return value
