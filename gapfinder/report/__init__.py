"""The report on an engagement: one module a format, its templates beside it."""

from gapfinder.report.files import FORMATS, write_reports
from gapfinder.report.headline import tell_headline

__all__ = ["FORMATS", "tell_headline", "write_reports"]
