"""Text and links as Markdown that can do nothing but be read, whatever they hold."""

from __future__ import annotations

import re

# What begins code, emphasis, links, markup, table cells, strikethrough, formulas, or ends a heading.
_ACTIVE = re.compile(r"[\\`*_\[\]<>|~#$]")
# GitHub's flavour makes links of bare addresses, too, and every flavour reads entities.
_BARE_ADDRESS = re.compile(r"(?<=\w)(?=://)|(?<=www)(?=\.)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_NOT_IN_LINKS = {ord(char): f"%{ord(char):02X}" for char in "\\`*_[]<>|~()\"'"} | {ord(char): None for char in "\t\n\r"}


def escape_markdown(text: str) -> str:
    r"""Return one line of plain text as Markdown that shows it as it is.

    >>> print(escape_markdown("Nuts & bolts | *M8* <b> [x](javascript:alert(1))"))
    Nuts & bolts \| \*M8\* \<b\> \[x\](javascript:alert(1))
    >>> print(escape_markdown("see https://x.example, &lt;, www.x.example"))
    see https\://x.example, &amp;lt;, www\.x.example
    """
    escaped = _ACTIVE.sub(r"\\\g<0>", _ENTITY.sub("&amp;", " ".join(text.split())))
    return _BARE_ADDRESS.sub(r"\\", escaped)


def write_link(text: str, url: str | None) -> str:
    """Return a link, or the text alone where there is no address.

    >>> write_link("Kits [new]", "https://x.example/a_(b)"), write_link("Kits", None)
    ('[Kits \\\\[new\\\\]](https://x.example/a%5F%28b%29)', 'Kits')
    """
    if url is None:
        return escape_markdown(text)
    return f"[{escape_markdown(text)}]({_ENTITY.sub('&amp;', url.translate(_NOT_IN_LINKS))})"
