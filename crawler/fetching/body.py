"""An answer's body as it comes in, within a bound."""

from __future__ import annotations

from dataclasses import dataclass, field

import aiohttp

from crawler.fetching.fetch_errors import TooLarge


@dataclass(slots=True, kw_only=True)
class Body:
    """At most `limit` bytes, cut there where it `may_be_cut`. `is_part` says that the server broke off."""

    limit: int
    may_be_cut: bool = False
    is_part: bool = False
    size: int = 0
    _parts: list[bytes] = field(default_factory=list)

    @property
    def sent(self) -> bytes:
        """What came so far."""
        return b"".join(self._parts)

    async def read(self, answer: aiohttp.ClientResponse) -> None:
        """Take the body in. Raises TooLarge, and aiohttp.ClientError where the server breaks off."""
        if not self.may_be_cut and (answer.content_length or 0) > self.limit:
            raise TooLarge(f"{answer.content_length} bytes")
        async for chunk in answer.content.iter_any():
            self._parts.append(chunk)
            self.size += len(chunk)
            if self.size > self.limit:
                if self.may_be_cut:
                    break
                raise TooLarge(f"more than {self.limit} bytes")
