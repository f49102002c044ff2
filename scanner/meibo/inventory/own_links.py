"""Links on the way to files of meibo's own: who may change a folder must not choose which file meibo means."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

_MOST_LINKS: Final = 40


def is_ours(status: os.stat_result) -> bool:
    """Whether a file or link is this user's, or root's, who can do anything to it anyway. POSIX only."""
    return status.st_uid in (os.geteuid(), 0)


def follow_own_links(path: Path) -> Path:
    """Where a path leads; raises OSError (ELOOP) for a link that neither this user nor root has made: who may change a
    folder must not choose which file meibo writes."""
    if os.name != "posix":
        return path.resolve()
    place, links = Path("/"), 0
    pending = [*reversed(path.absolute().parts[1:])]
    while pending:
        name = pending.pop()
        if name == "..":
            place = place.parent
            continue
        try:
            status = (place / name).lstat()
        except FileNotFoundError:
            status = None
        if status is None or not stat.S_ISLNK(status.st_mode):
            place /= name
            continue
        links += 1
        if not is_ours(status) or links > _MOST_LINKS:
            raise OSError(errno.ELOOP, "a link of another user")
        leads_to = (place / name).readlink()
        pending += reversed(leads_to.parts)
        if leads_to.is_absolute():
            place, _ = Path("/"), pending.pop()
    return place
