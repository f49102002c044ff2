"""Targets: what connectors are told by servers and file systems, where code of ours takes it apart.

Whoever runs a server, or owns a file on it, writes these bytes. What is not in order is refused as the caller expects
(ValueError or ConnectorError), never otherwise. Signatures, encryption and XML of errors are the libraries' own.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable

from connectors.sddl import write_sddl
from fuzz.target import Run, Target

_SDDL = ("O:BAG:SYD:(A;;FA;;;BA)(A;;FR;;;WD)", "O:SYD:P(D;OI;FR;;;BG)(A;;FR;;;AU)", "O:BAG:BA", "D:(XA;;FR;;;BU;(x))")
_PAGE = (
    '<?xml version="1.0"?>\n<ListBucketResult xmlns="http://s3"><EncodingType>url</EncodingType>'
    "<IsTruncated>true</IsTruncated><NextContinuationToken>1ab</NextContinuationToken><Contents>"
    "<Key>%E4%BA%BA+1.csv</Key><LastModified>2026-11-22T20:57:50.123Z</LastModified><ETag>&quot;ab-2&quot;</ETag>"
    "<Size>12</Size><Owner><ID>75</ID><DisplayName>a &amp; b</DisplayName></Owner><StorageClass>GLACIER</StorageClass>"
    "</Contents><CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes></ListBucketResult>\n"
)
_STATEMENTS = (
    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/人事/*"},
    {
        "Effect": "Deny",
        "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:user/ren"]},
        "NotAction": ["s3:Put*"],
        "NotResource": "arn:aws:s3:::bucket/??/*",
        "Condition": {"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8"]}, "StringLike": {"aws:PrincipalArn": "*a?b*"}},
    },
)


def make_descriptor() -> Run:
    """A security descriptor of Windows."""
    from meibo_connectors.smb_security import read_security

    return read_security


def list_descriptors() -> list[bytes]:
    """From their text form."""
    return [write_sddl(one) for one in _SDDL]


def make_lists() -> Run:
    """Access lists of POSIX and of NFSv4."""
    from meibo_connectors import nfs4_acl, posix_acl

    def run(data: bytes) -> None:
        for right in (nfs4_acl.READ, nfs4_acl.PASS):
            _refuse(nfs4_acl.judge, data, right)
        for right in (posix_acl.READ, posix_acl.PASS):
            allowed = _refuse(posix_acl.find_allowed, data, right, 0)
            posix_acl.spell(allowed if isinstance(allowed, tuple) else ())

    return run


def list_lists() -> list[bytes]:
    """One of each kind."""
    posix = b"".join(struct.pack("<HHI", *row) for row in ((1, 6, 0), (2, 4, 1000), (4, 4, 0), (16, 4, 0), (32, 0, 0)))
    who = b"EVERYONE@"
    nfs4 = struct.pack(">I4I", 1, 0, 0, 0x1600A9, len(who)) + who + bytes(3)
    return [struct.pack("<I", 2) + posix, nfs4]


def make_messages() -> Run:
    """Answers of an SMB server, and listings of folders in them."""
    from meibo_connectors import smb_messages
    from meibo_connectors.smb_entries import entry_of, judge, parse_entries

    def run(data: bytes) -> None:
        reply = smb_messages.Reply(0, data)
        for read in (
            smb_messages.attributes_of,
            smb_messages.queried_attributes_of,
            smb_messages.disk_id_of,
            smb_messages.content_of,
            smb_messages.buffer_of,
        ):
            _refuse(read, reply)

        def read_entries() -> None:
            for found in parse_entries(data):
                judge(found)
                entry_of("a/" + found.name.decode("utf-8", "replace"), found)

        _refuse(read_entries)

    return run


def list_messages() -> list[bytes]:
    """A listing with two names."""
    first, second = "名簿.xlsx".encode("utf-16-le"), "old".encode("utf-16-le")
    row = struct.Struct("<I20xQQQQIII28xQ")
    padded = first + bytes(-(row.size + len(first)) % 8)
    head = row.pack(row.size + len(padded), *(133_000_000_000_000_000,) * 2, 9, 9, 32, len(first), 0, 7)
    return [head + padded + row.pack(0, *(133_000_000_000_000_000,) * 2, 0, 0, 0x410, len(second), 0xA000000C, 8)
            + second, bytes(range(256))]  # fmt: skip


def make_calls() -> Run:
    """Answers to remote calls: names of accounts, and shares."""
    from meibo_connectors import smb_names, smb_shares

    def run(data: bytes) -> None:
        _refuse(smb_names._read_names, data)
        _refuse(smb_shares._read, data)

    return run


def list_calls() -> list[bytes]:
    """A list of one share, and of one name."""
    name = "share\0".encode("utf-16-le")
    text = struct.pack("<III", 6, 0, 6) + name
    return [
        struct.pack("<9I", 1, 1, 1, 1, 1, 1, 1, 0, 0) + text + struct.pack("<3I", 1, 0, 0),
        struct.pack("<5I", 0, 1, 1, 1, 1) + struct.pack("<HxxIIII", 1, 8, 8, 1, 0) + text + struct.pack("<2I", 1, 0),
    ]


def make_page() -> Run:
    """A page of a listing of S3."""
    from meibo_connectors.s3_page import find_next, is_listing, read_folders, read_page

    def run(data: bytes) -> None:
        is_listing(data)
        for read in (find_next, read_page, read_folders):
            _refuse(read, data)

    return run


def list_pages() -> list[bytes]:
    """One with an object and a folder."""
    return [_PAGE.encode()]


def make_policy() -> Run:
    """A bucket's policy."""
    from meibo_connectors.s3_policy import Policy
    from meibo_connectors.s3_reach import Owner

    def run(data: bytes) -> None:
        policy = _refuse(Policy, data.decode("utf-8", "replace"), "bucket", Owner("111122223333", "75aa"))
        if isinstance(policy, Policy):
            policy.find_who_reads("人事/名簿.xlsx")
            policy.find_who_reads_any("人事/")
            policy.find_who_is_left("人事/名簿.xlsx")

    return run


def list_policies() -> list[bytes]:
    """One statement, and several."""
    return [json.dumps({"Statement": given}, ensure_ascii=False).encode() for given in (_STATEMENTS[0], _STATEMENTS)]


def make_names() -> Run:
    """Names as servers list them, spelled as paths and back, and targets as users write them."""
    from meibo_connectors.names import escape, split, unescape
    from meibo_connectors.registry import parse_target
    from meibo_connectors.s3_paths import name_of, path_of
    from meibo_connectors.smb_wire import name_of as smb_name_of

    def run(data: bytes) -> None:
        assert unescape(escape(data)) == data
        _refuse(split, escape(data))
        _refuse(name_of, path_of(data))
        _refuse(lambda: escape(smb_name_of(data)))
        _refuse(parse_target, data.decode("utf-8", "replace"))

    return run


def list_names() -> list[bytes]:
    """What needs to be spelled, and a target."""
    return ["人事/a b\\x41#?%zz".encode() + b"\xff\x80", b"smb://ren@server/share/a"]


def _refuse(read: Callable[..., object], *given: object) -> object:
    """What is read, None where it is refused as it should be."""
    from meibo_connectors.base import ConnectorError

    try:
        return read(*given)
    except (ValueError, ConnectorError):
        return None


def _make(
    name: str, make: Callable[[], Run], seeds: Callable[[], list[bytes]], *covers: str, most_bytes: int = 4_000
) -> Target:
    return Target(f"server/{name}", make, seeds, tuple(f"meibo_connectors.{each}" for each in covers), None, most_bytes)


_DESCRIPTOR = ("smb_security", "smb_descriptor", "smb_sids")
_POLICY = ("s3_policy", "s3_statement", "s3_principals", "s3_conditions", "s3_reach")
_NAMES = ("names", "s3_paths", "smb_uri", "s3_uri", "object_uri", "file_uri", "registry", "smb_wire")

SERVER_ANSWERS = (
    _make("security-descriptor", make_descriptor, list_descriptors, *_DESCRIPTOR),
    _make("access-lists", make_lists, list_lists, "posix_acl", "nfs4_acl"),
    _make("smb-messages", make_messages, list_messages, "smb_messages", "smb_entries", most_bytes=100_000),
    _make("smb-calls", make_calls, list_calls, "smb_names", "smb_shares", "smb_ndr"),
    _make("s3-page", make_page, list_pages, "s3_page", most_bytes=100_000),
    _make("s3-policy", make_policy, list_policies, *_POLICY),
    _make("names", make_names, list_names, *_NAMES),
)
