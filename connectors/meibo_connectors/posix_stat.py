"""What a POSIX stat result tells: a file's entry, its owner, and what it is when it is no file."""

from __future__ import annotations

import pwd
import stat
from functools import lru_cache
from typing import TYPE_CHECKING

from meibo_connectors.model import Entry
from meibo_connectors.posix_access import Reach, readers

if TYPE_CHECKING:
    import os

    from meibo_connectors.mounts import Mount

_KINDS = {
    stat.S_IFIFO: "fifo",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "character device",
    stat.S_IFBLK: "block device",
    stat.S_IFDIR: "folder",
}


@lru_cache(maxsize=65536)
def owner_name(uid: int) -> str:
    """The user's name, or the number of a user that the system doesn't know."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def entry_of(path: str, status: os.stat_result, reach: Reach, acl: bytes = b"") -> Entry:
    """The entry of a regular file with the access list that it has."""
    return Entry(
        path,
        status.st_size,
        status.st_mtime_ns,
        _version(status, reach.mount),
        owner_name(status.st_uid) if reach.mount is None or reach.mount.has_modes else "",
        readers(status.st_mode, reach, acl, status.st_uid if acl else 0),
    )


def kind_of(mode: int) -> str:
    """What something that is neither a file nor a link is: ``fifo``, ``block device`` ..."""
    return _KINDS.get(stat.S_IFMT(mode), "unknown")


def _version(status: os.stat_result, mount: Mount | None) -> str:
    if mount is None:
        return f"{status.st_ino}:{status.st_ctime_ns}"  # device numbers of disks too may change when a machine starts
    # A mount gets a new device number each time, and cifs and FUSE may make inode numbers up; some show no change time.
    return f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}"
