"""The report as Markdown: every name is escaped unless a template says that it is Markdown already."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gapfinder.counting import count
from gapfinder.findings import Findings
from gapfinder.report import words
from gapfinder.report.claims import list_parts, list_related, tell_claim
from gapfinder.report.evidence import sort_evidence
from gapfinder.report.figures import list_figures
from gapfinder.report.headline import tell_headline
from gapfinder.report.heat_map import draw_heat_map
from gapfinder.report.markdown_text import escape_markdown, write_link


def render_markdown(findings: Findings) -> str:
    """Return the report as GitHub-flavoured Markdown."""
    environment = Environment(
        loader=PackageLoader("gapfinder.report"),
        autoescape=True,
        finalize=_finish,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        claim=lambda gap: tell_claim(findings, gap),
        parts=lambda gap: list_parts(findings, gap),
        related=list_related,
        verdicts=lambda gap: sort_evidence(findings, gap),
    )
    environment.filters.update(count=count, day=words.tell_date, link=_link)
    return environment.get_template("report.md").render(
        findings=findings,
        headline=tell_headline(findings),
        figures=list_figures(findings),
        heat=draw_heat_map(findings),
        words=words,
    )


def _finish(value: object) -> Markup:
    # Marked text is not escaped again, as HTML, by the engine.
    return value if isinstance(value, Markup) else Markup(escape_markdown(str(value)))  # noqa: S704 - escaped here


def _link(text: str, url: str | None) -> Markup:
    return Markup(write_link(text, url))  # noqa: S704 - escaped there
