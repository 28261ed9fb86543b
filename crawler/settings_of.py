"""A site's politeness as Scrapy's settings, and Scrapy's settings and arguments as a site."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from crawler.errors import CrawlError
from crawler.sites import BROWSER_MODES, Politeness, Site

YES, NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})


class ArgumentRejected(CrawlError):  # noqa: N818 - what happened is the name
    """An argument of the spider makes no sense. The message names it."""

    exit_code = 2


def set_politeness(settings: BaseSettings, politeness: Politeness) -> None:
    """Let a crawl be as polite as its site asks for; the command line has the last word."""
    settings.setdict(
        {
            "DOWNLOAD_DELAY": politeness.delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": politeness.concurrency,
            "DOWNLOAD_TIMEOUT": politeness.timeout,
            "DOWNLOAD_MAXSIZE": politeness.max_bytes,
            "USER_AGENT": politeness.agent,
            "ALLOW_PRIVATE_ADDRESSES": politeness.allow_private,
            "IGNORE_CRAWL_DELAY": politeness.ignore_crawl_delay,
        },
        priority="spider",
    )


def read_site(arguments: Mapping[str, object], settings: BaseSettings) -> Site:
    """Return the site that the spider's arguments name; what they leave out is as the settings say.

    `url` is needed; `name`, `delay` and `timeout` (seconds), `concurrency`, `max_pages`, `contact`, `allow_private`,
    `ignore_crawl_delay`, `product_pages` and `structure_only` (yes or no), `browser` (auto, always or never),
    `browser_pages`, `start_urls` and `allowed_paths` (parted by commas) are optional. Raises ArgumentRejected.
    """
    texts = {key: str(value) for key, value in arguments.items()}
    url = texts.pop("url", "")
    host = urlsplit(url).hostname if url.lower().startswith(("http://", "https://")) else None
    if not host:
        raise ArgumentRejected(f"url: {url!r} is no address of a shop; give one with -a url=https://www.shop.example/")
    politeness = Politeness(
        delay=settings.getfloat("DOWNLOAD_DELAY"),
        concurrency=settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
        timeout=settings.getfloat("DOWNLOAD_TIMEOUT"),
        max_bytes=settings.getint("DOWNLOAD_MAXSIZE"),
        user_agent=settings["USER_AGENT"],
        allow_private=settings.getbool("ALLOW_PRIVATE_ADDRESSES"),
        ignore_crawl_delay=settings.getbool("IGNORE_CRAWL_DELAY"),
    )
    site = Site(
        name=texts.pop("name", re.sub(r"^www\.", "", host)),
        url=url,
        start_urls=_split(texts.pop("start_urls", "")),
        allowed_paths=_split(texts.pop("allowed_paths", "")),
    )
    return replace(site, politeness=_read_politeness(texts, politeness))


def _read_politeness(texts: dict[str, str], politeness: Politeness) -> Politeness:
    if "contact" in texts:
        politeness = replace(politeness, contact=texts.pop("contact"), user_agent=None)
    for name in texts:
        if name not in _READERS:
            raise ArgumentRejected(f"{name}: no such argument")
    return replace(politeness, **{name: _read(name, text) for name, text in texts.items()})  # type: ignore[arg-type]


def _read(name: str, text: str) -> float | int | bool | str:
    try:
        return _READERS[name](text)
    except ValueError:
        raise ArgumentRejected(f"{name}: {text!r} makes no sense") from None


def _read_seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value < 86_400:
        raise ValueError
    return value


def _read_count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError
    return value


def _read_flag(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise ValueError
    return text.lower() in YES


def _read_mode(text: str) -> str:
    if text not in BROWSER_MODES:
        raise ValueError
    return text


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


_READERS: dict[str, Callable[[str], float | int | bool | str]] = {
    "delay": _read_seconds,
    "timeout": _read_seconds,
    "concurrency": _read_count,
    "max_pages": _read_count,
    "product_pages": _read_flag,
    "structure_only": _read_flag,
    "browser": _read_mode,
    "browser_pages": _read_count,
    "allow_private": _read_flag,
    "ignore_crawl_delay": _read_flag,
}
