"""How a site was asked, as only the engine that asked it knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """`robots` is the verdict of robots.txt on the home page, empty where it was not asked. `delay` is the seconds that
    were kept between two requests, `crawl_delay` those that robots.txt asks for, None where it asks for none."""

    robots: str
    delay: float
    crawl_delay: float | None = None
