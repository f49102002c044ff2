"""POSIX access control lists: who beside a file's owner has a right by name.

Linux keeps a list in the attribute ``system.posix_acl_access``: a version, then entries of a tag, rights and an id, all
little-endian (``linux/posix_acl_xattr.h``; what they mean is in ``acl(5)``). A file without one has no such attribute.
"""

from __future__ import annotations

import grp
import os
import pwd
import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

READ: Final = 4
PASS: Final = 1
"""Of a folder: to go through it to what lies in it."""
NAMED_AT_MOST: Final = 8
"""Users and groups that are spelled out; the others are counted."""

_ATTRIBUTE = "system.posix_acl_access"
_VERSION = 2
_USER, _OWNING_GROUP, _GROUP, _MASK = 0x02, 0x04, 0x08, 0x10
_LETTERS = {READ: "r", PASS: "x"}
_NAME_LENGTH = 64

_getxattr = getattr(os, "getxattr", None)  # Linux only


def read_acl(place: int | bytes | Path, *, follows: bool = True) -> bytes:
    """The list of an open file, or of a path; empty where there is none.

    Empty as well where the system has no lists or won't show them: nothing is lost, as the group bits of the mode
    bound what a list allows. ``follows`` says whether the last step of a path may be a link.
    """
    if _getxattr is None:
        return b""
    try:
        found: bytes = _getxattr(place, _ATTRIBUTE, follow_symlinks=follows)
    except OSError:
        return b""
    return found


@lru_cache(maxsize=4096)
def find_allowed(acl: bytes, right: int, owner: int) -> tuple[str, ...]:
    """Who but the owner has a right, as far as the mask lets them: ``owning group r``, ``group:営業部 r`` ...

    Groups first, in the list's order. Whoever an entry lets in may be kept out by a narrower one of their own, so
    this is an upper bound. Raises ValueError for what is no list.
    """
    if len(acl) % 8 != 4 or int.from_bytes(acl[:4], "little") != _VERSION:
        raise ValueError("no access control list of version 2")
    entries = list(struct.iter_unpack("<HHI", acl[4:]))
    mask = next((rights for tag, rights, _ in entries if tag == _MASK), right)
    groups, users = [], []
    for tag, rights, number in entries:
        if not rights & mask & right:
            continue
        if tag == _OWNING_GROUP:
            groups.append(f"owning group {_LETTERS[right]}")
        elif tag == _GROUP:
            groups.append(f"group:{_group_name(number)} {_LETTERS[right]}")
        elif tag == _USER and number != owner:  # the owner's own entry comes first, so a second one says nothing
            users.append(f"user:{_user_name(number)} {_LETTERS[right]}")
    return (*groups, *users)


def spell(allowed: tuple[str, ...]) -> str:
    """The names in one line of bounded length: ``ACL: group:営業部 r, user:taro r``."""
    more = len(allowed) - NAMED_AT_MOST
    named = [*allowed[:NAMED_AT_MOST], f"{more} more"] if more > 0 else allowed
    return "ACL: " + (", ".join(named) or "owner only")


@lru_cache(maxsize=65536)
def _group_name(number: int) -> str:
    try:
        return grp.getgrgid(number).gr_name[:_NAME_LENGTH]
    except KeyError:
        return str(number)


@lru_cache(maxsize=65536)
def _user_name(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name[:_NAME_LENGTH]
    except KeyError:
        return str(number)
