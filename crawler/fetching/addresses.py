"""Which network addresses belong to the open internet, and which a site must not lead us to."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

NAT64 = IPv6Network("64:ff9b::/96")
NEVER = frozenset({"link-local", "multicast", "reserved"})
"""Kinds of addresses that no shop is at, in an intranet either: clouds tell their secrets at a link-local one."""


class PrivateAddress(OSError):  # noqa: N818 - what was met is the name
    """A connection would have left the open internet."""


def judge_address(address: str) -> str | None:
    """Say why an address is not to be connected to; None where it is a public one.

    An address that carries another one within (mapped, 6to4, NAT64, Teredo) is judged by that.

    >>> judge_address("93.184.215.14"), judge_address("2606:4700::6810:84e5")
    (None, None)
    >>> judge_address("127.0.0.1"), judge_address("10.1.2.3"), judge_address("169.254.169.254")
    ('loopback', 'private', 'link-local')
    >>> judge_address("::1"), judge_address("::ffff:10.0.0.1"), judge_address("64:ff9b::a00:1")
    ('loopback', 'private', 'private')
    >>> judge_address("fe80::1%2"), judge_address("fec0::1"), judge_address("fd00::1"), judge_address("2002:7f00:1::")
    ('link-local', 'reserved', 'private', 'loopback')
    >>> judge_address("100.64.0.1"), judge_address("0.0.0.0"), judge_address("224.0.0.1"), judge_address("240.0.0.1")
    ('not public', 'unspecified', 'multicast', 'reserved')
    >>> judge_address("localhost")
    'no address'
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "no address"
    judged: Sequence[IPv4Address | IPv6Address] = _carried_by(found) or [found]
    return next((reason for each in judged if (reason := _judge(each))), None)


def _judge(address: IPv4Address | IPv6Address) -> str | None:
    kinds = {
        "loopback": address.is_loopback,
        "unspecified": address.is_unspecified,
        "link-local": address.is_link_local,
        "multicast": address.is_multicast,
        "reserved": address.is_reserved or (isinstance(address, IPv6Address) and address.is_site_local),
        "private": address.is_private,
        "not public": not address.is_global,
    }
    return next((kind for kind, holds in kinds.items() if holds), None)


def _carried_by(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses within an address that stands for them."""
    if isinstance(address, IPv4Address):
        return []
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        carried.append(IPv4Address(address.packed[12:]))
    return [each for each in carried if each]
