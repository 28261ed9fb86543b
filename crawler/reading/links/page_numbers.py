"""Numbers in addresses that say which page of a listing they show."""

from __future__ import annotations

import re
from collections.abc import Set
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.reading.links.addresses import OFFSET_PARAMETERS, PAGE_PARAMETERS, PAGE_SEGMENTS, parts_of

__all__ = ["PAGE_PARAMETERS", "count_on", "goes_on", "number_of_page", "tells_number", "with_page"]

_SEGMENTS = "|".join(map(re.escape, sorted(PAGE_SEGMENTS, key=len, reverse=True)))
_IN_PATH = re.compile(rf"(?:^|[/_-])(?:{_SEGMENTS}|offset)[/=_.-]?(\d{{1,5}})(?=$|[/._-])")
_DIGITS = re.compile(r"\d+")


def number_of_page(url: str) -> int | None:
    """Return the page's number that a URL tells; None where it tells none.

    >>> [number_of_page(f"http://s.example/men{rest}") for rest in ("?p=3", "/page/2/", "?start=24", "")]
    [3, 2, None, None]
    """
    _, segments, pairs = parts_of(url)
    for name, value in pairs:
        if name in PAGE_PARAMETERS and value.isdecimal() and len(value) < 6:
            return int(value)
    found = _IN_PATH.search("/".join(segments))
    return int(found.group(1)) if found else None


def may_tell_page(url: str) -> bool:
    """Say whether a URL has room for a page's number: a query, or a folder that may be one.

    >>> [may_tell_page(f"http://s.example/{rest}") for rest in ("men", "men/Page/2/", "men?a=1")]
    [False, True, True]
    """
    return "?" in url or bool(_IN_PATH.search(url.lower()))


def goes_on(url: str, other: str) -> bool:
    """Say whether another URL shows a later part of the same listing: it differs in a page's number only.

    >>> goes_on("http://s.example/men", "http://s.example/men/page/2/")
    True
    >>> goes_on("http://s.example/men?p=2", "http://s.example/men?p=1")
    False
    >>> goes_on("http://s.example/men", "http://s.example/women")
    False
    """
    host, segments, own = parts_of(url)
    other_host, other_segments, pairs = parts_of(other)
    if host != other_host or url == other:
        return False
    if segments == other_segments:
        return _goes_on_in_query(dict(own), dict(pairs))
    one, two = "/".join(segments), "/".join(other_segments)
    was, now = _IN_PATH.search(one), _IN_PATH.search(two)
    if now is None:
        return False
    before = _IN_PATH.sub("", one).strip("/") if was else one
    return _stem(before) == _stem(_IN_PATH.sub("", two)) and int(now.group(1)) > (int(was.group(1)) if was else 1)


def _stem(path: str) -> str:
    return re.sub(r"\.[a-z]{3,5}$", "", path.strip("/")).strip("/")


def _goes_on_in_query(own: dict[str, str], other: dict[str, str]) -> bool:
    for name, value in other.items():
        if name in PAGE_PARAMETERS | OFFSET_PARAMETERS and value.isdecimal() and own.get(name, "1") != value:
            least = 1 if name in PAGE_PARAMETERS else 0
            was = own.get(name, "")
            if int(value) > (int(was) if was.isdecimal() else least):
                return True
    return False


def tells_number(url: str, number: int) -> bool:
    """Say whether a URL holds a number as a page's: itself, the one before it, or the products that come before.

    >>> tells_number("http://s.example/men?start=48", 3), tells_number("http://s.example/men?start=48", 4)
    (True, True)
    >>> tells_number("http://s.example/men", 2)
    False
    """
    _, segments, pairs = parts_of(url)
    told = [value for _, value in pairs] + list(segments)
    numbers = {int(digits) for text in told for digits in _DIGITS.findall(text) if len(digits) < 7}
    if number in numbers or (number > 1 and number - 1 in numbers):
        return True
    return number > 1 and any(told >= number and told % (number - 1) in (0, 1) for told in numbers)


def with_page(url: str, name: str, number: int) -> str:
    """Return the URL with a parameter set to a page's number.

    >>> with_page("http://s.example/men?page=1&size=3", "page", 2)
    'http://s.example/men?page=2&size=3'
    """
    bits = urlsplit(url)
    pairs = parse_qsl(bits.query, keep_blank_values=True)
    if any(key == name for key, _ in pairs):
        pairs = [(key, str(number) if key == name else value) for key, value in pairs]
    else:
        pairs.append((name, str(number)))
    return urlunsplit((bits.scheme, bits.netloc, bits.path, urlencode(pairs), ""))


def count_on(url: str, number: int, *, parameters: Set[str] = PAGE_PARAMETERS) -> str | None:
    """Return the URL of the page after a listing's page of this number; None where the URL does not tell its number.

    >>> count_on("http://s.example/men?p=3&c=1", 3), count_on("http://s.example/men/page/3/", 3)
    ('http://s.example/men?p=4&c=1', 'http://s.example/men/page/4/')
    >>> count_on("http://s.example/men?start=48", 3), count_on("http://s.example/men-3", 3)
    ('http://s.example/men?start=72', None)
    """
    for name, value in parse_qsl(urlsplit(url).query):
        if name.lower() in parameters and value == str(number):
            return with_page(url, name, number + 1)
        if name.lower() in OFFSET_PARAMETERS and value.isdecimal() and number > 1 and int(value) % (number - 1) == 0:
            return with_page(url, name, int(value) // (number - 1) * number)
    found = _IN_PATH.search(url)
    if found is None or found.group(1) != str(number):
        return None
    return f"{url[: found.start(1)]}{number + 1}{url[found.end(1) :]}"
