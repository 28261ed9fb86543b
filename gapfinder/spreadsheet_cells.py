"""Cells of CSV files that people open in spreadsheets, where a name must not become a formula."""

from __future__ import annotations

_RISKY = tuple("=+-@\t\r'")
"""How cells begin that a spreadsheet takes for formulas, and what is put before those."""


def guard_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that might be one begins with `'`.

    >>> guard_cell("=1+1"), guard_cell("Saws")
    ("'=1+1", 'Saws')
    """
    return f"'{text}" if text.startswith(_RISKY) else text


def bare_cell(text: str) -> str:
    """Return a cell as it was before it was guarded.

    >>> bare_cell("'=1+1"), bare_cell("'70s")
    ('=1+1', "'70s")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_RISKY) else text
