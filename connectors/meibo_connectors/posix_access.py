"""Who can read a file by what POSIX systems tell of it: its mode, its access list, and the folders on the way to it."""

from __future__ import annotations

import os
import stat
from functools import lru_cache

import msgspec

from meibo_connectors import nfs4_acl
from meibo_connectors.model import Access, Audience
from meibo_connectors.mounts import Mount
from meibo_connectors.posix_acl import PASS, READ, find_allowed, read_acl, spell

_NARROWEST_FIRST = (Audience.OWNER, Audience.GROUPS, Audience.EVERYONE)
_LONGEST_SOURCE = 400
_CIFS_DESCRIPTOR = "system.cifs_acl"  # owner, group and DACL as the server sent them (``fs/smb/client/xattr.c``)


class Reach(msgspec.Struct, frozen=True):
    """Who may pass through every folder from the target down to some folder, so can reach a file in it."""

    audience: Audience = Audience.EVERYONE
    source: str = ""
    """The mode, and list, of the folder that narrows it; empty where none does."""
    names: bool = False
    """Whether the source names groups or users, so is worth telling beside a file that names some too."""
    mount: Mount | None = None
    """What the folder is mounted from, if it is not of this machine."""


def begin(reach: Reach, mount: Mount | None) -> Reach:
    """The reach at a folder where another file system begins.

    What lies on a server is reached from other machines too, past the folders above its mount on this one.
    """
    if mount is None:
        return Reach(reach.audience, reach.source, reach.names)
    return Reach(mount=mount)


def narrow(reach: Reach, descriptor: int, status: os.stat_result) -> Reach:
    """The reach inside an open folder. Only the right to pass (x) counts: names may be known, or guessed."""
    if status.st_mode & stat.S_IXOTH or (reach.mount is not None and not reach.mount.has_modes):
        return reach
    passing = _read_nfs4(descriptor, nfs4_acl.PASS) if _has_nfs4(reach) else None
    names = passing is not None
    if passing is None or passing.audience is Audience.UNKNOWN:
        acl = read_acl(descriptor) if status.st_mode & stat.S_IXGRP else b""
        passing = _judge(status.st_mode, PASS, acl, status.st_uid if acl else 0)
        names = bool(acl)
    source = f"folder {passing.source}"
    if _is_narrower(passing.audience, reach.audience):
        return Reach(passing.audience, source, names, reach.mount)
    if names and passing.audience is reach.audience and len(reach.source) + len(source) < _LONGEST_SOURCE:
        return Reach(reach.audience, f"{reach.source}, {source}", names, reach.mount)
    return reach


def may_have_acl(mode: int) -> bool:
    """Whether a list could say who reads: not where others do, nor where its mask, the group bits, lets nobody."""
    return mode & (stat.S_IROTH | stat.S_IRGRP) == stat.S_IRGRP


@lru_cache(maxsize=4096)
def readers(mode: int, reach: Reach, acl: bytes = b"", owner: int = 0) -> Access:
    """Who can read a file of this mode, access list and owner that lies within this reach.

    An upper bound where the groups of the file and of its folders differ: some group, not each of them, reads it.
    ``owner`` counts only where there is a list.
    """
    if reach.mount is not None and not reach.mount.has_modes:
        kind, source = reach.mount.kind, reach.mount.source
        return Access(Audience.UNKNOWN, f"{kind} mount of {source}: its modes say nothing")
    reading = _judge(mode, READ, acl, owner)
    return _within(reach, Access(reading.audience, f"mode {reading.source}"), names=bool(acl))


def ask_server(place: int | bytes, status: os.stat_result, reach: Reach) -> Access | None:
    """Who can read a file of a mount by its access list, which costs a question to the server; None without a list."""
    if reach.mount is None:
        return None
    if found := ask_descriptor(place, reach.mount):
        return found[1]
    if not reach.mount.has_modes:
        return None
    if _has_nfs4(reach) and (reading := _read_nfs4(place, nfs4_acl.READ)) is not None:
        return _within(reach, reading, names=True)
    acl = read_acl(place, follows=isinstance(place, int)) if may_have_acl(status.st_mode) else b""
    return readers(status.st_mode, reach, acl, status.st_uid) if acl else None


def ask_descriptor(place: int | bytes, mount: Mount) -> tuple[str, Access] | None:
    """Owner and readers by the security descriptor of a file on a share, which its client asks the server for.

    None where the mount is no share, or hands out no descriptors, as without the privilege to ask.
    """
    if mount.kind not in ("cifs", "smb3"):
        return None
    try:
        descriptor = os.getxattr(place, _CIFS_DESCRIPTOR, follow_symlinks=isinstance(place, int))
    except OSError:
        return None
    from meibo_connectors.smb_security import read_security

    owner, reading = read_security(descriptor)
    return owner, Access(reading.audience, f"{reading.source}, {mount}")


def _within(reach: Reach, reading: Access, *, names: bool) -> Access:
    """Who of those that may read a file can reach it as well; ``names`` says whether the source names them."""
    audience, source = reading.audience, reading.source
    if _is_narrower(reach.audience, audience):
        audience, source = reach.audience, f"{source}, {reach.source}"
    elif audience is reach.audience is Audience.GROUPS and (names or reach.names):
        source = f"{source}, {reach.source}"
    return Access(audience, source if reach.mount is None else f"{source}, {reach.mount}")


def _judge(mode: int, right: int, acl: bytes, owner: int) -> Access:
    """Who has a right by mode and list; the source is the mode in digits, and whom the list names."""
    digits = f"{stat.S_IMODE(mode):04o}"
    if mode & right:
        return Access(Audience.EVERYONE, digits)
    if not mode & right << 3:
        return Access(Audience.OWNER, digits)
    if not acl:
        return Access(Audience.GROUPS, digits)
    try:
        allowed = find_allowed(acl, right, owner)
    except ValueError:
        return Access(Audience.GROUPS, f"{digits} (an ACL that can't be read)")
    return Access(Audience.GROUPS if allowed else Audience.OWNER, f"{digits} ({spell(allowed)})")


def _read_nfs4(place: int | bytes, right: int) -> Access | None:
    try:
        return nfs4_acl.judge(os.getxattr(place, nfs4_acl.ATTRIBUTE, follow_symlinks=isinstance(place, int)), right)
    except OSError:
        return None
    except ValueError:
        return Access(Audience.UNKNOWN, "an NFSv4 ACL that can't be read")


def _has_nfs4(reach: Reach) -> bool:
    return reach.mount is not None and reach.mount.kind == "nfs4"


def _is_narrower(audience: Audience, than: Audience) -> bool:
    """False where one of them is unknown."""
    return than in _NARROWEST_FIRST and audience in _NARROWEST_FIRST[: _NARROWEST_FIRST.index(than)]
