"""What went wrong on the network, in words."""

from __future__ import annotations

import errno
import socket

import aiohttp

from crawler.fetching.fetch_errors import FetchFailed, Garbled
from crawler.fetching.unpacking import Damaged

_LONGEST_NOTE = 200
_BROKEN_OFF = (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError, ConnectionError)


def tell_failure(error: Exception) -> FetchFailed:
    """Return a network's failure in a few words, with how often asking again may help."""
    if isinstance(error, FetchFailed):
        return error
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        cause = error.certificate_error
        return _failed("TLS", getattr(cause, "verify_message", "") or str(cause))
    if isinstance(error, aiohttp.ClientConnectorSSLError):
        return _failed("TLS", getattr(error.os_error, "reason", "") or str(error.os_error))
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        again = getattr(error.os_error, "errno", None) == socket.EAI_AGAIN
        return _failed("DNS", error.os_error.strerror or "no such host", retries=2 if again else 0)
    if isinstance(error, aiohttp.ClientConnectorError):
        return _tell_connection(error.os_error)
    return _tell_exchange(error)


def _tell_connection(error: OSError) -> FetchFailed:
    if error.errno == errno.EACCES:
        return _failed("connection", error.strerror or "refused")
    if error.errno == errno.ECONNREFUSED:
        return _failed("connection", "refused", retries=2)
    return _failed("connection", error.strerror or str(error), retries=2)


def _tell_exchange(error: Exception) -> FetchFailed:
    if isinstance(error, Damaged):
        return _failed("body", str(error))
    if isinstance(error, _BROKEN_OFF):
        return _failed("connection", "broken off by the server", retries=2)
    if isinstance(error, aiohttp.ClientResponseError):
        return Garbled(_note("HTTP", f"no answer that can be read: {error.message}"), retries=1)
    if isinstance(error, aiohttp.InvalidURL | ValueError):
        return _failed("URL", "cannot be asked for")
    return _failed("connection", str(error) or type(error).__name__, retries=1)


def _failed(what: str, why: str, *, retries: int = 0) -> FetchFailed:
    return FetchFailed(_note(what, why), retries=retries)


def _note(what: str, why: str) -> str:
    return " ".join(f"{what}: {why}".split())[:_LONGEST_NOTE]
