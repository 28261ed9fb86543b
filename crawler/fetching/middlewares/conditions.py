"""Asks for a page on condition that it changed, where the request says what is known of it.

A condition is sent to the URL that it is for and to none that this redirects to: what a validator names is one server's
affair at one address. A server that stumbles over a condition is asked again without.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

from crawler.fetching.conditions import Conditions
from crawler.fetching.fetch_errors import Garbled

NAMES = ("If-None-Match", "If-Modified-Since")
STUMBLES = frozenset({400, 412, 501})
"""Answers to a plain request for a page that only its condition can have brought about."""


class ConditionsMiddleware:
    """Reads `conditions` in a request's meta."""

    def process_request(self, request: Request) -> None:
        for name in NAMES:
            request.headers.pop(name, None)
        conditions: Conditions | None = request.meta.get("conditions")
        if conditions and conditions.url == request.url:
            for name, value in conditions.headers.items():
                request.headers[name] = value

    def process_response(self, request: Request, response: Response) -> Request | Response:
        conditions = _sent_with(request)
        if conditions is None:
            return response
        is_stale = response.status == 304 and _has_other_rules(response, conditions)
        return _ask_plainly(request) if is_stale or response.status in STUMBLES else response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        return _ask_plainly(request) if isinstance(exception, Garbled) and _sent_with(request) else None


def _sent_with(request: Request) -> Conditions | None:
    """Return the conditions that a request was sent with."""
    return request.meta.get("conditions") if any(name in request.headers for name in NAMES) else None


def _ask_plainly(request: Request) -> Request:
    return request.replace(meta=request.meta | {"conditions": None}, dont_filter=True)


def _has_other_rules(response: Response, conditions: Conditions) -> bool:
    """Say whether a page that is unchanged comes with other rules for robots than before; most name none."""
    rules = b", ".join(response.headers.getlist("X-Robots-Tag")).decode("latin-1")
    return bool(rules) and rules != conditions.rules
