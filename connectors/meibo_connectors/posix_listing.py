"""The listing of a folder tree on POSIX, of any depth, with a bounded number of descriptors.

Order: ascending by the bytes of the whole path, as if every folder's name ended in ``/``. So a folder's files stand
together, the order is the one in which object stores list keys, and a listing is resumed by comparing paths.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from meibo_connectors.model import Entry, Trouble
from meibo_connectors.names import escape
from meibo_connectors.os_errors import trouble
from meibo_connectors.posix_access import may_have_acl
from meibo_connectors.posix_acl import read_acl
from meibo_connectors.posix_folder import Folder, open_folder, place_in
from meibo_connectors.posix_stat import entry_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meibo_connectors.posix_access_time import AccessWatch

HELD_FOLDERS = 64
"""Descriptors held at a time, beside the root's; a folder above the lowest 64 is opened again when its turn comes."""


class _Level:
    """A folder on the way from the root to where the listing stands, and the names in it that are still to come."""

    __slots__ = ("folder", "name", "names", "spelling")

    def __init__(self, folder: Folder, name: bytes) -> None:
        self.folder = folder
        self.name = name
        self.spelling = escape(name) + "/"
        self.names: list[bytes] = []
        """Descending, so that the next is popped from the end; a folder's name ends in ``/``."""

    def read(self, watch: AccessWatch) -> None:
        """Read the folder's names; on OSError the names read so far are kept."""
        descriptor = self.folder.descriptor
        accessed_ns = watch.begin(descriptor, self.folder.reach.mount)
        try:
            with os.scandir(self.folder.descriptor) as found:
                for item in found:
                    name = os.fsencode(item.name)
                    self.names.append(name + b"/" if _is_folder(item) else name)
        finally:
            self.names.sort(reverse=True)
            watch.end(descriptor, accessed_ns)


class Listing:
    """Everything below an open folder, once. The folder stays open, and is the caller's to close."""

    def __init__(self, root: Folder, skip_folder: Callable[[str], bool], watch: AccessWatch) -> None:
        """Reads the root's names; raises OSError if that fails."""
        self._skip_folder = skip_folder
        self._levels = [_Level(root, b"")]
        self._ancestors = {root.identity}
        self._watch = watch
        self._levels[0].read(watch)

    def __iter__(self) -> Iterator[Entry | Trouble]:
        try:
            while self._levels:
                level = self._levels[-1]
                if not level.names:
                    self._leave()
                    continue
                try:
                    self._reopen()
                except OSError as error:
                    yield trouble(self._prefix().removesuffix("/"), error, is_folder=True)
                    self._leave()
                    continue
                yield from self._list(level)
        finally:
            while self._levels:
                self._leave()

    def _list(self, level: _Level) -> Iterator[Entry | Trouble]:
        """What comes next in a folder, up to the first subfolder that is entered."""
        prefix, descriptor, reach = self._prefix(), level.folder.descriptor, level.folder.reach
        place = place_in(level.folder)
        asks = reach.mount is None  # on a mount, each list is a question to the server: find_access asks it
        while level.names:
            name = level.names.pop()
            is_folder = name.endswith(b"/")
            name = name.removesuffix(b"/")
            path = prefix + escape(name)
            if not is_folder:
                try:
                    status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                except OSError as error:
                    yield trouble(path, error, is_folder=False)
                    continue
                if stat.S_ISREG(status.st_mode):
                    has_acl = asks and may_have_acl(status.st_mode)
                    yield entry_of(path, status, reach, read_acl(place + name, follows=False) if has_acl else b"")
                    continue
                is_folder = stat.S_ISDIR(status.st_mode)  # put in the place of a file a moment ago
            if is_folder:
                yield from self._enter(name, path)
                if self._levels[-1] is not level:
                    return
            elif stat.S_ISLNK(status.st_mode):
                yield Trouble(path, "link", is_folder=False)
            else:
                yield Trouble(path, "special-file", is_folder=False, detail=kind_of(status.st_mode))

    def _enter(self, name: bytes, path: str) -> Iterator[Trouble]:
        """Make a subfolder the lowest level, unless it is to be skipped or can't be entered."""
        if self._skip_folder(path):
            return
        try:
            folder = open_folder(name, self._levels[-1].folder)
        except OSError as error:
            yield trouble(path, error, is_folder=True)
            return
        if folder.identity in self._ancestors:
            folder.close()
            yield Trouble(path, "loop", is_folder=True)
            return
        level = _Level(folder, name)
        self._levels.append(level)
        self._ancestors.add(folder.identity)
        highest_held = len(self._levels) - HELD_FOLDERS
        if highest_held > 1:
            self._levels[highest_held - 1].folder.close()
        try:
            level.read(self._watch)
        except OSError as error:
            yield trouble(path, error, is_folder=True)

    def _leave(self) -> None:
        level = self._levels.pop()
        self._ancestors.discard(level.folder.identity)
        if self._levels:
            level.folder.close()

    def _reopen(self) -> None:
        """Hold the lowest folders' descriptors again if they were let go, each found by its name below the last."""
        if self._levels[-1].folder.is_open:
            return
        highest_held = len(self._levels) - HELD_FOLDERS
        for depth in range(1, len(self._levels)):
            above, level = self._levels[depth - 1], self._levels[depth]
            level.folder.reopen(level.name, above.folder)
            if 0 < depth - 1 < highest_held:
                above.folder.close()

    def _prefix(self) -> str:
        # Joined anew for each folder: kept on every level, prefixes would grow with the square of the depth.
        return "".join([level.spelling for level in self._levels[1:]])


def _is_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir(follow_symlinks=False)
    except OSError:
        return False
