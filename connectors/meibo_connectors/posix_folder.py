"""Open folders, and the files and folders opened relative to them: no path is ever handed to the system as a whole.

Every step is one name below a descriptor, without following a link. So neither the length of a path nor a link put
in place of a folder matters: nothing outside the target can be reached.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from meibo_connectors.posix_access import Reach, begin, narrow

if TYPE_CHECKING:
    from pathlib import Path

    from meibo_connectors.mounts import Mounts

_O_NOATIME: int = getattr(os, "O_NOATIME", 0)  # Linux only


class Folder:
    """An open folder: its descriptor, what tells it from every other folder, and who may come this far."""

    __slots__ = ("descriptor", "identity", "mounts", "reach")

    def __init__(self, descriptor: int, above: Folder | None, mounts: Mounts) -> None:
        status = os.fstat(descriptor)
        self.descriptor = descriptor
        self.identity = (status.st_dev, status.st_ino)
        self.mounts = mounts
        reach: Reach = Reach() if above is None else above.reach
        if above is None or above.identity[0] != status.st_dev:
            reach = begin(reach, mounts.find(status.st_dev))
        self.reach: Reach = narrow(reach, descriptor, status)

    @property
    def is_open(self) -> bool:
        """Whether the descriptor is held."""
        return self.descriptor >= 0

    def reopen(self, name: bytes, parent: Folder) -> None:
        """Take up the descriptor again that was let go; raises OSError if the name leads elsewhere by now."""
        found = open_folder(name, parent)
        if found.identity != self.identity:
            found.close()
            raise FileNotFoundError(errno.ENOENT, "another folder has this name now")
        self.close()
        self.descriptor = found.descriptor

    def close(self) -> None:
        """Let go of the descriptor; what is known of the folder stays."""
        if self.is_open:
            os.close(self.descriptor)
            self.descriptor = -1


def open_root(path: Path, mounts: Mounts) -> Folder:
    """The folder that was named as the target, through a link if it is one; raises OSError."""
    return _folder(open_quietly(path, os.O_DIRECTORY), None, mounts)


def open_folder(name: bytes, parent: Folder) -> Folder:
    """A folder in a folder, never through a link; raises OSError."""
    return _folder(open_quietly(name, os.O_DIRECTORY | os.O_NOFOLLOW, parent.descriptor), parent, parent.mounts)


def open_quietly(name: bytes | Path, flags: int, parent: int | None = None) -> int:
    """A descriptor for reading that leaves no access time behind, where the system lets this user do so."""
    try:
        return os.open(name, os.O_RDONLY | flags | _O_NOATIME, dir_fd=parent)
    except PermissionError as error:
        if error.errno != errno.EPERM:  # EPERM: only a file's owner, or root, may leave no access time
            raise
        return os.open(name, os.O_RDONLY | flags, dir_fd=parent)


def place_in(folder: Folder) -> bytes:
    """What goes before a name to make a path for calls that take no descriptor of a folder; the name is the last step.

    Neither links on the way nor the length of the folder's path matter: this leads to what is open. Linux only.
    """
    return b"/proc/self/fd/%d/" % folder.descriptor


def _folder(descriptor: int, above: Folder | None, mounts: Mounts) -> Folder:
    try:
        return Folder(descriptor, above, mounts)
    except OSError:
        os.close(descriptor)
        raise
