"""Open folders, and the files and folders opened relative to them: no path is ever handed to the system as a whole.

Every step is one name below a descriptor, without following a link. So neither the length of a path nor a link put
in place of a folder matters: nothing outside the target can be reached. A file is looked at before it is opened: what
is no regular file by then, such as a device, never is, and a lease that somebody holds on it is waited for.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Final

from meibo_connectors.base import ConnectorError
from meibo_connectors.posix_access import Reach, begin, narrow
from meibo_connectors.posix_stat import kind_of

if TYPE_CHECKING:
    from meibo_connectors.mounts import Mounts

_O_NOATIME: int = getattr(os, "O_NOATIME", 0)  # Linux only
_O_PATH: int = getattr(os, "O_PATH", 0)  # the same
_NO_LINK_AT_ALL: int = getattr(os, "O_NOFOLLOW_ANY", os.O_NOFOLLOW)  # macOS has one for all steps of a path
_LOOKS_FIRST: Final = bool(_O_PATH) and os.path.isdir("/proc/self/fd")  # noqa: PTH112 - no path of ours

# Where a file cannot be looked at before it is opened: a FIFO that was put in its place must not block the open, nor a
# terminal become this process's own.
_UNSEEN_FLAGS = os.O_NONBLOCK | os.O_NOCTTY


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


def open_root(place: bytes, mounts: Mounts, *, follows: bool) -> Folder:
    """The folder that is the target; ``follows`` says whether links may lead to it. Raises OSError."""
    if follows:
        return _folder(open_quietly(place, os.O_DIRECTORY), None, mounts)
    return _folder(open_settled(place, os.O_DIRECTORY), None, mounts)


def open_settled(place: bytes, flags: int) -> int:
    """A descriptor of what lies at an absolute path that holds no link; raises OSError where one is met."""
    if not _O_PATH:
        return open_quietly(place, flags | _NO_LINK_AT_ALL)
    *above, name = [name for name in place.split(b"/") if name] or [b"."]
    parent = os.open(b"/", _O_PATH | os.O_DIRECTORY)
    try:
        for step in above:  # to pass through a folder needs no right to list it
            below = os.open(step, _O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
            os.close(parent)
            parent = below
        return open_quietly(name, flags | os.O_NOFOLLOW, parent)
    finally:
        os.close(parent)


def open_folder(name: bytes, parent: Folder) -> Folder:
    """A folder in a folder, never through a link; raises OSError."""
    return _folder(open_quietly(name, os.O_DIRECTORY | os.O_NOFOLLOW, parent.descriptor), parent, parent.mounts)


def open_file(name: bytes, parent: int | None = None, *, follows: bool = False) -> int:
    """A regular file in a folder; ``follows`` says whether its name may be a link.

    Raises OSError, and ConnectorError for anything else than a regular file, which is not opened at all where the
    system can look at it first.
    """
    no_link = 0 if follows else os.O_NOFOLLOW
    if not _LOOKS_FIRST:
        return _checked(open_quietly(name, _UNSEEN_FLAGS | no_link, parent))
    seen = os.open(name, _O_PATH | no_link, dir_fd=parent)
    try:
        mode = os.fstat(seen).st_mode
        if stat.S_ISLNK(mode):
            raise OSError(errno.ELOOP, "a link")
        _refuse_special(mode)
        return open_quietly(b"/proc/self/fd/%d" % seen, 0)
    finally:
        os.close(seen)


def look_at_settled(place: bytes) -> os.stat_result:
    """What lies at an absolute path that holds no link; raises OSError where one is met."""
    above, _, name = place.rpartition(b"/")
    parent = open_settled(above, _O_PATH | os.O_DIRECTORY)
    try:
        status = os.stat(name or b".", dir_fd=parent, follow_symlinks=False)
    finally:
        os.close(parent)
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, "a link")
    return status


def open_settled_file(place: bytes) -> int:
    """The same at an absolute path that holds no link."""
    above, _, name = place.rpartition(b"/")
    parent = open_settled(above, _O_PATH | os.O_DIRECTORY)
    try:
        return open_file(name, parent)
    finally:
        os.close(parent)


def open_quietly(name: bytes, flags: int, parent: int | None = None) -> int:
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


def _checked(descriptor: int) -> int:
    try:
        _refuse_special(os.fstat(descriptor).st_mode)
        os.set_blocking(descriptor, True)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _refuse_special(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise ConnectorError("special-file", kind_of(mode))


def _folder(descriptor: int, above: Folder | None, mounts: Mounts) -> Folder:
    try:
        return Folder(descriptor, above, mounts)
    except OSError:
        os.close(descriptor)
        raise
