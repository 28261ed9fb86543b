"""How long the questions of the cookbook take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.warehouse.timing import Cost, measure
from warehouse.reader import Reader

PAGE = Path(__file__).parents[2] / "docs" / "sql-cookbook.md"
ASKED = 1.0
"""Seconds that a question may take at the median."""
ROUNDS = 5


def time_questions(data: Path) -> Iterator[tuple[str, bool]]:
    """Yield a line a question: how many rows answer it, and the median of the time until all of them were read."""
    text = PAGE.read_text(encoding="utf-8")
    questions = re.findall(r"^## (.+?)\n.*?^```sql\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    with Reader(data) as reader:
        for title, query in questions:
            found = [_ask(reader, query) for _ in range(ROUNDS)]
            rows, wall = found[0][0], median(cost.wall for _, cost in found)
            cpu = median(cost.cpu for _, cost in found)
            line = f"{title} {rows} rows in {wall:.2f} s, {cpu:.2f} s of CPU (asked {ASKED})"
            yield line, wall < ASKED and rows > 0


def _ask(reader: Reader, query: str) -> tuple[int, Cost]:
    counts: list[int] = []
    cost = measure(lambda: counts.append(sum(1 for _ in reader.ask(query).rows)))
    return counts[0], cost
