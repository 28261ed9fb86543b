"""The files of a report."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from crawler.leftovers import remove_leftovers
from gapfinder.errors import GapfinderError
from gapfinder.findings import Findings
from gapfinder.report.html_file import render_html
from gapfinder.report.json_file import render_json
from gapfinder.report.markdown_file import render_markdown

FORMATS: dict[str, Callable[[Findings], str]] = {"html": render_html, "md": render_markdown, "json": render_json}
"""What writes a format, by the ending of its file."""


class ReportNotWrittenError(GapfinderError):
    """The disk does not take the report. The message names the file."""


def write_reports(findings: Findings, folder: Path, formats: Sequence[str] = tuple(FORMATS)) -> list[Path]:
    """Write the report in some of `FORMATS` and return the files, named by the engagement, in that order.

    A file that is there already is replaced whole. Raises ReportNotWrittenError.
    """
    stem = re.sub(r"[^\w .,&'()+-]", "_", findings.engagement).strip() or "report"
    return [_write_file(folder / f"{stem}.{name}", FORMATS[name](findings)) for name in formats]


def _write_file(path: Path, text: str) -> Path:
    remove_leftovers(path.parent, f".{path.name}.")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_text(text, encoding="utf-8", newline="\n")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise ReportNotWrittenError(f"{path}: cannot be written: {error.strerror}") from error
    return path
