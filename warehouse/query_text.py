"""What a text asks for: queries, of which only those that read are let through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import duckdb

from warehouse.errors import QueryRejected
from warehouse.statements import read_statement

WRITTEN = {"SELECT": "S", "EXPLAIN": "E", "MULTI": "P"}
MADE = {"TRANSACTION": "t", "SET": "t", "CREATE": "c", "SELECT": "s", "EXPLAIN": "e"}
READING = re.compile("[SE]")
PIVOTING = re.compile("P|t?c+[se]t?")
"""A PIVOT that finds its columns itself. DuckDB 1 makes a temporary type a pivot first, and puts brackets around what
is explained; DuckDB 2 does so unseen."""
EXPLAINING = re.compile(r"\s*explain\b(?:\s*analy[sz]e\b)?", re.IGNORECASE)
OPTIONS = re.compile(r"\s*\([^()]*\)")
HIDDEN = "__ducklake_metadata_"
"""How the names of databases begin that are a lake's catalogue."""
GIVING = ("with", "recursive", ",")
NAME = re.compile(r'"(?:[^"]|"")*"|[^\W\d][\w$]*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query that only reads: its text, the statements to be run before it, and the one that returns its rows."""

    text: str
    before: tuple[duckdb.Statement, ...]
    reading: duckdb.Statement


def split_queries(text: str) -> list[str]:
    """Return the texts between a text's semicolons; blank ones are left out.

    >>> split_queries("select ';' as \\"a;b\\"; -- none; here\\nfrom sites;\\n")
    ['select \\';\\' as "a;b"', '-- none; here\\nfrom sites']
    """
    raw = text.encode()
    cuts = [offset for offset, _ in duckdb.tokenize(text) if raw[offset : offset + 1] == b";"]
    pieces = (raw[start:end].decode().strip() for start, end in pairwise([0, *cuts, len(raw)]))
    return [piece for piece in (piece.removeprefix(";").strip() for piece in pieces) if piece]


def list_calls(text: str) -> set[str]:
    """Return the names that stand before an opening parenthesis, in small letters, but for those that WITH gives.

    >>> sorted(list_calls('select Count(*), "lower" /* ( */ (name) from t where name in (\\'abs(1)\\')'))
    ['count', 'in', 'lower']
    >>> sorted(list_calls("with a(b) as (select 1, max(2)), c (d) as not materialized (from a) from a(b)"))
    ['a', 'as', 'materialized', 'max']
    """
    words = _split_words(text)
    found = (
        NAME.match(word)
        for at, (word, following) in enumerate(pairwise(words))
        if following == "(" and not _is_given(words, at)
    )
    return {name[0].strip('"').replace('""', '"').casefold() for name in found if name}


def _split_words(text: str) -> list[str]:
    raw = text.encode()
    tokens = [*duckdb.tokenize(text), (len(raw), None)]
    return [
        raw[start:end].decode().strip()
        for (start, kind), (end, _) in pairwise(tokens)
        if kind != duckdb.token_type.comment
    ]


def _is_given(words: list[str], at: int) -> bool:
    """Tell whether WITH gives a name to a query here: names of its columns, AS and the query follow."""
    if not at or words[at - 1].casefold() not in GIVING:
        return False
    end = next((end for end in range(at, len(words)) if words[end] == ")"), len(words))
    following = [word.casefold() for word in words[end + 1 : end + 5]]
    return following[:1] == ["as"] and following[1:2] in (["("], ["materialized"], ["not"])


def understand(connection: duckdb.DuckDBPyConnection, text: str) -> Query:
    """Return what the one query of a text consists of.

    Raises QueryRejected where there is none, where there are several, and for all that does more than read;
    duckdb.Error where the text is no SQL.
    """
    statements = [(piece, found) for piece in split_queries(text) if (found := connection.extract_statements(piece))]
    if not statements:
        raise QueryRejected("no query was given")
    if len(statements) != 1:
        raise QueryRejected(f"one query at a time, please: this holds {len(statements)}")
    piece, found = statements[0]
    kinds = "".join(_tell_kind(statement) for statement in found)
    if not (READING.fullmatch(kinds) or PIVOTING.fullmatch(kinds)):
        raise QueryRejected(f"only queries can be run here, not {found[0].type.name}: the warehouse is read-only")
    if kinds != "S" and not any(_is_table(connection, part) for part in _list_tables(piece)):
        raise QueryRejected("only queries can be explained or pivoted here: the warehouse is read-only")
    if HIDDEN in piece.casefold():
        raise QueryRejected("a lake's catalogue cannot be queried here: a query reads the warehouse and nothing else")
    if foreign := sorted(list_calls(piece) & _name_foreign_functions(connection)):
        raise QueryRejected(f"{foreign[0]}() cannot be called here: a query reads the warehouse and nothing else")
    made = [statement for statement, kind in zip(found, kinds, strict=True) if kind != "t"]
    return Query(text=piece, before=tuple(made[:-1]), reading=made[-1])


def _tell_kind(statement: duckdb.Statement) -> str:
    # What DuckDB made itself has no text of its own.
    return (WRITTEN if statement.query else MADE).get(statement.type.name, "?")


def _list_tables(text: str) -> list[str]:
    """Return what may be the query in a text: itself, or what stands behind EXPLAIN and its options."""
    explaining = EXPLAINING.match(text)
    if explaining is None:
        return [text]
    rest = text[explaining.end() :]
    options = OPTIONS.match(rest)
    return [rest, rest[options.end() :]] if options else [rest]


def _is_table(connection: duckdb.DuckDBPyConnection, text: str) -> bool:
    """Tell whether a text can stand for a table in another query, as all that reads can and nothing that writes."""
    try:
        found = connection.extract_statements(f"from (\n{text}\n)")
    except duckdb.Error:
        return False
    kinds = "".join(_tell_kind(statement) for statement in found)
    return kinds == "S" or PIVOTING.fullmatch(kinds) is not None


def _name_foreign_functions(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    rows = connection.execute(read_statement("read/foreign_functions")).fetchall()
    return frozenset(str(name) for (name,) in rows)
