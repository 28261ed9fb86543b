"""URLs compared as pages: what two spellings of one page share, and what pages of one template share."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from crawler.words import read_words

_WORDS = read_words("links")
TRACKING = frozenset(_WORDS["tracking"])
_PATH_SESSION = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/?;]*", re.IGNORECASE)
_PLAIN = re.compile(r"https?://[a-zA-Z0-9.:-]+(/[\w/.~-]*)?", re.ASCII)
"""Addresses that are spelled in one way only, as most are: no query, no fragment, nothing that is quoted."""
_PLAIN_HOST = re.compile(r"https?://([a-z0-9.:-]+)(?=[/?]|$)", re.ASCII)
_LONG_HEX = re.compile(r"[0-9a-f]{26,64}", re.IGNORECASE)


def _names_visit(name: str, value: str) -> bool:
    lowered = name.lower()
    if lowered in TRACKING or lowered.startswith(_WORDS["tracking_prefixes"]):
        return True
    return lowered.endswith(("sid", "sess", "session")) and bool(_LONG_HEX.fullmatch(value))


def clean_url(url: str) -> str:
    """Return the URL to ask for: no fragment, no session, no click tracking; order and spelling otherwise kept.

    >>> clean_url("https://shop.example/a;jsessionid=1F?x=1&utm_source=m&PHPSESSID=abc#top")
    'https://shop.example/a?x=1'
    """
    plain = _PLAIN.fullmatch(url)
    if plain:
        return url if plain[1] else f"{url}/"
    bits = urlsplit(url)
    pairs = parse_qsl(bits.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _names_visit(name, value)]
    query = bits.query if len(kept) == len(pairs) else urlencode(kept, errors="replace")
    return urlunsplit((bits.scheme, bits.netloc, _PATH_SESSION.sub("", bits.path) or "/", query, ""))


def host_of(url: str) -> str:
    """Return the host with its port, lower-cased, without a leading www.

    >>> host_of("https://WWW.Shop.example:8443/a")
    'shop.example:8443'
    """
    plain = _PLAIN_HOST.match(url)
    if plain:
        return plain[1].removeprefix("www.")
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower().removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def fold_url(url: str) -> str:
    """Return what all spellings of one page share: path and sorted query, without host, session or first-page marks.

    >>> fold_url("http://www.shop.example/a%2Db/?b=2&a=1&page=1") == fold_url("https://shop.example/a-b?a=1&b=2")
    True
    >>> fold_url("https://shop.example/a\\ud800?b=\\ud800")
    '/a%3F?b=%3F'
    """
    plain = _PLAIN.fullmatch(url)
    if plain:
        return (plain[1] or "/").rstrip("/") or "/"
    bits = urlsplit(clean_url(url))
    path = quote(unquote(bits.path), safe="/:@!$&'()*+,;=~-._", errors="replace").rstrip("/") or "/"
    pairs = sorted(pair for pair in parse_qsl(bits.query, keep_blank_values=True) if pair != ("page", "1"))
    return f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path


def segments_of(url: str) -> list[str]:
    """Return the path's non-empty segments, decoded and lower-cased."""
    plain = _PLAIN.fullmatch(url)
    if plain:
        return [part for part in plain[1].lower().split("/") if part] if plain[1] else []
    return [unquote(part).lower() for part in urlsplit(url).path.split("/") if part]


def shape_of(url: str) -> str:
    """Return the pattern that pages of one template tend to share.

    First folder, depth, ending, parameter names, and the values of parameters that are plain words.

    >>> shape_of("https://shop.example/product/red-hat/")
    '/product/+1'
    >>> shape_of("https://shop.example/index.php?main_page=index&cPath=3_12")
    '/index.php?cPath=&main_page=index'
    >>> shape_of("https://shop.example/men/tops/tees.html")
    '/men/+2.html'
    """
    bits = urlsplit(url)
    parts = [part for part in bits.path.split("/") if part]
    ending = re.search(r"\.[a-z]{2,5}$", parts[-1].lower()) if parts else None
    suffix = ending.group() if ending else ""
    if len(parts) > 1:
        path = f"/{parts[0].lower()}/+{len(parts) - 1}{suffix}"
    elif bits.query:
        path = bits.path
    else:
        path = f"/*{suffix}" if parts else "/"
    if not bits.query:
        return path
    marks = [
        f"{name}={value}" if re.fullmatch(r"[a-z_]+", value) and "page" in name.lower() else f"{name}="
        for name, value in sorted(parse_qsl(bits.query, keep_blank_values=True))
    ]
    return path + ("?" + "&".join(marks) if marks else "")


def contains_url(above: str, below: str) -> bool:
    """Say whether a folded URL extends another: by folders, or by a longer value of one parameter.

    >>> contains_url("/men.html", "/men/tops.html"), contains_url("/men", "/menu/a"), contains_url("/a", "/a")
    (True, False, False)
    >>> contains_url("/index.php?c=1", "/index.php?c=1_22"), contains_url("/index.php?c=1", "/index.php?c=12")
    (True, False)
    """
    if "?" not in above:
        stem = re.sub(r"\.[a-z]{2,5}$", "", above)
        return len(stem) > 1 and below.startswith(stem + "/")
    return below.startswith(above) and below[len(above) : len(above) + 1] in ("_", "-", ".", "/", ",")
