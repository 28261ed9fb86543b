"""The report as one HTML file that needs nothing else: no script, no font, no picture, no request."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

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

WIDE = 12
"""Sites beyond which the heat map is printed across the page."""


def render_html(findings: Findings) -> str:
    """Return the report as an HTML document. Whatever came from sites is escaped by the template engine."""
    environment = Environment(
        loader=PackageLoader("gapfinder.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        claim=lambda gap: tell_claim(findings, gap),
        parts=lambda gap: list_parts(findings, gap),
        related=list_related,
        verdicts=lambda gap: sort_evidence(findings, gap),
    )
    environment.filters.update(count=count, day=words.tell_date, listed=words.join_words, capital=_capitalise)
    style = environment.get_template("report.css").render()
    return environment.get_template("report.html").render(
        findings=findings,
        headline=tell_headline(findings),
        figures=list_figures(findings),
        heat=draw_heat_map(findings),
        is_wide=len(findings.sites) > WIDE,
        words=words,
        # The one style sheet is named by its hash, so that no other can slip in.
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
    )


def _capitalise(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
