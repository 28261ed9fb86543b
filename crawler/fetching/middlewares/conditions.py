"""Asks for a page on condition that it changed, where the request says what is known of it.

A condition is sent to the URL that it is for and to none that this redirects to: what a validator names is one server's
affair at one address. A server that stumbles over a condition is asked again without.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

from crawler.fetching.conditions import Conditions

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
        conditions: Conditions | None = request.meta.get("conditions")
        if not conditions or not any(name in request.headers for name in NAMES):
            return response
        if response.status in STUMBLES or (response.status == 304 and _has_other_rules(response, conditions)):
            return request.replace(meta=request.meta | {"conditions": None}, dont_filter=True)
        return response


def _has_other_rules(response: Response, conditions: Conditions) -> bool:
    """Say whether a page that is unchanged comes with other rules for robots than before; most name none."""
    rules = b", ".join(response.headers.getlist("X-Robots-Tag")).decode("latin-1")
    return bool(rules) and rules != conditions.rules
