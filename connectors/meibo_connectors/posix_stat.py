"""What a POSIX stat result tells: a file's entry, its owner, who can read it, and what it is when it is no file."""

from __future__ import annotations

import pwd
import stat
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from meibo_connectors.model import Access, Audience, Entry

if TYPE_CHECKING:
    import os

_NARROWEST_FIRST = (Audience.OWNER, Audience.GROUPS, Audience.EVERYONE)

_KINDS = {
    stat.S_IFIFO: "fifo",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "character device",
    stat.S_IFBLK: "block device",
    stat.S_IFDIR: "folder",
}


class Reach(msgspec.Struct, frozen=True):
    """Who may pass through every folder from the target down to some folder, so can reach a file in it."""

    audience: Audience = Audience.EVERYONE
    source: str = ""
    """The mode of the folder that narrows it; empty where none does."""


def narrow(reach: Reach, folder_mode: int) -> Reach:
    """The reach inside a folder of this mode. Only the right to pass (x) counts: names may be known, or guessed."""
    audience = _audience(folder_mode, others=stat.S_IXOTH, group=stat.S_IXGRP)
    if _is_narrower(audience, reach.audience):
        return Reach(audience, f"folder {stat.S_IMODE(folder_mode):04o}")
    return reach


@lru_cache(maxsize=4096)
def readers(mode: int, reach: Reach) -> Access:
    """Who can read a file of this mode that lies within this reach.

    An upper bound where the groups of the file and of its folders differ: some group, not each of them, reads it.
    An access control list shows in the group bits of the mode, so counts as groups.
    """
    audience = _audience(mode, others=stat.S_IROTH, group=stat.S_IRGRP)
    source = f"mode {stat.S_IMODE(mode):04o}"
    if _is_narrower(reach.audience, audience):
        return Access(reach.audience, f"{source}, {reach.source}")
    return Access(audience, source)


@lru_cache(maxsize=65536)
def owner_name(uid: int) -> str:
    """The user's name, or the number of a user that the system doesn't know."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def entry_of(path: str, status: os.stat_result, reach: Reach) -> Entry:
    """The entry of a regular file."""
    return Entry(
        path,
        status.st_size,
        status.st_mtime_ns,
        f"{status.st_dev}:{status.st_ino}:{status.st_ctime_ns}",
        owner_name(status.st_uid),
        readers(status.st_mode, reach),
    )


def kind_of(mode: int) -> str:
    """What something that is neither a file nor a link is: ``fifo``, ``block device`` ..."""
    return _KINDS.get(stat.S_IFMT(mode), "unknown")


def _audience(mode: int, *, others: int, group: int) -> Audience:
    if mode & others:
        return Audience.EVERYONE
    return Audience.GROUPS if mode & group else Audience.OWNER


def _is_narrower(audience: Audience, than: Audience) -> bool:
    return _NARROWEST_FIRST.index(audience) < _NARROWEST_FIRST.index(than)
