"""Bytes to text: what a page says of its encoding is believed as far as its bytes bear it out."""

from __future__ import annotations

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

_SINGLE_BYTE = frozenset(
    {"ascii", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp437", "cp850", "cp866", "tis-620"}
)
_SINGLE_BYTE |= {f"cp{number}" for number in (874, *range(1250, 1259))} | {f"iso8859-{part}" for part in range(1, 17)}
_MULTI_BYTE = frozenset({
    "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030", "gbk", "gb2312", "big5", "big5hkscs",
    "euc_jp", "euc-jp", "shift_jis", "cp932", "iso2022_jp", "cp949", "euc_kr",
})  # fmt: skip
"""Python's names of the encodings of web pages. Other codecs (punycode, unicode_escape …) are never run on a page."""
_WIDE = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}


def decode_body(body: bytes, content_type: str | None) -> str:
    """Return a page's text; never raises, whatever the bytes and whatever they are called.

    A byte order mark decides; then UTF-8 where the bytes are that and a single-byte encoding was named (a common slip,
    and hardly ever chance); then the header's charset, the page's own, and UTF-8. Bytes that fit none of them become
    U+FFFD, or are read as Windows-1252 where most of them would.

    >>> decode_body("Sägen".encode("cp1252"), None), decode_body("Sägen".encode(), "text/html; charset=iso-8859-1")
    ('Sägen', 'Sägen')
    >>> decode_body(b"\\xef\\xbb\\xbfok", "text/html; charset=utf-7"), decode_body(b"a\\xffb", "; charset=big5")
    ('ok', 'aÿb')
    """
    marked, mark = read_bom(body)
    if marked and mark:
        return body[len(mark) :].decode(marked, "replace")
    named = _known(http_content_type_encoding(content_type)) or _known(html_body_declared_encoding(body))
    for encoding in _list_candidates(named):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _decode_damaged(body, named)


def _known(encoding: str | None) -> str | None:
    encoding = _WIDE.get(encoding or "", encoding)
    return encoding if encoding in _SINGLE_BYTE or encoding in _MULTI_BYTE else None


def _list_candidates(named: str | None) -> tuple[str, ...]:
    if named is None or named == "utf-8":
        return ("utf-8",)
    return ("utf-8", named) if named in _SINGLE_BYTE else (named, "utf-8")


def _decode_damaged(body: bytes, named: str | None) -> str:
    """Keep an encoding that most of the page bears out: one broken byte does not make a page Windows-1252."""
    text = body.decode(named or "utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if broken <= sound else body.decode("cp1252", "replace")
