"""The plain twin of meibo_detectors.kernels.ip_addresses."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

CHAIN = re.compile(rb"[0-9]+(?:\.[0-9]+)*")
NO_ZERO = re.compile(rb"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
TIED_BEFORE = re.compile(rb"(?:[A-Za-z]|[0-9A-Za-z][-_.])\Z")
TIED_BEHIND = re.compile(rb"[A-Za-z]|[-_.][0-9A-Za-z]|/(?!32)[0-9]")
VERSION_6 = re.compile(rb"(?<![0-9A-Za-z:_.\-])[23][0-9A-Fa-f]{3}:[0-9A-Fa-f:]*")


def find_dotted(text: bytes) -> list[tuple[int, int]]:
    """Start and end of exactly four numbers of one to three digits with dots between, none with a leading zero."""
    return [match.span() for match in CHAIN.finditer(text) if NO_ZERO.fullmatch(match.group())]


def find_version_4(text: bytes, networks: list[IPv4Network], least: int) -> list[tuple[int, int]]:
    """Start and end of those of them that are addresses of none of the networks, with nothing tied to them."""
    found = []
    for start, end in find_dotted(text):
        octets = [int(octet) for octet in text[start:end].split(b".")]
        if (
            max(octets) > 255
            or max(octets) < least
            or TIED_BEFORE.search(text[:start])
            or TIED_BEHIND.match(text[end:])
        ):
            continue
        if not any(IPv4Address(bytes(octets)) in network for network in networks):
            found.append((start, end))
    return found


def find_version_6(text: bytes, networks: list[IPv6Network]) -> list[tuple[int, int]]:
    """Start and end of addresses whose first group is whole and begins with 2 or 3, of none of the networks."""
    found = []
    for match in VERSION_6.finditer(text):
        address = match.group().decode()
        if address.endswith(":") and not address.endswith("::"):
            address = address[:-1]
        end = match.start() + len(address)
        if re.match(rb"[A-Za-z_/]", text[end : end + 1]) or ":::" in address or address.count("::") > 1:
            continue
        groups = [group for group in address.split(":") if group]
        is_whole = len(groups) == 8 if "::" not in address else 2 <= len(groups) <= 7
        if not is_whole or max(map(len, groups)) > 4:
            continue
        second = re.match(r"[23]...:([0-9A-Fa-f]{0,4})", address)
        head = IPv6Address(f"{groups[0]}:{(second and second[1]) or '0'}::")
        if not any(head in IPv6Network((network.network_address, network.prefixlen)) for network in networks):
            found.append((match.start(), end))
    return found
