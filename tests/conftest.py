"""What holds for all tests: none of hypothesis' examples fails for being slow, for a machine may be busy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
