"""What addresses say of themselves, and how those on a page are related to the page's own.

The one place that knows which parameters show a page another way, number a listing's pages, or do something; a crawl
asks here too, and adds what it learns of a site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.urls import clean_url
from crawler.words import read_words

_WORDS = read_words("links")
_ACTIONS, _VIEWS, _FILES = (frozenset(_WORDS[key]) for key in ("actions", "views", "files"))
_SECRETS, _DEEDS = (frozenset(_WORDS[key]) for key in ("secrets", "deeds"))
_MAYBE_VIEWS, _VIEW_VALUES = (frozenset(_WORDS[key]) for key in ("maybe_views", "view_values"))
_TOKEN = re.compile(r"(?:\([a-z]\()?([0-9a-z]{20,200})\)*", re.IGNORECASE)
_TOKEN_DIGITS = 3
PAGE_PARAMETERS, OFFSET_PARAMETERS, PAGE_SEGMENTS = (
    frozenset(read_words("pagers")[key]) for key in ("page_parameters", "offset_parameters", "page_segments")
)
_HOST = re.compile(r"^https?://[^/?]*")
_BEHIND_PATH = re.compile(r"[?;#].*", re.DOTALL)
_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?(?:/|(?=[?;]|$))){0,2}(?:(?:index|home|default|main)(?:\.\w{2,5})?/?)?"
)
_HOME_QUERY = re.compile(r"(?:(?:^|&)[\w.-]+=(?:\w+/)?(?:home|index|[a-z]{2}(?:[-_][a-z]{2})?))*")
"""Parameters of a start page: that it is one, and a language; anything else makes another page of it."""


@lru_cache(maxsize=4096)
def parts_of(url: str) -> tuple[str, tuple[str, ...], frozenset[tuple[str, str]]]:
    """Return host without www, decoded path segments and parameters of a URL, lower-cased; of a broken one, nothing."""
    try:
        bits = urlsplit(url.lower())
        pairs = parse_qsl(bits.query, keep_blank_values=True, max_num_fields=100) if bits.query else ()
    except ValueError:
        return "", (), frozenset()
    segments = tuple(unquote(part) for part in bits.path.split("/") if part)
    return bits.netloc.removeprefix("www."), segments, frozenset(pairs)


def does_something(url: str) -> bool:
    """Say whether asking for a URL would do something for the visitor instead of showing goods (cart, login, compare).

    >>> does_something("http://s.example/checkout/cart/add?id=3"), does_something("http://s.example/carts/golf")
    (True, False)
    """
    _, segments, pairs = parts_of(url)
    if not _ACTIONS.isdisjoint(segments) or any(part.partition(".")[0] in _ACTIONS for part in segments if "." in part):
        return True
    if not pairs:
        return False
    return any(
        name.startswith(("add-to-", "add_to_"))
        or name in _SECRETS
        or value in _ACTIONS
        or value.startswith(_WORDS["doing_prefixes"])
        for name, value in pairs
    )


def names_deed(label: str) -> bool:
    """Say whether a link is called after something that it does, in some language.

    >>> names_deed("In den Warenkorb"), names_deed(" Cerrar sesión"), names_deed("Baskets")
    (True, True, False)
    """
    return " ".join(label.lower().split()) in _DEEDS


def is_file(url: str) -> bool:
    """Say whether a URL is that of a file that is no page.

    >>> is_file("http://s.example/manual.pdf"), is_file("http://s.example/saws.html"), is_file("http://s.example/pdf")
    (True, False, False)
    """
    segments = parts_of(url)[1]
    return bool(segments) and "." in segments[-1] and segments[-1].rpartition(".")[2] in _FILES


def is_token(text: str) -> bool:
    """Say whether a text looks like one made up for a single visit.

    >>> is_token("0a1b2c3d4e5f60718293"), is_token("(S(0a1b2c3d4e5f607182939a4b))"), is_token("furniture-and-more-2024")
    (True, True, False)
    """
    found = _TOKEN.fullmatch(text)
    return found is not None and sum(map(str.isdigit, found.group(1))) >= _TOKEN_DIGITS


def without_page(
    url: str, *, parameters: Set[str] = PAGE_PARAMETERS, folders: Set[str] = frozenset()
) -> tuple[str, tuple[str, ...], frozenset[tuple[str, str]]]:
    """Return a URL's parts as `parts_of` does, without what says which page of a listing is shown.

    `parameters` and `folders` are the names before a page's number.

    >>> without_page("http://s.example/men/page/2?page=2&c=1", folders={"page"})
    ('s.example', ('men',), frozenset({('c', '1')}))
    """
    host, segments, pairs = parts_of(url)
    if len(segments) > 1 and segments[-1].isdecimal() and segments[-2] in folders:
        segments = segments[:-2]
    return host, segments, frozenset(pair for pair in pairs if pair[0] not in parameters or not pair[1].isdecimal())


def is_view(page_url: str, url: str) -> bool:
    """Say whether a URL shows the same page in another order, cut or form.

    >>> is_view("http://s.example/men?cat=1", "http://s.example/men?cat=1&colour=2")
    True
    >>> is_view("http://s.example/index.php?c=1", "http://s.example/index.php?c=1_2")
    False
    """
    host, segments, own = parts_of(page_url)
    other_host, other_segments, other = parts_of(url)
    if host != other_host or segments != other_segments:
        return False
    kept = {pair for pair in own if pair[0] not in PAGE_PARAMETERS and not is_token(pair[1])}
    return kept <= other or names_view(other - own)


def is_named_view(page_url: str, url: str) -> bool:
    """Say whether a URL shows the same page in a way that its parameters name: an order, a cut of prices, a colour.

    >>> is_named_view("http://s.example/men", "http://s.example/men?sort=price")
    True
    >>> is_named_view("http://s.example/men", "http://s.example/men?product=3")
    False
    """
    host, segments, own = parts_of(page_url)
    other_host, other_segments, other = parts_of(url)
    return host == other_host and segments == other_segments and names_view(other - own)


def names_view(pairs: Iterable[tuple[str, str]]) -> bool:
    """Say whether any of these parameters, lower-cased, is known to show a page another way."""
    return any(
        name in _VIEWS
        or name.startswith(_WORDS["view_prefixes"])
        or (name in _MAYBE_VIEWS and (value in _VIEW_VALUES or value.isdecimal()))
        for name, value in pairs
    )


def is_home(url: str | None) -> bool:
    """Tell whether a link leads to a site's start page: its root, or a short folder of a language.

    >>> [is_home(url) for url in ("https://a.example/", "https://a.example/en/index.php", "https://a.example/beds")]
    [True, True, False]
    >>> [is_home(f"https://a.example/index.php?{query}") for query in ("main_page=index&lang=en", "cPath=11")]
    [True, False]
    """
    # most addresses are no home by their path alone, which takes no time to see
    if not url or not _HOME.fullmatch(_BEHIND_PATH.sub("", _HOST.sub("", url.lower()))):
        return False
    try:
        path, _, query = _HOST.sub("", clean_url(url).lower()).partition("?")
    except ValueError:
        return False
    return bool(_HOME.fullmatch(path) and _HOME_QUERY.fullmatch(query))


def is_same(page_url: str, url: str) -> bool:
    """Say whether two URLs spell one page."""
    return parts_of(page_url) == parts_of(url)


def is_below(page_url: str, url: str) -> bool:
    """Say whether a URL lies below the page in the site's own order: its path or an id of it goes on from the page's.

    >>> is_below("http://s.example/men.html", "http://s.example/men/tops.html")
    True
    >>> is_below("http://s.example/index.php?c=1", "http://s.example/index.php?c=1_2")
    True
    >>> is_below("http://s.example/men", "http://s.example/menswear")
    False
    """
    host, segments, own = parts_of(page_url)
    other_host, other_segments, other = parts_of(url)
    if host != other_host:
        return False
    stem = tuple(_without_ending(part) for part in segments)
    if stem and len(other_segments) > len(stem) and other_segments[: len(stem)] in (stem, segments):
        return True
    added, dropped = other - own, own - other
    return (
        segments == other_segments
        and len(added) == len(dropped) == 1
        and all(
            name == old and re.match(re.escape(was) + r"\W|" + re.escape(was) + "_", value)
            for (name, value), (old, was) in zip(added, dropped, strict=True)
        )
    )


def _without_ending(segment: str) -> str:
    return re.sub(r"\.[a-z]{3,5}$", "", segment)


@lru_cache(maxsize=4096)
def shape_of(url: str) -> tuple[object, ...]:
    """Return what URLs of one kind of page tend to share: first folder, ending, marks of ids, parameter names.

    >>> shape_of("http://s.example/product/red-hat/") == shape_of("http://s.example/product/blue-hat/")
    True
    >>> shape_of("http://s.example/p-31-a.aspx") == shape_of("http://s.example/c-31-a.aspx")
    False
    """
    host, segments, pairs = parts_of(url)
    last = segments[-1] if segments else ""
    ending = re.search(r"\.[a-z]{3,5}$", last)
    mark = re.match(r"([a-z]{1,4})[-_]?\d", last) or re.search(r"[-_]([a-z]{1,3})[-_]?\d+(?:\.[a-z]+)?$", last)
    names = tuple(sorted(name if not value.isalpha() else f"{name}={value}" for name, value in pairs))
    folder = segments[0] if len(segments) > 1 else ""
    return host, folder, ending.group() if ending else "", mark.group(1) if mark else "", names
