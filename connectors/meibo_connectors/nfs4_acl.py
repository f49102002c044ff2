"""Access control lists of NFSv4, which its client shows in the attribute ``system.nfs4_acl``.

The attribute holds what went over the wire: a count, then type, flags, rights and who of each entry, in XDR
(RFC 7530, section 6.2; RFC 4506).
"""

from __future__ import annotations

import struct
from typing import Final

from meibo_connectors.model import Access, Audience
from meibo_connectors.posix_acl import NAMED_AT_MOST

ATTRIBUTE: Final = "system.nfs4_acl"
READ: Final = 0x01
PASS: Final = 0x20
_ALLOW, _DENY = 0, 1
_INHERIT_ONLY, _IS_GROUP = 0x08, 0x40
_ALL = frozenset([b"EVERYONE@", b"AUTHENTICATED@", b"NETWORK@", b"ANONYMOUS@"])
_LETTERS = {READ: "r", PASS: "x"}
_NAME_LENGTH = 64


def judge(acl: bytes, right: int) -> Access:
    """Who has a right, and the entries that say so; an upper bound, as an entry may deny it to some of them.

    Raises ValueError for what is no list.
    """
    audience, named = Audience.OWNER, []
    for kind, flags, rights, who in _entries(acl):
        if flags & _INHERIT_ONLY or not rights & right:
            continue
        if kind == _DENY and who == b"EVERYONE@":
            break  # entries count in order: nobody gets what comes after
        if kind != _ALLOW or who == b"OWNER@":
            continue
        if who in _ALL:
            audience = Audience.EVERYONE
        elif audience is not Audience.EVERYONE:
            audience = Audience.GROUPS
        named.append(f"{_spell(who, flags)} {_LETTERS[right]}")
    more = len(named) - NAMED_AT_MOST
    spelled = ", ".join([*named[:NAMED_AT_MOST], f"{more} more"] if more > 0 else named)
    return Access(audience, f"NFSv4 ACL: {spelled or 'owner only'}")


def _entries(acl: bytes) -> list[tuple[int, int, int, bytes]]:
    found = []
    try:
        (count,) = struct.unpack_from(">I", acl)
        at = 4
        for _ in range(count):
            kind, flags, rights, length = struct.unpack_from(">4I", acl, at)
            at += 16
            if at + length > len(acl):
                raise ValueError("an entry ends behind its list")
            found.append((kind, flags, rights, acl[at : at + length]))
            at += length + -length % 4
    except struct.error:
        raise ValueError("no access control list of NFSv4") from None
    return found


def _spell(who: bytes, flags: int) -> str:
    text = who.decode(errors="backslashreplace")[:_NAME_LENGTH]
    name = "".join(char if char.isprintable() else "\ufffd" for char in text)
    if name.endswith("@"):
        return name
    return f"group:{name}" if flags & _IS_GROUP else f"user:{name}"
